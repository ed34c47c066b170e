// @ts-check
/** @import { Texts } from "./en.js" */

import { de } from "./de.js";
import { en } from "./en.js";
import { es } from "./es.js";
import { mergedTexts } from "./merged-texts.js";

/** By the first part of a language's tag. @type {ReadonlyMap<string, Texts>} */
const languages = new Map([
  ["de", mergedTexts(en, de)],
  ["en", en],
  ["es", mergedTexts(en, es)],
]);

/**
 * The texts of a language, English where there are none.
 * @param {string} lang as in the attribute `lang`
 */
export function textsOf(lang) {
  return languages.get(lang.toLowerCase().split("-")[0] ?? "") ?? en;
}

/**
 * The language of a place in a document: the nearest `lang`, through shadow roots.
 * @param {Element} element
 * @returns {string} one that Intl takes, the reader's own variant where the document names none
 */
export function langOf(element) {
  /** @type {Node | null} */
  let node = element;
  let lang = "";
  while (node !== null && lang === "") {
    if (node instanceof Element) lang = node.closest("[lang]:not([lang=''])")?.getAttribute("lang") ?? "";
    const root = /** @type {Node} */ (node.getRootNode());
    node = root instanceof ShadowRoot ? root.host : null;
  }
  // Without one the texts are English, and so are numbers and dates within them.
  const [wanted = "en"] = supported(lang === "" ? "en" : lang);
  return navigator.languages.find((own) => own.startsWith(`${wanted}-`) && supported(own).length > 0) ?? wanted;
}

/** @param {string} lang */
function supported(lang) {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(lang);
  } catch {
    return []; // no language tag at all
  }
}
