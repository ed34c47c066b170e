// @ts-check
// The handler for servers of `(request, response)`: node:http, Connect, Express.

import { createHeaders, sendResponse } from "./node-responses.js";

/** @type {typeof import("./handler.d.ts").toNodeHandler} */
export function toNodeHandler(handler, { context = (/** @type {any} */ request) => request } = {}) {
  return async (incoming, outgoing) => {
    const visit = new AbortController();
    outgoing.on("close", () => visit.abort());
    let response;
    try {
      const request = requestOf(incoming, visit.signal);
      response = request === undefined ? badRequest() : await handler(request, context(incoming));
    } catch (error) {
      // Of `context`: a handler doesn't reject.
      console.error(error);
      response = new Response(null, { status: 500 });
    }
    if (visit.signal.aborted) return;
    // Nothing is left to say to a visitor who leaves in the middle, or whose body breaks off.
    await sendResponse(outgoing, response).catch((error) => outgoing.destroy(error));
  };
}

const badRequest = () => new Response("Bad Request\n", { status: 400, headers: { "Content-Type": "text/plain" } });

/**
 * A Fetch request without a body, which nobody reads; undefined for what Fetch can't express: the method TRACE, a host that
 * is none. Frameworks that mount a handler under a prefix keep the whole address in `originalUrl`.
 * @param {import("./handler.d.ts").NodeRequest & { originalUrl?: string, socket?: { encrypted?: boolean } }} incoming
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
