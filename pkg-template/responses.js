// @ts-check
// Responses and their bodies, of whatever realm, polyfill or hand. Bodies are read by JavaScript, since one wait for all of a
// body takes two thirds of the time that Rust takes for a wait for each part.
/** @import { BodyParts } from "./internal.js" */

import { codingClass } from "./runtime.js";

/** @type {(value: any) => Uint8Array | undefined} */
export function bytesOf(value) {
  if (typeof value === "string") return new (codingClass("TextEncoder"))().encode(value);
  // The tag is a getter of the typed arrays' shared prototype, which works across realms.
  const tag = value?.[Symbol.toStringTag];
  if (tag === "Uint8Array") return value;
  return tag === "ArrayBuffer" || tag === "SharedArrayBuffer" ? new Uint8Array(value) : undefined;
}

/** @param {unknown} part @param {string} whose */
export function bytesOfPart(part, whose) {
  const bytes = bytesOf(part);
  if (bytes !== undefined) return bytes;
  const type = Array.isArray(part) ? "array" : typeof part;
  const got = part === null || part === undefined ? part : `${/^[ao]/.test(type) ? "an" : "a"} ${type}`;
  throw new TypeError(`${whose} returned ${got} where bytes were expected`);
}

/** @type {(response: any) => BodyParts} Of a web stream, a stream of Node's, or what a hand-made response has. */
export function readerOf(response) {
  const { body } = response;
  if (typeof body?.getReader === "function") return body.getReader();
  const parts = body?.[Symbol.asyncIterator]?.() ?? whole(response);
  return { read: () => parts.next(), cancel: () => parts.return?.() };
}

/** @param {any} response */
async function* whole(response) {
  if (typeof response.arrayBuffer === "function") yield response.arrayBuffer();
  else if (typeof response.text === "function") yield response.text();
  else if (typeof response.json === "function") yield JSON.stringify(await response.json());
  else if (response.body !== null) yield response.body;
}

/** After so many milliseconds of parts that come without a wait, timers get their turn. */
const MAX_MICROTASKS_MS = 20;

/** Reads a response's body. Parts are kept as they came: no copy of them lingers. */
export class BodyReader {
  length = 0;
  /** @type {Uint8Array[]} */
  #parts = [];
  /** @type {BodyParts | undefined} Until it came to its end, or is cancelled. */
  #reader;

  /** @param {any} response @param {number} limit in bytes */
  async read(response, limit) {
    this.#reader = readerOf(response);
    for (let lastTurn = Date.now(); this.#reader !== undefined; ) {
      const { done, value } = await this.#reader.read();
      if (done) {
        this.#reader = undefined;
        return true;
      }
      const bytes = bytesOfPart(value, "the body");
      if (this.length + bytes.length > limit) return false;
      this.#parts.push(bytes);
      this.length += bytes.length;
      // A stream whose parts are there already is read in microtasks alone, which let no timer fire.
      if (Date.now() - lastTurn > MAX_MICROTASKS_MS) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        lastTurn = Date.now();
      }
    }
    return false;
  }

  /** @param {Uint8Array} buffer */
  copyTo(buffer) {
    let at = 0;
    for (const part of this.#parts) {
      buffer.set(part, at);
      at += part.length;
    }
  }

  cancel() {
    discard({ body: this.#reader });
    this.#reader = undefined;
  }
}

/** @param {any} response How its stream takes that is its own affair. */
export async function discard(response) {
  try {
    await (await response)?.body?.cancel?.();
  } catch {
    // It is let go all the same.
  }
}

/** A Response of these takes no body (https://fetch.spec.whatwg.org/#null-body-status). */
const NULL_BODY_STATUSES = [204, 205, 304];

/**
 * A Response of whatever realm as one that the runtime's adapters send: itself, or a copy of it. Undefined for anything else;
 * an HTTP client's reply has a status and headers too, but no such tag.
 * @type {(value: any) => Response | undefined}
 */
export function ownResponse(value) {
  const isOwn = value instanceof Response;
  const isTagged = Object.prototype.toString.call(value) === "[object Response]";
  const isForeign = isTagged && Number.isInteger(value.status) && typeof value.headers?.forEach === "function";
  if (!isOwn && !isForeign) return undefined;
  const { status, statusText, body } = value;
  if (status === 0) throw new TypeError("authorize returned a Response of status 0, which can't be sent");
  if (isOwn) return value;
  const hasBody = body !== null && !NULL_BODY_STATUSES.includes(status);
  return new Response(hasBody ? streamOf(value) : null, { status, statusText, headers: headersOf(value) });
}

/** @param {any} response */
function headersOf({ headers: theirs }) {
  const headers = new Headers();
  theirs.forEach((/** @type {string} */ value, /** @type {string} */ name) => {
    headers.append(name, value);
  });
  // Some join cookies, which no comma separates, and have each in ways of their own.
  const cookies = theirs.getSetCookie?.() ?? theirs.raw?.()["set-cookie"];
  if (Array.isArray(cookies)) {
    headers.delete("Set-Cookie");
    for (const cookie of cookies) headers.append("Set-Cookie", cookie);
  }
  return headers;
}

/** @param {any} response Its body is copied as it comes. */
function streamOf(response) {
  const reader = readerOf(response);
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(bytesOfPart(value, "the body of authorize's Response")));
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
