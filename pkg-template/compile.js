// @ts-check
// The default entry's core, compiled before the first call and asynchronously: for the element, whose page is drawn and
// answers its reader meanwhile.

import { coreFailure, requireWebAssembly } from "./core-errors.js";
import { hasCore, startCore } from "./instance.js";
import { wasmSource } from "./wasm-source.js";

/** @type {Promise<void> | undefined} Under way or done; a failure makes way for the next. */
let compiling;

export async function compileCore() {
  if (hasCore()) return;
  requireWebAssembly();
  compiling ??= WebAssembly.compile(wasmSource()).then(startCore);
  try {
    await compiling;
  } catch (error) {
    compiling = undefined;
    throw coreFailure(error);
  }
}
