// @ts-check
/** @import { CustomerProfile } from "trusthub-profiles" */

import { rejectionReasons } from "./rejection-reasons.js";

/** @typedef {{ code: number | null, meaning: string | null, raw: unknown }} Rejection `raw` is the entry as it came. */

/**
 * The entries of a profile's `errors`. They may be anything: what holds no code has only itself to show.
 * @param {CustomerProfile} profile
 * @param {number} most how many are looked at
 * @returns {{ rejections: Rejection[], more: number }}
 */
export function rejectionCodes(profile, most) {
  const errors = profile.errors ?? [];
  const rejections = errors.slice(0, most).map((raw) => {
    const code = codeOf(raw);
    return { code, meaning: code === null ? null : (rejectionReasons.get(code) ?? null), raw };
  });
  return { rejections, more: errors.length - rejections.length };
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
