// @ts-check
// One walk through a list's pages. Which page comes next, and when to stop, is the core's to say; this asks ahead, and lets
// go of what the core holds.
/** @import { CheckedClient, CheckedList, ListPage } from "./glue.js" */
/** @import { CustomerProfilePage } from "./index.js" */

import { currentInstance, free, onInstance, settle } from "./instance.js";
import { pageOf } from "./page.js";
import { abortReason } from "./runtime.js";
import { follow } from "./signals.js";

/**
 * A client as its calls need it.
 * @typedef {object} ClientState
 * @property {CheckedClient} options
 * @property {number} walks how many have begun
 */

/**
 * @param {ClientState} client
 * @param {CheckedList} list
 */
export function createWalk(client, list) {
  const { signal, prefetch = false } = list;
  /** @type {ReturnType<typeof open> | undefined} */
  let opened;
  /** @type {Promise<CustomerProfilePage | null> | undefined} */
  let ahead;
  let number = 0;
  let pages = 0;

  function open() {
    const instance = currentInstance();
    number = client.walks += 1;
    const handle = onInstance((core) => new core.Walk(client.options, list, number), instance);
    return { instance, handle, unfollow: follow(signal, handle) };
  }

  /** Throws the reason of the caller's signal once it is aborted. */
  function throwIfAborted() {
    if (signal?.aborted) throw abortReason(signal);
  }

  /** @returns {Promise<CustomerProfilePage | null>} */
  async function request() {
    throwIfAborted();
    const { instance, handle } = (opened ??= open());
    const page = /** @type {ListPage | undefined} */ (await settle(() => handle.nextPage(), instance));
    if (page === undefined) return null;
    return pageOf(page, { client, signal, walk: number, page: pages++ });
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
      const { instance, handle, unfollow } = opened;
      opened = undefined;
      unfollow();
      handle.abort(undefined);
      free(handle, instance);
    },
  };
}
