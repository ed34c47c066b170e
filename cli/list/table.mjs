// @ts-check
// Profiles as a table that fits the terminal. Its widths follow from the terminal alone, since rows are written as they come.

import stringWidth from "string-width";
import { styleText } from "node:util";
import { reasonInWords, rejectionsOf } from "#tables";
import { printable } from "../process/terminal.mjs";
import { words } from "./formats.mjs";

/** @import { CustomerProfile } from "trusthub-profiles" */
/** @import { Format } from "./formats.mjs" */

/** @typedef {Parameters<typeof styleText>[0]} Style */
/** @typedef {{ name: string, title: string, width: number, cell: (profile: CustomerProfile) => string, style?: (profile: CustomerProfile) => Style | null }} Column */

const GAP = "  ";
const NONE = "–";

/** Narrower, a name says nothing. */
const NARROWEST_NAME = 14;

/** Of columns that `--fields` names: what is longer is cut. */
const WIDEST = 40;

const { texts } = words;

/** Of fields that --fields names. @type {Readonly<Record<string, string | undefined>>} */
const titles = { ...texts.fields, reasons: texts.errors };

/** @type {Readonly<Record<string, Style>>} */
const statusStyles = {
  "twilio-approved": "green",
  "twilio-rejected": "red",
  "in-review": "yellow",
  "pending-review": "yellow",
  draft: "dim",
};

/** @type {Column} */
const name = {
  name: "friendlyName",
  title: texts.columns.name,
  width: 0,
  cell: ({ friendlyName }) => friendlyName ?? NONE,
};

/** @type {readonly Column[]} In the order in which they are left out of a narrow terminal, last first. */
const others = [
  {
    name: "status",
    title: texts.columns.status,
    width: 14,
    cell: ({ status }) => (status === null ? NONE : (texts.statuses[status] ?? status)),
    style: ({ status }) => statusStyles[status ?? ""] ?? null,
  },
  { name: "sid", title: texts.fields.sid, width: 34, cell: ({ sid }) => sid ?? NONE },
  {
    name: "validUntil",
    title: texts.columns.validUntil,
    width: 11,
    cell: ({ validUntil }) => dayOf(validUntil),
    style: ({ validUntil }) => (validUntil !== null && validUntil.getTime() < Date.now() ? "red" : null),
  },
  { name: "dateUpdated", title: texts.columns.updated, width: 10, cell: ({ dateUpdated }) => dayOf(dateUpdated) },
];

/**
 * @param {{ columns: number, hasColors: boolean, fields: readonly string[] | null }} options `columns` of the terminal
 * @returns {Format}
 */
export function tableOf({ columns: terminal, hasColors, fields }) {
  const columns = fields === null ? fitting(terminal) : chosen(fields, terminal);
  /** @param {Style | null | undefined} style @param {string} text */
  const styled = (style, text) =>
    hasColors && style ? styleText(style, text, /** @type {any} */ ({ validateStream: false })) : text;
  const line = (
    /** @type {(column: Column) => string} */ cell,
    /** @type {(column: Column) => Style | null | undefined} */ style,
  ) =>
    `${columns.map((column, index) => styled(style(column), fitted(cell(column), column.width, index < columns.length - 1))).join(GAP)}\n`;
  return {
    head: line(
      ({ title }) => title,
      () => "bold",
    ),
    row: (profile) => {
      const row = line(
        (column) => column.cell(profile),
        (column) => column.style?.(profile),
      );
      if (fields !== null) return row;
      const reasons = reasonsOf(profile).map(
        (reason) => `${styled("red", fitted(`${GAP}${reason}`, terminal, false))}\n`,
      );
      return row + reasons.join("");
    },
    tail: () => "",
  };
}

/** @param {CustomerProfile} profile */
function reasonsOf(profile) {
  const { rejections } = rejectionsOf(profile, Infinity);
  if (rejections.length > 0) return rejections.map((rejection) => reasonInWords(rejection, words));
  return profile.status === "twilio-rejected" ? [texts.noReasons] : [];
}

/**
 * As many columns as leave a name its place.
 * @param {number} terminal
 */
function fitting(terminal) {
  for (let count = others.length; count > 0; count -= 1) {
    const shown = others.slice(0, count);
    const width = terminal - shown.reduce((sum, column) => sum + GAP.length + column.width, 0);
    if (width >= NARROWEST_NAME || count === 1) return [{ ...name, width: Math.max(width, 4) }, ...shown];
  }
  return [name];
}

/**
 * @param {readonly string[]} fields
 * @param {number} terminal
 * @returns {Column[]}
 */
function chosen(fields, terminal) {
  const known = [name, ...others];
  const columns = fields.map((field) => {
    const column = known.find((candidate) => candidate.name === field);
    return (
      column ?? {
        name: field,
        title: titles[field] ?? field,
        width: 0,
        cell: (/** @type {CustomerProfile} */ profile) => textOf(profile, field),
      }
    );
  });
  // Those without a width of their own share what the others leave.
  const left = columns.reduce((sum, { width }) => sum - GAP.length - width, terminal + GAP.length);
  const share = Math.floor(left / Math.max(1, columns.filter(({ width }) => width === 0).length));
  return columns.map((column) =>
    column.width > 0
      ? column
      : { ...column, width: Math.min(Math.max(share, 8), columns.length === 1 ? terminal : WIDEST) },
  );
}

/**
 * @param {CustomerProfile} profile
 * @param {string} field
 */
function textOf(profile, field) {
  if (field === "reasons") return reasonsOf(profile).join("; ") || NONE;
  const value = profile[/** @type {keyof CustomerProfile} */ (field)];
  if (value === null || value === undefined) return NONE;
  if (value instanceof Date) return value.toISOString();
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** @param {Date | null} date */
function dayOf(date) {
  return date === null ? NONE : date.toISOString().slice(0, 10);
}

/**
 * @param {string} value
 * @param {number} width
 * @param {boolean} isFilled with spaces, so that the next column stands below its title
 */
function fitted(value, width, isFilled) {
  const text = printable(value);
  const cut = stringWidth(text) <= width ? text : `${begin(text, width - 1)}…`;
  return isFilled ? cut + " ".repeat(Math.max(0, width - stringWidth(cut))) : cut;
}

/** What a reader takes for one character may be several of JavaScript's. */
const characters = new Intl.Segmenter("en");

/**
 * @param {string} text
 * @param {number} width that it has at most
 */
function begin(text, width) {
  let [end, left] = [0, width];
  for (const { segment } of characters.segment(text)) {
    left -= stringWidth(segment);
    if (left < 0) break;
    end += segment.length;
  }
  return text.slice(0, end);
}
