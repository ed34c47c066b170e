// @ts-check
// Responses of other realms and polyfills: adapters know the runtime's own alone.

import { bytesOf, typeName } from "./body.js";
import { NULL_BODY_STATUSES } from "./protected-response.js";

/**
 * Whether a value is a Response, of whatever realm. An HTTP client's reply has a status and headers too, but no such tag.
 * @param {any} value
 * @returns {value is Response}
 */
export function isResponse(value) {
  if (value instanceof Response) return true;
  const isTagged = Object.prototype.toString.call(value) === "[object Response]";
  return isTagged && Number.isInteger(value.status) && typeof value.headers?.forEach === "function";
}

/**
 * A Response that the runtime's adapters send: itself, or a copy of it.
 * @param {Response} response
 * @returns {Response}
 */
export function ownResponse(response) {
  const { status, statusText = "" } = response;
  if (status === 0) throw new TypeError("authorize gave a Response of status 0, which can't be sent");
  if (response instanceof Response) return response;
  return copied(response, status, statusText);
}

/**
 * @param {any} response
 * @param {number} status
 * @param {string} statusText
 */
function copied(response, status, statusText) {
  const headers = new Headers();
  response.headers.forEach((/** @type {string} */ value, /** @type {string} */ name) => {
    headers.append(name, value);
  });
  // Some join cookies, which no comma separates, and tell them one by one in ways of their own.
  const cookies = response.headers.getSetCookie?.() ?? response.headers.raw?.()["set-cookie"];
  if (Array.isArray(cookies)) {
    headers.delete("Set-Cookie");
    for (const cookie of cookies) headers.append("Set-Cookie", cookie);
  }
  return new Response(NULL_BODY_STATUSES.has(status) ? null : copiedBody(response), { status, statusText, headers });
}

/**
 * What another realm's body gives, as it gives it.
 * @param {any} response
 */
function copiedBody(response) {
  if (response.body === null) return null;
  const source = partsOf(response);
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done) return controller.close();
      const bytes = bytesOf(value);
      if (bytes === undefined) {
        throw new TypeError(`the body of authorize's Response gave ${typeName(value)} where bytes were expected`);
      }
      controller.enqueue(new Uint8Array(bytes));
    },
    cancel: (reason) => source.cancel(reason),
  });
}

/**
 * The parts of a web stream, of a stream of Node's, or of what has methods alone.
 * @param {any} response
 * @returns {{ next: () => any, cancel: (reason: unknown) => any }}
 */
function partsOf(response) {
  const { body } = response;
  if (typeof body?.getReader === "function") {
    const reader = body.getReader();
    return { next: () => reader.read(), cancel: (reason) => reader.cancel(reason) };
  }
  const iterator = body?.[Symbol.asyncIterator]?.() ?? whole(response);
  return { next: () => iterator.next(), cancel: () => iterator.return?.() };
}

/** @param {any} response */
async function* whole(response) {
  yield await (typeof response.arrayBuffer === "function" ? response.arrayBuffer() : response.text());
}
