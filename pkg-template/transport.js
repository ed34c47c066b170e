// @ts-check
// One page over `fetch`: the waits for credentials, response and body, with the clocks and the signal around them. What is
// sent, what it means that came, and whether to ask again, is the core's to say.
/** @import { ApiAnswer, FetchedPage } from "./glue.js" */
/** @import { ClientEvent, Cursor } from "./index.js" */
/** @import { CheckedClient } from "./options.js" */

import { Body, discard } from "./body.js";
import { missingFetch } from "./core-errors.js";
import { decodePage, failureOf, redacted, requestFor } from "./core.js";
import { ApiError, TrustHubError, errorFrom } from "./errors.js";
import { tellCredentials } from "./given.js";
import { ignore, isBrowser } from "./runtime.js";
import { Watch } from "./watch.js";

/** Twilio's name for a request. */
const REQUEST_ID = "Twilio-Request-Id";

/** How much of an error's body is read. */
const MAX_ERROR_BODY_BYTES = 64 * 1024;

/**
 * Request one page, with its retries. Rejects with a `TrustHubError`, the signal's own reason, or what a credentials
 * function threw.
 * @param {CheckedClient} client
 * @param {Cursor} cursor
 * @param {number} pageNumber
 * @param {AbortSignal} signal
 * @returns {Promise<FetchedPage>}
 */
export function fetchPage(client, cursor, pageNumber, signal) {
  return /** @type {Promise<FetchedPage>} */ (new Exchange(client, cursor, pageNumber, signal, false).run());
}

/**
 * What the API answers for a page, be it the page or a refusal: its bytes as they came. Rejects as above where there is no
 * such answer.
 * @param {CheckedClient} client
 * @param {Cursor} cursor
 * @param {AbortSignal} signal
 * @returns {Promise<ApiAnswer>}
 */
export function fetchAnswer(client, cursor, signal) {
  return /** @type {Promise<ApiAnswer>} */ (new Exchange(client, cursor, 0, signal, true).run());
}

/** Why an attempt brought no page. */
class Obstacle {
  /** @type {ApiAnswer | undefined} What is passed on in place of the error. */
  answer;

  /**
   * @param {number | null} waitMs after how long the page is asked for again, if it is
   * @param {any} reason
   * @param {unknown} error
   */
  constructor(waitMs, reason, error) {
    this.waitMs = waitMs;
    this.reason = reason;
    this.error = error;
  }
}

class Exchange {
  #client;
  #cursor;
  #pageNumber;
  #signal;
  #isRelayed;
  #started = performance.now();
  #attempts = 0;
  /** @type {string | null} */
  #requestId = null;
  /** @type {unknown} what the core is told of this attempt's credentials */
  #credentials;

  /**
   * @param {CheckedClient} client
   * @param {Cursor} cursor
   * @param {number} pageNumber
   * @param {AbortSignal} signal
   * @param {boolean} isRelayed whether what the API answers is passed on as it is
   */
  constructor(client, cursor, pageNumber, signal, isRelayed) {
    this.#client = client;
    this.#cursor = cursor;
    this.#pageNumber = pageNumber;
    this.#signal = signal;
    this.#isRelayed = isRelayed;
  }

