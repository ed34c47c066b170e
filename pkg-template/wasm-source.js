// @ts-check
// The core's bytes, inlined as text: no file to find and nothing to fetch, in whatever runtime or bundle.

import base64 from "./wasm-inlined.js";

/** @returns {Uint8Array<ArrayBuffer>} */
export function wasmBytes() {
  const binary = atob(base64);
  // A loop: Uint8Array.from with a function takes twenty times as long.
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
