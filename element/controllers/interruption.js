// @ts-check
/** @import { ReactiveController, ReactiveControllerHost } from "lit" */
/** @import { Store } from "../state/store.js" */

/** Ends what is under way when the element leaves the document, and goes on with it when the element is back. */
export class Interruption {
  #host;
  #store;
  /** What was under way. @type {"page" | "all" | null} */
  #interrupted = null;

  /**
   * @param {ReactiveControllerHost & { readonly isConnected: boolean }} host
   * @param {Store} store
   */
  constructor(host, store) {
    this.#host = host;
    this.#store = store;
    host.addController(/** @type {ReactiveController} */ (this));
  }

  hostConnected() {
    if (this.#interrupted === "page") void this.#store.load();
    if (this.#interrupted === "all") void this.#store.resume();
    this.#interrupted = null;
  }

  hostDisconnected() {
    // Who moves it takes it out and puts it in again at once; what was loaded stays either way.
    queueMicrotask(() => {
      if (this.#host.isConnected || this.#interrupted !== null) return;
      const { isLoading, all } = this.#store;
      this.#interrupted = all?.state === "running" ? "all" : isLoading ? "page" : null;
      this.#store.disconnect();
    });
  }
}
