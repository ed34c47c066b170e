// @ts-check
/** @import { CallSite } from "./errors.js" */
/** @import { CheckedList, GlueExports } from "./glue.js" */
/** @import { CustomerProfile, CustomerProfileList, CustomerProfilePage } from "./index.js" */
/** @import { ClientState } from "./walk.js" */

import { orderedIterator } from "./ordered-iterator.js";
import { createWalk, onlyPage } from "./walk.js";

/**
 * Lazy: nothing is sent before it is awaited or iterated. An object with closures, so that it works behind a Proxy, and its
 * methods detached.
 * @param {ClientState} client
 * @param {CheckedList} options
 * @param {CallSite} site where it was made
 * @returns {CustomerProfileList}
 */
export function createList(client, options, site) {
  const { signal } = options;
  /** @type {Promise<CustomerProfilePage> | undefined} */
  let firstPage;

  /** One request, however often the list is awaited. */
  const first = () => (firstPage ??= onlyPage(walk(false, false)));

  /** @param {boolean | undefined} prefetch @param {boolean} takesAll */
  function walk(prefetch, takesAll) {
    const begin = (/** @type {GlueExports} */ core, /** @type {number} */ number) =>
      new core.Walk(client.options, options, number, 0, takesAll);
    return createWalk({ client, signal, begin, site, prefetch });
  }

  /**
   * It is disposable too where the runtime knows that, which its type can't tell.
   * @param {boolean} takesAll
   * @returns {AsyncGenerator<CustomerProfilePage, void, void>}
   */
  function pages(takesAll) {
    const { throwIfAborted, nextPage, close } = walk(options.prefetch, takesAll);
    /** @returns {Promise<IteratorResult<CustomerProfilePage, void>>} */
    const next = async () => {
      throwIfAborted();
      const page = await nextPage();
      return page === null ? { done: true, value: undefined } : { done: false, value: page };
    };
    return /** @type {any} */ (orderedIterator({ ready: () => undefined, next, close }));
  }

  /** @returns {AsyncIterator<CustomerProfile, void>} */
  function profilesOfAllPages() {
    const { throwIfAborted, nextPage, close } = walk(options.prefetch, false);
    /** @type {readonly CustomerProfile[]} */
    let profiles = [];
    let index = 0;
    /** @returns {IteratorResult<CustomerProfile, void> | undefined} */
    const ready = () => {
      throwIfAborted();
      const profile = profiles[index];
      if (profile === undefined) return undefined;
      index += 1;
      return { done: false, value: profile };
    };
    return orderedIterator({
      ready,
      next: async () => {
        for (;;) {
          const page = await nextPage();
          if (page === null) return { done: true, value: undefined };
          profiles = page.profiles;
          index = 0;
          const result = ready();
          if (result !== undefined) return result;
        }
      },
      close,
    });
  }

  async function toArray() {
    /** @type {CustomerProfile[]} */
    const all = [];
    for await (const page of pages(true)) for (const profile of page.profiles) all.push(profile);
    return all;
  }

  return {
    then: (onFulfilled, onRejected) => first().then(onFulfilled, onRejected),
    catch: (onRejected) => first().catch(onRejected),
    finally: (onFinally) => first().finally(onFinally),
    pages: () => pages(false),
    toArray,
    [Symbol.asyncIterator]: profilesOfAllPages,
    [Symbol.toStringTag]: "CustomerProfileList",
  };
}
