// @ts-check
/** @import { Words } from "./texts/words.js" */

/** What an engine draws nothing for. */
const UNSEEN_ALONE = /^[\s\p{Cc}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** How much of a string a row shows: more is beyond its edge, and a megabyte in one line is slow to lay out. */
export const MOST_IN_ROW = 300;

/** How much of a string a record shows; its button copies the whole. */
export const MOST_IN_RECORD = 20_000;

/** How many of a profile's links, rejections or issues a record lists: more than these are no reading. */
export const MOST_ENTRIES = 200;

/**
 * Whether a string has nothing to see or to click at.
 * @param {string | null} text
 */
export function isBlank(text) {
  return text === null || UNSEEN_ALONE.test(text);
}

/**
 * @param {string} text
 * @param {number} most
 */
export function cut(text, most) {
  if (text.length <= most) return text;
  // Half a surrogate pair is no character.
  const end = /[\ud800-\udbff]/.test(text.charAt(most - 1)) ? most - 1 : most;
  return `${text.slice(0, end)}…`;
}

/**
 * A string of the API's as a reader can see it.
 * @param {string} text
 * @param {Words} words
 * @param {number} most
 */
export function readable(text, words, most) {
  return isBlank(text) ? words.texts.blank : cut(text, most);
}

/**
 * What a thrown value says, whatever it is: an embedder's `fetch` may throw an object that becomes no string.
 * @param {unknown} error
 */
export function reasonOf(error) {
  try {
    return String(error instanceof Error ? error.message : error);
  } catch {
    return typeof error;
  }
}
