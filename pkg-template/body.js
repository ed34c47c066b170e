// @ts-check
// Bodies: of a response, as they stream, within bounds; or an argument. It is JavaScript, since one wait for all of a body
// takes two thirds of the time that Rust takes for a wait for each part.

import { textEncoder } from "./text-coding.js";

/**
 * The bytes of a string, an ArrayBuffer or a Uint8Array, of whatever realm; undefined for anything else.
 * @param {any} value
 * @returns {Uint8Array | undefined}
 */
export function bytesOf(value) {
  if (typeof value === "string") return textEncoder().encode(value);
  if (typeof value !== "object" || value === null) return undefined;
  // The tag is a getter of the typed arrays' shared prototype, which works across realms.
  switch (value[Symbol.toStringTag]) {
    case "Uint8Array":
      return value;
    case "ArrayBuffer":
    case "SharedArrayBuffer":
      return new Uint8Array(value);
    default:
      return undefined;
  }
}

/** @type {Uint8Array} */
const NO_BYTES = new Uint8Array(0);

/** The buffer for the next body: pages are read one after the other, and a new one for each costs memory until it is collected. */
let spareBuffer = NO_BYTES;

/** No larger buffer than this is kept. */
const MAX_SPARE_BYTES = 4 * 1024 * 1024;

/** After so many milliseconds of parts that come without a wait, timers get their turn. */
const MAX_MICROTASKS_MS = 20;

/** Reads a response's body; what came stays until it is released. */
export class BodyReader {
  isTooLarge = false;
  length = 0;
  #limit = 0;
  #buffer = spareBuffer;
  #isReleased = false;
  /** @type {any} Until it was read to its end. */
  #stream;

  constructor() {
    spareBuffer = NO_BYTES;
  }

  /**
   * Read to the body's end, or until it is larger than the limit. Rejects with what was thrown on the way.
   * @param {any} response
   * @param {number} limit in bytes
   */
  async read(response, limit) {
    this.#limit = limit;
    const { body } = response;
    if (typeof body?.getReader === "function") {
      this.#stream = body.getReader();
      if (await this.#readParts()) this.#stream = undefined;
      return;
    }
    // A hand-made response, or one of a `fetch` without web streams.
    const name = ["arrayBuffer", "text", "json"].find((it) => typeof response[it] === "function");
    if (name !== undefined) {
      const whole = await response[name]();
      this.#take(name === "json" ? JSON.stringify(whole) : whole);
    } else if (body !== null) {
      this.#take(body);
    }
  }

  /** @param {Uint8Array} buffer */
  copyTo(buffer) {
    buffer.set(this.#buffer.subarray(0, this.length));
  }

  /** The bytes aren't needed any more, nor any that come late: a stream that wasn't read to its end is cancelled. */
  release() {
    this.#isReleased = true;
    cancel(this.#stream);
    this.#overwrite();
    if (this.#buffer.length <= MAX_SPARE_BYTES) spareBuffer = this.#buffer;
    this.#buffer = NO_BYTES;
    this.length = 0;
  }

  /** Whether the stream came to its end. */
  async #readParts() {
    let lastTurn = Date.now();
    for (;;) {
      const { done, value } = await this.#stream.read();
      if (done) return true;
      if (this.#isReleased) return false;
      this.#take(value);
      if (this.isTooLarge) return false;
      // A stream whose parts are there already is read in microtasks alone, which let no timer fire.
      if (Date.now() - lastTurn > MAX_MICROTASKS_MS) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        lastTurn = Date.now();
      }
    }
  }

  /** @param {unknown} part */
  #take(part) {
    const bytes = bytesOf(part);
    if (bytes === undefined) throw new TypeError(`the body gave ${typeName(part)} where bytes were expected`);
    if (this.#isReleased) return;
    const length = this.length + bytes.length;
    this.isTooLarge = length > this.#limit;
    if (this.isTooLarge) return;
    if (length > this.#buffer.length) {
      const buffer = new Uint8Array(Math.max(length, 2 * this.#buffer.length));
      buffer.set(this.#buffer.subarray(0, this.length));
      this.#overwrite();
      this.#buffer = buffer;
    }
    this.#buffer.set(bytes, this.length);
    this.length = length;
  }

  /** What came is personal data: it must not wait for the next body, or for the next collection of garbage. */
  #overwrite() {
    this.#buffer.fill(0, 0, this.length);
  }
}

/**
 * The type of a value, with its article.
 * @param {unknown} value
 */
export function typeName(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  const type = typeof value;
  if (type === "undefined") return type;
  return type === "string" ? "a text" : `${type === "object" ? "an" : "a"} ${type}`;
}

/**
 * Let go of a response, or of a promise of one, that nobody reads.
 * @param {any} response
 */
export function discard(response) {
  Promise.resolve(response)
    .then(
      (it) => cancel(it?.body),
      () => {},
    )
    .catch(() => {});
}

/**
 * Tell a stream that nobody reads on. How it takes that is its own affair.
 * @param {any} stream
 */
function cancel(stream) {
  try {
    Promise.resolve(stream?.cancel?.()).catch(() => {});
  } catch {
    // It is as well.
  }
}
