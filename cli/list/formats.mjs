// @ts-check
// The formats of a list. Each has a head, its rows, and a tail, so that a list can be written page by page and gone on with.

import { csvColumns, csvHead, csvLine, en, fields, toJson, Words } from "#tables";
import { UsageError } from "../process/failures.mjs";
import { printable } from "../process/terminal.mjs";
import { profileJson } from "./profile-json.mjs";

/** @import { CustomerProfile } from "trusthub-profiles" */
/** @import { CsvColumn } from "../../element/files/csv.js" */

/**
 * @typedef {object} Format
 * @property {string} head
 * @property {(profile: CustomerProfile, row: number) => string} row with what stands between it and the row before it
 * @property {(rows: number) => string} tail
 *
 * @typedef {"table" | "csv" | "ndjson" | "json"} FormatName
 */

/** @type {readonly FormatName[]} */
export const formatNames = ["table", "csv", "ndjson", "json"];

/** The element's words, in English. */
export const words = new Words("en", en);

const CRLF = "\r\n";

/** Every property of a profile, in its order. */
const profileFields = [...fields.map(({ name }) => name), /** @type {const} */ ("extra")];

/** What `--fields` of a format may name. @type {Readonly<Record<FormatName, readonly string[]>>} */
const fieldsOf = { table: csvColumns, csv: csvColumns, ndjson: profileFields, json: profileFields };

/**
 * @param {string} text as `--fields` has it
 * @param {FormatName} format
 */
export function parseFields(text, format) {
  const known = fieldsOf[format];
  const names = text.split(",").map((name) => name.trim());
  for (const [index, name] of names.entries()) {
    if (!known.includes(name))
      throw new UsageError(`--fields: unknown field ${JSON.stringify(name)}; ${format} has ${known.join(", ")}`);
    if (names.indexOf(name) !== index) throw new UsageError(`--fields names ${name} twice`);
  }
  return names;
}

/**
 * A format that is no table.
 * @param {Exclude<FormatName, "table">} name
 * @param {{ fields: readonly string[] | null, isShown: boolean }} options `fields`: null for all; `isShown`: on a terminal
 * @returns {Format}
 */
export function formatOf(name, { fields: chosen, isShown }) {
  if (name === "csv") {
    const columns = /** @type {readonly CsvColumn[]} */ (chosen ?? csvColumns);
    const row = (/** @type {CustomerProfile} */ profile) => csvLine(profile, words, columns);
    // JSON escapes what would steer a terminal; CSV has no way to.
    const shown = (/** @type {CustomerProfile} */ profile) =>
      `${printable(row(profile).slice(0, -CRLF.length))}${CRLF}`;
    return { head: csvHead(columns), row: isShown ? shown : row, tail: () => "" };
  }
  const json = (/** @type {CustomerProfile} */ profile) =>
    chosen === null ? profileJson(profile) : toJson(picked(profile, chosen));
  if (name === "ndjson") return { head: "", row: (profile) => `${json(profile)}\n`, tail: () => "" };
  return {
    head: "[",
    row: (profile, row) => `${row === 0 ? "\n" : ",\n"}${json(profile)}`,
    tail: (rows) => (rows === 0 ? "]\n" : "\n]\n"),
  };
}

/**
 * @param {CustomerProfile} profile
 * @param {readonly string[]} chosen
 */
function picked(profile, chosen) {
  const names = /** @type {readonly (keyof CustomerProfile)[]} */ (chosen);
  return Object.fromEntries(names.filter((name) => profile[name] !== undefined).map((name) => [name, profile[name]]));
}
