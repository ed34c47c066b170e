// @ts-check
// The core's instances, one at a time. Each has a glue of its own, so that nothing of one reaches another. A trap (a
// bug's panic, or memory that ran out) leaves an instance in no state to go on: the calls under way end with an error,
// the next one begins with a fresh instance of the same module.
/** @import { GlueExports } from "./glue.js" */

import {
  coreFailure,
  faultError,
  isSynchronyForbidden,
  messageOf,
  missingWebAssembly,
  notReady,
  restarting,
} from "./core-errors.js";
import { createGlue } from "./glue.js";
import { host } from "./host.js";
import { codingClass } from "./text-coding.js";

/**
 * @typedef {object} Instance
 * @property {GlueExports} exports
 * @property {string} [panicMessage] its last words
 * @property {Error} [failure] why it ended
 * @property {Set<(failure: Error) => void>} pending what rejects the calls under way
 * @property {Set<AbortController>} requests those under way
 */

/** @type {WebAssembly.Module | undefined} */
let module;
/** @type {Instance | undefined} */
let running;
/** @type {Promise<void> | undefined} Where instances are made asynchronously: the one after a trap. */
let restart;
let isAsynchronous = false;

/**
 * Make sure of the core's module, synchronously.
 * @param {() => BufferSource | WebAssembly.Module} source
 */
export function loadCore(source) {
  if (module !== undefined) return;
  if (!hasWebAssembly()) throw missingWebAssembly();
  const core = source();
  if (isModule(core)) {
    module = core;
    return;
  }
  try {
    module = new WebAssembly.Module(core);
  } catch (error) {
    throw coreFailure(error);
  }
}

/**
 * Make sure of an instance, asynchronously to the end: engines forbid synchronous instances where they forbid
 * synchronous compilation.
 * @param {WebAssembly.Module} compiled
 */
export async function startCore(compiled) {
  module ??= compiled;
  isAsynchronous = true;
  if (running === undefined) await makeAsynchronously();
}

export function hasCore() {
  return module !== undefined;
}

/** An instance that is being made after a trap. */
export function restarted() {
  return restart;
}

export function hasWebAssembly() {
  return typeof WebAssembly === "object" && WebAssembly !== null;
}

/**
 * By its tag: it may come from another realm.
 * @param {unknown} value
 * @returns {value is WebAssembly.Module}
 */
export function isModule(value) {
  return Object.prototype.toString.call(value) === "[object WebAssembly.Module]";
}

/** The instance that a call runs on, made if there is none. */
export function currentInstance() {
  return (running ??= make());
}

/**
 * Let an instance do something; what it throws is passed on, and a trap ends it.
 * @template T
 * @param {(core: GlueExports) => T} work
 * @param {Instance} [instance] where the work began, if on an earlier one
 * @returns {T}
 */
export function onInstance(work, instance = currentInstance()) {
  if (instance.failure !== undefined) throw instance.failure;
  /** @type {T} */
  let result;
  try {
    result = work(instance.exports);
  } catch (error) {
    // After a trap the glue may throw whatever it likes.
    throw instance.failure ?? error;
  }
  if (instance.failure !== undefined) throw instance.failure;
  return result;
}

/**
 * Wait for what an instance does; its end rejects.
 * @template T
 * @param {(core: GlueExports) => Promise<T>} work
 * @param {Instance} instance
 * @returns {Promise<T>}
 */
export function settle(work, instance) {
  return new Promise((resolve, reject) => {
    instance.pending.add(reject);
    const done = () => instance.pending.delete(reject);
    try {
      onInstance(work, instance).then(
        (value) => (done(), resolve(value)),
        (error) => (done(), reject(error)),
      );
    } catch (error) {
      done();
      reject(error);
    }
  });
}

/**
 * Let go of what an instance holds for a handle.
 * @param {{ free(): void }} handle
 * @param {Instance} instance
 */
export function free(handle, instance) {
  if (instance.failure === undefined) onInstance(() => handle.free(), instance);
}

/** @returns {Instance} */
function make() {
  if (module === undefined) throw notReady();
  const [instance, glue] = prepare();
  try {
    return attach(instance, glue, new WebAssembly.Instance(module, glue.imports));
  } catch (error) {
    if (restart !== undefined && isSynchronyForbidden(error)) throw restarting();
    throw coreFailure(error);
  }
}

async function makeAsynchronously() {
  const [instance, glue] = prepare();
  const made = attach(
    instance,
    glue,
    await WebAssembly.instantiate(/** @type {WebAssembly.Module} */ (module), glue.imports),
  );
  running ??= made; // a call may have made one in the meantime
}

/** @returns {[Instance, ReturnType<typeof createGlue>]} */
function prepare() {
  const glue = createGlue(
    {
      ...host,
      openRequest() {
        const controller = new AbortController();
        instance.requests.add(controller);
        return controller;
      },
      closeRequest: (controller) => void instance.requests.delete(controller),
      panicked: (message) => {
        instance.panicMessage = message;
      },
      hasEnded: () => instance.failure !== undefined,
    },
    { TextDecoder: codingClass("TextDecoder"), TextEncoder: codingClass("TextEncoder") },
  );
  /** @type {Instance} */
  const instance = { exports: glue.exports, pending: new Set(), requests: new Set() };
  return [instance, glue];
}

/**
 * @param {Instance} instance
 * @param {ReturnType<typeof createGlue>} glue
 * @param {WebAssembly.Instance} wasm
 */
function attach(instance, glue, wasm) {
  glue.attach(guarded(wasm.exports, instance));
  glue.exports.start();
  return instance;
}

/**
 * An instance's exports, of which each ends the instance when it traps, and does nothing once that has ended. Timers, reactions
 * to promises and finalizers call them too: what they threw would be an uncaught exception.
 * @param {WebAssembly.Exports} exports
 * @param {Instance} instance
 * @returns {WebAssembly.Exports}
 */
function guarded(exports, instance) {
  const all = Object.entries(exports).map(([name, value]) => [
    name,
    typeof value === "function" ? guard(value) : value,
  ]);
  return Object.fromEntries(all);

  /** @param {Function} work */
  function guard(work) {
    return (/** @type {unknown[]} */ ...args) => {
      if (instance.failure !== undefined) return undefined;
      try {
        return work(...args);
      } catch (error) {
        if (!isTrap(error)) throw error;
        // What called it may trap as well, on what the first trap left.
        if (instance.failure === undefined) end(instance, error);
        return undefined;
      }
    };
  }
}

/** @param {unknown} error */
function isTrap(error) {
  if (error instanceof WebAssembly.RuntimeError) return true;
  // A stack that overflows in the middle of the core: a RangeError, or Firefox's InternalError.
  return (
    error instanceof Error &&
    (error.name === "InternalError" || (error instanceof RangeError && /call stack/i.test(error.message)))
  );
}

/**
 * @param {Instance} instance
 * @param {unknown} trap
 */
function end(instance, trap) {
  const failure = faultError(instance.panicMessage ?? messageOf(trap), trap);
  instance.failure = failure;
  if (running === instance) running = undefined;
  if (isAsynchronous) {
    // Where this fails as well, the next call says why.
    restart = makeAsynchronously().catch(() => {});
  }
  for (const reject of instance.pending) reject(failure);
  for (const request of instance.requests) request.abort();
  instance.pending.clear();
  instance.requests.clear();
}
