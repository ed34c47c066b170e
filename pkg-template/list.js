// @ts-check
/** @import { CustomerProfile, CustomerProfilePage } from "./index.js" */
/** @import { CreateList, Walk } from "./internal.js" */

import { abortReason } from "./runtime.js";
import { createWalk, onlyPage } from "./walk.js";

/**
 * Lazy: nothing is sent before it is awaited or iterated. An object with closures, so that it works behind a Proxy, and its
 * methods detached.
 * @type {CreateList}
 */
export function createList(client, options, site) {
  const { signal } = options;
  /** @type {Promise<CustomerProfilePage> | undefined} */
  let firstPage;

  /** One request, however often the list is awaited. */
  const first = () => (firstPage ??= onlyPage(walk(false, false)));

  function walk(takesAll = false, prefetch = options.prefetch) {
    const start = { client, signal, site, prefetch };
    return createWalk(start, (core, number) => new core.Walk(client.options, options, number, 0, takesAll));
  }

  async function toArray() {
    /** @type {CustomerProfile[]} */
    const all = [];
    for await (const page of iterate(walk(true), false)) for (const profile of page.profiles) all.push(profile);
    return all;
  }

  return {
    then: (onFulfilled, onRejected) => first().then(onFulfilled, onRejected),
    catch: (onRejected) => first().catch(onRejected),
    finally: (onFinally) => first().finally(onFinally),
    pages: () => iterate(walk(), false),
    toArray,
    [Symbol.asyncIterator]: () => iterate(walk(), true),
    [Symbol.toStringTag]: "CustomerProfileList",
  };
}

/**
 * An iterator over a walk's pages, or over their profiles. Calls of `next` are answered in their order, also when they overlap.
 * Unlike an async generator's, its `return` doesn't wait for a pending `next`: it ends it, as done.
 * @type {(walk: Walk, isByProfile: boolean) => any} Disposable too where the runtime knows that, which types can't say.
 */
function iterate(walk, isByProfile) {
  const { signal } = walk;
  /** @type {readonly CustomerProfile[]} Of the page that came last. */
  let profiles = [];
  let index = 0;
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  let pending = 0;
  let isOver = false;

  function end() {
    if (!isOver) walk.close();
    isOver = true;
    return { done: true, value: undefined };
  }

  const nextProfile = () => ({ done: false, value: profiles[index++] });

  async function step() {
    try {
      while (!isOver) {
        if (signal?.aborted) throw abortReason(signal);
        if (index < profiles.length) return nextProfile();
        const page = await walk.nextPage();
        if (page === null || isOver) break;
        if (!isByProfile) return { done: false, value: page };
        profiles = page.profiles;
        index = 0;
      }
    } catch (error) {
      // What `return` itself ended is no error.
      if (!isOver) {
        end();
        throw error;
      }
    }
    return end();
  }

  const settled = () => void (pending -= 1);

  const iterator = {
    next() {
      const isReady = pending === 0 && !isOver && index < profiles.length && !signal?.aborted;
      if (isReady) return Promise.resolve(nextProfile());
      pending += 1;
      const result = last.then(step);
      last = result.then(settled, settled);
      return result;
    },
    return: () => Promise.resolve(end()),
    /** @param {unknown} error */
    throw: (error) => Promise.reject((end(), error)),
    [Symbol.asyncIterator]: () => iterator,
  };
  if (Symbol.asyncDispose !== undefined) {
    Object.defineProperty(iterator, Symbol.asyncDispose, { value: async () => void (await iterator.return()) });
  }
  return iterator;
}
