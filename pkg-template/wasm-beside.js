// @ts-check
// In Node the core's file is beside this module, and needs no unpacking.

import { readFileSync } from "node:fs";
import { length } from "./wasm-inlined.js";
import { wasmSource as unpacked } from "./wasm-source.js";

// Not within `new URL(…)`, where bundlers would take it for a file to move along.
const here = import.meta.url;

export function wasmSource() {
  try {
    const bytes = readFileSync(new URL("client.wasm", here));
    if (bytes.length === length) return bytes;
  } catch {
    // In a bundle it isn't there, nor may a process read every file.
  }
  return unpacked();
}
