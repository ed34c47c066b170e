// @ts-check
/** @import { PageObjects, PageRest } from "./glue.js" */
/** @import { CustomerProfile } from "./index.js" */

import { textDecoder } from "./runtime.js";

/** As in the core's `columns`: codes and instants of a profile, and how many profiles' texts are one string. */
const CODES = 10;
const INSTANTS = 3;
const BLOCK = 32;

/** What a code is, by its lowest two bits; 0 is null, and 4 what follows from the profile's SID. */
const DERIVED = 4;
const SLICE = 1;
const SHARED = 2;

/** The links that the API gives: a literal makes them faster than a loop, and keeps them smaller. */
const USUAL_LINKS = [
  "customer_profiles_entity_assignments",
  "customer_profiles_evaluations",
  "customer_profiles_channel_endpoint_assignment",
];

/**
 * A page's objects, of the core's columns. Every profile is a literal of the same shape, which is what engines make
 * fastest and keep smallest. The arrays are the core's memory: nothing of them is kept.
 * @type {PageObjects}
 */
export function pageObjects(codes, instants, texts, blockEnds, rest, facts) {
  const decoder = textDecoder();
  /** @type {PageRest} */
  const { sids, values, shared, urlStart, links: linkParts, meta, issues } = JSON.parse(decoder.decode(rest));
  const linksOf = linksMaker(linkParts);
  /** @param {number} code that of no slice */
  const valueOfCode = (code) => (code === 0 ? null : (code & 3) === SHARED ? shared[code >>> 2] : values[code >>> 2]);

  /** @type {CustomerProfile[]} */
  const profiles = new Array(sids.length);
  let text = "";
  let textAt = 0;
  for (let index = 0, at = 0, instant = 0; index < sids.length; index += 1, at += CODES, instant += INSTANTS) {
    if (index % BLOCK === 0) {
      const block = index / BLOCK;
      text = decoder.decode(texts.subarray(block === 0 ? 0 : blockEnds[block - 1], blockEnds[block]));
      textAt = 0;
    }
    // Slices are taken here, one after the other: in a function of its own it took a tenth longer.
    // From here on, npm run generate writes it.
    const sid = /** @type {string | null} */ (sids[index]);
    let code = codes[at + 2];
    const friendlyName = (code & 3) === SLICE ? text.slice(textAt, (textAt += code >>> 2)) : valueOfCode(code);
    code = codes[at + 4];
    const email = (code & 3) === SLICE ? text.slice(textAt, (textAt += code >>> 2)) : valueOfCode(code);
    code = codes[at + 5];
    const statusCallback = (code & 3) === SLICE ? text.slice(textAt, (textAt += code >>> 2)) : valueOfCode(code);
    code = codes[at + 6];
    const url =
      code === DERIVED
        ? urlStart + sid
        : (code & 3) === SLICE
          ? text.slice(textAt, (textAt += code >>> 2))
          : valueOfCode(code);
    code = codes[at + 7];
    const links = code === DERIVED ? linksOf(url) : valueOfCode(code);
    const profile = {
      sid,
      accountSid: valueOfCode(codes[at]),
      policySid: valueOfCode(codes[at + 1]),
      friendlyName,
      status: valueOfCode(codes[at + 3]),
      email,
      statusCallback,
      validUntil: dateOrNull(instants[instant]),
      dateCreated: dateOrNull(instants[instant + 1]),
      dateUpdated: dateOrNull(instants[instant + 2]),
      url,
      links,
      errors: valueOfCode(codes[at + 8]),
    };
    const extra = valueOfCode(codes[at + 9]);
    profiles[index] = extra === null ? profile : { ...profile, extra };
  }
  if (facts === undefined) return { profiles, meta, issues };
  const { handedOut, ...own } = facts;
  profiles.length = handedOut;
  return { profiles, meta, issues, ...own };
}

/** @type {(parts: PageRest["links"]) => (url: string) => Record<string, string>} Makes a profile's links of its address. */
function linksMaker(parts) {
  const names = parts.filter((_, index) => index % 2 === 0);
  const ends = parts.filter((_, index) => index % 2 === 1);
  if (names.length === USUAL_LINKS.length && names.every((name, index) => name === USUAL_LINKS[index])) {
    const [assignments, evaluations, endpoints] = ends;
    return (url) => ({
      customer_profiles_entity_assignments: url + assignments,
      customer_profiles_evaluations: url + evaluations,
      customer_profiles_channel_endpoint_assignment: url + endpoints,
    });
  }
  return (url) => Object.fromEntries(names.map((name, index) => [name, url + ends[index]]));
}

/** @param {number | undefined} milliseconds */
function dateOrNull(milliseconds) {
  return milliseconds === undefined || Number.isNaN(milliseconds) ? null : new Date(milliseconds);
}
