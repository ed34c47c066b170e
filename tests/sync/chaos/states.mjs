// @ts-check
// A profile's state in a form of its own, from three sides: the API's JSON, the stored row and the feed.

import { createClient } from "trusthub-profiles";

/** @typedef {Record<string, unknown>} State by the client's names; null and absent are the same */

/**
 * What the client makes of profiles as they are on the wire.
 * @param {readonly object[]} profiles
 * @returns {Promise<State[]>}
 */
export async function decoded(profiles) {
  /** @type {State[]} */
  const states = [];
  for (let start = 0; start < profiles.length; start += 1000) {
    const results = profiles.slice(start, start + 1000);
    const url = "https://trusthub.twilio.com/v1/CustomerProfiles?PageSize=1000&Page=0";
    const meta = { page: 0, page_size: 1000, first_page_url: url, previous_page_url: null, url, next_page_url: null };
    const body = JSON.stringify({ meta: { ...meta, key: "results" }, results });
    const client = createClient({ fetch: async () => new Response(body, { status: 200 }) });
    for await (const { sid: _, ...state } of client.listCustomerProfiles({ pageSize: 1000 })) states.push({ ...state });
  }
  return states;
}

/** @param {Record<string, unknown>} row of trusthub.profiles, as to_jsonb writes it */
export function stored(row) {
  /** @type {State} */
  const state = {};
  for (const [column, value] of Object.entries(row)) {
    if (ours.has(column)) continue;
    const name = column.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
    state[name] = dates.has(name) && typeof value === "string" ? new Date(value) : value;
  }
  return state;
}

const dates = new Set(["validUntil", "dateCreated", "dateUpdated"]);

/** What the row says beyond the profile. */
const ours = new Set(["sid", "fingerprint", "first_seen_at", "changed_at", "gone_at", "forgotten_at"]);

/** Equal for equal states, whatever the order of their properties. @param {State} state */
export function text(state) {
  return JSON.stringify(ordered(state));
}

/** @param {unknown} value @returns {unknown} */
function ordered(value) {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  const entries = Object.entries(value).filter(([, entry]) => entry !== null && entry !== undefined);
  entries.sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([name, entry]) => [name, ordered(entry)]));
}
