// @ts-check
/** @import { AnyTrustHubError } from "trusthub-profiles" */

import { TrustHubError } from "trusthub-profiles";
import { isCredentialsRefusal } from "./credentials-refusal.js";

/** The core can't run here: compiling it is forbidden, or the engine can't. */
export class CoreFailure extends Error {}

/**
 * What kind of failure it is to the reader.
 * @typedef {"options" | "link" | "api" | "unauthorised" | "credentials" | "missing" | "busy" | "network" | "timeout"
 *   | "response" | "pagination" | "core" | "unexpected"} FailureKind
 */

/**
 * @param {unknown} error
 * @param {boolean} isHtml whether what the last answer held was a page of HTML
 * @returns {FailureKind}
 */
export function failureKind(error, isHtml) {
  if (error instanceof CoreFailure) return "core";
  if (!TrustHubError.is(error)) return "unexpected";
  if (error.kind === "options") return error.option === "cursor" ? "link" : "options";
  // A login page with 200: what is before the server wants a sign-in.
  if (error.kind === "response" && isHtml) return "unauthorised";
  return error.kind === "api" ? refusal(error) : error.kind;
}

/**
 * The API's own no is several things to a reader: who may ask, whether it may be asked now, what was asked, and whom.
 * @param {Extract<AnyTrustHubError, { kind: "api" }>} error
 * @returns {FailureKind}
 */
function refusal({ status, code, retryable }) {
  // A browser hides where a redirect leads, and that it is one but for its 0: to a login, nearly always.
  if (status === 401 || status === 403 || status === 0 || (status >= 300 && status < 400)) return "unauthorised";
  if (status === 404 && code === null) return "missing";
  if (isCredentialsRefusal(status, code)) return "credentials";
  return retryable ? "busy" : "api";
}

/**
 * Whether a connection would help.
 * @param {FailureKind} kind
 */
export function isConnection(kind) {
  return kind === "network" || kind === "timeout";
}
