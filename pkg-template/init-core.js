// @ts-check
// `init`: fetches and compiles the core, asynchronously to the end.
//
// An address may hold user info and a token in its query, and runtimes repeat it in the errors of fetch, and in the
// causes of these. So whatever was thrown on the way to the bytes is told by its kind and the system's code alone, and
// is no cause.

import { coreProblem, initFailure, inputProblems, missingWebAssembly } from "./core-errors.js";
import { hasWebAssembly, isModule, restarted, startCore } from "./instance.js";
import { nodeModule } from "./runtime.js";

/** @import { init } from "./slim.js" */
/** @typedef {NonNullable<Parameters<typeof init>[0]> | WebAssembly.Module} Input */

/** @type {Promise<void> | undefined} Under way or done; a failure makes room for the next. */
let loading;

/** A failure whose words are ours. */
class InitProblem {
  /**
   * @param {string} why
   * @param {boolean} [isMissing] whether nothing was found at the address
   */
  constructor(why, isMissing = false) {
    this.why = why;
    this.isMissing = isMissing;
  }
}

/**
 * Load the core once, whoever asks.
 * @param {Input | undefined} input undefined where the entry doesn't know its own address
 * @param {boolean} isOwnAddress whether it is the entry's own
 * @returns {Promise<void>}
 */
export async function initCore(input, isOwnAddress) {
  loading ??= load(input, isOwnAddress);
  try {
    await loading;
  } catch (error) {
    loading = undefined;
    throw error;
  }
  await restarted();
}

/**
 * @param {Input | undefined} input
 * @param {boolean} isOwnAddress
 */
async function load(input, isOwnAddress) {
  if (!hasWebAssembly()) throw missingWebAssembly();
  /** @type {string | undefined} */
  let from;
  try {
    const address = addressOf(input);
    from = placeOf(address);
    await startCore(await compiled(input, address));
  } catch (error) {
    if (error instanceof InitProblem)
      throw initFailure(isOwnAddress && error.isMissing ? inputProblems.moved(error.why) : error.why, from);
    throw initFailure(coreProblem(error), from, { cause: error });
  }
}

/**
 * The address of an input that has one. Inputs are known by what they have: they may come from another realm.
 * @param {any} input
 * @returns {string | undefined}
 */
function addressOf(input) {
  try {
    const address = typeof input === "string" ? input : (input?.href ?? input?.url);
    return typeof address === "string" && address !== "" ? address : undefined;
  } catch {
    throw new InitProblem(inputProblems.notAnInput);
  }
}

/**
 * The address as it may be logged: without user info, query and fragment. Undefined where it can't be taken apart, and
 * where it holds the core itself.
 * @param {string | undefined} address
 */
function placeOf(address) {
  const url = address === undefined ? undefined : parsed(address);
  if (url === undefined) return undefined;
  if (url.protocol === "http:" || url.protocol === "https:") return `${url.protocol}//${url.host}${url.pathname}`;
  return url.protocol === "file:" ? `file://${url.pathname}` : `a ${url.protocol} URL`;
}

/** @param {string} address */
function parsed(address) {
  const { document, location } = /** @type {any} */ (globalThis);
  try {
    return new URL(address, document?.baseURI ?? location?.href);
  } catch {
    return undefined;
  }
}

/**
 * @param {any} input
 * @param {string | undefined} address
 * @returns {Promise<WebAssembly.Module>}
 */
async function compiled(input, address) {
  if (input === undefined) throw new InitProblem(inputProblems.noAddress);
  if (isModule(input)) return input;
  const tag = Object.prototype.toString.call(input);
  if (ArrayBuffer.isView(input) || tag === "[object ArrayBuffer]")
    return WebAssembly.compile(/** @type {BufferSource} */ (input));
  if (typeof input?.arrayBuffer === "function" && typeof input.status === "number") return compiledResponse(input);
  if (address === undefined) throw new InitProblem(inputProblems.notAnInput);
  const url = parsed(address);
  if (url === undefined) throw new InitProblem(inputProblems.notAUrl);
  if (url.protocol === "file:") {
    const bytes = await fileOf(url);
    if (bytes !== undefined) return WebAssembly.compile(bytes);
  }
  if (typeof fetch !== "function") throw new InitProblem(inputProblems.noFetch);
  return compiledResponse(await orProblem(() => fetch(input), inputProblems.fetchFailed));
}

/**
 * A file's bytes, in Node, whose fetch reads none; undefined where fetch may do. Node's module comes by a function,
 * since an import would be in the way of bundlers.
 * @param {URL} url
 */
async function fileOf(url) {
  const { process, Deno, Bun } = /** @type {{ process?: Partial<NodeJS.Process>, Deno?: unknown, Bun?: unknown }} */ (
    globalThis
  );
  const files = nodeModule("node:fs/promises");
  if (files !== undefined) return orProblem(() => files.readFile(url), inputProblems.unreadable);
  if (process?.versions?.node !== undefined && Deno === undefined && Bun === undefined)
    throw new InitProblem(inputProblems.noFiles);
  return undefined;
}

/** @param {Response} response */
async function compiledResponse(response) {
  if (!response.ok) throw new InitProblem(inputProblems.refused(response.status), true);
  // Asked beforehand: compileStreaming refuses any other type, and servers that don't know .wasm are many.
  const isWasm = response.headers?.get("Content-Type")?.trim().toLowerCase() === "application/wasm";
  if (!isWasm || typeof WebAssembly.compileStreaming !== "function") {
    return WebAssembly.compile(await orProblem(() => response.arrayBuffer(), inputProblems.brokenOff));
  }
  try {
    return await WebAssembly.compileStreaming(response);
  } catch (error) {
    // Of the core itself, or of the stream, whose errors may repeat the address.
    if (/** @type {any} */ (error)?.name === "CompileError") throw error;
    throw problemOf(inputProblems.brokenOff, error);
  }
}

/**
 * @template T
 * @param {() => Promise<T>} work
 * @param {string} why what it means that it fails
 */
async function orProblem(work, why) {
  try {
    return await work();
  } catch (error) {
    throw problemOf(why, error);
  }
}

/**
 * @param {string} why
 * @param {any} error
 */
function problemOf(why, error) {
  const code = [error?.code, error?.cause?.code].find((it) => typeof it === "string" && /^[A-Z_]{1,40}$/.test(it));
  return new InitProblem(code === undefined ? why : `${why} (${code})`, why !== inputProblems.brokenOff);
}
