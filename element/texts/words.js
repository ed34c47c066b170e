// @ts-check
/** @import { Texts } from "./en.js" */

import { formatsOf } from "./formats.js";

/**
 * A text with its gaps as `{count}`, in plural forms by Intl.PluralRules where a count changes it, or a function of its
 * values.
 * @typedef {string | { readonly other: string, readonly [category: string]: string } | ((values: Values) => string)} Text
 * @typedef {Readonly<Record<string, string | number>>} Values
 */

/** The element's texts in one language, with its numbers and dates. */
export class Words {
  texts;
  formats;
  lang;

  /**
   * @param {string} lang of numbers and dates
   * @param {Texts} texts
   */
  constructor(lang, texts) {
    this.lang = lang;
    this.texts = texts;
    this.formats = formatsOf(lang);
  }

  /**
   * @param {Text} text
   * @param {Values} [values] numbers are written as the language does; `count` chooses the plural
   * @returns {string}
   */
  say(text, values = {}) {
    if (typeof text === "function") return text(values);
    const { count } = values;
    const form = typeof text === "string" ? text : (text[this.formats.plural(Number(count ?? 0))] ?? text.other);
    return form.replaceAll(/\{(\w+)\}/g, (gap, name) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      return value === undefined ? gap : typeof value === "number" ? this.formats.number(value) : value;
    });
  }

  /** @param {number} count */
  profiles(count) {
    return this.say(this.texts.profiles, { count });
  }
}
