// @ts-check
// A profile as JSON, as toJson writes it, in less time than JSON.stringify takes: what a long list costs beside fetching it
// is mostly this (DESIGN.md, "How fast is a long list?"). A test holds both together.

import { fields, toJson } from "#tables";

/** @import { CustomerProfile } from "trusthub-profiles" */

/** What is written in another way than it stands, or only by toJson: escapes, halves of a pair, what nobody sees. */
const ESCAPED =
  /["\\\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ud800-\udfff\ufeff]/;

const DAY_MS = 86_400_000;

/** Of the dates of a list most are of few days. */
const MOST_DAYS = 4096;

/** @type {Map<number, string>} */
const days = new Map();

const twoDigits = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, "0"));
const threeDigits = Array.from({ length: 1000 }, (_, value) => String(value).padStart(3, "0"));

/** By the rule of a property: what isn't here is written by toJson. @type {Readonly<Record<string, (value: any) => string>>} */
const writers = { Sid: string, Text: string, Status: string, Uri: string, Instant: instant, Links: links };

/** Every property of a profile but `extra`, in their order. */
const members = fields.map(({ name, rule }, index) => ({
  name,
  before: `${index === 0 ? "{" : ","}"${name}":`,
  write: writers[rule] ?? toJson,
}));

/** @param {CustomerProfile} profile */
export function profileJson(profile) {
  let text = "";
  for (const { name, before, write } of members) {
    const value = profile[name];
    text += before + (value === null ? "null" : write(value));
  }
  return profile.extra === undefined ? `${text}}` : `${text},"extra":${toJson(profile.extra)}}`;
}

/** @param {string} value */
function string(value) {
  return ESCAPED.test(value) ? toJson(value) : `"${value}"`;
}

/** @param {Readonly<Record<string, string>>} value */
function links(value) {
  let text = "";
  for (const name of Object.keys(value))
    text += `${text === "" ? "" : ","}${string(name)}:${string(value[name] ?? "")}`;
  return `{${text}}`;
}

/** @param {Date} value */
function instant(value) {
  const time = value.getTime();
  const day = Math.floor(time / DAY_MS);
  const rest = time - day * DAY_MS;
  const [seconds, minutes, hours] = [Math.trunc(rest / 1000), Math.trunc(rest / 60_000), Math.trunc(rest / 3_600_000)];
  const clock = `${twoDigits[hours]}:${twoDigits[minutes % 60]}:${twoDigits[seconds % 60]}`;
  return `"${dayText(day)}${clock}.${threeDigits[rest % 1000]}Z"`;
}

/** @param {number} day since 1970 */
function dayText(day) {
  const known = days.get(day);
  if (known !== undefined) return known;
  const [text = ""] = new Date(day * DAY_MS).toISOString().split(/(?<=T)/);
  if (days.size === MOST_DAYS) days.clear();
  days.set(day, text);
  return text;
}
