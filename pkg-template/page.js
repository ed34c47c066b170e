// @ts-check
/** @import { Cursor } from "./index.js" */
/** @import { FetchedPage } from "./glue.js" */
/** @import { CheckedClient } from "./options.js" */

import { LinkedSignal } from "./linked-signal.js";
import { fetchPage } from "./transport.js";

/**
 * What a page needs to ask for its neighbours.
 * @typedef {object} Origin
 * @property {CheckedClient} client
 * @property {AbortSignal | undefined} signal the caller's
 * @property {number} pageNumber from 0
 */

export class CustomerProfilePage {
  /** @type {Origin} */
  #origin;

  /**
   * @param {FetchedPage} fetched
   * @param {Origin} origin
   */
  constructor(fetched, origin) {
    const { profiles, meta, issues } = fetched.objects;
    this.profiles = profiles;
    this.meta = meta;
    this.issues = issues;
    this.cursor = fetched.cursor;
    this.nextCursor = fetched.nextCursor;
    this.previousCursor = fetched.previousCursor;
    this.response = {
      status: fetched.status,
      requestId: fetched.requestId,
      attempts: fetched.attempts,
      elapsedMs: fetched.elapsedMs,
    };
    this.#origin = origin;
  }

  async next() {
    return this.#neighbour(this.nextCursor, this.#origin.pageNumber + 1);
  }

  async previous() {
    return this.#neighbour(this.previousCursor, Math.max(0, this.#origin.pageNumber - 1));
  }

  /**
   * @param {Cursor | null} cursor
   * @param {number} pageNumber
   */
  async #neighbour(cursor, pageNumber) {
    if (cursor === null) return null;
    const linked = new LinkedSignal(this.#origin.signal);
    try {
      const fetched = await fetchPage(this.#origin.client, cursor, pageNumber, linked.signal);
      return new CustomerProfilePage(fetched, { ...this.#origin, pageNumber });
    } finally {
      linked.release();
    }
  }
}
