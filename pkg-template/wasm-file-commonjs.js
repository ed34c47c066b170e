// @ts-check
// Where the core's file is, for `require`. No import of Node's modules: they would be in the way of bundlers for pages.

import { nodeModule } from "./runtime.js";

/** Undefined before Node 20.16, and where a bundler left no `__filename`. */
export function wasmSource() {
  const url = nodeModule("node:url");
  return url === undefined || typeof __filename !== "string"
    ? undefined
    : new URL("client.wasm", url.pathToFileURL(__filename));
}
