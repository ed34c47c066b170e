// @ts-check
/** @import { CallSite } from "./errors.js" */
/** @import { CheckedList, GlueExports } from "./glue.js" */
/** @import { CustomerProfile, CustomerProfileList, CustomerProfilePage } from "./index.js" */
/** @import { ClientState, Walk } from "./walk.js" */

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

  function walk(takesAll = false, prefetch = options.prefetch) {
    const begin = (/** @type {GlueExports} */ core, /** @type {number} */ number) =>
      new core.Walk(client.options, options, number, 0, takesAll);
    return createWalk({ client, signal, begin, site, prefetch });
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
 * @param {Walk} walk
 * @param {boolean} isByProfile
 * @returns {any} It is disposable too where the runtime knows that, which the types can't tell.
 */
function iterate(walk, isByProfile) {
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

  /** What needs no waiting. */
  function ready() {
    walk.throwIfAborted();
    return index < profiles.length ? { done: false, value: profiles[index++] } : undefined;
  }

  async function step() {
    try {
      while (!isOver) {
        const result = ready();
        if (result !== undefined) return result;
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
      if (pending === 0 && !isOver && index < profiles.length) {
        try {
          return Promise.resolve(ready());
        } catch (error) {
          end();
          return Promise.reject(error);
        }
      }
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
