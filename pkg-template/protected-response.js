// @ts-check

/** What every response of the handler's own has: it is nobody's to keep, and nothing in it runs when it is opened as a page. */
const PROTECTION = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
  "X-Content-Type-Options": "nosniff",
};

/** A Response of these takes no body (https://fetch.spec.whatwg.org/#null-body-status). */
export const NULL_BODY_STATUSES = /* @__PURE__ */ new Set([101, 103, 204, 205, 304]);

/**
 * @param {number} status
 * @param {string | Uint8Array<ArrayBuffer> | null} body
 * @param {Record<string, string | null>} [headers] null stands for one that isn't there
 */
export function protectedResponse(status, body, headers = {}) {
  const response = new Response(body, { status, headers: PROTECTION });
  for (const [name, value] of Object.entries(headers)) {
    // What a header can't carry is left out: the body says more than it.
    if (value !== null && /^[\t\x20-\x7e]+$/.test(value)) response.headers.set(name, value);
  }
  return response;
}