  async run() {
    if (this.#signal.aborted) throw this.#signal.reason;
    const watch = new Watch(this.#signal, this.#client.totalTimeoutMs);
    try {
      for (;;) {
        const outcome = await this.#attempt(watch);
        if (!(outcome instanceof Obstacle)) return outcome;
        const { waitMs, reason, error, answer } = outcome;
        if (waitMs === null) {
          if (answer === undefined) throw error;
          return answer;
        }
        this.#tell({ type: "retry", ...this.#place(), waitMs, reason });
        await watch.sleep(waitMs);
        if (watch.interrupt !== undefined) throw this.#interrupted(watch).error;
      }
    } finally {
      watch.close();
    }
  }

  /**
   * Ask for the page once. Throws what is the caller's own: what a credentials function threw, or that it gave none.
   * @param {Watch} watch
   */
  async #attempt(watch) {
    this.#attempts += 1;
    this.#requestId = null;
    this.#credentials = undefined;
    const { credentials } = this.#client;
    if (typeof credentials === "function") {
      const { value, thrown } = await watch.waitFor(credentials);
      if (watch.interrupt !== undefined) return this.#interrupted(watch);
      if (thrown !== undefined) throw thrown.value;
      this.#credentials = tellCredentials(value);
    } else if (credentials !== undefined) {
      this.#credentials = tellCredentials(credentials);
    }
    const request = requestFor(this.#facts());
    const signal = watch.begin(this.#client.timeoutMs);
    try {
      return await this.#ask(request, signal, watch);
    } finally {
      watch.finish();
    }
  }

  /**
   * @param {ReturnType<typeof requestFor>} request
   * @param {AbortSignal} signal
   * @param {Watch} watch
   */
  async #ask({ url, userAgent, authorization }, signal, watch) {
    const headers = {
      Accept: "application/json",
      ...(authorization === null ? {} : { Authorization: authorization }),
      // Browsers have a name of their own, and ask the server's leave for any other header.
      ...(isBrowser() ? {} : { "User-Agent": userAgent }),
    };
    const { fetch = globalThis.fetch } = this.#client;
    if (typeof fetch !== "function") throw missingFetch();
    this.#tell({ type: "request", ...this.#place() });
    const sent = performance.now();
    const { value: response, thrown } = await watch.waitFor(() => fetch(url, { method: "GET", headers, redirect: "manual", signal }));
    if (watch.interrupt !== undefined) return this.#interrupted(watch);
    if (thrown !== undefined) return this.#disconnected("no response: the connection failed", thrown);
    const problem = problemOf(response);
    if (problem !== undefined) {
      discard(response);
      return this.#failed({ kind: "network", message: problem }, undefined, { value: response });
    }
    return this.#read(response, sent, watch);
  }

  /**
   * @param {any} response
   * @param {number} sent when its request was
   * @param {Watch} watch
   */
  async #read(response, sent, watch) {
    const { status } = response;
    const requestId = headerOf(response, REQUEST_ID);
    this.#requestId = requestId === null ? null : redacted(this.#facts(), requestId);
    this.#tell({ type: "response", ...this.#place(), status, elapsedMs: since(sent), requestId: this.#requestId });

    const body = new Body(isSuccess(status) ? this.#client.maxBodyBytes : MAX_ERROR_BODY_BYTES);
    try {
      return this.#outcome(response, body, await body.read(response, watch), watch);
    } finally {
      body.release();
    }
  }

  /**
   * @param {any} response
   * @param {Body} body as far as it came
   * @param {{ value: unknown } | undefined} thrown
   * @param {Watch} watch
   */
  #outcome(response, body, thrown, watch) {
    const isPage = isSuccess(response.status);
    if (watch.interrupt !== undefined && (isPage || watch.interrupt !== "attempt")) return this.#interrupted(watch);
    if (!isPage) return this.#refused(response, body, thrown === undefined && !body.isTooLarge);
    if (thrown !== undefined) return this.#disconnected("the connection broke before the body's end", thrown);
    if (body.isTooLarge) {
      return this.#failed({ kind: "response", message: `the body is larger than ${this.#client.maxBodyBytes} bytes (maxBodyBytes)` });
    }
    watch.release();
    return this.#page(response, body);
  }

  /**
   * The page of a whole body, or why it is none.
   * @param {any} response
   * @param {Body} body
   */
  #page(response, body) {
    /** @type {ClientEvent | undefined} */
    let event;
    const count = (/** @type {number} */ profiles, /** @type {number} */ issues) => {
      event = { type: "page", page: this.#pageNumber, profiles, issues };
    };
    try {
      const page = decodePage(this.#facts(), body.bytes, count);
      if (page === undefined) return this.#answer(response, body);
      return { ...page, status: response.status, ...this.#progress(), elapsedMs: since(this.#started) };
    } catch (error) {
      // None of it may go well another time.
      throw TrustHubError.is(error) ? Object.assign(error, this.#progress()) : error;
    } finally {
      if (event !== undefined) this.#tell(event);
    }
  }

  /**
   * A status outside 2xx, with as much of its body as came.
   * @param {any} response
   * @param {Body} body
   * @param {boolean} isWhole
   */
  #refused(response, body, isWhole) {
    const { status } = response;
    const times = { retryAfter: headerOf(response, "Retry-After"), date: headerOf(response, "Date"), now: Date.now() };
    const obstacle = this.#failed({ kind: "api", status, ...times }, body.wellFormed);
    if (this.#isRelayed && status >= 400 && status < 600 && obstacle.error instanceof ApiError) {
      obstacle.answer = this.#answer(response, isWhole ? body : null);
    }
    return obstacle;
  }

  /**
   * What is passed on of a response; null stands for a body that isn't there whole, and for a header that wasn't sent.
   * @param {any} response
   * @param {Body | null} body
   * @returns {ApiAnswer}
   */
  #answer(response, body) {
    const headers = {
      "Content-Type": headerOf(response, "Content-Type"),
      "Retry-After": headerOf(response, "Retry-After"),
      [REQUEST_ID]: this.#requestId,
    };
    return { status: response.status, headers, body: body && body.bytes.slice() };
  }

  /**
   * What happened, with the system's name for it (`ECONNREFUSED`) where the runtime tells one. Nothing else of what it
   * threw is repeated: that may hold the URL, and with it the filters.
   * @param {string} what
   * @param {{ value: any }} thrown
   */
  #disconnected(what, thrown) {
    const code = [thrown.value?.code, thrown.value?.cause?.code].find((it) => typeof it === "string");
    const name = code !== undefined && /^[A-Z_]{1,40}$/.test(code) ? ` (${code})` : "";
    return this.#failed({ kind: "network", message: `${what}${name}`, retryable: true }, undefined, thrown);
  }

  /** @param {Watch} watch */
  #interrupted(watch) {
    const { interrupt, reason } = watch;
    if (interrupt === "abort" || interrupt === "fault") return new Obstacle(null, undefined, reason);
    return this.#failed({ kind: "timeout", scope: interrupt });
  }

