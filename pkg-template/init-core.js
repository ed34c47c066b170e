// @ts-check
// `init`: fetches and compiles the core, asynchronously to the end.
//
// An address may hold user info and a token in its query, and runtimes repeat it in the errors of fetch and in their causes.
// So what was thrown on the way to the bytes is described by its kind and the system's code alone, and is no cause.
/** @import { InitCore, Source } from "./internal.js" */

import { coreFailure, requireWebAssembly } from "./core-errors.js";
import { isModule, restart, startCore } from "./instance.js";
import { nodeModule } from "./runtime.js";

/** Why there are no bytes to compile, in words of our own. */
class SourceError extends Error {}

/** There is nothing at the address. */
class NotFoundError extends SourceError {}

/** @type {Promise<void> | undefined} Under way or done; a failure makes way for the next. */
let loading;

/** @type {InitCore} Load the core once, whoever asks. */
export async function initCore(input, isOwnAddress) {
  loading ??= load(input, isOwnAddress).catch((error) => {
    loading = undefined;
    throw error;
  });
  await loading;
  await restart;
}

/** @type {InitCore} */
async function load(input, isOwnAddress) {
  requireWebAssembly();
  const url = urlOf(input);
  const failed = `init: the core could not be loaded${url ? ` from ${placeOf(url)}` : ""}`;
  try {
    const source = await sourceOf(input, url);
    await startCore(isModule(source) ? source : await WebAssembly.compile(source));
  } catch (error) {
    if (!(error instanceof SourceError)) throw coreFailure(error, failed);
    const isMoved = isOwnAddress && error instanceof NotFoundError;
    const hint =
      ". If a bundler moved this module without client.wasm, pass init the address of client.wasm, or its bytes";
    throw new Error(`${failed}: ${error.message}${isMoved ? hint : ""}`);
  }
}

/** @param {any} input May come from another realm. @returns its URL, where it has an address; null where that is none */
function urlOf(input) {
  const { document, location } = /** @type {any} */ (globalThis);
  let address;
  try {
    address = typeof input === "string" ? input : (input?.href ?? input?.url);
    return typeof address === "string" && address ? new URL(address, document?.baseURI ?? location?.href) : undefined;
  } catch {
    return address === undefined ? undefined : null;
  }
}

/** @param {URL} url In words that may be logged: without user info, query and fragment. A data: URL holds the core itself. */
function placeOf({ protocol, host, pathname }) {
  if (protocol === "file:") return `file://${pathname}`;
  return protocol === "http:" || protocol === "https:" ? `${protocol}//${host}${pathname}` : `a ${protocol} URL`;
}

/** @type {(input: any, url: URL | null | undefined) => Promise<Source>} */
async function sourceOf(input, url) {
  if (input === undefined) {
    throw new SourceError(
      "the address of client.wasm is not known here: a CommonJS bundle has no import.meta.url, and CommonJS before Node 20.16 " +
        "no process.getBuiltinModule. Pass init the address of client.wasm, or its bytes",
    );
  }
  const isArrayBuffer = Object.prototype.toString.call(input) === "[object ArrayBuffer]";
  if (isModule(input) || isArrayBuffer || ArrayBuffer.isView(input)) return input;
  if (typeof input?.arrayBuffer === "function" && typeof input.status === "number") return bodyOf(input);
  if (url === null) throw new SourceError("the address is not a URL that can be resolved here");
  if (url === undefined)
    throw new SourceError("expected an address, a Request, a Response, bytes or a WebAssembly.Module");
  if (url.protocol === "file:") {
    const files = nodeModule("node:fs/promises");
    if (files !== undefined) return orThrow(NotFoundError, "the file could not be read", () => files.readFile(url));
    throw new SourceError(
      "Node reads a file's address from version 20.16 on (process.getBuiltinModule). Pass init the bytes of client.wasm",
    );
  }
  if (typeof fetch !== "function")
    throw new SourceError("this runtime has no fetch. Pass init the bytes of client.wasm");
  return bodyOf(await orThrow(NotFoundError, "fetch failed", () => fetch(input)));
}

/** @type {(response: Response) => Promise<Source>} */
async function bodyOf(response) {
  if (!response.ok) throw new NotFoundError(`the server answered ${response.status}`);
  // Asked beforehand: compileStreaming refuses any other type, and servers that don't know .wasm are many.
  const isWasm = response.headers?.get("Content-Type")?.trim().toLowerCase() === "application/wasm";
  const isStreamed = isWasm && typeof WebAssembly.compileStreaming === "function";
  return orThrow(SourceError, "the response could not be read to its end", () =>
    isStreamed ? WebAssembly.compileStreaming(response) : response.arrayBuffer(),
  );
}

/** @type {<T>(ErrorClass: typeof SourceError, why: string, work: () => Promise<T>) => Promise<T>} */
async function orThrow(ErrorClass, why, work) {
  try {
    return await work();
  } catch (/** @type {any} */ error) {
    // It is about the core, not about the way to it.
    if (error?.name === "CompileError") throw error;
    const code = [error?.code, error?.cause?.code].find((it) => typeof it === "string" && /^[A-Z_]{1,40}$/.test(it));
    throw new ErrorClass(code === undefined ? why : `${why} (${code})`);
  }
}
