// @ts-check
// What every contender that validates holds a page to. Patterns are shared, so that none of them wins by a laxer one.

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {() => void | Promise<void>} [prepare] compiles what has to be compiled, once, outside the time measured
 * @property {(bytes: Uint8Array) => any} decode throws for a page that breaks a rule, if it validates
 * @property {(decoded: any) => readonly object[]} profiles of what `decode` gave, in our form: compared before anything is timed
 * @property {"issues" | "throws" | "nothing"} validates how a broken rule shows
 */

export const CUSTOMER_PROFILE_SID = /^BU[0-9a-fA-F]{32}$/;
export const ACCOUNT_SID = /^AC[0-9a-fA-F]{32}$/;
export const POLICY_SID = /^RN[0-9a-fA-F]{32}$/;

export const STATUSES = /** @type {const} */ ([
  "draft",
  "pending-review",
  "in-review",
  "twilio-rejected",
  "twilio-approved",
]);

/** RFC 3986: a scheme, then nothing but what a URI may hold. */
export const ABSOLUTE_URI = /^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/;

const DATE =
  "(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29" +
  "|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8])))";
const TIME = "(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?";
const OFFSET = "(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)";

/** RFC 3339, for the libraries whose own check knows no calendar. */
export const INSTANT = new RegExp(`^${DATE}[Tt]${TIME}${OFFSET}$`);
