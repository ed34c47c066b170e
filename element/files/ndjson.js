// @ts-check
/** @import { CustomerProfile } from "trusthub-profiles" */

import { toJson } from "./json.js";

/** Profiles as NDJSON: one JSON object a line, in UTF-8. */
export const ndjson = {
  name: "NDJSON",
  extension: "ndjson",
  type: "application/x-ndjson",
  head: "",

  /** @param {CustomerProfile} profile */
  line(profile) {
    return `${toJson(profile)}\n`;
  },
};
