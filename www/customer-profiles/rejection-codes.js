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
    const code = typeof raw === "object" && raw !== null && "code" in raw ? String(raw.code) : "";
    if (!/^\d+$/.test(code)) return { code: null, meaning: null, raw };
    return { code: Number(code), meaning: rejectionReasons[Number(code)] ?? null, raw };
  });
}
