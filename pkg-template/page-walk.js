// @ts-check
/** @import { CheckedClient, CheckedList } from "./options.js" */

import { Walk } from "./core.js";
import { LinkedSignal } from "./linked-signal.js";
import { CustomerProfilePage } from "./page.js";
import { abortReason } from "./runtime.js";
import { fetchPage } from "./transport.js";

/** One walk through a list's pages. Which page comes next, and when to stop, is the core's to say. */
export class PageWalk {
  #client;
  #list;
  /** @type {Walk | undefined} */
  #walk;
  /** @type {LinkedSignal | undefined} */
  #linked;
  /** @type {Promise<CustomerProfilePage | null> | undefined} */
  #ahead;
  #pageNumber = 0;

  /**
   * @param {CheckedClient} client
   * @param {CheckedList} list
   */
  constructor(client, list) {
    this.#client = client;
    this.#list = list;
  }

  /** Throws the reason of the caller's signal once it is aborted. */
  throwIfAborted() {
    const { signal } = this.#list;
    if (signal?.aborted) throw abortReason(signal);
  }

  /** The next page, cut to what is handed out of it; null at the end. */
  async nextPage() {
    const page = await (this.#ahead ?? this.#request());
    this.#ahead = undefined;
    if (page !== null && this.#list.prefetch && this.#walk?.goesOn) {
      this.#ahead = this.#request();
      // Its error is told when that page is reached, and to nobody when it never is.
      this.#ahead.catch(() => {});
    }
    return page;
  }

  async #request() {
    this.throwIfAborted();
    const walk = (this.#walk ??= new Walk(this.#list.given));
    const linked = (this.#linked ??= new LinkedSignal(this.#list.signal));
    const cursor = walk.nextPage();
    if (cursor === undefined) return null;
    const pageNumber = this.#pageNumber++;
    const fetched = await fetchPage(this.#client, cursor, pageNumber, linked.signal);
    const page = new CustomerProfilePage(fetched, { client: this.#client, signal: this.#list.signal, pageNumber });
    const count = walk.arrive(cursor, page.profiles.length, fetched.digest, fetched.nextCursor ?? undefined);
    page.profiles.length = count;
    return page;
  }

  /** The walk is over: a request that is under way is aborted. */
  close() {
    this.#linked?.abort();
    this.#linked = undefined;
    this.#ahead = undefined;
    this.#walk?.free();
    this.#walk = undefined;
  }
}
