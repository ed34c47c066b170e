// @ts-check

import { texts } from "./texts.js";

/**
 * Some texts of texts.js replaced, also within its groups.
 * @typedef {{ [K in keyof typeof texts]?: (typeof texts)[K] extends Function | string ? (typeof texts)[K] : Partial<(typeof texts)[K]> }} SomeTexts
 */

/**
 * @param {SomeTexts} some
 * @returns {typeof texts}
 */
export function mergedTexts(some) {
  const merged = Object.entries(texts).map(([name, usual]) => {
    const own = some[/** @type {keyof typeof texts} */ (name)];
    if (own === undefined) return [name, usual];
    if (typeof usual !== "object") return [name, own];
    // A text that is undefined is as absent, within a group too.
    const ownOfGroup = Object.entries(/** @type {object} */ (own)).filter(([, text]) => text !== undefined);
    return [name, { ...usual, ...Object.fromEntries(ownOfGroup) }];
  });
  return Object.fromEntries(merged);
}
