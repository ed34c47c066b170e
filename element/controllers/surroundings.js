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
   * @param {ReactiveControllerHost & Element} host
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
    // Whatever is around it may name the language, in each tree from its own to the document's.
    for (const tree of treesOf(this.#host))
      observer.observe(tree, { attributes: true, attributeFilter: ["lang"], subtree: true });
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

/**
 * From an element's own tree to the document's.
 * @param {Element} element
 */
function* treesOf(element) {
  for (let at = element; ; ) {
    const tree = at.getRootNode();
    yield tree;
    if (!(tree instanceof ShadowRoot)) return;
    at = tree.host;
  }
}
