// @ts-check
// What changed between what is stored and what the API says now.
/** @import { Row } from "./stored-profile.mjs" */
import { isDeepStrictEqual } from "node:util";
import { fields } from "./fields.mjs";
import { instantText } from "./stored-profile.mjs";

/**
 * @typedef {"new" | "changed" | "gone" | "back"} Kind
 * @typedef {Record<string, { from: unknown, to: unknown }>} Changed
 * @typedef {{ sid: string, kind: Kind, from: string | null, to: string | null, changed: Changed }} Change
 */

/**
 * @param {Record<string, unknown> | null} before the stored row, as `to_jsonb` writes it; null for a new profile
 * @param {Row} after
 * @param {boolean} forgotten personal data of a forgotten profile are written nowhere
 * @returns {Change}
 */
export function changeOf(before, after, forgotten) {
  const wasGone = before !== null && before["gone_at"] !== null;
  /** @type {Changed} */
  const changed = {};
  for (const { name, column, type, personal } of fields) {
    if (forgotten && personal) continue;
    const from = before === null ? null : plain(before[column], type);
    const to = plain(after[column], type);
    if (type === "jsonb" ? !isDeepStrictEqual(from, to) : from !== to) changed[name] = { from, to };
  }
  const status = /** @type {string | null} */ (after["status"] ?? null);
  return {
    sid: after.sid,
    kind: before === null ? "new" : wasGone ? "back" : "changed",
    // A profile that is not there has no status.
    from: before === null || wasGone ? null : /** @type {string | null} */ (before["status"]),
    to: status,
    changed,
  };
}

/** @param {unknown} value @param {string} type */
function plain(value, type) {
  if (value === undefined || value === null) return null;
  return type === "timestamptz" ? instantText(/** @type {string} */ (value)) : value;
}

/** A status that a known profile came to, not one that a new profile brought along. @param {readonly Change[]} changes */
export function countChanges(changes) {
  const counts = { new: 0, changed: 0, approved: 0, rejected: 0, back: 0 };
  for (const { kind, from, to } of changes) {
    if (kind === "gone") continue;
    counts[kind] += 1;
    if (kind === "new" || from === to) continue;
    if (to === "twilio-approved") counts.approved += 1;
    if (to === "twilio-rejected") counts.rejected += 1;
  }
  return counts;
}
