// @ts-check
/** @import { RequestRecord, ServerRequest } from "./api.d.ts" */

/** @typedef {{ -readonly [Key in keyof RequestRecord]: RequestRecord[Key] }} OpenRecord Whose status is yet to come. */

// A bench may send millions; a test that looks at them sends a few hundred.
const KEPT = 10_000;

/**
 * Appends a request to the log, and drops the oldest beyond those kept.
 * @param {RequestRecord[]} log
 * @param {ServerRequest} request
 */
export function logRequest(log, request) {
  const target = request.url ?? "/";
  const mark = target.indexOf("?");
  /** @type {OpenRecord} */
  const record = {
    method: request.method ?? "GET",
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? "" : target.slice(mark + 1),
    headers: request.headers,
    status: null,
    account: null,
  };
  log.push(record);
  if (log.length > KEPT) log.shift();
  return record;
}
