// @ts-check
// In place of wasm-inlined.js and wasm-file.js in commonjs.cjs, which all entries for `require` share.

import { nodeModule } from "./runtime.js";

export let deflated = "";
export let length = 0;

/** @type {(core: { deflated: string, length: number }) => void} The entries that hold the core hand it in. */
export function provide(core) {
  ({ deflated, length } = core);
}

/** Where the core's file is. Undefined before Node 20.16, and where a bundler left no `__filename`. */
export function wasmSource() {
  const url = typeof __filename === "string" ? nodeModule("node:url") : undefined;
  return url && new URL("client.wasm", url.pathToFileURL(__filename));
}
