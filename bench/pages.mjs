// @ts-check
// Bodies of pages, as Twilio sends them. Only what every engine has is used: they are made in browsers too.

/** @import { WireProfile } from "../cli/emulator/profile-list.mjs" */
import { generatedProfiles } from "../cli/emulator/generated-profiles.mjs";

const ACCOUNT_SID = "AC1d6f8a3b5c7e9f0a2b4c6d8e0f1a3b5c";
const LIST = "https://trusthub.twilio.com/v1/CustomerProfiles";

// Far more than any page needs, so that those of a kind can be picked.
const SOURCE = generatedProfiles({ accountSid: ACCOUNT_SID, seed: 11, count: 1_000_000, plain: true });

const encoder = new TextEncoder();

/** Names in ASCII alone, or four of five in other scripts. @typedef {"ascii" | "scripts"} Names */

// Half of the emulator's names are ASCII; so every fourth of them is kept for four of five in other scripts.
const ASCII_KEPT = 4;

/**
 * Profiles one after the other, of which those with such names are kept.
 * @param {Names} names
 * @returns {Generator<WireProfile, void, void>}
 */
function* profilesWith(names) {
  let ascii = 0;
  for (let index = 0; index < SOURCE.count; index += 1) {
    const profile = SOURCE.at(index);
    const isAscii = /^[\x20-\x7e]*$/.test(String(profile["friendly_name"]));
    if (isAscii) ascii += 1;
    if (names === "ascii" ? isAscii : !isAscii || ascii % ASCII_KEPT === 0) yield profile;
  }
}

/**
 * Pages without end, each of other profiles.
 * @param {Names} names
 * @param {number} count of profiles on a page
 */
export function* pageObjects(names, count) {
  const source = profilesWith(names);
  for (let page = 0; ; page += 1) {
    /** @type {WireProfile[]} */
    const results = [];
    while (results.length < count) results.push(/** @type {WireProfile} */ (source.next().value));
    yield { results, meta: meta(page, count) };
  }
}

/** @param {unknown} page */
export const bytesOf = (page) => encoder.encode(JSON.stringify(page));

/**
 * As the emulator's pages have it.
 * @param {number} page
 * @param {number} count
 */
function meta(page, count) {
  const link = (/** @type {number} */ number) => {
    const token = `PT${String(number).padStart(32, "0")}`;
    return `${LIST}?PageSize=${count}&Page=${number}${number === 0 ? "" : `&PageToken=${token}`}`;
  };
  return {
    page,
    page_size: count,
    first_page_url: link(0),
    previous_page_url: page === 0 ? null : link(page - 1),
    url: link(page),
    next_page_url: link(page + 1),
    key: "results",
  };
}

/**
 * @param {Names} names
 * @param {number} count
 */
function firstPage(names, count) {
  const page = pageObjects(names, count).next().value;
  if (page === undefined) throw new Error("no page");
  return page;
}

/** Another order than the usual one, the same for every profile. @param {Record<string, unknown>} record */
function reordered(record) {
  return Object.fromEntries(Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** @param {string} json */
function escaped(json) {
  return json.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** @typedef {{ name: string, profiles: number, bytes: Uint8Array }} BenchPage */

/** The pages that everything is measured on. @returns {BenchPage[]} */
export function usualPages() {
  return [
    { name: "1,000 ASCII", profiles: 1000, bytes: bytesOf(firstPage("ascii", 1000)) },
    { name: "1,000 in several scripts", profiles: 1000, bytes: bytesOf(firstPage("scripts", 1000)) },
    { name: "50 ASCII", profiles: 50, bytes: bytesOf(firstPage("ascii", 50)) },
  ];
}

/** Pages that are written otherwise than Twilio writes them. @returns {BenchPage[]} */
export function oddPages() {
  const ascii = firstPage("ascii", 1000);
  const scripts = firstPage("scripts", 1000);
  return [
    {
      name: "keys in another order",
      profiles: 1000,
      bytes: bytesOf({ ...ascii, results: ascii.results.map(reordered) }),
    },
    { name: "white space", profiles: 1000, bytes: encoder.encode(JSON.stringify(ascii, null, 2)) },
    { name: "escaped scripts", profiles: 1000, bytes: encoder.encode(escaped(JSON.stringify(scripts))) },
  ];
}
