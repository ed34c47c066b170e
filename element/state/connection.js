// @ts-check
/** @import { Client, ClientEvent, ClientOptions, Fetch } from "trusthub-profiles" */

import { createClient } from "trusthub-profiles";
import { compileCore, usualFetch } from "../../pkg-template/compile.js";
import { reasonOf } from "../readable.js";
import { withoutRepetition } from "./credentials-refusal.js";
import { CoreFailure } from "./failure.js";

/** The client, as the options of the moment make it, once its core is compiled. */
export class Connection {
  /** @type {Client | null} */
  client = null;
  /** Whether the last answer was a page of HTML. */
  isHtml = false;
  #onEvent;
  /** @type {(() => ClientOptions) | null} */
  #options = null;

  /** @param {(event: ClientEvent) => void} onEvent */
  constructor(onEvent) {
    this.#onEvent = onEvent;
  }

  /** @param {() => ClientOptions} options throws where there can be no client */
  configure(options) {
    this.#options = options;
    this.client = null;
  }

  /** @returns {Promise<Client>} rejects with what is wrong with the options, or a CoreFailure */
  async ready() {
    if (this.client !== null) return this.client;
    try {
      await compileCore();
    } catch (error) {
      throw new CoreFailure(reasonOf(error), { cause: error });
    }
    const options = this.#options;
    if (options === null) throw new Error("the element was asked before it had options");
    const { fetch: own, onEvent, ...others } = options();
    /** @type {Fetch} */
    const ask = own ?? usualFetch;
    this.client = createClient({
      ...others,
      fetch: async (url, init) => {
        const response = await ask(url, init);
        // A login page with 200 is no page of profiles, and no fault of the API's.
        this.isHtml = /^\s*text\/html\b/i.test(String(response?.headers?.get?.("content-type") ?? ""));
        return withoutRepetition(response);
      },
      onEvent: (event) => {
        this.#onEvent(event);
        return onEvent?.(event);
      },
    });
    return this.client;
  }
}
