// @ts-check
/** @import { Place } from "./place.js" */

import { BROKEN_CURSOR, eachFilter, place as rules } from "./place.js";

/** What stands for each part of a place in the address bar: of filters their own names but for these. */
const names = {
  ...eachFilter((name) => name),
  friendlyName: "name",
  policySid: "policy",
  pageSize: "size",
  cursor: "cursor",
};
const parts = /** @type {(keyof typeof names)[]} */ (Object.keys(names));

/**
 * A few characters that follow from a cursor and the filters beside it. A cursor carries its own filters and page size,
 * which nobody but the package can read: a page whose form shows others would say of its rows what isn't so. It is no
 * protection from someone who means to deceive, who could show any page as his own.
 * @param {Place} place
 */
function bond(place) {
  // A filter that a later version has is no part of an older link.
  const chosen = parts.filter((part) => place[part] !== "").map((part) => [part, place[part]]);
  // FNV-1a of 32 bits.
  let bits = 0x811c9dc5;
  for (const unit of JSON.stringify(chosen)) {
    bits = Math.imul(bits ^ /** @type {number} */ (unit.codePointAt(0)), 0x01000193);
  }
  return (bits >>> 0).toString(36);
}

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
   * @returns {Place} with a cursor that the package refuses where the address's own belongs to other filters
   */
  read(usual) {
    const query = new URLSearchParams(location.search);
    const given = { ...usual };
    for (const part of parts) {
      const value = query.get(this.#prefix + names[part]);
      if (value !== null && value !== "") given[part] = value;
    }
    const place = rules.asShown(given);
    if (place.cursor === "") return place;
    const [, cursor = "", proof = ""] = /^(.*)\.(\w+)$/s.exec(place.cursor) ?? [];
    const bound = { ...place, cursor };
    return proof === bond(bound) ? bound : { ...place, cursor: BROKEN_CURSOR };
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
      else url.searchParams.set(name, part === "cursor" ? `${place.cursor}.${bond(place)}` : place[part]);
    }
    if (url.href !== location.href) history.pushState(history.state, "", url);
  }
}
