// @ts-check
// What happens when the core's instance ends: a trap (a bug's panic, or memory that ran out) leaves it in no state to go
// on. Whatever waits for it fails at once, its callbacks do nothing any more, and the next call begins with a fresh one.

/** Which instance runs, counted from 0. */
let current = 0;
/** @type {Error | undefined} Why the instance before it ended. */
let lastFailure;
/** @type {string | undefined} */
let panicMessage;
/** @type {Set<(failure: Error) => void>} */
const waiting = new Set();
/** @type {Set<ReturnType<typeof globalThis.setTimeout>>} The core's timers, which would keep a Node process waiting. */
const timers = new Set();
let onEnd = () => {};

export function currentInstance() {
  return current;
}

/** @param {() => void} listener told when an instance ended */
export function whenEnded(listener) {
  onEnd = listener;
}

/**
 * The core's last words.
 * @param {string} message
 */
export function panicked(message) {
  panicMessage = message;
}

/**
 * Let an instance do something; what it throws is passed on, and a trap ends it.
 * @template T
 * @param {() => T} work
 * @param {number} [instance] where the work began, if on an earlier one
 * @returns {T}
 */
export function onInstance(work, instance = current) {
  if (instance !== current) throw lastFailure;
  try {
    return work();
  } catch (error) {
    throw isTrap(error) ? end(error) : error;
  }
}

/**
 * A promise of the core's, which rejects when its instance ends.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export function untilEnded(work) {
  return new Promise((resolve, reject) => {
    waiting.add(reject);
    onInstance(work).then(resolve, reject).finally(() => waiting.delete(reject));
  });
}

/**
 * A callback of the core's, as the runtime gets it (build.mjs puts it between the two).
 * @template {{ (...args: any[]): unknown, _wbg_cb_unref: () => void }} F
 * @param {F} callback
 */
export function guarded(callback) {
  const instance = current;
  const guardedCallback = (/** @type {any[]} */ ...args) => {
    if (instance !== current) return undefined;
    try {
      return callback(...args);
    } catch (error) {
      // Nobody waits for what a callback throws: it would end a Node process.
      if (!isTrap(error)) throw error;
      end(error);
      return undefined;
    }
  };
  guardedCallback._wbg_cb_unref = callback._wbg_cb_unref;
  return guardedCallback;
}

/**
 * The core's `setTimeout`.
 * @param {() => void} handler
 * @param {number} milliseconds
 */
export function setTimeout(handler, milliseconds) {
  const timer = globalThis.setTimeout(() => {
    timers.delete(timer);
    handler();
  }, milliseconds);
  timers.add(timer);
  return timer;
}

/**
 * The core's `clearTimeout`.
 * @param {ReturnType<typeof globalThis.setTimeout>} timer
 */
export function clearTimeout(timer) {
  timers.delete(timer);
  globalThis.clearTimeout(timer);
}

/** @param {unknown} error */
function isTrap(error) {
  if (error instanceof WebAssembly.RuntimeError) return true;
  // A stack that overflows in the middle of the core: a RangeError, or Firefox's InternalError.
  return error instanceof Error && (error.name === "InternalError" || (error instanceof RangeError && /call stack/i.test(error.message)));
}

/** @param {unknown} trap */
function end(trap) {
  const what = panicMessage ?? (trap instanceof Error ? trap.message : String(trap));
  lastFailure = new Error(
    `trusthub-profiles failed by a fault of its own (${what}). The calls under way end with this error, the next one begins afresh; please report it`,
    { cause: trap },
  );
  current += 1;
  panicMessage = undefined;
  for (const fail of waiting) fail(lastFailure);
  waiting.clear();
  for (const timer of timers) globalThis.clearTimeout(timer);
  timers.clear();
  onEnd();
  return lastFailure;
}
