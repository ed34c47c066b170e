// @ts-check
/** @import { ReactiveController } from "lit" */
/** @import { CustomerProfilesElement } from "../customer-profiles.js" */
/** @import { OpenRecord } from "./record.js" */
/** @import { Words } from "../texts/words.js" */
/** @import { Pointer } from "../views/record.js" */

import { recordDialog, title } from "../views/record.js";

/** Until when the second click of a double-click comes. Engines don't all count clicks on two elements together. */
const DOUBLE_CLICK_MS = 500;

/** Shows the record that is open in a dialog, under a title of the page's own. */
export class RecordDialog {
  #host;
  #words;
  #said = "";
  /** The page's own title, and the one that was set last. */
  #pageTitle = "";
  /** @type {string | null} */
  #setTitle = null;
  /** What the pointer went down on. @type {EventTarget | null} */
  #pressed = null;
  #shownAt = 0;
  /** @type {Pointer} */
  #pointer = {
    down: (event) => {
      this.#pressed = event.target;
    },
    click: (event) => {
      // Outside of the dialog is its own backdrop. Who selects a text and lets go there closes nothing, and the second click of
      // a double-click was meant for the row.
      const isOutside = event.target === event.currentTarget && this.#pressed === event.target;
      const isSecond = event.detail > 1 || performance.now() - this.#shownAt < DOUBLE_CLICK_MS;
      if (isOutside && !isSecond) this.close();
    },
  };

  /**
   * @param {CustomerProfilesElement} host
   * @param {() => Words} words
   */
  constructor(host, words) {
    this.#host = host;
    this.#words = words;
    host.addController(/** @type {ReactiveController} */ (this));
  }

  hostConnected() {
    const { open } = this.#host.records;
    if (open === null) return;
    // One that was taken out of the document is modal no more.
    this.print(false);
    this.#followTitle(open);
  }

  hostDisconnected() {
    this.#followTitle(null);
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.#host.renderRoot.querySelector("dialog.record"));
  }

  get isOpen() {
    return this.#dialog.open;
  }

  render() {
    const { records, actions, store } = this.#host;
    const say = (/** @type {string} */ message) => {
      this.#said = message;
      this.#host.requestUpdate();
    };
    return recordDialog(records.open, this.#words(), actions, {
      said: this.#said,
      say,
      rows: store.count,
      wait: store.wait,
      pointer: this.#pointer,
    });
  }

  /** At once: who opens a record may look at it. @param {OpenRecord | null} open */
  show(open) {
    if (open === null) this.#host.records.cancel();
    this.#host.records.open = open;
    this.#said = "";
    this.#host.drawNow();
    const dialog = this.#dialog;
    // Out of the document there is no modal dialog: once the element is back it is one.
    if (open !== null && !dialog.open && this.#host.isConnected) {
      dialog.showModal();
      this.#shownAt = performance.now();
    }
    /** @type {Element} */ (dialog.querySelector(".content")).scrollTop = 0;
    this.#followTitle(open);
  }

  close() {
    this.#dialog.close();
  }

  /**
   * On paper an open record is part of the page: what is modal stands on each sheet, over everything, and ends with it.
   * @param {boolean} isPrinting
   */
  print(isPrinting) {
    if (this.#host.records.open === null) return;
    this.close();
    if (isPrinting) this.#dialog.show();
    else this.#dialog.showModal();
  }

  /**
   * A record with an address of its own has a title of its own.
   * @param {OpenRecord | null} open
   */
  #followTitle(open) {
    // One that the page has set meanwhile stays: a router sets the next page's before it removes the element.
    const isOurs = document.title === this.#setTitle;
    if (!isOurs) this.#pageTitle = document.title;
    if (open !== null && this.#host.urlState !== null && this.#host.isConnected)
      document.title = `${title(open.profile, this.#words())} – ${this.#pageTitle}`;
    else if (isOurs) document.title = this.#pageTitle;
    else return;
    this.#setTitle = document.title;
  }
}
