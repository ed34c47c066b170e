// @ts-check
/** @import { Contender } from "./rules.mjs" */
import * as v from "valibot";
import { mapPage } from "./mapping.mjs";
import { ABSOLUTE_URI, ACCOUNT_SID, CUSTOMER_PROFILE_SID, INSTANT, POLICY_SID, STATUSES } from "./rules.mjs";

const decoder = new TextDecoder();
/** @type {v.GenericSchema} */
let schema;

/** @type {Contender} */
export const valibot = {
  name: "valibot",
  prepare() {
    const matching = (/** @type {RegExp} */ pattern) => v.pipe(v.string(), v.regex(pattern));
    const text = v.nullish(v.string());
    const uri = matching(ABSOLUTE_URI);
    const instant = v.nullish(matching(INSTANT));
    const wholeNumber = v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0)));
    schema = v.object({
      results: v.array(
        v.object({
          sid: v.nullish(matching(CUSTOMER_PROFILE_SID)),
          account_sid: v.nullish(matching(ACCOUNT_SID)),
          policy_sid: v.nullish(matching(POLICY_SID)),
          friendly_name: text,
          status: v.nullish(v.picklist(STATUSES)),
          email: text,
          status_callback: v.nullish(uri),
          valid_until: instant,
          date_created: instant,
          date_updated: instant,
          url: v.nullish(uri),
          links: v.nullish(v.record(v.string(), uri)),
          errors: v.nullish(v.array(v.unknown())),
        }),
      ),
      meta: v.object({
        page: wholeNumber,
        page_size: wholeNumber,
        key: text,
        url: v.nullish(uri),
        first_page_url: v.nullish(uri),
        previous_page_url: v.nullish(uri),
        next_page_url: v.nullable(uri),
      }),
    });
  },
  decode: (bytes) => mapPage(v.parse(schema, JSON.parse(decoder.decode(bytes)))),
  profiles: ({ profiles }) => profiles,
  validates: "throws",
};
