// @ts-check
/** @import { FetchInit } from "trusthub-profiles" */

/** What the client sends for the first page of all profiles. It is written down here, because the client isn't there yet. */
export const firstPage = {
  url: "/twilio/v1/CustomerProfiles?PageSize=50",
  /** @satisfies {RequestInit} */
  init: /** @type {const} */ ({
    method: "GET",
    headers: { Accept: "application/json" },
    redirect: "manual",
    cache: "no-store",
  }),
};

/**
 * Sends the request for the first page now. Its response is for the first call of the `fetch` that this returns, unless that
 * call is for something else.
 * @returns {(url: string, init: FetchInit) => Promise<Response>}
 */
export function fetchAhead() {
  const { href } = new URL(firstPage.url, document.baseURI);
  const controller = new AbortController();
  /** @type {Promise<Response> | null} */
  let ahead = fetch(href, { ...firstPage.init, signal: controller.signal });
  // A failure is for whoever takes the response; nobody may.
  ahead.catch(() => {});
  return (url, init) => {
    const taken = ahead;
    ahead = null;
    if (taken !== null && url === href) {
      follow(controller, init.signal);
      return taken;
    }
    if (taken !== null) controller.abort();
    return fetch(url, init);
  };
}

/**
 * @param {AbortController} controller
 * @param {AbortSignal} signal
 */
function follow(controller, signal) {
  const abort = () => controller.abort(signal.reason);
  if (signal.aborted) abort();
  else signal.addEventListener("abort", abort, { once: true });
}
