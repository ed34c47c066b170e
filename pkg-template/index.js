// @ts-check
// The default entry. Its calls make sure of the core first (for workerd the build puts another source in): importing it
// does no work, and a bundle that uses none of these calls holds no core.

import { createClient as createClientOfCore, listCustomerProfiles as listOfCore } from "./client.js";
import { loadCore } from "./instance.js";
import { parseCustomerProfilePage as parseByCore } from "./parse.js";
import { profileSchema } from "./profile-schema.js";
import { wasmSource } from "./wasm-source.js";

/** @type {typeof import("./index.js").createClient} */
export function createClient(options) {
  loadCore(wasmSource);
  return createClientOfCore(options);
}

/** @type {typeof import("./index.js").listCustomerProfiles} */
export function listCustomerProfiles(options) {
  loadCore(wasmSource);
  return listOfCore(options);
}

/** @type {typeof import("./index.js").parseCustomerProfilePage} */
export function parseCustomerProfilePage(body, options) {
  loadCore(wasmSource);
  return parseByCore(body, options);
}

/** @type {typeof import("./index.js").customerProfileSchema} */
export const customerProfileSchema = /* @__PURE__ */ profileSchema(parseCustomerProfilePage);

export {
  ApiError,
  NetworkError,
  OptionsError,
  PaginationError,
  ResponseError,
  TimeoutError,
  TrustHubError,
} from "./errors.js";
