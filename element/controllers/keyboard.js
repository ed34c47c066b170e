// @ts-check
/** @import { LitElement, ReactiveController } from "lit" */

/** The keys that work everywhere in the element but in a field or a dialog: those of the rows are the grid's. */
export class Keyboard {
  #host;
  /** @type {AbortController | null} ends with the element's time in the document */
  #stay = null;

  /** @param {LitElement} host */
  constructor(host) {
    this.#host = host;
    host.addController(/** @type {ReactiveController} */ (this));
  }

  hostConnected() {
    const { signal } = (this.#stay = new AbortController());
    this.#root.addEventListener("keydown", (event) => this.#key(/** @type {KeyboardEvent} */ (event)), { signal });
  }

  hostDisconnected() {
    this.#stay?.abort();
    // Back in the document it would be open, but not modal.
    this.#dialog?.close();
  }

  get #root() {
    return /** @type {ShadowRoot} */ (this.#host.renderRoot);
  }

  get #dialog() {
    return /** @type {HTMLDialogElement | null} */ (this.#root.querySelector("dialog.keys"));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const [target] = event.composedPath();
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (target instanceof Element && target.closest("input, select, textarea, dialog") !== null) return;
    if (event.key === "/") /** @type {HTMLElement} */ (this.#root.querySelector("[name=search]")).focus();
    else if (event.key === "?") this.#showKeys();
    else return;
    event.preventDefault();
  }

  #showKeys() {
    const dialog = /** @type {HTMLDialogElement} */ (this.#dialog);
    const before = /** @type {HTMLElement | null} */ (this.#root.activeElement);
    // In a tab that was hidden it would keep the reader from the rest of the page.
    const resized = new ResizeObserver(() => this.#host.checkVisibility() || dialog.close());
    resized.observe(this.#host);
    const ended = () => {
      resized.disconnect();
      // Engines give the focus back to the element, which has none of its own.
      before?.focus();
    };
    dialog.addEventListener("close", ended, { once: true });
    dialog.showModal();
  }
}
