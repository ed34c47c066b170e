// @ts-check
// Bodies: of a response, as they stream, within bounds; or an argument.
/** @import { Watch } from "./watch.js" */

import { typeName } from "./given.js";
import { ignore } from "./runtime.js";
import { textDecoder, textEncoder } from "./text-coding.js";

/**
 * The bytes of a text, an ArrayBuffer or a Uint8Array, of whatever realm; undefined for anything else.
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

/** Room for the next body: pages are read one after the other, and a new one for each costs memory until it is collected. */
let spareRoom = NO_BYTES;

/** No more room than this is kept. */
const MOST_SPARE = 4 * 1024 * 1024;

/** How much came of a response's body. */
export class Body {
  isTooLarge = false;
  #limit;
  #room = spareRoom;
  #length = 0;
  #isReleased = false;

  /** @param {number} limit in bytes */
  constructor(limit) {
    this.#limit = limit;
    spareRoom = NO_BYTES;
  }

  /** What came, until it is released. */
  get bytes() {
    return this.#room.subarray(0, this.#length);
  }

  /** What came as UTF-8, with U+FFFD for what is none. */
  get wellFormed() {
    return textEncoder().encode(textDecoder().decode(this.bytes));
  }

  /** The bytes aren't needed any more, nor any that come late. */
  release() {
    this.#isReleased = true;
    if (this.#room.length <= MOST_SPARE) spareRoom = this.#room;
    this.#room = NO_BYTES;
    this.#length = 0;
  }

  /**
   * Read a response's body to its end, or as far as it comes and is allowed; gives what was thrown on the way.
   * @param {any} response
   * @param {Watch} watch
   * @returns {Promise<{ value: unknown } | undefined>}
   */
  async read(response, watch) {
    /** @type {any} */
    let reader;
    // One wait for all of it: one for each part would keep the parts until the next collection of garbage.
    const { thrown } = await watch.waitFor(async () => {
      const { body } = response;
      if (typeof body?.getReader === "function") {
        reader = body.getReader();
        return this.#readParts(reader);
      }
      // A hand-made response, or one of a `fetch` without web streams.
      const name = ["arrayBuffer", "text"].find((name) => typeof response[name] === "function");
      if (name !== undefined) this.#take(await response[name]());
    });
    if (thrown !== undefined || this.isTooLarge) cancel(reader);
    return thrown;
  }

  /** @param {any} reader */
  async #readParts(reader) {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      this.#take(value);
      if (this.isTooLarge || this.#isReleased) return;
    }
  }

  /** @param {unknown} part */
  #take(part) {
    const bytes = bytesOf(part);
    if (bytes === undefined) throw new TypeError(`the body gave ${typeName(part)} where bytes were expected`);
    if (this.#isReleased) return;
    const length = this.#length + bytes.length;
    this.isTooLarge = length > this.#limit;
    if (this.isTooLarge) return;
    if (length > this.#room.length) {
      const room = new Uint8Array(Math.max(length, 2 * this.#room.length));
      room.set(this.bytes);
      this.#room = room;
    }
    this.#room.set(bytes, this.#length);
    this.#length = length;
  }
}

/**
 * Let go of a response whose body nobody reads, if it is one.
 * @param {any} response
 */
export function discard(response) {
  try {
    cancel(response.body);
  } catch {
    // It is none.
  }
}

/**
 * Tell a stream that nobody reads on. How it takes that is its own affair.
 * @param {any} stream
 */
function cancel(stream) {
  try {
    ignore(stream?.cancel?.());
  } catch {
    // It is as well.
  }
}
