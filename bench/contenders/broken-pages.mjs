// @ts-check
// Whether a contender keeps the rules: a page for each way to break one.

/** @import { Contender } from "./rules.mjs" */
import { bytesOf, pageObjects } from "../pages.mjs";

/** @type {readonly (readonly [property: string, value: unknown])[]} */
const BREACHES = [
  ["sid", "BU123"],
  ["sid", 5],
  ["account_sid", `BU${"0".repeat(32)}`],
  ["policy_sid", `RN${"g".repeat(32)}`],
  ["friendly_name", ["a name"]],
  ["status", "lost"],
  ["email", false],
  ["status_callback", "not a URI"],
  ["status_callback", "https://company.example/%zz"],
  ["valid_until", "tomorrow"],
  ["date_created", "2025-02-29T00:00:00Z"],
  ["date_created", "2025-01-01"],
  ["date_updated", "2025-01-01T24:00:00Z"],
  ["url", "/v1/CustomerProfiles"],
  ["links", "https://trusthub.twilio.com"],
  ["links", { customer_profiles_evaluations: "no link" }],
  ["errors", {}],
];

/** What a page may be all the same. */
const NULLS = Object.fromEntries(BREACHES.map(([property]) => [property, null]));

/**
 * The rules that a contender doesn't keep, each in words.
 * @param {Contender} contender
 */
export function keptBadly(contender) {
  const page = pageObjects("ascii", 3).next().value;
  if (page === undefined) throw new Error("no page");
  /** @param {unknown} profile */
  const refuses = (profile) => {
    const bytes = bytesOf({ ...page, results: [...page.results, profile] });
    try {
      const decoded = contender.decode(bytes);
      return contender.validates === "issues" && decoded.issues.length > 0;
    } catch {
      return true;
    }
  };
  const whole = page.results[0];
  return [
    ...BREACHES.filter(([property, value]) => !refuses({ ...whole, [property]: value })).map(
      ([property, value]) => `takes ${property} ${JSON.stringify(value)}`,
    ),
    ...[NULLS, {}].filter((profile) => refuses(profile)).map((profile) => `refuses ${JSON.stringify(profile)}`),
  ];
}
