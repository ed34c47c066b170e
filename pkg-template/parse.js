// @ts-check
import { core } from "./core.js";
import { pageObjects } from "./profiles.js";

/** @type {typeof import("./index.js").parseCustomerProfilePage} */
export function parseCustomerProfilePage(body, options) {
  return pageObjects(core().parsePage(body, options));
}
