// @ts-check
/** @import { ErrorRecord, Host } from "./glue.js" */

import { errorFrom } from "./errors.js";
import { pageObjects } from "./profiles.js";
import { textDecoder } from "./text-coding.js";

/** @type {Uint8Array} */
const NO_BYTES = new Uint8Array(0);

/** The body of the call under way. */
let body = NO_BYTES;
/** @type {(profiles: number, issues: number) => void} */
let onCount = () => {};

/** @type {any} The page that the call under way has made. */
let page;

/**
 * Let the core do something with a body. The core's calls never overlap.
 * @template T
 * @param {Uint8Array} bytes
 * @param {(length: number) => T} work
 * @param {(profiles: number, issues: number) => void} [count] is told how many of them it holds
 */
export function withBody(bytes, work, count = () => {}) {
  body = bytes;
  onCount = count;
  try {
    return work(bytes.length);
  } finally {
    body = NO_BYTES;
    page = undefined;
  }
}

/** What the call under way has made. */
export function madePage() {
  return page;
}

/**
 * What JavaScript does for every instance of the core.
 * @type {Omit<Host, "panicked">}
 */
export const host = {
  copyBody: (room) => room.set(body),
  count: (profiles, issues) => onCount(profiles, issues),
  errorFrom: (record) => errorFrom(/** @type {ErrorRecord} */ (JSON.parse(textDecoder().decode(record)))),
  pageObjects(...columns) {
    page = pageObjects(...columns);
  },
};
