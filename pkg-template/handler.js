// @ts-check
// The entry for servers. What a visitor may ask for, and what goes back, is the core's to say; this asks the caller, and
// makes Responses.
/** @import { HandlerAnswer } from "./glue.js" */
/** @import { NodeRequest } from "./handler.d.ts" */

import { loadCore, onInstance, openHandle } from "./instance.js";
import { createHeaders, sendResponse } from "./node-responses.js";
import { ownResponse } from "./responses.js";
import { wasmSource } from "./wasm-source.js";

/** @type {[name: string, value: string][]} What no answer lacks: nobody keeps it, and nothing in it runs as a page. */
const PROTECTION = [
  ["Cache-Control", "no-store"],
  ["Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox"],
  ["X-Content-Type-Options", "nosniff"],
];

/** @type {typeof import("./handler.d.ts").createListHandler} */
export function createListHandler(options) {
  loadCore(wasmSource);
  const [client, handler] = onInstance((core) => core.checkHandlerOptions(options));
  const [notAllowed, fault] = onInstance((core) => core.handlerRefusals());
  const { authorize, onError = (error) => console.error(error) } = handler;

  return async (request, ...[context]) => {
    let answer;
    try {
      const allowed = await authorize(request, context);
      const own = ownResponse(allowed);
      if (own !== undefined) return own;
      // Nothing but true allows: what a mistake returns must not.
      answer = allowed === true ? await answerTo(request, context) : notAllowed;
    } catch (error) {
      // Of a function of the caller's, or of the package itself: the server must learn of it, the visitor must not.
      report(error, request, context);
      answer = fault;
    }
    return responseOf(answer, request.method);
  };

  /** @param {Request} request @param {any} context */
  async function answerTo(request, context) {
    const { pathname, search } = new URL(request.url);
    // One handler may serve many accounts.
    const { label, credentials } = client;
    const own = {
      ...client,
      label: typeof label === "function" ? label(request, context) : label,
      credentials: typeof credentials === "function" ? () => credentials(request, context) : credentials,
    };
    const { method, signal } = request;
    const asked = openHandle((core) => new core.HandlerRequest(own, method, pathname, search), signal);
    try {
      const answer = await asked.wait((handle) => handle.send());
      if (answer.error !== undefined) report(answer.error, request, context);
      return answer;
    } finally {
      asked.close();
    }
  }

  /** @type {NonNullable<typeof onError>} What the caller's listener throws, or its promise rejects with, changes nothing. */
  function report(error, request, context) {
    new Promise((resolve) => resolve(onError(error, request, context))).catch(() => {});
  }
}

/** @type {typeof import("./handler.d.ts").toNodeHandler} */
export function toNodeHandler(handler, { context = (/** @type {any} */ request) => request } = {}) {
  loadCore(wasmSource);
  const [, fault, malformed] = onInstance((core) => core.handlerRefusals());

  return async (incoming, outgoing) => {
    const visit = new AbortController();
    outgoing.on("close", () => visit.abort());
    let response;
    try {
      const request = requestOf(incoming, visit.signal);
      response = request === undefined ? responseOf(malformed) : await handler(request, context(incoming));
    } catch (error) {
      // Of `context`, or of a handler that isn't ours.
      console.error(error);
      response = responseOf(fault);
    }
    if (visit.signal.aborted) return;
    // Nothing is left to say to a visitor who leaves in the middle, or whose body breaks off.
    await sendResponse(outgoing, response).catch((error) => outgoing.destroy(error));
  };
}

/**
 * A Fetch request without a body, which nobody reads; undefined for what Fetch can't express: the method TRACE, a malformed
 * host. Frameworks that mount a handler under a prefix keep the whole address in `originalUrl`.
 * @param {NodeRequest & { originalUrl?: string, socket?: { encrypted?: boolean } }} incoming
 * @param {AbortSignal} signal
 */
function requestOf(incoming, signal) {
  const { method = "GET", headers, url = "/", originalUrl = url, socket } = incoming;
  const origin = `${socket?.encrypted ? "https" : "http"}://${headers.host ?? headers[":authority"] ?? "localhost"}`;
  try {
    const address = originalUrl.startsWith("/") ? `${origin}${originalUrl}` : originalUrl;
    return new Request(address, { method, headers: createHeaders(incoming), signal });
  } catch {
    return undefined;
  }
}

/**
 * A refusal is in the shape of the API's errors, so that the page's client reads both alike.
 * @param {HandlerAnswer} answer
 * @param {string} [method] the request's
 */
function responseOf({ status, headers, body, code, message }, method) {
  const more_info = code === null ? null : `https://www.twilio.com/docs/errors/${code}`;
  const content = body ?? JSON.stringify({ code, message, more_info, status });
  return new Response(method === "HEAD" ? null : content, { status, headers: [...headers, ...PROTECTION] });
}
