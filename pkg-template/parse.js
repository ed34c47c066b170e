// @ts-check
import { parsePage } from "./core.js";

/** @type {typeof import("./index.js").parseCustomerProfilePage} */
export function parseCustomerProfilePage(body, options) {
  return parsePage(body, options);
}
