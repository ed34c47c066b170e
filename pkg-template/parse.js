// @ts-check
import { bytesOf } from "./body.js";
import { parsePage } from "./core.js";
import { readOptions, typeName } from "./given.js";

/** @type {typeof import("./index.js").parseCustomerProfilePage} */
export function parseCustomerProfilePage(body, options) {
  const given = options === undefined ? "" : JSON.stringify(readOptions(options).told);
  const bytes = bytesOf(body);
  return parsePage(given, bytes ?? new Uint8Array(0), bytes === undefined ? typeName(body) : "");
}
