// @ts-check
/** @import { ReactiveController, ReactiveControllerHost } from "lit" */
/** @import { Store } from "../state/store.js" */

import { isConnection } from "../state/failure.js";

/** Watches what is around the element: the connection, the page's language, and whether the page is printed. */
export class Surroundings {
  isOnline = true;
  #host;
  #store;
  #onLanguage;
  #onPrint;
  /** @type {AbortController | null} ends with the element's time in the document */
  #stay = null;

  /**
   * @param {ReactiveControllerHost} host
   * @param {Store} store
   * @param {{ onLanguage: () => void, onPrint: (isPrinting: boolean) => void }} options
   */
  constructor(host, store, { onLanguage, onPrint }) {
    this.#host = host;
    this.#store = store;
    this.#onLanguage = onLanguage;
    this.#onPrint = onPrint;
    host.addController(/** @type {ReactiveController} */ (this));
  }

  hostConnected() {
    const { signal } = (this.#stay = new AbortController());
    this.isOnline = navigator.onLine;
    window.addEventListener("offline", () => this.#connectionChanged(), { signal });
    window.addEventListener("online", () => this.#connectionChanged(), { signal });
    window.addEventListener("beforeprint", () => this.#onPrint(true), { signal });
    window.addEventListener("afterprint", () => this.#onPrint(false), { signal });
    // In a page that was left open overnight another day is yesterday.
    document.addEventListener("visibilitychange", () => this.#store.arrange(), { signal });
    const observer = new MutationObserver(() => this.#onLanguage());
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
    signal.addEventListener("abort", () => observer.disconnect());
    // It may come from a place with another language.
    this.#onLanguage();
  }

  hostDisconnected() {
    this.#stay?.abort();
  }

  #connectionChanged() {
    this.isOnline = navigator.onLine;
    const { failure, all } = this.#store;
    if (this.isOnline && failure !== null && isConnection(failure.kind) && all === null) void this.#store.load();
    this.#host.requestUpdate();
  }
}
