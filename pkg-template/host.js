// @ts-check
// What JavaScript does for an instance of the core: see src/wasm/host.rs. Arrays of the core's memory are not kept.
/** @import { ErrorFacts, Host } from "./glue.js" */

import { errorFrom } from "./errors.js";
import { pageObjects } from "./profiles.js";
import { BodyReader, bytesOf, discard } from "./responses.js";

/** @type {Omit<Host, "panicked" | "openRequest" | "closeRequest" | "hasEnded">} */
export const host = {
  BodyReader,
  bytesOf,
  discard,
  makeError: (facts) => errorFrom(/** @type {ErrorFacts} */ (facts)),
  makePage: pageObjects,
};
