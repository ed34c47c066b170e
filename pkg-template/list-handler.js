// @ts-check
/** @import { HandlerOptions } from "./handler.d.ts" */
/** @import { AnyTrustHubError } from "./index.d.ts" */

import { TrustHubError } from "./errors.js";
import { isResponse, ownResponse } from "./foreign-response.js";
import { onInstance, openHandle } from "./instance.js";
import { NULL_BODY_STATUSES, protectedResponse } from "./protected-response.js";
import { refusal } from "./refusal.js";

/** @type {Readonly<Record<string, number>>} What a visitor gets when the API gave nothing to pass on; other kinds are the server's own fault. */
const STATUS_OF_FAILURE = { api: 502, network: 502, response: 502, timeout: 504 };

/**
 * @param {HandlerOptions} options
 * @returns {(request: Request) => Promise<Response>}
 */
export function createListHandler(options) {
  const [client, { authorize, onError }] = onInstance((core) => core.checkHandlerOptions(options));

  return async (request) => {
    try {
      const allowed = await authorize(request);
      if (isResponse(allowed)) return ownResponse(allowed);
      // Nothing but true lets in: what a mistake gives must not.
      if (allowed !== true)
        return refusal({ status: 403, code: null, message: "the server did not allow this request" });
      const response = await answer(request);
      return request.method === "HEAD" ? new Response(null, response) : response;
    } catch (error) {
      // Of a function of the caller's, or of the package itself: the server must learn of it, the visitor must not.
      if (onError === undefined) console.error(error);
      report(error, request);
      return refusal({ status: 500, code: null, message: "the server failed" });
    }
  };

  /** @param {Request} request */
  async function answer(request) {
    const { pathname, search } = new URL(request.url);
    // One handler may serve many accounts.
    const { label } = client;
    const options = typeof label === "function" ? { ...client, label: label(request) } : client;
    const asked = openHandle(
      (core) => new core.HandlerRequest(options, request.method, pathname, search),
      request.signal ?? undefined,
    );
    try {
      const refused = asked.read((handle) => handle.refusal);
      if (refused !== undefined) return refusal(refused);
      const { status, headers, body } = await asked.wait((handle) => handle.send());
      // A hand-made answer may be a page under a status that carries none: it is sent as the page that it is.
      if (body !== null)
        return protectedResponse(NULL_BODY_STATUSES.has(status) ? 200 : status, body, Object.fromEntries(headers));
      const message = `the API answered ${status}, with a body that can't be passed on`;
      return refusal({ status, code: null, message }, Object.fromEntries(headers));
    } catch (error) {
      // The visitor is gone: nobody reads this, and a rejection would end a Node process that doesn't look for one.
      if (request.signal?.aborted) return protectedResponse(499, null);
      const failure = TrustHubError.is(error)
        ? /** @type {AnyTrustHubError} */ (/** @type {unknown} */ (error))
        : undefined;
      const status = failure && STATUS_OF_FAILURE[failure.kind];
      if (failure === undefined || status === undefined) throw error;
      report(failure, request);
      return refusal({ status, code: null, message: failure.message }, { "Twilio-Request-Id": failure.requestId });
    } finally {
      asked.close();
    }
  }

  /**
   * Tell the caller. What its listener throws, or its promise rejects with, changes nothing.
   * @param {unknown} error
   * @param {Request} request
   */
  function report(error, request) {
    new Promise((resolve) => resolve(onError?.(error, request))).catch(() => {});
  }
}
