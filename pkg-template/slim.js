// @ts-check
// The entry without the inlined core: `init` fetches it, and must be done before the first call.

import { initCore } from "./init-core.js";
import { parseCustomerProfilePage } from "./parse.js";
import { profileSchema } from "./profile-schema.js";
import { wasmSource } from "./wasm-file.js";

/** @type {typeof import("./slim.js").init} */
export function init(input) {
  return input === undefined ? initCore(wasmSource(), true) : initCore(input, false);
}

/** @type {typeof import("./slim.js").customerProfileSchema} */
export const customerProfileSchema = /* @__PURE__ */ profileSchema(parseCustomerProfilePage);

export { parseCustomerProfilePage };
export { createClient, listCustomerProfiles } from "./client.js";
export {
  ApiError,
  NetworkError,
  OptionsError,
  PaginationError,
  ResponseError,
  TimeoutError,
  TrustHubError,
} from "./errors.js";
