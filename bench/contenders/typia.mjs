// @ts-check
/** @import { Contender } from "./rules.mjs" */
import { pathToFileURL } from "node:url";
import { typiaPage } from "../typia-page.mjs";
import { mapPage } from "./mapping.mjs";

const decoder = new TextDecoder();
/** @type {(value: unknown) => any} */
let assertPage;

/** @type {Contender} */
export const typia = {
  name: "typia",
  async prepare() {
    ({ assertPage } = await import(pathToFileURL(await typiaPage()).href));
  },
  decode: (bytes) => mapPage(assertPage(JSON.parse(decoder.decode(bytes)))),
  profiles: ({ profiles }) => profiles,
  validates: "throws",
};
