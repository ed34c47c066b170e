// @ts-check
/** @import { CustomerProfile } from "trusthub-profiles" */

import { rejectionReasons } from "./rejection-reasons.js";

/** @typedef {{ code: number | null, meaning: string | null, raw: unknown }} Rejection `raw` is the entry as it came. */

/**
 * The entries of a profile's `errors`. They may be anything: what holds no code has only itself to show.
 * @param {CustomerProfile} profile
 * @returns {Rejection[]}
 */
export function rejectionCodes(profile) {
  return (profile.errors ?? []).map((raw) => {
    const code = typeof raw === "object" && raw !== null && "code" in raw ? Number(raw.code) : NaN;
    if (!Number.isInteger(code) || code < 1) return { code: null, meaning: null, raw };
    return { code, meaning: rejectionReasons[code] ?? null, raw };
  });
}
