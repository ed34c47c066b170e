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
  /** Whether it waits until the element is seen. */
  #isAside = false;
  /** Tests of embedders run in jsdom, which lays nothing out. */
  #resized =
    typeof ResizeObserver === "function"
      ? // Not one that was closed, whose event is on its way.
        new ResizeObserver(() => this.#isSeen === this.#isAside && this.#present())
      : null;
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
    if (this.#host.records.open === null) return;
    // One that was taken out of the document is modal no more.
    this.#dialog.close();
    this.#resized?.observe(this.#host);
    this.#present();
  }

  hostDisconnected() {
    this.#resized?.disconnect();
    this.#followTitle();
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.#host.renderRoot.querySelector("dialog.record"));
  }

  get isOpen() {
    return this.#dialog.open;
  }

  /** Out of the document and in a tab that is hidden nothing is. */
  get #isSeen() {
    return this.#host.isConnected && this.#host.checkVisibility?.() !== false;
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
      onClose: () => this.#isAside || actions.closeRecord(),
    });
  }

  /** At once: who opens a record may look at it. @param {OpenRecord | null} open */
  show(open) {
    if (open === null) this.#host.records.cancel();
    this.#host.records.open = open;
    this.#said = "";
    this.#host.drawNow();
    if (open === null) this.#resized?.disconnect();
    else this.#resized?.observe(this.#host);
    this.#present();
    /** @type {Element} */ (this.#dialog.querySelector(".content")).scrollTop = 0;
  }

  /** A record is a modal dialog while it is seen: one that isn't would keep the reader from the rest of the page. */
  #present() {
    const dialog = this.#dialog;
    const isOpen = this.#host.records.open !== null;
    const isWanted = isOpen && this.#isSeen;
    this.#isAside = isOpen && !isWanted;
    if (isWanted && !dialog.open) {
      dialog.showModal();
      this.#shownAt = performance.now();
    } else if (!isWanted) {
      dialog.close();
    }
    this.#followTitle();
  }

  close() {
    if (this.isOpen) this.#dialog.close();
    else if (this.#isAside) this.#host.actions.closeRecord();
  }

  /**
   * On paper an open record is part of the page: what is modal stands on each sheet, over everything, and ends with it.
   * @param {boolean} isPrinting
   */
  print(isPrinting) {
    if (!this.isOpen) return;
    this.#dialog.close();
    if (isPrinting) this.#dialog.show();
    else this.#dialog.showModal();
  }

  /** A record with an address of its own has a title of its own. */
  #followTitle() {
    const { records, urlState, isConnected } = this.#host;
    // One that the page has set meanwhile stays: a router sets the next page's before it removes the element.
    const isOurs = document.title === this.#setTitle;
    if (!isOurs) this.#pageTitle = document.title;
    if (records.open !== null && urlState !== null && isConnected && this.isOpen)
      document.title = `${title(records.open.profile, this.#words())} – ${this.#pageTitle}`;
    else if (isOurs) document.title = this.#pageTitle;
    else return;
    this.#setTitle = document.title;
  }
}
