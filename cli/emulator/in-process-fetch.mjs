// @ts-check
// The emulator without a socket: a `fetch` whose requests never leave the process. What a connection's end looks like is
// taken from Node's own fetch: a TypeError, "fetch failed" before the headers and "terminated" after them.

/** @import { ServerRequest, ServerResponse } from "./api.d.ts" */
import { PassThrough } from "node:stream";

// Responses with these have no body.
const BODILESS = [204, 205, 304];

/**
 * @param {(request: ServerRequest, response: ServerResponse) => Promise<void>} handle
 * @returns {(input: string | URL | Request, init?: RequestInit) => Promise<Response>}
 */
export function inProcessFetch(handle) {
  return async (input, init) => {
    const request = new Request(input, init);
    const { signal } = request;
    signal.throwIfAborted();
    const url = new URL(request.url);
    return new Promise((resolve, reject) => {
      const response = new MemoryResponse((status, headers) => {
        const isBodiless = BODILESS.includes(status) || request.method === "HEAD";
        if (isBodiless) response.resume();
        resolve(new Response(isBodiless ? null : bodyOf(response, signal), { status, headers }));
      });
      const abort = () => response.destroy();
      signal.addEventListener("abort", abort, { once: true });
      response.once("close", () => {
        signal.removeEventListener("abort", abort);
        // It settled already where the headers were sent.
        reject(signal.aborted ? signal.reason : failure("fetch failed"));
      });
      const message = {
        method: request.method,
        url: url.pathname + url.search,
        headers: { host: url.host, ...Object.fromEntries(request.headers) },
        socket: { ...(url.protocol === "https:" && { encrypted: true }), resetAndDestroy: abort },
      };
      handle(message, response).catch((error) => {
        reject(error);
        response.destroy();
      });
    });
  };
}

/** What the emulator uses of a `ServerResponse`; the body is what it reads. */
class MemoryResponse extends PassThrough {
  #headers = new Headers();
  #onHead;

  /** @param {(status: number, headers: Headers) => void} onHead */
  constructor(onHead) {
    super();
    this.#onHead = onHead;
  }

  /**
   * @param {string} name
   * @param {string | number | readonly string[]} value
   */
  setHeader(name, value) {
    this.#headers.set(name, String(value));
  }

  getHeaderNames() {
    return [...this.#headers.keys()];
  }

  /** @param {string} name */
  removeHeader(name) {
    this.#headers.delete(name);
  }

  /** @param {number} status */
  writeHead(status) {
    this.#headers.set("Date", new Date().toUTCString());
    this.#onHead(status, this.#headers);
  }
}

/**
 * @param {MemoryResponse} response
 * @param {AbortSignal} signal
 */
function bodyOf(response, signal) {
  const chunks = response[Symbol.asyncIterator]();
  return new ReadableStream({
    type: "bytes",
    async pull(controller) {
      try {
        const { value, done } = await chunks.next();
        // A copy, since the stream takes the memory away, which a Buffer may share with others.
        if (!done) return controller.enqueue(new Uint8Array(value));
        controller.close();
        controller.byobRequest?.respond(0);
      } catch {
        controller.error(signal.aborted ? signal.reason : failure("terminated"));
      }
    },
    cancel() {
      response.destroy();
    },
  });
}

/** @param {string} message */
function failure(message) {
  const cause = Object.assign(new Error("the emulator closed the connection"), { code: "ECONNRESET" });
  return new TypeError(message, { cause });
}
