// @ts-check
// A profile as JSON, as toJson writes it, in a third of JSON.stringify's time: a list of a million profiles would otherwise
// take longer to write than to fetch. A test holds both together.

import { toJson } from "#tables";

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

/** @param {CustomerProfile} profile */
export function profileJson(profile) {
  const { sid, accountSid, policySid, friendlyName, status, email, statusCallback, url, errors, extra } = profile;
  return (
    `{"sid":${string(sid)},"accountSid":${string(accountSid)},"policySid":${string(policySid)}` +
    `,"friendlyName":${string(friendlyName)},"status":${string(status)},"email":${string(email)}` +
    `,"statusCallback":${string(statusCallback)},"validUntil":${instant(profile.validUntil)}` +
    `,"dateCreated":${instant(profile.dateCreated)},"dateUpdated":${instant(profile.dateUpdated)}` +
    `,"url":${string(url)},"links":${links(profile.links)},"errors":${errors === null ? "null" : toJson(errors)}` +
    (extra === undefined ? "}" : `,"extra":${toJson(extra)}}`)
  );
}

/** @param {string | null} value */
function string(value) {
  if (value === null) return "null";
  return ESCAPED.test(value) ? toJson(value) : `"${value}"`;
}

/** @param {CustomerProfile["links"]} value */
function links(value) {
  if (value === null) return "null";
  let text = "";
  for (const name of Object.keys(value))
    text += `${text === "" ? "" : ","}${string(name)}:${string(value[name] ?? "")}`;
  return `{${text}}`;
}

/** @param {Date | null} value */
function instant(value) {
  if (value === null) return "null";
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
