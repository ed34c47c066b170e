// @ts-check
// The core's bytes, inlined as base64 of raw deflate: no file to find and nothing to fetch, in whatever runtime or
// bundle.

import { missingGlobal } from "./core-errors.js";
import { loadInflate } from "./inflate.js";
import { nodeModule } from "./runtime.js";
import { deflated, length } from "./wasm-inlined.js";

/** @returns {Uint8Array<ArrayBuffer>} */
export function wasmSource() {
  const packed = bytesOf(deflated);
  // The platform's own where it inflates synchronously: evaluating the library takes a cold process longer than all the
  // rest.
  const zlib = nodeModule("node:zlib");
  if (typeof zlib?.inflateRawSync === "function")
    return /** @type {Uint8Array<ArrayBuffer>} */ (zlib.inflateRawSync(packed));
  return loadInflate()(packed, { out: new Uint8Array(length) });
}

/**
 * @param {string} base64
 * @returns {Uint8Array<ArrayBuffer>}
 */
function bytesOf(base64) {
  // The platform's own decoders first: in a cold process a loop over atob's text takes most of the time to the first
  // page.
  const { Buffer, Uint8Array: Bytes, atob } = /** @type {Platform} */ (/** @type {unknown} */ (globalThis));
  if (typeof Bytes.fromBase64 === "function") return Bytes.fromBase64(base64);
  if (typeof Buffer?.from === "function") return Buffer.from(base64, "base64");
  if (typeof atob !== "function") throw missingGlobal("atob");
  const binary = atob(base64);
  // A loop: Uint8Array.from with a function takes twenty times as long.
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

/**
 * @typedef {object} Platform
 * @property {{ from?: (text: string, encoding: "base64") => Uint8Array<ArrayBuffer> }} [Buffer] Node's, Deno's, Bun's
 * @property {{ fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }} Uint8Array
 * @property {(text: string) => string} [atob]
 */
