// @ts-check
/** @import { Contender } from "./rules.mjs" */
import { type } from "arktype";
import { mapPage } from "./mapping.mjs";
import { ABSOLUTE_URI, ACCOUNT_SID, CUSTOMER_PROFILE_SID, INSTANT, POLICY_SID, STATUSES } from "./rules.mjs";

const decoder = new TextDecoder();
/** @type {import("arktype").Type<any>} */
let page;

/** @type {Contender} */
export const arktype = {
  name: "arktype",
  prepare() {
    const matching = (/** @type {RegExp} */ pattern) => type(pattern).or("null");
    const uri = matching(ABSOLUTE_URI);
    const instant = matching(INSTANT);
    const profile = type({
      "sid?": matching(CUSTOMER_PROFILE_SID),
      "account_sid?": matching(ACCOUNT_SID),
      "policy_sid?": matching(POLICY_SID),
      "friendly_name?": "string | null",
      "status?": type.enumerated(...STATUSES, null),
      "email?": "string | null",
      "status_callback?": uri,
      "valid_until?": instant,
      "date_created?": instant,
      "date_updated?": instant,
      "url?": uri,
      "links?": type({ "[string]": type(ABSOLUTE_URI) }).or("null"),
      "errors?": "unknown[] | null",
    });
    page = type({
      results: profile.array(),
      meta: {
        "page?": "number.integer >= 0 | null",
        "page_size?": "number.integer >= 0 | null",
        "key?": "string | null",
        "url?": uri,
        "first_page_url?": uri,
        "previous_page_url?": uri,
        next_page_url: uri,
      },
    });
  },
  decode: (bytes) => mapPage(page.assert(JSON.parse(decoder.decode(bytes)))),
  profiles: ({ profiles }) => profiles,
  validates: "throws",
};
