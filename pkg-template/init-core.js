// @ts-check
import { loadCore } from "./core.js";

/** @import { init } from "./slim.js" */

/** @type {Promise<void> | undefined} Under way or done; a failure makes room for the next. */
let loading;

/**
 * Load the core once, whoever asks.
 * @param {NonNullable<Parameters<typeof init>[0]> | WebAssembly.Module} input
 * @returns {Promise<void>}
 */
export function initCore(input) {
  loading ??= load(input).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** @param {Parameters<typeof initCore>[0]} input */
async function load(input) {
  try {
    const module = await compiled(input);
    loadCore(() => module);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`init: the core could not be loaded${place(input)}: ${why}`, { cause });
  }
}

/**
 * Known by what they have: they may come from another realm.
 * @param {any} input
 * @returns {Promise<WebAssembly.Module>}
 */
async function compiled(input) {
  const tag = Object.prototype.toString.call(input).slice(8, -1);
  if (tag === "WebAssembly.Module") return input;
  if (ArrayBuffer.isView(input) || tag === "ArrayBuffer") return WebAssembly.compile(/** @type {BufferSource} */ (input));
  if (typeof input?.arrayBuffer === "function" && typeof input.status === "number") return compiledResponse(input);
  const address = typeof input === "string" ? input : (input?.href ?? input?.url);
  if (typeof address !== "string") {
    throw new TypeError("expected an address, a Request, a Response, bytes or a WebAssembly.Module");
  }
  // Node's fetch reads no files. Its module comes by this function since an import would be in the way of bundlers.
  const { process } = /** @type {{ process?: Partial<NodeJS.Process> }} */ (globalThis);
  const files = address.startsWith("file:") ? process?.getBuiltinModule?.("node:fs/promises") : undefined;
  if (files !== undefined) return WebAssembly.compile(await files.readFile(new URL(address)));
  return compiledResponse(await fetch(input));
}

/** @param {Response} response */
async function compiledResponse(response) {
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  // Asked beforehand: compileStreaming refuses any other type, and servers that don't know .wasm are many.
  const isWasm = response.headers?.get("Content-Type")?.trim().toLowerCase() === "application/wasm";
  if (isWasm && typeof WebAssembly.compileStreaming === "function") return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

/**
 * Where it was looked for, without a query, which may hold what others mustn't read.
 * @param {any} input
 */
function place(input) {
  const address = typeof input === "string" ? input : (input?.href ?? input?.url);
  return typeof address === "string" && address !== "" ? ` from ${address.replace(/[?#].*$/s, "").replace(/\/\/[^/]*@/, "//")}` : "";
}
