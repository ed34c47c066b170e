// @ts-check
// What one writes by hand: JSON.parse, then our names and Dates, and nothing looked at.
/** @import { Contender } from "./rules.mjs" */

const decoder = new TextDecoder();

/**
 * A parsed page in our form.
 * @param {any} payload
 */
export function mapPage({ results, meta }) {
  const profiles = new Array(results.length);
  for (let index = 0; index < results.length; index += 1) {
    const wire = results[index];
    profiles[index] = {
      sid: wire.sid ?? null,
      accountSid: wire.account_sid ?? null,
      policySid: wire.policy_sid ?? null,
      friendlyName: wire.friendly_name ?? null,
      status: wire.status ?? null,
      email: wire.email ?? null,
      statusCallback: wire.status_callback ?? null,
      validUntil: dateOrNull(wire.valid_until),
      dateCreated: dateOrNull(wire.date_created),
      dateUpdated: dateOrNull(wire.date_updated),
      url: wire.url ?? null,
      links: wire.links ?? null,
      errors: wire.errors ?? null,
    };
  }
  return {
    profiles,
    meta: {
      page: meta.page,
      pageSize: meta.page_size,
      key: meta.key,
      url: meta.url,
      firstPageUrl: meta.first_page_url,
      previousPageUrl: meta.previous_page_url,
      nextPageUrl: meta.next_page_url,
    },
    issues: [],
  };
}

/** @param {string | null | undefined} text */
function dateOrNull(text) {
  return text === null || text === undefined ? null : new Date(text);
}

/** @type {Contender} */
export const mapping = {
  name: "JSON.parse + mapping",
  decode: (bytes) => mapPage(JSON.parse(decoder.decode(bytes))),
  profiles: ({ profiles }) => profiles,
  validates: "nothing",
};
