// @ts-check
// The core's instances, one at a time. Each has a glue of its own, so that nothing of one reaches another. A trap (a bug's
// panic, or memory that ran out) leaves an instance in no state to go on: the calls under way end with an error, the next
// one begins with a fresh instance of the same module.
/** @import { GlueExports } from "./glue.js" */

import { coreFailure, faultError, isSynchronyForbidden, messageOf, missingWebAssembly, notReady, restarting } from "./core-errors.js";
import { createGlue } from "./glue.js";
import { host } from "./host.js";
import { codingClass } from "./text-coding.js";

/**
 * @typedef {object} Instance
 * @property {GlueExports} exports
 * @property {string} [panicMessage] its last words
 * @property {Error} [failure] why it ended
 */

/** @type {WebAssembly.Module | undefined} */
let module;
/** @type {Instance | undefined} */
let running;
/** @type {Promise<void> | undefined} Where instances are made asynchronously: the one after a trap. */
let restart;
let isAsynchronous = false;
/** @type {Set<(failure: Error) => void>} */
const listeners = new Set();

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
 * Make sure of an instance, asynchronously to the end: engines forbid synchronous instances where they forbid synchronous
 * compilation.
 * @param {WebAssembly.Module} compiled
 */
export async function startCore(compiled) {
  module ??= compiled;
  isAsynchronous = true;
  if (running === undefined) await makeAsynchronously();
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
 * Be told when an instance ends, until the function that this gives is called.
 * @param {(failure: Error) => void} listener
 */
export function whenEnded(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
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
  try {
    return work(instance.exports);
  } catch (error) {
    throw isTrap(error) ? end(instance, error) : error;
  }
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
  const made = attach(instance, glue, await WebAssembly.instantiate(/** @type {WebAssembly.Module} */ (module), glue.imports));
  running ??= made; // a call may have made one in the meantime
}

/** @returns {[Instance, ReturnType<typeof createGlue>]} */
function prepare() {
  const glue = createGlue({
    TextDecoder: codingClass("TextDecoder"),
    TextEncoder: codingClass("TextEncoder"),
    FinalizationRegistry: registryOf((work) => {
      // A dead instance frees nothing, and a trap here would be an uncaught exception.
      if (instance.failure === undefined) onInstance(work, instance);
    }),
  });
  /** @type {Instance} */
  const instance = { exports: glue.exports };
  return [instance, glue];
}

/**
 * @param {Instance} instance
 * @param {ReturnType<typeof createGlue>} glue
 * @param {WebAssembly.Instance} wasm
 */
function attach(instance, glue, wasm) {
  glue.attach(wasm.exports);
  glue.exports.start({
    ...host,
    panicked: (message) => {
      instance.panicMessage = message;
    },
  });
  return instance;
}

/**
 * A registry whose callbacks run within `guard`. What they throw is told to nobody: nobody waits for it.
 * @param {(work: () => void) => void} guard
 */
function registryOf(guard) {
  return class {
    /** @param {(held: any) => void} callback */
    constructor(callback) {
      return new FinalizationRegistry((held) => {
        try {
          guard(() => callback(held));
        } catch {
          // The instance has ended, and its listeners know.
        }
      });
    }
  };
}

/** @param {unknown} error */
function isTrap(error) {
  if (error instanceof WebAssembly.RuntimeError) return true;
  // A stack that overflows in the middle of the core: a RangeError, or Firefox's InternalError.
  return error instanceof Error && (error.name === "InternalError" || (error instanceof RangeError && /call stack/i.test(error.message)));
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
  for (const listener of listeners) listener(failure);
  return failure;
}
