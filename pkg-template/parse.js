// @ts-check
import { parsePage } from "./core.js";
import { pageObjects } from "./profiles.js";

/** @type {typeof import("./index.js").parseCustomerProfilePage} */
export function parseCustomerProfilePage(body, options) {
  return pageObjects(parsePage(body, options));
}
