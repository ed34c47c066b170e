// @ts-check
/** @import { CustomerProfile } from "./index.js" */
/** @import { CheckedClient, CheckedList } from "./options.js" */
/** @import { CustomerProfilePage } from "./page.js" */
/** @import { Source } from "./ordered-iterator.js" */

import { OrderedIterator } from "./ordered-iterator.js";
import { PageWalk } from "./page-walk.js";

/** Lazy: nothing is sent before it is awaited or iterated. */
export class CustomerProfileList {
  #client;
  #list;
  /** @type {Promise<CustomerProfilePage> | undefined} */
  #firstPage;

  /**
   * @param {CheckedClient} client
   * @param {CheckedList} list
   */
  constructor(client, list) {
    this.#client = client;
    this.#list = list;
  }

  get [Symbol.toStringTag]() {
    return "CustomerProfileList";
  }

  /** @type {Promise<CustomerProfilePage>["then"]} */
  then(onFulfilled, onRejected) {
    return this.#first().then(onFulfilled, onRejected);
  }

  /** @type {Promise<CustomerProfilePage>["catch"]} */
  catch(onRejected) {
    return this.#first().catch(onRejected);
  }

  /** @type {Promise<CustomerProfilePage>["finally"]} */
  finally(onFinally) {
    return this.#first().finally(onFinally);
  }

  /** One request, however often the list is awaited. */
  #first() {
    this.#firstPage ??= this.#requestFirst();
    return this.#firstPage;
  }

  async #requestFirst() {
    const walk = new PageWalk(this.#client, { ...this.#list, prefetch: false });
    try {
      // A walk's first page is never null: its end comes after a page.
      return /** @type {CustomerProfilePage} */ (await walk.nextPage());
    } finally {
      walk.close();
    }
  }

  /** @returns {AsyncGenerator<CustomerProfilePage, void, void>} */
  pages() {
    const walk = new PageWalk(this.#client, this.#list);
    /** @type {Source<CustomerProfilePage>} */
    const source = {
      ready: () => undefined,
      next: async () => {
        walk.throwIfAborted();
        const page = await walk.nextPage();
        return page === null ? { done: true, value: undefined } : { done: false, value: page };
      },
      close: () => walk.close(),
    };
    // It is disposable too where the runtime knows that, which its type can't tell.
    return /** @type {any} */ (new OrderedIterator(source));
  }

  /** @returns {OrderedIterator<CustomerProfile>} */
  [Symbol.asyncIterator]() {
    const walk = new PageWalk(this.#client, this.#list);
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
    return new OrderedIterator({
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
      close: () => walk.close(),
    });
  }

  async toArray() {
    /** @type {CustomerProfile[]} */
    const all = [];
    for await (const page of this.pages()) {
      for (const profile of page.profiles) all.push(profile);
    }
    return all;
  }
}
