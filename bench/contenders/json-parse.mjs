// @ts-check
// The engine's own parser and nothing else: what everything is measured against.
/** @import { Contender } from "./rules.mjs" */
import { mapPage } from "./mapping.mjs";

const decoder = new TextDecoder();

/** @type {Contender} */
export const jsonParse = {
  name: "JSON.parse alone",
  decode: (bytes) => JSON.parse(decoder.decode(bytes)),
  profiles: (payload) => mapPage(payload).profiles,
  validates: "nothing",
};
