// @ts-check
/** @import { CustomerProfile, Issue, PageMeta } from "./index.js" */
/** @import { PageParts } from "./glue.js" */

/** How many values the core sends for a profile beside its instants, and how many instants. */
const VALUES = 11;
const INSTANTS = 3;

/**
 * A page's objects, of the core's values in the model's order. Every profile is a literal of the same shape, which is
 * what engines make fastest and keep smallest.
 * @param {PageParts} parts
 */
export function pageObjects({ json, instants }) {
  /** @type {{ values: any[], meta: PageMeta, issues: Issue[] }} */
  const { values, meta, issues } = JSON.parse(json);
  const count = values.length / VALUES;
  /** @type {CustomerProfile[]} */
  const profiles = new Array(count);
  for (let index = 0, at = 0, instant = 0; index < count; index += 1, at += VALUES, instant += INSTANTS) {
    const profile = {
      sid: values[at],
      accountSid: values[at + 1],
      policySid: values[at + 2],
      friendlyName: values[at + 3],
      status: values[at + 4],
      email: values[at + 5],
      statusCallback: values[at + 6],
      validUntil: dateOrNull(instants[instant]),
      dateCreated: dateOrNull(instants[instant + 1]),
      dateUpdated: dateOrNull(instants[instant + 2]),
      url: values[at + 7],
      links: values[at + 8],
      errors: values[at + 9],
    };
    const extra = values[at + 10];
    profiles[index] = extra === null ? profile : { ...profile, extra };
  }
  return { profiles, meta, issues };
}

/** @param {number | undefined} milliseconds */
function dateOrNull(milliseconds) {
  return milliseconds === undefined || Number.isNaN(milliseconds) ? null : new Date(milliseconds);
}
