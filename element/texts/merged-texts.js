// @ts-check
/** @import { Texts } from "./en.js" */

/**
 * Some texts replaced, also within groups and of plural forms. What can't stand in a text's place is as absent: the element
 * speaks on, whatever its host sets.
 * @param {Texts} usual
 * @param {Readonly<Record<string, unknown>>} own
 * @returns {Texts}
 */
export function mergedTexts(usual, own) {
  return /** @type {Texts} */ (merged(usual, own));
}

/**
 * @param {unknown} usual
 * @param {unknown} own
 * @returns {unknown}
 */
function merged(usual, own) {
  if (isObject(usual) && isObject(own)) {
    const names = Object.keys({ ...usual, ...own });
    return Object.fromEntries(names.map((name) => [name, merged(usual[name], own[name])]));
  }
  const isText = typeof own === "string" || typeof own === "function" || isPlural(own);
  const isGroup = isObject(usual) && !isPlural(usual);
  return isText && !isGroup ? own : usual;
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isObject(value) {
  return typeof value === "object" && value !== null;
}

/** @param {unknown} value */
function isPlural(value) {
  return isObject(value) && typeof value["other"] === "string";
}
