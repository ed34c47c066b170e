// @ts-check
/** @import { Contender } from "./rules.mjs" */
import { Ajv } from "ajv";
import addFormatsModule from "ajv-formats";
import { mapPage } from "./mapping.mjs";
import { ABSOLUTE_URI, ACCOUNT_SID, CUSTOMER_PROFILE_SID, POLICY_SID, STATUSES } from "./rules.mjs";

// Its types know no default export of an ES module's kind.
const addFormats = /** @type {import("ajv-formats").FormatsPlugin} */ (/** @type {unknown} */ (addFormatsModule));

const text = { type: ["string", "null"] };
const wholeNumber = { type: ["integer", "null"], minimum: 0 };
const instant = { ...text, format: "date-time" };
const uri = { ...text, pattern: ABSOLUTE_URI.source };

const schema = {
  type: "object",
  required: ["results", "meta"],
  properties: {
    results: {
      type: "array",
      items: {
        type: "object",
        properties: {
          sid: { ...text, pattern: CUSTOMER_PROFILE_SID.source },
          account_sid: { ...text, pattern: ACCOUNT_SID.source },
          policy_sid: { ...text, pattern: POLICY_SID.source },
          friendly_name: text,
          status: { enum: [...STATUSES, null] },
          email: text,
          status_callback: uri,
          valid_until: instant,
          date_created: instant,
          date_updated: instant,
          url: uri,
          links: { type: ["object", "null"], additionalProperties: { type: "string", pattern: ABSOLUTE_URI.source } },
          errors: { type: ["array", "null"] },
        },
      },
    },
    meta: {
      type: "object",
      required: ["next_page_url"],
      properties: {
        page: wholeNumber,
        page_size: wholeNumber,
        key: text,
        url: uri,
        first_page_url: uri,
        previous_page_url: uri,
        next_page_url: uri,
      },
    },
  },
};

const decoder = new TextDecoder();
/** @type {import("ajv").ValidateFunction} */
let validate;

/** @type {Contender} */
export const ajv = {
  name: "ajv",
  prepare() {
    const compiler = new Ajv({ allowUnionTypes: true, unicodeRegExp: false });
    addFormats(compiler);
    validate = compiler.compile(schema);
  },
  decode(bytes) {
    const payload = JSON.parse(decoder.decode(bytes));
    if (!validate(payload)) throw new TypeError(`no page: ${validate.errors?.[0]?.instancePath}`);
    return mapPage(payload);
  },
  profiles: ({ profiles }) => profiles,
  validates: "throws",
};
