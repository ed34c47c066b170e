// @ts-check
/** @import { CustomerProfile } from "trusthub-profiles" */
/** @import { Words } from "../texts/words.js" */

import { fields } from "../facts.js";
import { reasonInWords, rejectionsOf } from "../rejections.js";
import { toJson } from "./json.js";

/** The properties, and after a rejection's codes what they mean. */
export const csvColumns = [
  ...fields.flatMap(({ name }) => (name === "errors" ? /** @type {const} */ ([name, "reasons"]) : [name])),
  /** @type {const} */ ("extra"),
];

/** Tabs, what ends a line for one reader or another, and the separators of ASCII. */
const LINE_ENDS = String.raw`\t-\r\x1c-\x1f\x85\u2028\u2029`;

/**
 * Where a cell begins whose text a spreadsheet takes for a formula, as OWASP lists it ("CSV Injection"): `=`, `+`, `-`
 * and `@`, the full-width and small forms too, which some locales take for the plain ones. Not only where the value
 * begins: a spreadsheet whose separator is a semicolon (much of Europe's), a tab or a bar finds no quote where its
 * cells begin, and begins new ones, and new lines, in the middle of a value. White space, what is not seen and quotes
 * may stand before the formula, since readers take them away. A comma begins no cell: who splits there knows the quotes.
 *
 * The separators are not part of what may stand before, so that no character is looked at twice, however many there are.
 */
const formula = new RegExp(
  `(^|[;|${LINE_ENDS}])(?=(?:(?![${LINE_ENDS}])[\\s\\p{Cc}\\p{Cf}"])*[=+\\-@＝＋－＠﹦﹢﹣﹫])`,
  "gu",
);

const quotedOnes = new RegExp(`[",;|${LINE_ENDS}]|^\\s|\\s$`);

/** OWASP names these as a beginning too. */
const whiteBeginning = /^[\t\r\n]/;

/** @typedef {typeof csvColumns[number]} CsvColumn */

/** Profiles as CSV by RFC 4180: CRLF, quotes doubled. */
export const csv = {
  name: "CSV",
  extension: "csv",
  type: "text/csv",
  // The byte order mark is not in the RFC; without it Excel reads UTF-8 as the system's own code page.
  head: `\uFEFF${csvHead(csvColumns)}`,

  /**
   * @param {CustomerProfile} profile
   * @param {Words} words
   */
  line(profile, words) {
    return csvLine(profile, words, csvColumns);
  },
};

/** @param {readonly CsvColumn[]} columns */
export function csvHead(columns) {
  return `${columns.join(",")}\r\n`;
}

/**
 * @param {CustomerProfile} profile
 * @param {Words} words
 * @param {readonly CsvColumn[]} columns
 */
export function csvLine(profile, words, columns) {
  const cells = columns.map((column) => field(column === "reasons" ? reasons(profile, words) : profile[column]));
  return `${cells.join(",")}\r\n`;
}

/**
 * @param {CustomerProfile} profile
 * @param {Words} words
 */
function reasons(profile, words) {
  const { rejections } = rejectionsOf(profile, Infinity);
  if (rejections.length > 0) return rejections.map((rejection) => reasonInWords(rejection, words)).join("; ");
  return profile.status === "twilio-rejected" ? words.texts.noReasons : null;
}

/** @param {unknown} value */
function field(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return quoted(harmless(value));
  if (value instanceof Date) return quoted(harmless(value.toISOString()));
  // JSON has another spelling for separators, and line ends are escaped already: no other reader finds a cell in it.
  return quoted(toJson(value).replaceAll(";", "\\u003b").replaceAll("|", "\\u007c"));
}

/** @param {string} text */
function harmless(text) {
  const cells = text.replace(formula, "$1'");
  return whiteBeginning.test(cells) ? `'${cells}` : cells;
}

/** @param {string} text */
function quoted(text) {
  return quotedOnes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
