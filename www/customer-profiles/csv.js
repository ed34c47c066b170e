// @ts-check
/** @import { CustomerProfile } from "trusthub-profiles" */

const columns = /** @type {const} */ ([
  "sid", "accountSid", "policySid", "friendlyName", "status", "email", "statusCallback",
  "validUntil", "dateCreated", "dateUpdated", "url", "links", "errors", "extra",
]);

/**
 * What makes a spreadsheet take a text for a formula, as OWASP lists it ("CSV Injection"): also the full-width forms,
 * which some locales take for the plain ones.
 */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/** Profiles as CSV by RFC 4180: CRLF, quotes doubled. */
export const csv = {
  name: "CSV",
  extension: "csv",
  type: "text/csv",
  // The byte order mark is not in the RFC; without it Excel reads UTF-8 as the system's own code page.
  head: `\uFEFF${columns.join(",")}\r\n`,

  /** @param {CustomerProfile} profile */
  line(profile) {
    return `${columns.map((column) => field(profile[column])).join(",")}\r\n`;
  },
};

/** @param {unknown} value */
function field(value) {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" ? value : value instanceof Date ? value.toISOString() : JSON.stringify(value);
  const harmless = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
