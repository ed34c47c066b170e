// @ts-check
// The default entry's core, compiled before the first call and asynchronously: for the element, whose page is drawn and
// answers its reader meanwhile.

import { coreFailure, missingWebAssembly } from "./core-errors.js";
import { hasCore, hasWebAssembly, startCore } from "./instance.js";
import { wasmSource } from "./wasm-source.js";

/** @type {Promise<void> | undefined} Under way or done; a failure makes room for the next. */
let compiling;

export async function compileCore() {
  if (hasCore()) return;
  compiling ??= compile();
  try {
    await compiling;
  } catch (error) {
    compiling = undefined;
    throw error;
  }
}

async function compile() {
  if (!hasWebAssembly()) throw missingWebAssembly();
  const bytes = wasmSource();
  try {
    await startCore(await WebAssembly.compile(bytes));
  } catch (error) {
    throw coreFailure(error);
  }
}
