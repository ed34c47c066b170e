// @ts-check
// What happens when the core's instance ends: a trap (a bug's panic, or memory that ran out) leaves it in no state to go
// on. The calls under way end with an error, the next one begins with a fresh instance.

/** Which instance runs, counted from 0. */
let current = 0;
/** @type {Error | undefined} Why the instance before it ended. */
let lastFailure;
/** @type {string | undefined} */
let panicMessage;
/** @type {Set<(failure: Error) => void>} */
const listeners = new Set();

export function currentInstance() {
  return current;
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
  for (const listener of listeners) listener(lastFailure);
  return lastFailure;
}
