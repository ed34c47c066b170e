// @ts-check
// What changed between what is stored and what the API says now.
/** @import { Row } from "./stored-profile.mjs" */
import { isDeepStrictEqual } from "node:util";
import { fields } from "./fields.mjs";
import { instantText } from "./stored-profile.mjs";

/**
 * @typedef {"new" | "changed" | "gone" | "back"} Kind
 * @typedef {Record<string, { from: unknown, to: unknown }>} Changed
 * @typedef {{ sid: string, kind: Kind, from: string | null, to: string | null, changed: Changed | null }} Change
 * `changed` of a new profile is null: its row has the values
 */

/** @param {Row} after @returns {Change} */
export function newProfile({ sid, status }) {
  return { sid, kind: "new", from: null, to: /** @type {string | null} */ (status ?? null), changed: null };
}

/**
 * @param {Record<string, unknown>} before the stored row, as `to_jsonb` writes it
 * @param {Row} after
 * @param {boolean} forgotten personal data of a forgotten profile are written nowhere
 * @returns {Change & { changed: Changed }}
 */
export function changeOf(before, after, forgotten) {
  const wasGone = before["gone_at"] !== null;
  /** @type {Changed} */
  const changed = {};
  for (const { name, column, type, personal } of fields) {
    if (forgotten && personal) continue;
    const from = plain(before[column], type);
    const to = plain(after[column], type);
    if (type === "jsonb" ? !isDeepStrictEqual(from, to) : from !== to) changed[name] = { from, to };
  }
  const status = /** @type {string | null} */ (after["status"] ?? null);
  return {
    sid: after.sid,
    kind: wasGone ? "back" : "changed",
    // A profile that is not there has no status.
    from: wasGone ? null : /** @type {string | null} */ (before["status"]),
    to: status,
    changed,
  };
}

/**
 * The fields that a profile came with: those of its row, with all later changes undone.
 * @param {Record<string, unknown>} row as `to_jsonb` writes it
 * @param {Record<string, unknown>} later what each field was before the first change after its profile was new
 * @param {boolean} erased whether the personal data of that change were erased
 * @returns {Changed}
 */
export function firstValues(row, later, erased) {
  /** @type {Changed} */
  const changed = {};
  for (const { name, column, type, personal } of fields) {
    if (erased && personal) continue;
    const to = Object.hasOwn(later, name) ? later[name] : plain(row[column], type);
    if (to !== null) changed[name] = { from: null, to };
  }
  return changed;
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
