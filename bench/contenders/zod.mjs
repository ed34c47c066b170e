// @ts-check
/** @import { Contender } from "./rules.mjs" */
import * as z from "zod";
import { mapPage } from "./mapping.mjs";
import { ABSOLUTE_URI, ACCOUNT_SID, CUSTOMER_PROFILE_SID, POLICY_SID, STATUSES } from "./rules.mjs";

const decoder = new TextDecoder();
/** @type {z.ZodType} */
let schema;

/** @type {Contender} */
export const zod = {
  name: "zod",
  prepare() {
    const text = z.string().nullish();
    const uri = z.string().regex(ABSOLUTE_URI);
    const instant = z.iso.datetime({ offset: true }).nullish();
    const wholeNumber = z.int().min(0).nullish();
    schema = z.object({
      results: z.array(
        z.object({
          sid: z.string().regex(CUSTOMER_PROFILE_SID).nullish(),
          account_sid: z.string().regex(ACCOUNT_SID).nullish(),
          policy_sid: z.string().regex(POLICY_SID).nullish(),
          friendly_name: text,
          status: z.enum(STATUSES).nullish(),
          email: text,
          status_callback: uri.nullish(),
          valid_until: instant,
          date_created: instant,
          date_updated: instant,
          url: uri.nullish(),
          links: z.record(z.string(), uri).nullish(),
          errors: z.array(z.unknown()).nullish(),
        }),
      ),
      meta: z.object({
        page: wholeNumber,
        page_size: wholeNumber,
        key: text,
        url: uri.nullish(),
        first_page_url: uri.nullish(),
        previous_page_url: uri.nullish(),
        next_page_url: uri.nullable(),
      }),
    });
  },
  decode: (bytes) => mapPage(schema.parse(JSON.parse(decoder.decode(bytes)))),
  profiles: ({ profiles }) => profiles,
  validates: "throws",
};
