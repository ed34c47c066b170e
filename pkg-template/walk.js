// @ts-check
// One walk through pages, and the pages that callers get. Which page comes next, and when to stop, is the core's to say;
// this asks ahead, and lets go of what the core holds.
/** @import { CallSite } from "./errors.js" */
/** @import { CheckedClient, CheckedList, GlueExports, ListPage, WalkHandle } from "./glue.js" */
/** @import { Cursor, CustomerProfilePage } from "./index.js" */

import { callSite, withCallSite } from "./errors.js";
import { currentInstance, free, onInstance, settle } from "./instance.js";
import { abortReason } from "./runtime.js";
import { follow } from "./signals.js";

/**
 * A client as its calls need it.
 * @typedef {object} ClientState
 * @property {CheckedClient} options
 * @property {number} walks how many have begun
 */

/**
 * What a walk is, and who asked for it.
 * @typedef {object} WalkStart
 * @property {ClientState} client
 * @property {AbortSignal | undefined} signal the caller's
 * @property {(core: GlueExports, number: number) => WalkHandle} begin
 * @property {CallSite} site
 * @property {number} [first] the first page's number, from 0
 * @property {boolean | undefined} [prefetch]
 */

/** @typedef {ReturnType<typeof createWalk>} Walk */

/** @param {WalkStart} start */
export function createWalk({ client, signal, begin, site, first = 0, prefetch = false }) {
  /** @type {ReturnType<typeof open> | undefined} */
  let opened;
  /** @type {Promise<CustomerProfilePage | null> | undefined} */
  let ahead;
  let pages = first;

  function open() {
    const instance = currentInstance();
    const number = (client.walks += 1);
    const handle = onInstance((core) => begin(core, number), instance);
    /** What a signal ends: it knows the walk, and the walk doesn't know it. */
    const target = { abort: (/** @type {unknown} */ reason) => onInstance(() => handle.abort(reason), instance) };
    return { instance, handle, target, unfollow: follow(signal, target) };
  }

  /** Throws the reason of the caller's signal once it is aborted. */
  function throwIfAborted() {
    if (signal?.aborted) throw abortReason(signal);
  }

  /** @returns {Promise<CustomerProfilePage | null>} */
  async function request() {
    throwIfAborted();
    const { instance, handle } = (opened ??= open());
    try {
      const page = await settle(() => handle.nextPage(), instance);
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
      const walk = opened;
      if (page !== null && prefetch && walk !== undefined && onInstance(() => walk.handle.goesOn, walk.instance)) {
        ahead = request();
        // Its error is told when that page is reached, and to nobody when it never is.
        ahead.catch(() => {});
      }
      return page;
    },

    /** The walk is over: a request that is under way is aborted. */
    close() {
      ahead = undefined;
      if (opened === undefined) return;
      const { instance, handle, target, unfollow } = opened;
      opened = undefined;
      unfollow();
      if (instance.failure !== undefined) return;
      target.abort(undefined);
      free(handle, instance);
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
