// @ts-check
// From a page of the client to rows that PostgreSQL can hold.
/** @import { CustomerProfile, Issue } from "trusthub-profiles" */
import { fields } from "./fields.mjs";

/**
 * A profile as it is stored: JSON values by column name, dates as PostgreSQL reads them.
 * @typedef {{ sid: string } & Record<string, unknown>} Row
 * @typedef {{ position: number, profile: unknown, issues: unknown }} Oddity
 * @typedef {{ path: string, expected: string, value?: string }} Replaced what a column cannot hold
 */

const LONGEST_STATUS = 500; // an index takes 2,704 bytes, and a character up to four of them

/**
 * @param {{ profiles: readonly CustomerProfile[], issues: readonly Issue[] }} page
 * @param {string} accountSid the walk's account
 * @returns {{ rows: Row[], oddities: Oddity[] }} of a SID that the page holds twice the last one is kept
 */
export function storedPage({ profiles, issues }, accountSid) {
  const issuesOf = issuesByPosition(issues);
  /** @type {Map<string, Row>} */
  const rows = new Map();
  /** @type {Oddity[]} */
  const oddities = [];
  for (const [position, profile] of profiles.entries()) {
    const own = issuesOf.get(position) ?? null;
    if (isProfileSid(profile.sid)) rows.set(profile.sid, storedProfile(profile, own, accountSid));
    else oddities.push({ position, profile: storable(profile, []), issues: storable(own ?? [], []) });
  }
  return { rows: [...rows.values()], oddities };
}

/**
 * @param {CustomerProfile} profile one with a valid SID
 * @param {readonly Issue[] | null} issues their paths begin at the profile
 * @param {string} accountSid
 * @returns {Row}
 */
export function storedProfile(profile, issues, accountSid) {
  /** @type {Replaced[]} */
  const replaced = [];
  const value = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (profile));
  /** @type {Row} */
  const row = { sid: /** @type {string} */ (profile.sid) };
  for (const { name, column, type } of fields) {
    const it = value[name];
    if (name === "accountSid") row[column] = accountSid;
    else if (name === "issues") continue;
    else if (type === "timestamptz") row[column] = it instanceof Date ? databaseInstant(it) : null;
    else row[column] = it === undefined || it === null ? null : storable(it, replaced, `/${column}`);
  }
  const { status } = row;
  if (typeof status === "string" && status.length > LONGEST_STATUS) {
    replaced.push({ path: "/status", expected: `at most ${LONGEST_STATUS} characters`, value: status });
    row["status"] = null;
  }
  const kept = issues === null ? [] : /** @type {unknown[]} */ (storable(issues, []));
  const own = replaced.map(({ path, expected, value = null }) => ({ path, code: "text", expected, value }));
  row["issues"] = kept.length + own.length === 0 ? null : [...kept, ...own];
  return row;
}

/** @param {unknown} sid @returns {sid is string} */
export function isProfileSid(sid) {
  return typeof sid === "string" && /^BU[0-9a-fA-F]{32}$/.test(sid);
}

/** @param {unknown} sid @returns {sid is string} */
export function isAccountSid(sid) {
  return typeof sid === "string" && /^AC[0-9a-fA-F]{32}$/.test(sid);
}

/**
 * One spelling of each account, as Twilio writes it: two of them would be walked as two accounts.
 * @param {string} sid one of an account
 */
export function accountKey(sid) {
  return `AC${sid.slice(2).toLowerCase()}`;
}

/** @param {readonly Issue[]} issues */
function issuesByPosition(issues) {
  /** @type {Map<number, Issue[]>} */
  const byPosition = new Map();
  for (const issue of issues) {
    const [, position, rest = ""] = /^\/results\/(\d+)(\/.*)?$/s.exec(issue.path) ?? [];
    if (position === undefined) continue;
    const of = byPosition.get(Number(position)) ?? [];
    of.push({ ...issue, path: rest });
    byPosition.set(Number(position), of);
  }
  return byPosition;
}

const NUL = "\u0000";
const REPLACEMENT = "\ufffd";
const deepest = 500; // PostgreSQL refuses JSON some thousand levels deep, and JSON.stringify overflows the stack

/**
 * Whether a value can go as it is: nearly all can, and are not copied.
 * @param {unknown} value
 * @param {number} [depth]
 * @returns {boolean}
 */
function isStorable(value, depth = 0) {
  if (typeof value === "string") return !value.includes(NUL) && value.isWellFormed();
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== "object" || value === null) return true;
  if (depth === deepest) return false;
  if (Array.isArray(value)) return value.every((entry) => isStorable(entry, depth + 1));
  for (const [key, entry] of Object.entries(value)) {
    if (!isStorable(key) || !isStorable(entry, depth + 1)) return false;
  }
  return true;
}

/**
 * The value as text and jsonb of PostgreSQL can hold it: without U+0000, lone surrogates and infinite numbers.
 * @param {unknown} value
 * @param {Replaced[]} replaced collects what had to be replaced
 * @param {string} [path]
 * @param {number} [depth]
 * @returns {unknown}
 */
function storable(value, replaced, path = "", depth = 0) {
  if (isStorable(value, depth)) return value;
  if (typeof value === "string") {
    // The client replaces lone surrogates, but an issue's value is as it came.
    replaced.push({ path, expected: "a string without U+0000 and lone surrogates, which PostgreSQL cannot hold" });
    return value.replaceAll(NUL, REPLACEMENT).toWellFormed();
  }
  if (typeof value === "number") {
    if (value === 0) return 0; // PostgreSQL has one zero, and -0 would differ from it each night
    replaced.push({ path, expected: "a number that a double can hold" });
    return null;
  }
  if (typeof value !== "object" || value === null) return value;
  if (depth === deepest) {
    replaced.push({ path, expected: `at most ${deepest} levels of nesting` });
    return null;
  }
  if (Array.isArray(value)) {
    return value.map((entry, index) => storable(entry, replaced, `${path}/${index}`, depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => {
      const name = /** @type {string} */ (storable(key, replaced, path));
      return [
        name,
        storable(entry, replaced, `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, depth + 1),
      ];
    }),
  );
}

// Offsets reach beyond the years 0000 to 9999 of RFC 3339, and PostgreSQL counts without a year 0: it is 1 BC.

/** @param {Date} date */
function databaseInstant(date) {
  const text = date.toISOString();
  if (/^\d{4}-/.test(text) && !text.startsWith("0000-")) return text;
  const year = date.getUTCFullYear();
  const rest = text.slice(text.indexOf("-", 1), -1).replace("T", " ");
  return year > 0 ? `${year}${rest}+00` : `${String(1 - year).padStart(4, "0")}${rest}+00 BC`;
}

/**
 * An instant of `to_jsonb`, or one that `databaseInstant` made, as RFC 3339.
 * @param {string | null} text
 */
export function instantText(text) {
  if (text === null) return null;
  // As toISOString wrote it, which is most of them; parsing it took a tenth of a worker's time.
  if (text.length === 24 && text[4] === "-" && text.endsWith("Z")) return text;
  const [, digits = "", rest = "", era] = /^(\d+)(-.*?)( BC)?$/.exec(text) ?? [];
  if (digits.length === 4 && era === undefined) return new Date(text).toISOString();
  const year = era === undefined ? Number(digits) : 1 - Number(digits);
  // The six digits of ECMAScript's expanded years; -000000 is none of them.
  const expanded = `${year < 0 ? "-" : "+"}${String(Math.abs(year)).padStart(6, "0")}`;
  return new Date(`${expanded}${rest.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00")}`).toISOString();
}
