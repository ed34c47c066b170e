// @ts-check
// The core's bytes, inlined as text: no file to find and nothing to fetch, in whatever runtime or bundle. They are packed
// (see the crate `unpacker`), since base64 undoes much of what a server's compression would do to them.

import { length, packed, unpacker } from "./wasm-inlined.js";

/** @returns {Uint8Array} */
export function wasmSource() {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytesOf(unpacker)));
  const { memory, unpack, __heap_base: heap } = /** @type {Unpacker} */ (/** @type {unknown} */ (instance.exports));
  const input = bytesOf(packed);
  const start = heap.value;
  const end = start + input.length;
  memory.grow(Math.ceil((end + length - memory.buffer.byteLength) / 65536));
  new Uint8Array(memory.buffer).set(input, start);
  unpack(start, input.length, end, length);
  return new Uint8Array(memory.buffer, end, length);
}

/**
 * @param {string} base64
 * @returns {Uint8Array<ArrayBuffer>}
 */
function bytesOf(base64) {
  // The platform's own decoders first: in a cold process a loop over atob's text takes most of the time to the first page.
  const { Buffer, Uint8Array: Bytes } = /** @type {Platform} */ (/** @type {unknown} */ (globalThis));
  if (typeof Bytes.fromBase64 === "function") return Bytes.fromBase64(base64);
  if (typeof Buffer?.from === "function") return Buffer.from(base64, "base64");
  const binary = atob(base64);
  // A loop: Uint8Array.from with a function takes twenty times as long.
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

/**
 * @typedef {object} Unpacker what the crate of that name exports
 * @property {WebAssembly.Memory} memory
 * @property {(packed: number, packedLength: number, room: number, length: number) => void} unpack
 * @property {WebAssembly.Global} __heap_base where memory begins that nothing uses
 *
 * @typedef {object} Platform
 * @property {{ from?: (text: string, encoding: "base64") => Uint8Array<ArrayBuffer> }} [Buffer] Node's, Deno's, Bun's
 * @property {{ fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }} Uint8Array
 */
