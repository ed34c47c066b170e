// @ts-check

import { cut } from "../readable.js";

/** Deeper than this the indentation alone would outgrow what it indents. */
const MOST_INDENTED = 20;

/**
 * Characters that nobody sees, or that turn the text around them: line ends of readers that know more than \n, marks and
 * overrides of direction, the byte order mark. JSON has another spelling for each.
 */
const UNSEEN = /[\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;

/**
 * @typedef {object} Open a container that is being written
 * @property {readonly string[] | null} keys null for an array
 * @property {readonly unknown[]} values
 * @property {number} at the next of them
 */

/**
 * A value as JSON. `JSON.stringify` will not do for what an API sends: it runs out of stack in nested arrays, and writes
 * `1e400`, which JSON.parse reads as Infinity, as `null`, and `-0` as `0`.
 * @param {unknown} value as JSON.parse gives it, with dates
 * @param {{ indent?: number, most?: number }} [form] `most`: of how many characters; what is longer ends with "…"
 */
export function toJson(value, { indent = 0, most = Infinity } = {}) {
  /** @type {Open[]} */
  const open = [];
  let text = "";
  const colon = indent === 0 ? ":" : ": ";
  const lineEnd = () => (indent === 0 || open.length > MOST_INDENTED ? "" : `\n${" ".repeat(indent * open.length)}`);

  /** @param {unknown} one */
  const begin = (one) => {
    if (typeof one !== "object" || one === null || one instanceof Date) {
      text += scalar(one, most);
      return;
    }
    const keys = Array.isArray(one) ? null : Object.keys(one);
    const values = keys === null ? /** @type {unknown[]} */ (one) : Object.values(one);
    text += keys === null ? "[" : "{";
    open.push({ keys, values, at: 0 });
  };

  begin(value);
  for (let last = open.at(-1); last !== undefined && text.length <= most; last = open.at(-1)) {
    const { keys, values, at } = last;
    if (at === values.length) {
      open.pop();
      if (at > 0) text += lineEnd();
      text += keys === null ? "]" : "}";
      continue;
    }
    if (at > 0) text += ",";
    text += lineEnd();
    if (keys !== null) text += string(/** @type {string} */ (keys[at]), most) + colon;
    last.at += 1;
    begin(values[at]);
  }
  return cut(text, most);
}

/**
 * @param {unknown} value
 * @param {number} most
 */
function scalar(value, most) {
  if (typeof value === "string") return string(value, most);
  if (value instanceof Date) return string(value.toISOString(), most);
  if (typeof value !== "number") return JSON.stringify(value) ?? "null";
  if (Object.is(value, -0)) return "-0";
  if (value === Infinity) return "1e999";
  if (value === -Infinity) return "-1e999";
  return JSON.stringify(value);
}

/**
 * @param {string} value
 * @param {number} most
 */
function string(value, most) {
  const shown = value.length > most ? value.slice(0, most + 1) : value;
  return JSON.stringify(shown).replace(UNSEEN, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
