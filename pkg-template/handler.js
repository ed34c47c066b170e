// @ts-check
// The entry for servers, which makes sure of the core as the default entry does.

import { loadCore } from "./instance.js";
import { createListHandler as createListHandlerOfCore } from "./list-handler.js";
import { wasmSource } from "./wasm-source.js";

/** @type {typeof import("./handler.d.ts").createListHandler} */
export function createListHandler(options) {
  loadCore(wasmSource);
  return createListHandlerOfCore(options);
}
