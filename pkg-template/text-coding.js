// @ts-check
// UTF-8, looked up at first use: importing the package reads no global. Jest's jsdom environment has neither class, but
// Node's own can be asked for.

import { missingGlobal } from "./core-errors.js";
import { nodeModule } from "./runtime.js";

/** @type {TextDecoder | undefined} */
let decoder;
/** @type {TextEncoder | undefined} */
let encoder;

export function textDecoder() {
  return (decoder ??= new (codingClass("TextDecoder"))());
}

export function textEncoder() {
  return (encoder ??= new (codingClass("TextEncoder"))());
}

/**
 * @template {"TextDecoder" | "TextEncoder"} Name
 * @param {Name} name
 * @returns {(typeof globalThis)[Name]}
 */
export function codingClass(name) {
  const { [name]: own } = /** @type {any} */ (globalThis);
  const found = own ?? nodeModule("node:util")?.[name];
  if (found === undefined) throw missingGlobal(name);
  return found;
}
