// @ts-check
/** @import { ReactiveController, ReactiveControllerHost } from "lit" */
/** @import { Place } from "../state/place.js" */

import { addressOf, placeOf } from "../state/address.js";
import { isEqual } from "../state/equal.js";

/**
 * Keeps the place in the address bar, and follows the address: back and forward, and where the browser has the Navigation
 * API also what a router does.
 */
export class AddressBar {
  /** Before the parameters' names; null keeps nothing there. @type {string | null} */
  prefix = null;
  #host;
  #place;
  #usual;
  #onMove;
  /** @type {AbortController | null} */
  #stay = null;
  /** How far each list was scrolled, for the way back. @type {Map<string, number>} */
  #scrolls = new Map();
  #scrollTop = 0;
  /** The address below the current one, as far as this wrote both. */
  #below = "";

  /**
   * @param {ReactiveControllerHost & { readonly isConnected: boolean }} host
   * @param {{ place: () => Place, usual: () => Place, onMove: (place: Place) => void }} options
   */
  constructor(host, { place, usual, onMove }) {
    this.#host = host;
    this.#place = place;
    this.#usual = usual;
    this.#onMove = onMove;
    host.addController(/** @type {ReactiveController} */ (this));
  }

  hostConnected() {
    const { signal } = (this.#stay = new AbortController());
    window.addEventListener(
      "popstate",
      () => {
        this.#below = "";
        this.#follow();
      },
      { signal },
    );
    const { navigation } = /** @type {{ navigation?: EventTarget }} */ (/** @type {unknown} */ (window));
    navigation?.addEventListener("currententrychange", () => this.#follow(), { signal });
  }

  hostDisconnected() {
    this.#stay?.abort();
  }

  /** The place that the address names; null where it names none. */
  read() {
    if (this.prefix === null) return null;
    return placeOf(new URLSearchParams(location.search), this.prefix, this.#usual());
  }

  /** The page's own links within itself change the address too, and are no reason to load anything. */
  #follow() {
    const there = this.read();
    if (there === null || isEqual(there, this.#place())) return;
    this.#scrollTop = this.#scrolls.get(keyOf(there)) ?? 0;
    this.#onMove(there);
  }

  /**
   * How far a list is scrolled, before it is left.
   * @param {Place} place
   * @param {number} top
   */
  remember(place, top) {
    this.#scrolls.set(keyOf(place), top);
  }

  /** How far the list that the address led back to was scrolled; asked once, when its page is there. */
  takeScrollTop() {
    const top = this.#scrollTop;
    this.#scrollTop = 0;
    return top;
  }

  /**
   * Who comes back to an element that was kept sees what the address names; or where it names nothing, the address follows.
   */
  resume() {
    const there = this.read();
    if (there === null || isEqual(there, this.#usual())) this.write("replace");
    else this.#follow();
  }

  /** @param {"push" | "replace"} how */
  write(how) {
    // An element that was removed has no part in the address of the page that took its place.
    if (this.prefix === null || !this.#host.isConnected) return;
    const before = location.href;
    const href = addressOf(before, this.prefix, this.#place(), this.#usual());
    if (href === before) return;
    // A record that was closed leaves its list twice: the next push takes the upper one's place, or the way back grows.
    const isTwice = before === this.#below;
    try {
      if (how === "push" && !isTwice) history.pushState(history.state, "", href);
      else history.replaceState(history.state, "", href);
      if (how === "push") this.#below = before;
    } catch {
      // Browsers refuse more than so many changes in some seconds (WebKit 100 in ten): the next one says where the reader is.
    }
  }
}

/** A list, whichever record of it is open. @param {Place} place */
function keyOf(place) {
  return JSON.stringify({ ...place, record: "" });
}
