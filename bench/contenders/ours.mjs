// @ts-check
/** @import { Contender } from "./rules.mjs" */
import { parseCustomerProfilePage } from "../../pkg/index.js";

/** @type {Contender} */
export const ours = {
  name: "trusthub-profiles",
  decode: (bytes) => parseCustomerProfilePage(bytes),
  profiles: ({ profiles }) => profiles,
  validates: "issues",
};
