// @ts-check
// The fields of a stored profile: as the client names them, and their columns. The SQL, the feed and forgetting follow
// from this table.

/**
 * @typedef {"text" | "timestamptz" | "jsonb"} ColumnType
 * @typedef {{ name: string, column: string, type: ColumnType, personal: boolean }} Field
 */

/**
 * @param {string} name @param {string} column @param {ColumnType} type @param {boolean} [personal]
 * @returns {Field}
 */
const field = (name, column, type, personal = false) => ({ name, column, type, personal });

/** @type {readonly Field[]} */
export const fields = [
  field("accountSid", "account_sid", "text"),
  field("policySid", "policy_sid", "text"),
  field("friendlyName", "friendly_name", "text", true),
  field("status", "status", "text"),
  field("email", "email", "text", true),
  field("statusCallback", "status_callback", "text", true),
  field("validUntil", "valid_until", "timestamptz"),
  field("dateCreated", "date_created", "timestamptz"),
  field("dateUpdated", "date_updated", "timestamptz"),
  field("url", "url", "text"),
  field("links", "links", "jsonb"),
  field("errors", "errors", "jsonb"),
  // What the API may send tomorrow, and odd values as they came: nobody knows what is in them.
  field("extra", "extra", "jsonb", true),
  field("issues", "issues", "jsonb", true),
];

/** The names of the fields that `forget` erases. */
export const personalNames = fields.filter(({ personal }) => personal).map(({ name }) => name);
export const personalColumns = fields.filter(({ personal }) => personal).map(({ column }) => column);
