// @ts-check
/** @import { AnyTrustHubError } from "trusthub-profiles" */
/** @import { texts } from "./texts.js" */

import { TrustHubError } from "trusthub-profiles";
import { reasonOf } from "./readable.js";

/**
 * What a reader is told of a failure.
 * @typedef {{ title: string, message: string, hint: string | null, requestId: string | null, attempts: number }} Description
 */

/**
 * @param {unknown} error
 * @param {typeof texts} words
 * @returns {Description}
 */
export function describeFailure(error, words) {
  if (!TrustHubError.is(error)) {
    return { title: words.failures.other, message: reasonOf(error), hint: null, requestId: null, attempts: 0 };
  }
  const kind = kindOf(error);
  /** @type {Partial<Record<string, string>>} */
  const hints = words.hints;
  const hint = error.kind === "options" && error.option === "cursor" ? words.hints.link : (hints[kind] ?? null);
  const message = `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}`;
  return { title: words.failures[kind], message, hint, requestId: error.requestId, attempts: error.attempts };
}

/**
 * The API's own no is three things to a reader: who may ask, whether it may be asked now, and what was asked.
 * @param {AnyTrustHubError} error
 */
function kindOf(error) {
  if (error.kind !== "api") return error.kind;
  if (error.status === 401 || error.status === 403) return "unauthorised";
  return error.retryable ? "busy" : "api";
}
