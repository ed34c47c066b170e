// @ts-check
/** @import { Client, Cursor, CustomerProfile, CustomerProfilePage, CustomerProfileStatus, ListOptions } from "trusthub-profiles" */
/** @import { FilterName } from "../facts.js" */

import { fields, filters } from "../facts.js";
import { reasonOf } from "../readable.js";
import { WEEK, YESTERDAY } from "./since.js";

/**
 * What the API is asked for, as typed or as it stands in the address bar. An empty string is none.
 * @typedef {{ status: readonly string[] } & Record<Exclude<FilterName, "status">, string>} Filters
 *
 * @typedef {{ by: keyof CustomerProfile, descending: boolean }} Sort
 *
 * Where in which list, and what of it is shown.
 * @typedef {object} Place
 * @property {Filters} filters
 * @property {string} pageSize
 * @property {string} cursor
 * @property {string} search of what is loaded: part of a name, e-mail, SID or policy
 * @property {Sort | null} sort of what is loaded
 * @property {string} since of what is loaded: "yesterday", "week" or a day
 * @property {string} record the SID of the one that is open
 */

/** @typedef {typeof filters[number]["takes"]} Takes */

/**
 * @param {(name: Exclude<FilterName, "status">, takes: Takes) => string} value
 * @param {readonly string[]} [status]
 * @returns {Filters}
 */
export function eachFilter(value, status = []) {
  const entries = filters.map(({ name, takes }) => [name, name === "status" ? status : value(name, takes)]);
  return Object.fromEntries(entries);
}

/** No text that the package takes for a cursor, and so refused as any link that is broken or out of date. */
export const BROKEN_CURSOR = "broken";

/** @type {Place} */
export const emptyPlace = Object.freeze({
  filters: eachFilter(() => ""),
  pageSize: "",
  cursor: "",
  search: "",
  sort: null,
  since: "",
  record: "",
});

/**
 * The place as the form's fields can hold it, so that what is asked for is what they show: a line of text holds no line
 * ends, and "1e2" is no number to a reader who sees it among 20, 50 and 100.
 * @param {Place} typed
 * @returns {Place}
 */
export function asShown(typed) {
  const size = typed.pageSize.trim();
  const isDay = /^\d{4}-\d\d-\d\d$/.test(typed.since) && !Number.isNaN(Date.parse(typed.since));
  return {
    ...typed,
    filters: eachFilter(
      (name, takes) => {
        const line = typed.filters[name].replaceAll(/[\r\n]/g, "");
        // White space may be part of a name, and is of nothing else.
        return takes === "Text" ? line : line.trim();
      },
      [...new Set(typed.filters.status)],
    ),
    pageSize: /^\d+$/.test(size) ? String(Number(size)) : size,
    search: typed.search.replaceAll(/[\r\n]/g, " "),
    sort: fields.some(({ name }) => name === typed.sort?.by) ? typed.sort : null,
    since: isDay || typed.since === YESTERDAY || typed.since === WEEK ? typed.since : "",
  };
}

/**
 * A page that doesn't say its number is the first one if no cursor led to it.
 * @param {{ page: CustomerProfilePage | null, place: Place }} store
 * @returns {number | null} from 1 on, null where nobody knows it
 */
export function pageNumber({ page, place }) {
  const before = page?.meta.page ?? (place.cursor === "" ? 0 : null);
  return before === null ? null : before + 1;
}

/**
 * The options that ask for a page. A cursor carries its filters and its page size. Several statuses are no option.
 * @param {Place} place
 * @returns {ListOptions}
 */
export function pageOptions({ filters, pageSize, cursor }) {
  if (cursor !== "") return { cursor: /** @type {Cursor} */ (cursor) };
  // Number() takes "1e2" and "0x10" too.
  const size = /^\d+$/.test(pageSize) ? Number(pageSize) : NaN;
  return { ...walkOptions(filters)[0], ...(pageSize === "" ? {} : { pageSize: size }) };
}

/**
 * The options of each walk that together give all of these filters: one for each status.
 * @param {Filters} chosen
 * @returns {ListOptions[]}
 */
export function walkOptions(chosen) {
  const { status, ...others } = chosen;
  const shared = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== ""));
  if (status.length === 0) return [shared];
  return status.map((one) => ({ ...shared, status: /** @type {CustomerProfileStatus} */ (one) }));
}

/** @param {Filters} filters */
export function isFiltered(filters) {
  return Object.values(filters).some((value) => value.length > 0);
}

/**
 * Whether both ask the API for the same list, wherever in it.
 * @param {Filters} one
 * @param {Filters} other
 */
export function sameFilters(one, other) {
  return filters.every(({ name }) =>
    name === "status" ? sameStatuses(one.status, other.status) : one[name] === other[name],
  );
}

/**
 * Whether both are in the same list, whose pages are of the same size.
 * @param {Place} one
 * @param {Place} other
 */
export function inSameList(one, other) {
  return sameFilters(one.filters, other.filters) && one.pageSize === other.pageSize;
}

/**
 * @param {readonly string[]} one
 * @param {readonly string[]} other
 */
function sameStatuses(one, other) {
  return one.length === other.length && one.every((status) => other.includes(status));
}

/**
 * Whether a list of one kind holds all of another.
 * @param {Filters} whole
 * @param {Filters} part
 */
export function covers(whole, part) {
  if (!sameFilters({ ...whole, status: [] }, { ...part, status: [] })) return false;
  if (whole.status.length === 0) return true;
  return part.status.length > 0 && part.status.every((status) => whole.status.includes(status));
}

/**
 * What the package refuses of a place, by option: whether it can be asked for is its rule, not this element's. Nothing is sent: a
 * list is lazy, its options are checked at the call.
 * @param {Client} client
 * @param {Pick<Place, "filters" | "pageSize">} place
 */
export function problemsOf(client, { filters: chosen, pageSize }) {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const options of [pageOptions({ ...emptyPlace, pageSize }), ...walkOptions(chosen)]) {
    for (const [option, value] of Object.entries(options)) {
      try {
        client.listCustomerProfiles({ [option]: value });
      } catch (error) {
        // "option policySid: expected …": the field says which.
        const message = reasonOf(error).replace(/^(?:.*?: )?option \w+: /s, "");
        found.set(option, message.charAt(0).toUpperCase() + message.slice(1));
      }
    }
  }
  return found;
}
