// @ts-check
/** @import { Client, Cursor, ListOptions } from "trusthub-profiles" */
/** @import { FilterName } from "./facts.js" */

import { filters } from "./facts.js";
import { reasonOf } from "./readable.js";

/**
 * Where in which list: the filters, the page's size and its cursor, each as typed or as it stands in the address bar.
 * An empty text is none.
 * @typedef {Record<FilterName, string>} Filters
 * @typedef {Filters & { pageSize: string, cursor: string }} Place
 */

/**
 * @param {(name: FilterName, takes: typeof filters[number]["takes"]) => string} value
 * @returns {Filters}
 */
export function eachFilter(value) {
  const entries = filters.map(({ name, takes }) => [name, value(name, takes)]);
  return Object.fromEntries(entries);
}

/** No text that the package takes for a cursor, and so refused as any link that is broken or out of date. */
export const BROKEN_CURSOR = "broken";

/** What the package makes of a place: whether it can be asked for is its rule, not this page's. */
export const place = {
  /**
   * The place as the form's fields can hold it, so that what is asked for is what they show: a line of text holds no line
   * ends, and "1e2" is no number to a reader who sees it among 20, 50 and 100.
   * @param {Place} typed
   * @returns {Place}
   */
  asShown(typed) {
    const size = typed.pageSize.trim();
    return {
      ...eachFilter((name, takes) => {
        if (takes === "Status") return typed[name];
        const line = typed[name].replaceAll(/[\r\n]/g, "");
        // White space may be part of a name, and is of nothing else.
        return takes === "Text" ? line : line.trim();
      }),
      pageSize: /^\d+$/.test(size) ? String(Number(size)) : size,
      cursor: typed.cursor,
    };
  },

  /**
   * The options that ask for it. A cursor carries its filters and its page size.
   * @param {Place} candidate
   * @returns {ListOptions}
   */
  options(candidate) {
    const { pageSize, cursor } = candidate;
    if (cursor !== "") return { cursor: /** @type {Cursor} */ (cursor) };
    // Number() takes "1e2" and "0x10" too.
    const size = /^\d+$/.test(pageSize) ? Number(pageSize) : NaN;
    return { ...place.filters(candidate), ...(pageSize === "" ? {} : { pageSize: size }) };
  },

  /**
   * @param {Filters} chosen
   * @returns {ListOptions}
   */
  filters(chosen) {
    return Object.fromEntries(filters.map(({ name }) => [name, chosen[name]]).filter(([, value]) => value !== ""));
  },

  /**
   * What the package refuses, by option. Nothing is sent: a list is lazy, its options are checked at the call.
   * @param {Client} client
   * @param {Place} candidate
   */
  problems(client, candidate) {
    /** @type {Map<string, string>} */
    const found = new Map();
    for (const [option, value] of Object.entries(place.options({ ...candidate, cursor: "" }))) {
      try {
        client.listCustomerProfiles({ [option]: value });
      } catch (error) {
        // "option policySid: expected …": the field says which.
        const message = reasonOf(error).replace(/^option \w+: /, "");
        found.set(option, message.charAt(0).toUpperCase() + message.slice(1));
      }
    }
    return found;
  },
};
