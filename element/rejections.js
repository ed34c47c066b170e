// @ts-check
/** @import { CustomerProfile } from "trusthub-profiles" */
/** @import { Words } from "./texts/words.js" */

import { toJson } from "./files/json.js";
import { MOST_IN_ROW } from "./readable.js";
import { rejectionReasons } from "./texts/rejection-reasons.js";

/**
 * @typedef {object} Rejection
 * @property {number | null} code
 * @property {unknown} raw the entry as it came
 * @property {Readonly<Record<string, unknown>> | null} others its members but the code
 */

/**
 * The entries of a profile's `errors`. They may be anything: what holds no code has only itself to show.
 * @param {CustomerProfile} profile
 * @param {number} most how many are looked at
 * @returns {{ rejections: Rejection[], more: number }}
 */
export function rejectionsOf(profile, most) {
  const errors = profile.errors ?? [];
  const rejections = errors.slice(0, most).map((raw) => {
    const code = codeOf(raw);
    return { code, raw, others: code === null ? null : othersOf(/** @type {object} */ (raw)) };
  });
  return { rejections, more: errors.length - rejections.length };
}

/**
 * What a rejection says, in words.
 * @param {Rejection} rejection
 * @param {Words} words
 */
export function reasonInWords({ code, raw }, words) {
  return code === null ? toJson(raw, { most: MOST_IN_ROW }) : `${code}: ${meaningOf(code, words)}`;
}

/**
 * @param {number} code
 * @param {Words} words
 */
export function meaningOf(code, { texts }) {
  return texts.reasons[code] ?? rejectionReasons.get(code) ?? texts.unknownCode;
}

/** @param {object} raw */
function othersOf(raw) {
  const others = Object.entries(raw).filter(([name]) => name !== "code");
  return others.length === 0 ? null : Object.fromEntries(others);
}

/**
 * A code is a number, or a string of the same digits; an array or an object of the same text is none.
 * @param {unknown} raw
 */
function codeOf(raw) {
  if (typeof raw !== "object" || raw === null || !Object.hasOwn(raw, "code")) return null;
  const { code } = /** @type {{ code: unknown }} */ (raw);
  const digits = typeof code === "number" || typeof code === "string" ? String(code) : "";
  return /^[1-9]\d{0,8}$/.test(digits) ? Number(digits) : null;
}
