// @ts-check
// The calls into the WebAssembly core, typed. Its instances are instance.js's affair.
/** @import { Told } from "./given.js" */
/** @import { Cursor } from "./index.js" */
/** @import { FailureRecord, GlueExports, OptionFacts, PageRecord, ParsedPage, RefusedRequest } from "./glue.js" */

import { madePage, withBody } from "./host.js";
import { currentInstance, onInstance } from "./instance.js";

/**
 * Check options; gives what of a client's the transport needs.
 * @param {{ options: Told, scope: "client" | "list" | "call" | "handler", isBrowser: boolean }} facts
 * @returns {OptionFacts}
 */
export function checkOptions(facts) {
  return JSON.parse(onInstance((core) => core.checkOptions(JSON.stringify(facts))));
}

/**
 * The objects of a body's page.
 * @param {string} given as given.js tells them, or empty
 * @param {Uint8Array} body
 * @param {string} bodyIs what it is where it is no body, or empty
 * @returns {ParsedPage}
 */
export function parsePage(given, body, bodyIs) {
  return onInstance((core) => withBody(body, (length) => {
    core.parsePage(given, length, bodyIs);
    return madePage();
  }));
}

/**
 * What to send for a page. The facts, here and below, are those of the core's `exchange`.
 * @param {object} facts
 * @returns {{ url: string, userAgent: string, authorization: string | null }}
 */
export function requestFor(facts) {
  return JSON.parse(onInstance((core) => core.request(JSON.stringify(facts))));
}

/**
 * A text in which `…` stands for what must not be told.
 * @param {object} facts
 * @param {string} text
 */
export function redacted(facts, text) {
  return onInstance((core) => core.redacted(JSON.stringify({ ...facts, text })));
}

/**
 * What went wrong, and when to ask again.
 * @param {object} facts
 * @param {Uint8Array} body as far as it came
 * @returns {FailureRecord}
 */
export function failureOf(facts, body) {
  return JSON.parse(onInstance((core) => withBody(body, (length) => core.failure(JSON.stringify({ ...facts, length })))));
}

/**
 * The page of a body; undefined where that is passed on as it came.
 * @param {object} facts
 * @param {Uint8Array} body
 * @param {(profiles: number, issues: number) => void} count is told how many came, also when that is an error
 * @returns {PageRecord | undefined}
 */
export function decodePage(facts, body, count) {
  return onInstance((core) => withBody(body, (length) => {
    core.page(JSON.stringify({ ...facts, length }));
    return madePage();
  }, count));
}

/**
 * The page that a request to a handler asks for.
 * @param {{ method: string, path: string, query: string }} facts the query with its `?`, or empty
 * @returns {{ cursor: Cursor } | RefusedRequest}
 */
export function readRequest(facts) {
  return JSON.parse(onInstance((core) => core.readRequest(JSON.stringify(facts))));
}

/** Which page of a walk comes next, and when to stop. */
export class Walk {
  #walk;
  #instance = currentInstance();

  /** @param {string} given as given.js tells them */
  constructor(given) {
    this.#walk = onInstance((core) => new core.Walk(given), this.#instance);
  }

  get goesOn() {
    return onInstance(() => this.#walk.goesOn, this.#instance);
  }

  nextPage() {
    return onInstance(() => this.#walk.nextPage(), this.#instance);
  }

  /** @type {InstanceType<GlueExports["Walk"]>["arrive"]} */
  arrive(cursor, profiles, digest, next) {
    return onInstance(() => this.#walk.arrive(cursor, profiles, digest, next), this.#instance);
  }

  free() {
    if (this.#instance.failure === undefined) onInstance(() => this.#walk.free(), this.#instance);
  }
}
