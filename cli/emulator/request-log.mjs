// @ts-check
/** @import { IncomingHttpHeaders, IncomingMessage } from "node:http" */

/**
 * @typedef {object} RequestRecord
 * @property {string} method
 * @property {string} path
 * @property {string} query As it came, byte for byte, without the `?`.
 * @property {IncomingHttpHeaders} headers
 * @property {number | null} status Null until a status is sent, so for ever after a reset or a hang.
 * @property {string | null} account The SID of the account that the credentials open.
 */

// A bench may send millions; a test that looks at them sends a few hundred.
const KEPT = 10_000;

/**
 * Appends a request to the log, and drops the oldest beyond those kept.
 * @param {RequestRecord[]} log
 * @param {IncomingMessage} request
 */
export function logRequest(log, request) {
  const target = request.url ?? "/";
  const mark = target.indexOf("?");
  /** @type {RequestRecord} */
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
