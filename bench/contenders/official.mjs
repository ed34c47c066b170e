// @ts-check
// The page of Twilio's own client, made of a response as its HTTP client hands it over.
/** @import { Contender } from "./rules.mjs" */
import twilio from "twilio";
import customerProfiles from "twilio/lib/rest/trusthub/v1/customerProfiles.js";

const decoder = new TextDecoder();
const version = twilio(`AC${"0".repeat(32)}`, "unused").trusthub.v1;

/** @type {Contender} */
export const official = {
  name: "twilio",
  decode(bytes) {
    const response = { statusCode: 200, body: decoder.decode(bytes) };
    // Its declarations say that a page takes text; its list hands over a whole response.
    return new customerProfiles.CustomerProfilesPage(version, /** @type {any} */ (response), {});
  },
  profiles: ({ instances }) => instances.map((/** @type {any} */ instance) => instance.toJSON()),
  validates: "nothing",
};
