// @ts-check
// The WebAssembly core, made at first use: importing the package does no work. One instance at a time.
/** @import { Cursor } from "./index.js" */

import * as glue from "./glue.js";
import { host } from "./host.js";
import { currentInstance, onInstance, untilEnded, whenEnded } from "./instance.js";

let isLoaded = false;
/** @type {number | undefined} */
let startedInstance;

/**
 * Make sure of the core. Which source it comes from is the entry's to say.
 * @param {() => BufferSource | WebAssembly.Module} source
 */
export function loadCore(source) {
  if (isLoaded) return;
  glue.initSync({ module: source() });
  isLoaded = true;
}

/** A core that is ready for a call. */
function ready() {
  if (!isLoaded) throw new Error("trusthub-profiles/slim has no core yet: await init() before the first call");
  if (startedInstance !== currentInstance()) {
    if (startedInstance !== undefined) glue.giveUp();
    glue.start(host);
    startedInstance = currentInstance();
  }
  return glue;
}

// Not within the trap itself: what called the core is still on the stack.
whenEnded(() => queueMicrotask(ready));

/**
 * @param {unknown} options
 * @param {"client" | "list" | "call" | "handler"} scope
 */
export function checkOptions(options, scope) {
  return onInstance(() => ready().checkOptions(options, scope));
}

/**
 * @param {unknown} body
 * @param {unknown} options
 */
export function parsePage(body, options) {
  return onInstance(() => ready().parsePage(body, options));
}

/**
 * @param {object} client
 * @param {Cursor} cursor
 * @param {number} pageNumber
 * @param {AbortSignal} signal
 */
export function fetchPage(client, cursor, pageNumber, signal) {
  return untilEnded(() => ready().fetchPage(client, cursor, pageNumber, signal, false));
}

/**
 * What the API answers for a page.
 * @param {object} client
 * @param {Cursor} cursor
 * @param {AbortSignal} signal
 */
export function fetchAnswer(client, cursor, signal) {
  return untilEnded(() => ready().fetchPage(client, cursor, 0, signal, true));
}

/**
 * The page that a request to a handler asks for.
 * @param {string} method
 * @param {string} path
 * @param {string} query with its `?`, or empty
 */
export function readRequest(method, path, query) {
  return onInstance(() => ready().readRequest(method, path, query));
}

/** Which page of a walk comes next, and when to stop. */
export class Walk {
  #walk;
  #instance;

  /** @param {object} list */
  constructor(list) {
    this.#walk = onInstance(() => new (ready().Walk)(list));
    this.#instance = currentInstance();
  }

  get goesOn() {
    return onInstance(() => this.#walk.goesOn, this.#instance);
  }

  nextPage() {
    return onInstance(() => this.#walk.nextPage(), this.#instance);
  }

  /** @type {glue.Walk["arrive"]} */
  arrive(cursor, profiles, digest, next) {
    return onInstance(() => this.#walk.arrive(cursor, profiles, digest, next), this.#instance);
  }

  free() {
    if (this.#instance === currentInstance()) onInstance(() => this.#walk.free());
  }
}
