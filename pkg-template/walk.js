// @ts-check
// One walk through pages, and the pages that callers get. Which page comes next, and when to stop, is the core's to say;
// this asks ahead, and lets go of what the core holds.
/** @import { CallSite } from "./errors.js" */
/** @import { CheckedClient, CheckedList, GlueExports, ListPage, WalkHandle } from "./glue.js" */
/** @import { Cursor, CustomerProfilePage } from "./index.js" */

import { callSite, withCallSite } from "./errors.js";
import { openHandle } from "./instance.js";
import { abortReason } from "./runtime.js";

/** @typedef {{ options: CheckedClient, walks: number }} ClientState A client as its calls need it; how many walks have begun. */
/** @typedef {ReturnType<typeof createWalk>} Walk */

/**
 * @param {object} start
 * @param {ClientState} start.client
 * @param {AbortSignal | undefined} start.signal the caller's
 * @param {(core: GlueExports, number: number) => WalkHandle} start.begin
 * @param {CallSite} start.site of who asked for it
 * @param {number} [start.first] the first page's number, from 0
 * @param {boolean | undefined} [start.prefetch]
 */
export function createWalk({ client, signal, begin, site, first = 0, prefetch = false }) {
  /** @type {ReturnType<typeof open> | undefined} */
  let opened;
  /** @type {Promise<CustomerProfilePage | null> | undefined} */
  let ahead;
  let pages = first;

  function open() {
    const number = (client.walks += 1);
    return openHandle((core) => begin(core, number), signal);
  }

  /** Throws the reason of the caller's signal once it is aborted. */
  function throwIfAborted() {
    if (signal?.aborted) throw abortReason(signal);
  }

  /** @returns {Promise<CustomerProfilePage | null>} */
  async function request() {
    throwIfAborted();
    opened ??= open();
    try {
      const page = await opened.wait((handle) => handle.nextPage());
      return page === undefined ? null : pageOf(page, client, signal, pages++);
    } catch (error) {
      throw withCallSite(error, site);
    }
  }

  return {
    throwIfAborted,

    /** The next page, cut to what is handed out of it; null at the end. */
    async nextPage() {
      const page = await (ahead ?? request());
      ahead = undefined;
      if (page !== null && prefetch && opened?.read((handle) => handle.goesOn)) {
        ahead = request();
        // Its error is reported when that page is reached, and to nobody when it never is.
        ahead.catch(() => {});
      }
      return page;
    },

    /** The walk is over: a request that is under way is aborted. */
    close() {
      ahead = undefined;
      opened?.close();
      opened = undefined;
    },
  };
}

/** A walk's first page alone. @param {Walk} walk */
export async function onlyPage(walk) {
  try {
    // It is never null: a walk's end comes after a page.
    return /** @type {CustomerProfilePage} */ (await walk.nextPage());
  } finally {
    walk.close();
  }
}

/**
 * The page that callers get: plain data and two closures, so that it works behind a Proxy.
 * @param {ListPage} page
 * @param {ClientState} client
 * @param {AbortSignal | undefined} signal
 * @param {number} number from 0
 * @returns {CustomerProfilePage}
 */
function pageOf(page, client, signal, number) {
  const { profiles, meta, issues, cursor, nextCursor, previousCursor, response } = page;
  /** @param {Cursor | null} beside @param {number} first @param {CallSite} site */
  async function neighbour(beside, first, site) {
    if (beside === null) return null;
    const list = /** @type {CheckedList} */ ({ cursor: beside });
    const begin = (/** @type {GlueExports} */ core, /** @type {number} */ walk) =>
      new core.Walk(client.options, list, walk, first, false);
    return onlyPage(createWalk({ client, signal, begin, site, first }));
  }
  return {
    profiles,
    meta,
    issues,
    cursor: /** @type {Cursor} */ (cursor),
    nextCursor,
    previousCursor,
    response,
    next: function next() {
      return neighbour(nextCursor, number + 1, callSite(next));
    },
    previous: function previous() {
      return neighbour(previousCursor, Math.max(0, number - 1), callSite(previous));
    },
  };
}
