// @ts-check
// The entry for servers. What a visitor may ask for, and what goes back, is the core's to say; this asks the caller, and
// makes Responses.
/** @import { HandlerAnswer } from "./glue.js" */

import { loadCore, onInstance, openHandle } from "./instance.js";
import { ownResponse } from "./responses.js";
import { wasmSource } from "./wasm-source.js";

export { toNodeHandler } from "./node-handler.js";

/** @type {[name: string, value: string][]} What no answer lacks: nobody keeps it, and nothing in it runs as a page. */
const PROTECTION = [
  ["Cache-Control", "no-store"],
  ["Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox"],
  ["X-Content-Type-Options", "nosniff"],
];

/** @type {typeof import("./handler.d.ts").createListHandler} */
export function createListHandler(options) {
  loadCore(wasmSource);
  const [client, handler, notAllowed, fault] = onInstance((core) => core.checkHandlerOptions(options));
  const { authorize, onError = (error) => console.error(error) } = handler;

  return async (request, ...[context]) => {
    let answer;
    try {
      const allowed = await authorize(request, context);
      const own = ownResponse(allowed);
      if (own !== undefined) return own;
      // Nothing but true lets in: what a mistake returns must not.
      answer = allowed === true ? await answerTo(request, context) : notAllowed;
    } catch (error) {
      // Of a function of the caller's, or of the package itself: the server must learn of it, the visitor must not.
      report(error, request, context);
      answer = fault;
    }
    const body = request.method === "HEAD" ? null : bodyOf(answer);
    return new Response(body, { status: answer.status, headers: [...answer.headers, ...PROTECTION] });
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

/** @param {HandlerAnswer} answer A refusal is in the shape of the API's errors, so that the page's client reads both alike. */
function bodyOf({ status, body, code, message }) {
  const more_info = code === null ? null : `https://www.twilio.com/docs/errors/${code}`;
  return body ?? JSON.stringify({ code, message, more_info, status });
}
