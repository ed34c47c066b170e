// @ts-check
/** @import { ListPage } from "./glue.js" */
/** @import { Cursor, CustomerProfilePage } from "./index.js" */
/** @import { ClientState } from "./walk.js" */

import { currentInstance, free, onInstance, settle } from "./instance.js";
import { abortReason } from "./runtime.js";
import { follow } from "./signals.js";

/**
 * What a page needs to ask for its neighbours.
 * @typedef {object} Origin
 * @property {ClientState} client
 * @property {AbortSignal | undefined} signal the caller's
 * @property {number} walk from 1
 * @property {number} page from 0
 */

/**
 * The page that callers get: plain data and two closures, so that it works behind a Proxy.
 * @param {ListPage} page
 * @param {Origin} origin
 * @returns {CustomerProfilePage}
 */
export function pageOf(page, origin) {
  const { nextCursor, previousCursor } = page;
  return {
    profiles: page.profiles,
    meta: page.meta,
    issues: page.issues,
    cursor: page.cursor,
    nextCursor,
    previousCursor,
    response: page.response,
    next: async () => neighbour(nextCursor, origin.page + 1, origin),
    previous: async () => neighbour(previousCursor, Math.max(0, origin.page - 1), origin),
  };
}

/**
 * @param {Cursor | null} cursor
 * @param {number} number
 * @param {Origin} origin
 */
async function neighbour(cursor, number, { client, signal }) {
  if (cursor === null) return null;
  if (signal?.aborted) throw abortReason(signal);
  const instance = currentInstance();
  const walk = (client.walks += 1);
  const request = onInstance((core) => new core.PageRequest(client.options, cursor, walk, number), instance);
  const unfollow = follow(signal, request);
  try {
    const page = /** @type {ListPage} */ (await settle(() => request.send(), instance));
    return pageOf(page, { client, signal, walk, page: number });
  } finally {
    unfollow();
    free(request, instance);
  }
}
