// @ts-check
/** @import { ReactiveController } from "lit" */
/** @import { CustomerProfilesElement } from "../customer-profiles.js" */

/** Ends what is under way when the element leaves the document, and goes on with it when the element is back. */
export class Interruption {
  #host;
  /** What was under way. @type {"page" | "all" | null} */
  #interrupted = null;
  /** The SID of a record that was waited for. */
  #record = "";

  /** @param {CustomerProfilesElement} host */
  constructor(host) {
    this.#host = host;
    host.addController(/** @type {ReactiveController} */ (this));
  }

  hostConnected() {
    const { store, actions, address, hasUpdated } = this.#host;
    if (hasUpdated) address.resume();
    if (this.#interrupted === "page" && !store.isLoading) void store.load();
    if (this.#interrupted === "all") void store.resume();
    if (this.#record !== "") void actions.openSid(this.#record);
    this.#interrupted = null;
    this.#record = "";
  }

  hostDisconnected() {
    // Who moves it takes it out and puts it in again at once; what was loaded stays either way.
    queueMicrotask(() => {
      const { store, records, isConnected } = this.#host;
      if (isConnected || this.#interrupted !== null) return;
      const { isLoading, all, place } = store;
      this.#interrupted = all?.state === "running" ? "all" : isLoading ? "page" : null;
      this.#record = records.open === null ? place.record : records.isWaiting ? records.open.sid : "";
      store.disconnect();
      records.cancel();
    });
  }
}
