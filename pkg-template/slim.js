// @ts-check
// The entry without the inlined core: `init` fetches it, and must be done before the first call.

import { makeCreateClient, makeListCustomerProfiles, makeParseCursor, makeParseCustomerProfilePage } from "./client.js";
import { initCore } from "./init-core.js";
import { profileSchema } from "./profile-schema.js";
import { wasmSource } from "./wasm-file.js";

/** @type {typeof import("./slim.js").init} */
export function init(input) {
  return input === undefined ? initCore(wasmSource(), true) : initCore(input, false);
}

const load = () => {}; // that is for init

export const createClient = /* @__PURE__ */ makeCreateClient(load);
export const listCustomerProfiles = /* @__PURE__ */ makeListCustomerProfiles(load);
export const parseCustomerProfilePage = /* @__PURE__ */ makeParseCustomerProfilePage(load);
export const parseCursor = /* @__PURE__ */ makeParseCursor(load);
export const customerProfileSchema = /* @__PURE__ */ profileSchema(parseCustomerProfilePage);

export { customerProfileStatuses, isCustomerProfileStatus } from "./profile-schema.js";
export * from "./errors.js";
