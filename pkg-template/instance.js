// @ts-check
// The core's instances, one at a time. Each has a glue of its own, so that nothing of one reaches another. A trap (a
// bug's panic, or memory that ran out) leaves an instance in no state to go on: the calls under way end with an error,
// the next one begins with a fresh instance of the same module.
/** @import { Host, Instance } from "./glue.js" */
/** @import { OnInstance, OpenHandle, Source } from "./internal.js" */

import * as failures from "./core-errors.js";
import errorFrom from "./errors.js";
import { createGlue } from "./glue.js";
import { pageObjects } from "./profiles.js";
import { BodyReader, bytesOf, discard } from "./responses.js";
import { codingClass } from "./runtime.js";
import { follow } from "./signals.js";

/** @type {WebAssembly.Module | undefined} */
let module;
/** @type {Instance | undefined} */
let running;
/** @type {Promise<void> | undefined} Where instances are made asynchronously: the one after a trap. */
export let restart;
let isAsynchronous = false;

/** @type {(source: () => Source) => void} Make sure of the core's module, synchronously. */
export function loadCore(source) {
  if (module !== undefined) return;
  failures.requireWebAssembly();
  const core = source();
  try {
    module = isModule(core) ? core : new WebAssembly.Module(core);
  } catch (error) {
    throw failures.coreFailure(error);
  }
}

/** Engines that compile it only asynchronously make instances only so. @param {WebAssembly.Module} compiled */
export async function startCore(compiled) {
  module ??= compiled;
  isAsynchronous = true;
  if (running === undefined) await makeAsynchronously();
}

export const hasCore = () => module !== undefined;

/** By its tag: it may come from another realm. @param {unknown} value @returns {value is WebAssembly.Module} */
export const isModule = (value) => Object.prototype.toString.call(value) === "[object WebAssembly.Module]";

/** @type {OnInstance} What the work throws is passed on, and a trap ends the instance. */
export function onInstance(work, instance = currentInstance()) {
  if (instance.failure !== undefined) throw instance.failure;
  try {
    const result = work(instance.exports);
    if (instance.failure === undefined) return result;
  } catch (error) {
    // After a trap the glue may throw whatever it likes.
    if (instance.failure === undefined) throw error;
  }
  throw instance.failure;
}

/** @type {OpenHandle} */
export function openHandle(make, signal) {
  const instance = currentInstance();
  const handle = onInstance(make, instance);
  const unfollow = follow(signal, handle);
  return {
    read: (work) => onInstance(() => work(handle), instance),
    wait: (work) =>
      new Promise((resolve, reject) => {
        instance.pending.add(reject);
        const begun = new Promise((begin) => begin(onInstance(() => work(handle), instance)));
        begun.then(resolve, reject).finally(() => instance.pending.delete(reject));
      }),
    close() {
      unfollow();
      if (instance.failure !== undefined) return;
      handle.abort(undefined);
      handle.free();
    },
  };
}

/** The instance that a call runs on, made if there is none. */
const currentInstance = () => (running ??= makeSynchronously());

function makeSynchronously() {
  if (module === undefined) throw failures.notReady();
  const [imports, attach] = prepare();
  try {
    return attach(new WebAssembly.Instance(module, imports));
  } catch (error) {
    if (restart !== undefined && failures.isSynchronyForbidden(error)) throw failures.restarting();
    throw failures.coreFailure(error);
  }
}

async function makeAsynchronously() {
  const [imports, attach] = prepare();
  const made = attach(await WebAssembly.instantiate(/** @type {WebAssembly.Module} */ (module), imports));
  running ??= made; // a call may have made one in the meantime
}

/** @returns {[imports: WebAssembly.Imports, attach: (wasm: WebAssembly.Instance) => Instance]} */
function prepare() {
  /** @type {Host} Arrays of the core's memory are not kept. */
  const host = {
    BodyReader,
    bytesOf,
    discard,
    makeError: errorFrom,
    makePage: pageObjects,
    openRequest() {
      const controller = new AbortController();
      instance.requests.add(controller);
      return controller;
    },
    closeRequest: (controller) => void instance.requests.delete(controller),
    panicked: (message) => void (instance.panicMessage = message),
    hasEnded: () => instance.failure !== undefined,
  };
  const classes = { TextDecoder: codingClass("TextDecoder"), TextEncoder: codingClass("TextEncoder") };
  const glue = createGlue(host, classes);
  /** @type {Instance} */
  const instance = { exports: glue.exports, pending: new Set(), requests: new Set() };
  const attach = (/** @type {WebAssembly.Instance} */ wasm) => {
    const exports = Object.entries(wasm.exports).map(([name, value]) => [name, guarded(value, instance)]);
    glue.attach(Object.fromEntries(exports));
    glue.exports.start();
    return instance;
  };
  return [glue.imports, attach];
}

/**
 * An export that ends its instance when it traps, and does nothing once that has ended. Timers, reactions to promises and
 * finalizers call exports too: what they threw would be an uncaught exception.
 * @type {(work: WebAssembly.ExportValue, instance: Instance) => WebAssembly.ExportValue}
 */
function guarded(work, instance) {
  if (typeof work !== "function") return work;
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

/** @param {unknown} error */
function isTrap(error) {
  if (error instanceof WebAssembly.RuntimeError) return true;
  // A stack that overflows in the middle of the core: a RangeError, or Firefox's InternalError.
  if (!(error instanceof Error)) return false;
  return error.name === "InternalError" || (error instanceof RangeError && /call stack/i.test(error.message));
}

/** @param {Instance} instance @param {unknown} trap */
function end(instance, trap) {
  const failure = failures.faultError(instance.panicMessage ?? failures.messageOf(trap), trap);
  instance.failure = failure;
  if (running === instance) running = undefined;
  // Where this fails as well, the next call says why.
  if (isAsynchronous) restart = makeAsynchronously().catch(() => {});
  for (const reject of instance.pending) reject(failure);
  for (const request of instance.requests) request.abort();
  instance.pending.clear();
  instance.requests.clear();
}
