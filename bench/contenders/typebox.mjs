// @ts-check
/** @import { Contender } from "./rules.mjs" */
import { Type } from "typebox";
import { Compile } from "typebox/compile";
import { mapPage } from "./mapping.mjs";
import { ABSOLUTE_URI, ACCOUNT_SID, CUSTOMER_PROFILE_SID, POLICY_SID, STATUSES } from "./rules.mjs";

const decoder = new TextDecoder();
/** @type {import("typebox/compile").Validator} */
let validator;

/** @type {Contender} */
export const typebox = {
  name: "typebox",
  prepare() {
    const orNull = (/** @type {import("typebox").TSchema} */ type) => Type.Union([type, Type.Null()]);
    const optional = (/** @type {import("typebox").TSchema} */ type) => Type.Optional(orNull(type));
    const matching = (/** @type {RegExp} */ pattern) => Type.String({ pattern });
    const text = optional(Type.String());
    const uri = matching(ABSOLUTE_URI);
    const instant = optional(Type.String({ format: "date-time" }));
    const wholeNumber = optional(Type.Integer({ minimum: 0 }));
    validator = Compile(
      Type.Object({
        results: Type.Array(
          Type.Object({
            sid: optional(matching(CUSTOMER_PROFILE_SID)),
            account_sid: optional(matching(ACCOUNT_SID)),
            policy_sid: optional(matching(POLICY_SID)),
            friendly_name: text,
            status: optional(Type.Union(STATUSES.map((status) => Type.Literal(status)))),
            email: text,
            status_callback: optional(uri),
            valid_until: instant,
            date_created: instant,
            date_updated: instant,
            url: optional(uri),
            links: optional(Type.Record(Type.String(), uri)),
            errors: optional(Type.Array(Type.Unknown())),
          }),
        ),
        meta: Type.Object({
          page: wholeNumber,
          page_size: wholeNumber,
          key: text,
          url: optional(uri),
          first_page_url: optional(uri),
          previous_page_url: optional(uri),
          next_page_url: orNull(uri),
        }),
      }),
    );
    // Where a policy forbids `new Function`, it would interpret the schema: another library's figure under this name.
    if (!validator.IsAccelerated()) throw new Error("typebox did not compile its validator");
  },
  decode: (bytes) => mapPage(validator.Parse(JSON.parse(decoder.decode(bytes)))),
  profiles: ({ profiles }) => profiles,
  validates: "throws",
};
