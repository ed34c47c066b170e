// @ts-check
// What the element has of its entry. The default entry's core, compiled before the first call and asynchronously: the page
// is drawn and answers its reader meanwhile.

/** @import { Fetch } from "./index.js" */

import { coreFailure, requireWebAssembly } from "./core-errors.js";
import { hasCore, startCore } from "./instance.js";
import { wasmSource } from "./wasm-source.js";

/** Unless the host sets one; whichever is global when it is called. @type {Fetch} */
export const usualFetch = (url, init) => globalThis.fetch(url, init);

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
