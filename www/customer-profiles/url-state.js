// @ts-check
/** @import { Place } from "./place.js" */

/** What stands for each part of a place in the address bar. */
const names = { status: "status", friendlyName: "name", policySid: "policy", pageSize: "size", cursor: "cursor" };
const parts = /** @type {(keyof typeof names)[]} */ (Object.keys(names));

/**
 * A place in the address bar: reload, back and a shared link lead there. Other parameters stay as they are, and a prefix
 * tells several elements of one page apart.
 */
export class UrlState {
  #prefix;

  /** @param {string} prefix */
  constructor(prefix) {
    this.#prefix = prefix;
  }

  /**
   * @param {Place} usual what holds where the address says nothing
   * @returns {Place}
   */
  read(usual) {
    const query = new URLSearchParams(location.search);
    const place = { ...usual };
    for (const part of parts) {
      const value = query.get(this.#prefix + names[part]);
      if (value !== null) place[part] = value;
    }
    return place;
  }

  /**
   * @param {Place} place
   * @param {Place} usual
   */
  push(place, usual) {
    const url = new URL(location.href);
    for (const part of parts) {
      const name = this.#prefix + names[part];
      if (place[part] === usual[part]) url.searchParams.delete(name);
      else url.searchParams.set(name, place[part]);
    }
    if (url.href !== location.href) history.pushState(history.state, "", url);
  }
}
