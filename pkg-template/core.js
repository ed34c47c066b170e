// @ts-check
// The one instance of the WebAssembly core. It is made at first use: importing the package does no work.

import * as glue from "./glue.js";
import { errorFrom } from "./errors.js";
import { wasmBytes } from "./wasm-source.js";

let isReady = false;

/** The core's exports. */
export function core() {
  if (!isReady) {
    glue.initSync({ module: wasmBytes() });
    glue.setErrorFactory(errorFrom);
    isReady = true;
  }
  return glue;
}
