// @ts-check
// Why there is no core to call. These are the package's only error messages that are written in JavaScript: all others
// are the core's own.

const NEEDS =
  "it needs WebAssembly with SIMD128: Chrome and Edge 91, Firefox 90, Safari 16.4, Node 20, and on x86-64 a CPU with " +
  "SSE4.1";

/** The smallest module there is. */
const EMPTY = [0, 97, 115, 109, 1, 0, 0, 0];

/** wasm-feature-detect's module for SIMD: `i8x16.popcnt(i8x16.splat(0))`. */
const SIMD = [...EMPTY, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

export function notReady() {
  return new Error("trusthub-profiles/slim has no core yet: await init() before the first call");
}

/** After a trap, where an instance can only be made asynchronously. */
export function restarting() {
  return new Error(
    "trusthub-profiles/slim makes a new core after a fault, which takes a moment: await init() before the next call",
  );
}

/**
 * A trap: a panic, memory that ran out, a stack that overflowed.
 * @param {string} what
 * @param {unknown} cause
 */
export function faultError(what, cause) {
  return new Error(
    `trusthub-profiles failed by a fault of its own (${what}). The calls under way end with this error, ` +
      "the next one begins afresh; please report it",
    { cause },
  );
}

/**
 * A global that a runtime or a test environment leaves out.
 * @param {string} name
 */
export function missingGlobal(name) {
  return new Error(
    `trusthub-profiles needs ${name}, which this environment does not define. Define globalThis.${name} first: in Jest's ` +
      "jsdom environment a setup file can take it from Node (Node 20.16 and newer need none)",
  );
}

/** WebAssembly itself, which has to be asked for before anything else is. */
export function missingWebAssembly() {
  const { navigator, HermesInternal } = /** @type {any} */ (globalThis);
  const isReactNative = navigator?.product === "ReactNative" || HermesInternal !== undefined;
  const where = isReactNative
    ? "React Native (Hermes) has no WebAssembly"
    : "this runtime has no WebAssembly (nor has V8 with --jitless, or Safari in Lockdown Mode)";
  return new Error(
    `trusthub-profiles: ${where}, in which its core is written. Call the package on a server, and let this program ` +
      "ask the server (trusthub-profiles/handler)",
  );
}

/** @param {unknown} cause */
export function coreFailure(cause) {
  return new Error(`trusthub-profiles: ${coreProblem(cause)}`, { cause });
}

/**
 * Why the core could not be compiled or instantiated. Engines word it differently, so the engine is asked by two small
 * modules.
 * @param {any} cause
 */
export function coreProblem(cause) {
  const said = messageOf(cause);
  return `${reasonOf(cause, said)} (${said})`;
}

/** @param {any} cause @param {string} said */
function reasonOf(cause, said) {
  // First, since what else may be wrong is no help then. Engines judge a module's bytes whatever a policy or a thread
  // forbids.
  if (!WebAssembly.validate(new Uint8Array(SIMD))) {
    return `this engine, or this CPU, has no WebAssembly SIMD. The core cannot run here: ${NEEDS}`;
  }
  if (isSynchronyForbidden(cause)) {
    return (
      "Chrome and Edge before 115 compile nothing of this size synchronously in a page's main thread. Use " +
      "trusthub-profiles/slim, whose init() compiles asynchronously, call the package in a worker, or update the browser"
    );
  }
  if (cause?.name === "RangeError" || /out of memory/i.test(said)) return "there is not enough memory for the core";
  if (!compiles(EMPTY)) {
    return (
      "compiling WebAssembly is forbidden here: a Content Security Policy needs script-src 'wasm-unsafe-eval'; a runtime that " +
      'compiles no bytes needs the compiled module, by the condition "workerd" or by trusthub-profiles/slim and init(module)'
    );
  }
  return `this engine refuses the core: ${NEEDS}`;
}

/** @param {any} error of `new WebAssembly.Module` or `new WebAssembly.Instance` */
export function isSynchronyForbidden(error) {
  return error?.name === "RangeError" && /main thread/i.test(messageOf(error));
}

/** @param {number[]} bytes */
function compiles(bytes) {
  try {
    return new WebAssembly.Module(new Uint8Array(bytes)) !== undefined;
  } catch {
    return false;
  }
}

/** @param {any} error */
export function messageOf(error) {
  try {
    return String(error?.message ?? error);
  } catch {
    return "an error without a message";
  }
}

/**
 * `init` failed.
 * @param {string} why
 * @param {string} [from] where the core was looked for, in words that may be logged
 * @param {ErrorOptions} [options]
 */
export function initFailure(why, from, options) {
  return new Error(`init: the core could not be loaded${from === undefined ? "" : ` from ${from}`}: ${why}`, options);
}

/** What `init` says of its input; nothing of the input's own words is repeated. */
export const inputProblems = {
  notAnInput: "expected an address, a Request, a Response, bytes or a WebAssembly.Module",
  noAddress:
    "where client.wasm is cannot be told here: a CommonJS bundle has no import.meta.url, and CommonJS before Node 20.16 " +
    "no process.getBuiltinModule. Pass init the address of client.wasm, or its bytes",
  notAUrl: "the address is not a URL that can be resolved here",
  noFetch: "this runtime has no fetch. Pass init the bytes of client.wasm",
  noFiles:
    "Node reads a file's address from version 20.16 on (process.getBuiltinModule). Pass init the bytes of client.wasm",
  /** @param {string} why */
  moved: (why) =>
    `${why}. If a bundler moved this module without client.wasm, pass init the address of client.wasm, or its bytes`,
  fetchFailed: "fetch failed",
  unreadable: "the file could not be read",
  brokenOff: "the response could not be read to its end",
  /** @param {number} status */
  refused: (status) => `the server answered ${status}`,
};