  /**
   * @param {object} facts
   * @param {Uint8Array} [body]
   * @param {{ value: unknown }} [thrown] be it undefined
   */
  #failed(facts, body, thrown) {
    const elapsedMs = Math.round(since(this.#started));
    const random = Math.floor(Math.random() * 2 ** 32);
    const { waitMs, reason, error } = failureOf(this.#facts({ ...facts, elapsedMs, random }), body ?? new Uint8Array(0));
    return new Obstacle(waitMs, reason, errorFrom({ ...error, ...this.#progress() }, thrown && { cause: thrown.value }));
  }

  /** @param {object} [facts] */
  #facts(facts) {
    return {
      options: this.#client.told,
      cursor: this.#cursor,
      credentials: this.#credentials,
      isRelayed: this.#isRelayed,
      attempts: this.#attempts,
      ...facts,
    };
  }

  #progress() {
    return { attempts: this.#attempts, requestId: this.#requestId };
  }

  #place() {
    return { page: this.#pageNumber, attempt: this.#attempts };
  }

  /**
   * Tell the listener facts alone: no header, no query, no value. What it throws, or its promise rejects with, changes
   * nothing.
   * @param {ClientEvent} event
   */
  #tell(event) {
    const { onEvent } = this.#client;
    try {
      ignore(onEvent?.(event));
    } catch {
      // A listener changes nothing.
    }
  }
}

/**
 * Why a value is no response that can be read.
 * @param {any} response
 */
function problemOf(response) {
  try {
    const { status, redirected, body, arrayBuffer, text } = response;
    if (Number.isInteger(status) && status >= 0 && status < 1000) {
      if (redirected) return "fetch followed a redirect, although it was told not to";
      if (body !== undefined || typeof arrayBuffer === "function" || typeof text === "function") return undefined;
    }
  } catch {
    // It is none.
  }
  return "fetch gave something that is no Response";
}

/** @param {number} status */
function isSuccess(status) {
  return status >= 200 && status < 300;
}

/**
 * A header; null where the response has no way to tell.
 * @param {any} response
 * @param {string} name
 * @returns {string | null}
 */
function headerOf(response, name) {
  try {
    const header = response.headers.get(name);
    return typeof header === "string" ? header : null;
  } catch {
    return null;
  }
}

/**
 * Milliseconds, to the microsecond.
 * @param {number} start
 */
function since(start) {
  return Math.round((performance.now() - start) * 1000) / 1000;
}
