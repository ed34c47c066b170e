// @ts-check
// What runtimes have, or lack. Looked up at first use: importing the package reads no global.
/** @import { CodingClass, NodeModule } from "./internal.js" */

import { missingGlobal } from "./core-errors.js";

/** @type {TextDecoder | undefined} */
let decoder;

export const textDecoder = () => (decoder ??= new (codingClass("TextDecoder"))());

/** @type {CodingClass} Jest's jsdom environment has neither class, but Node's own can be had. */
export function codingClass(name) {
  const found = globalThis[name] ?? nodeModule("node:util")?.[name];
  if (found === undefined) throw missingGlobal(name);
  return found;
}

/**
 * A module of Node's own, where the runtime hands it out without an import, which would be in the way of bundlers: Node from
 * 20.16 on, Deno, Bun. Next's edge runtime has the function too, and it throws.
 * @type {NodeModule}
 */
export function nodeModule(name) {
  try {
    return /** @type {any} */ (globalThis).process?.getBuiltinModule?.(name);
  } catch {
    return undefined;
  }
}

/**
 * Why a signal was aborted. Signals have a reason from Chrome 98, Firefox 97 and Safari 15.4 on; before that, what `fetch`
 * rejects with stands for it.
 * @type {(signal: AbortSignal) => unknown}
 */
export function abortReason({ reason }) {
  return reason === undefined ? new DOMException("This operation was aborted", "AbortError") : reason;
}
