// @ts-check
import { onInstance } from "./instance.js";

/** @type {typeof import("./index.js").parseCustomerProfilePage} */
export function parseCustomerProfilePage(body, options) {
  return onInstance((core) => core.parsePage(body, options));
}
