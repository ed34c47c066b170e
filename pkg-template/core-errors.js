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

export const notReady = () => new Error("trusthub-profiles/slim has no core yet: await init() before the first call");

/** After a trap, where an instance can only be made asynchronously. */
export const restarting = () =>
  new Error(
    "trusthub-profiles/slim makes a new core after a fault, which takes a moment: await init() before the next call",
  );

/** @type {(what: string, cause: unknown) => Error} A trap: a panic, memory that ran out, a stack that overflowed. */
export const faultError = (what, cause) =>
  new Error(
    `trusthub-profiles failed by a fault of its own (${what}). The calls under way end with this error, ` +
      "the next one begins afresh; please report it",
    { cause },
  );

/** @type {(name: string) => Error} A global that a runtime or a test environment leaves out. */
export const missingGlobal = (name) =>
  new Error(
    `trusthub-profiles needs ${name}, which this environment does not define. Define globalThis.${name} first: in Jest's ` +
      "jsdom environment a setup file can take it from Node (Node 20.16 and newer need none)",
  );

/** WebAssembly itself, which has to be asked for before anything else is. */
export function requireWebAssembly() {
  if (typeof WebAssembly === "object" && WebAssembly !== null) return;
  const { navigator, HermesInternal } = /** @type {any} */ (globalThis);
  const isReactNative = navigator?.product === "ReactNative" || HermesInternal !== undefined;
  const where = isReactNative
    ? "React Native (Hermes) has no WebAssembly"
    : "this runtime has no WebAssembly (nor has V8 with --jitless, or Safari in Lockdown Mode)";
  throw new Error(
    `trusthub-profiles: ${where}, in which its core is written. Call the package on a server, and let this program ` +
      "ask the server (trusthub-profiles/handler)",
  );
}

/** @type {(cause: unknown, what?: string) => Error} The core could not be compiled or instantiated. */
export const coreFailure = (cause, what = "trusthub-profiles") =>
  new Error(`${what}: ${reasonOf(cause)} (${messageOf(cause)})`, { cause });

/** @param {any} cause Engines word it differently, so the engine is asked by two small modules. */
function reasonOf(cause) {
  // First, since nothing else helps then. Engines judge a module's bytes whatever a policy or a thread forbids.
  if (!WebAssembly.validate(new Uint8Array(SIMD))) {
    return `this engine, or this CPU, has no WebAssembly SIMD. The core cannot run here: ${NEEDS}`;
  }
  if (isSynchronyForbidden(cause)) {
    return (
      "Chrome and Edge before 115 compile nothing of this size synchronously in a page's main thread. Use " +
      "trusthub-profiles/slim, whose init() compiles asynchronously, call the package in a worker, or update the browser"
    );
  }
  if (cause?.name === "RangeError" || /out of memory/i.test(messageOf(cause)))
    return "there is not enough memory for the core";
  try {
    new WebAssembly.Module(new Uint8Array(EMPTY));
  } catch {
    return (
      "compiling WebAssembly is forbidden here: a Content Security Policy needs script-src 'wasm-unsafe-eval'; a runtime that " +
      'compiles no bytes needs the compiled module, by the condition "workerd" or by trusthub-profiles/slim and init(module)'
    );
  }
  return `this engine refuses the core: ${NEEDS}`;
}

/** @param {any} error of `new WebAssembly.Module` or `new WebAssembly.Instance` */
export const isSynchronyForbidden = (error) => error?.name === "RangeError" && /main thread/i.test(messageOf(error));

/** @param {any} error */
export const messageOf = (error) => String(error?.message ?? error);
