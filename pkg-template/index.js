// @ts-check
// The default entry. Its calls make sure of the core first (for workerd the build puts another source in): importing it
// does no work, and a bundle that uses none of these calls holds no core.

import { makeCreateClient, makeListCustomerProfiles, makeParseCursor, makeParseCustomerProfilePage } from "./client.js";
import { loadCore } from "./instance.js";
import { profileSchema } from "./profile-schema.js";
import { wasmSource } from "./wasm-source.js";

const load = () => loadCore(wasmSource);

export const createClient = /* @__PURE__ */ makeCreateClient(load);
export const listCustomerProfiles = /* @__PURE__ */ makeListCustomerProfiles(load);
export const parseCustomerProfilePage = /* @__PURE__ */ makeParseCustomerProfilePage(load);
export const parseCursor = /* @__PURE__ */ makeParseCursor(load);
export const customerProfileSchema = /* @__PURE__ */ profileSchema(parseCustomerProfilePage);

export { customerProfileStatuses, isCustomerProfileStatus } from "./profile-schema.js";
export * from "./errors.js";
