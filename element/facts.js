// @ts-check
// What the package's own tables hold, as `npm run generate` writes it here: a new property, status or filter is shown
// without another edit. Where its label in English isn't good enough, texts.js has another.

/** Every property of a profile but `extra`, in their order. */
export const fields = /** @type {const} */ ([
  { name: "sid", rule: "Sid", label: "SID" },
  { name: "accountSid", rule: "Sid", label: "Account SID" },
  { name: "policySid", rule: "Sid", label: "Policy SID" },
  { name: "friendlyName", rule: "Text", label: "Friendly name" },
  { name: "status", rule: "Status", label: "Status" },
  { name: "email", rule: "Text", label: "Email" },
  { name: "statusCallback", rule: "Uri", label: "Status callback" },
  { name: "validUntil", rule: "Instant", label: "Valid until" },
  { name: "dateCreated", rule: "Instant", label: "Date created" },
  { name: "dateUpdated", rule: "Instant", label: "Date updated" },
  { name: "url", rule: "Uri", label: "URL" },
  { name: "links", rule: "Links", label: "Links" },
  { name: "errors", rule: "Array", label: "Errors" },
]);

/** The documented statuses, in the order of a profile's life. */
export const statuses = /** @type {const} */ ([
  { name: "draft", label: "Draft" },
  { name: "pending-review", label: "Pending review" },
  { name: "in-review", label: "In review" },
  { name: "twilio-rejected", label: "Twilio rejected" },
  { name: "twilio-approved", label: "Twilio approved" },
]);

/** What a list can be filtered by, with what it takes. */
export const filters = /** @type {const} */ ([
  { name: "status", takes: "Status", label: "Status" },
  { name: "friendlyName", takes: "Text", label: "Friendly name" },
  { name: "policySid", takes: "Sid", label: "Policy SID" },
]);

/** @typedef {typeof filters[number]["name"]} FilterName */

/**
 * The labels of a table by its names.
 * @template {{ readonly name: string, readonly label: string }} Row
 * @param {readonly Row[]} rows
 * @returns {Record<Row["name"], string>}
 */
export function labelsOf(rows) {
  const labels = Object.fromEntries(rows.map(({ name, label }) => [name, label]));
  return /** @type {Record<Row["name"], string>} */ (labels);
}
