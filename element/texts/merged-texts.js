// @ts-check
/** @import { Texts } from "./en.js" */

/**
 * Some texts replaced, also within groups. A text that is undefined is as absent, within a group too.
 * @param {Texts} usual
 * @param {Readonly<Record<string, unknown>>} own
 * @returns {Texts}
 */
export function mergedTexts(usual, own) {
  const merged = Object.entries(usual).map(([name, text]) => {
    const other = own[name];
    if (other === undefined || other === null) return [name, text];
    if (!isGroup(text) || typeof other !== "object") return [name, other];
    const given = Object.entries(other).filter(([, one]) => one !== undefined);
    return [name, { .../** @type {object} */ (text), ...Object.fromEntries(given) }];
  });
  return /** @type {Texts} */ (Object.fromEntries(merged));
}

/**
 * Plural forms are one text.
 * @param {unknown} text
 */
function isGroup(text) {
  return typeof text === "object" && text !== null && !Object.hasOwn(text, "other");
}
