// @ts-check
/** @import { CheckedList } from "./glue.js" */
/** @import { CustomerProfile, CustomerProfileList, CustomerProfilePage } from "./index.js" */
/** @import { ClientState } from "./walk.js" */

import { orderedIterator } from "./ordered-iterator.js";
import { createWalk } from "./walk.js";

/**
 * Lazy: nothing is sent before it is awaited or iterated. An object with closures, so that it works behind a Proxy, and its
 * methods detached.
 * @param {ClientState} client
 * @param {CheckedList} options
 * @returns {CustomerProfileList}
 */
export function createList(client, options) {
  /** @type {Promise<CustomerProfilePage> | undefined} */
  let firstPage;

  /** One request, however often the list is awaited. */
  const first = () => (firstPage ??= requestFirst());

  async function requestFirst() {
    const walk = createWalk(client, { ...options, prefetch: false });
    try {
      // A walk's first page is never null: its end comes after a page.
      return /** @type {CustomerProfilePage} */ (await walk.nextPage());
    } finally {
      walk.close();
    }
  }

  /** @returns {AsyncGenerator<CustomerProfilePage, void, void>} */
  function pages() {
    const walk = createWalk(client, options);
    // It is disposable too where the runtime knows that, which its type can't tell.
    return /** @type {any} */ (
      orderedIterator({
        ready: () => undefined,
        next: async () => {
          walk.throwIfAborted();
          const page = await walk.nextPage();
          return page === null ? { done: true, value: undefined } : { done: false, value: page };
        },
        close: walk.close,
      })
    );
  }

  /** @returns {AsyncIterator<CustomerProfile, void>} */
  function profilesOfAllPages() {
    const walk = createWalk(client, options);
    /** @type {readonly CustomerProfile[]} */
    let profiles = [];
    let index = 0;
    /** @returns {IteratorResult<CustomerProfile, void> | undefined} */
    const ready = () => {
      walk.throwIfAborted();
      const profile = profiles[index];
      if (profile === undefined) return undefined;
      index += 1;
      return { done: false, value: profile };
    };
    return orderedIterator({
      ready,
      next: async () => {
        for (;;) {
          const page = await walk.nextPage();
          if (page === null) return { done: true, value: undefined };
          profiles = page.profiles;
          index = 0;
          const result = ready();
          if (result !== undefined) return result;
        }
      },
      close: walk.close,
    });
  }

  async function toArray() {
    /** @type {CustomerProfile[]} */
    const all = [];
    for await (const page of { [Symbol.asyncIterator]: pages }) {
      for (const profile of page.profiles) all.push(profile);
    }
    return all;
  }

  return {
    then: (onFulfilled, onRejected) => first().then(onFulfilled, onRejected),
    catch: (onRejected) => first().catch(onRejected),
    finally: (onFinally) => first().finally(onFinally),
    pages,
    toArray,
    [Symbol.asyncIterator]: profilesOfAllPages,
    [Symbol.toStringTag]: "CustomerProfileList",
  };
}
