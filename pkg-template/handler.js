// @ts-check
// The entry for servers. What a visitor may ask for, and what goes back, is the core's to say; this asks the caller, and
// makes Responses.

import { currentInstance, free, loadCore, onInstance, settle } from "./instance.js";
import { ownResponse } from "./responses.js";
import { follow } from "./signals.js";
import { wasmSource } from "./wasm-source.js";

/** @type {typeof import("./handler.d.ts").createListHandler} */
export function createListHandler(options) {
  loadCore(wasmSource);
  const [client, { authorize, onError }, notAllowed, fault] = onInstance((core) => core.checkHandlerOptions(options));

  return async (request) => {
    let answer;
    try {
      const allowed = await authorize(request);
      const own = ownResponse(allowed);
      if (own !== undefined) return own;
      // Nothing but true lets in: what a mistake returns must not.
      answer = allowed === true ? await answerTo(request) : notAllowed;
    } catch (error) {
      // Of a function of the caller's, or of the package itself: the server must learn of it, the visitor must not.
      if (onError === undefined) console.error(error);
      report(error, request);
      answer = fault;
    }
    const { status, headers, body } = answer;
    return new Response(request.method === "HEAD" ? null : body, { status, headers });
  };

  /** @param {Request} request */
  async function answerTo(request) {
    const { pathname, search } = new URL(request.url);
    const instance = currentInstance();
    // One handler may serve many accounts.
    const { label } = client;
    const options = typeof label === "function" ? { ...client, label: label(request) } : client;
    const asked = onInstance((core) => new core.HandlerRequest(options, request.method, pathname, search), instance);
    const unfollow = follow(request.signal ?? undefined, asked);
    try {
      const answer = await settle(() => asked.send(), instance);
      if (answer.error !== undefined) report(answer.error, request);
      return answer;
    } finally {
      unfollow();
      free(asked, instance);
    }
  }

  /** @type {NonNullable<typeof onError>} What the caller's listener throws, or its promise rejects with, changes nothing. */
  function report(error, request) {
    new Promise((resolve) => resolve(onError?.(error, request))).catch(() => {});
  }
}
