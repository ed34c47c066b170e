// @ts-check
/** @import { ServerRequest, ServerResponse } from "./api.d.ts" */
/** @import { OpenRecord } from "./request-log.mjs" */

/** @typedef {import("node:http").OutgoingHttpHeaders} Headers */

const JSON_TYPE = "application/json; charset=utf-8";

// Responses with these have no body, so a length would make a client wait for one.
const BODILESS = [204, 304];

/** One request and the response to it, which a client may abandon at any moment. */
export class Exchange {
  /**
   * @param {ServerRequest} request
   * @param {ServerResponse} response
   * @param {OpenRecord} record
   */
  constructor(request, response, record) {
    this.request = request;
    this.response = response;
    this.record = record;
  }

  /**
   * Sends the head alone. Without a `Content-Length` the body goes out in chunks.
   * @param {number} status
   * @param {Headers} headers
   */
  head(status, headers) {
    this.record.status = status;
    this.response.setHeader("Content-Type", JSON_TYPE);
    for (const [name, value] of Object.entries(headers)) {
      if (value !== undefined) this.response.setHeader(name, value);
    }
    this.response.writeHead(status);
  }

  /**
   * Sends a whole response.
   * @param {number} status
   * @param {Headers} headers
   * @param {Uint8Array | string | object} body An object goes out as JSON.
   */
  answer(status, headers, body) {
    const bytes =
      body instanceof Uint8Array ? body : Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
    const content = BODILESS.includes(status) ? {} : { "Content-Length": bytes.length };
    this.head(status, { ...content, ...headers });
    this.response.end(BODILESS.includes(status) ? undefined : bytes);
  }

  /** Takes away what only Twilio sets, for an answer that comes from a gateway before it. */
  dropServiceHeaders() {
    for (const name of this.response.getHeaderNames()) {
      if (name.startsWith("twilio-") || name.startsWith("x-")) this.response.removeHeader(name);
    }
  }

  /** Whether the client, or the emulator's end, has closed the connection. */
  get gone() {
    return this.response.closed || this.response.destroyed;
  }

  /**
   * Waits, but never longer than the connection lasts: no timer outlives the emulator.
   * @param {number} milliseconds
   */
  wait(milliseconds) {
    return this.#until((done) => {
      const timer = setTimeout(done, milliseconds);
      return () => clearTimeout(timer);
    });
  }

  /**
   * Writes a part of the body and waits until there is room for the next.
   * @param {Uint8Array | string} chunk
   */
  async write(chunk) {
    if (this.gone || this.response.write(chunk)) return;
    await this.#until((done) => {
      this.response.once("drain", done);
      return () => this.response.off("drain", done);
    });
  }

  /**
   * @param {(done: () => void) => () => void} start Returns what undoes it.
   * @returns {Promise<void>}
   */
  #until(start) {
    return new Promise((resolve) => {
      if (this.gone) {
        resolve();
        return;
      }
      const finish = () => {
        undo();
        this.response.off("close", finish);
        resolve();
      };
      const undo = start(finish);
      this.response.once("close", finish);
    });
  }
}
