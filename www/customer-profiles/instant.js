// @ts-check

import { create } from "./create.js";
import { formats } from "./formats.js";

/**
 * A date in the reader's locale and time zone, with the exact instant in its tooltip.
 * @param {Date} date
 * @param {string} text
 */
export function instant(date, text) {
  const exact = date.toISOString();
  return create("time", { datetime: exact, title: `${exact}\n${formats.instant(date)}` }, text);
}
