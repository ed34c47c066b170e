// @ts-check
// The core's bytes, inlined as base64 of raw deflate: no file to find and nothing to fetch, in any runtime or bundle.

import { missingGlobal } from "./core-errors.js";
import { loadInflate } from "./inflate.js";
import { nodeModule } from "./runtime.js";
import { deflated, length } from "./wasm-inlined.js";

/** @returns {Uint8Array<ArrayBuffer>} */
export function wasmSource() {
  const packed = bytesOf(deflated);
  // The platform's own where it is synchronous: in a cold process evaluating the library takes longer than all the rest.
  const inflate = nodeModule("node:zlib")?.inflateRawSync;
  if (typeof inflate === "function") return /** @type {Uint8Array<ArrayBuffer>} */ (inflate(packed));
  return loadInflate()(packed, { out: new Uint8Array(length) });
}

/** @type {(base64: string) => Uint8Array<ArrayBuffer>} */
function bytesOf(base64) {
  // The platform's own first: in a cold process a loop over atob's text takes most of the time to the first page.
  const { Buffer, Uint8Array: Bytes, atob } = /** @type {any} */ (globalThis);
  if (typeof Bytes.fromBase64 === "function") return Bytes.fromBase64(base64);
  if (typeof Buffer?.from === "function") return Buffer.from(base64, "base64");
  if (typeof atob !== "function") throw missingGlobal("atob");
  const binary = atob(base64);
  // A loop: Uint8Array.from with a function takes twenty times as long.
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
