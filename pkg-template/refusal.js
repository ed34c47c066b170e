// @ts-check
/** @import { RefusedRequest } from "./glue.js" */

import { protectedResponse } from "./protected-response.js";

/**
 * An answer of the handler's own, in the shape of the API's errors, so that the page's client reads both alike. Where
 * Twilio has no code for what happened it says null: a code of another meaning would send people astray.
 * @param {RefusedRequest} refused
 * @param {Record<string, string | null>} [headers] those of the API's answer that it stands for
 */
export function refusal({ status, code, message }, headers = {}) {
  const more_info = code === null ? null : `https://www.twilio.com/docs/errors/${code}`;
  const allow = status === 405 ? { Allow: "GET, HEAD" } : {};
  const body = JSON.stringify({ code, message, more_info, status });
  return protectedResponse(status, body, { ...headers, ...allow, "Content-Type": "application/json; charset=utf-8" });
}
