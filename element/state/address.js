// @ts-check
/** @import { FilterName } from "../facts.js" */
/** @import { Place } from "./place.js" */

import { filters } from "../facts.js";
import { BROKEN_CURSOR, asShown, eachFilter } from "./place.js";

/** @typedef {FilterName | "pageSize" | "cursor" | "search" | "sort" | "since" | "record"} Part */

/**
 * What stands for each part of a place in the address bar: of filters their own names but for these.
 * @type {Readonly<Record<Part, string>>}
 */
const names = {
  .../** @type {Record<FilterName, string>} */ (Object.fromEntries(filters.map(({ name }) => [name, name]))),
  friendlyName: "name",
  policySid: "policy",
  pageSize: "size",
  cursor: "cursor",
  search: "search",
  sort: "sort",
  since: "since",
  record: "record",
};

/** The parts that a cursor carries. */
const bound = /** @type {const} */ ([...filters.map(({ name }) => name), "pageSize", "cursor"]);

/**
 * The parts of a place, each in the form in which it stands in the address bar.
 * @param {Place} place
 * @returns {Record<Part, string>}
 */
function written({ filters: chosen, sort, ...others }) {
  const line = sort === null ? "" : `${sort.descending ? "-" : ""}${sort.by}`;
  return { ...chosen, ...others, status: chosen.status.join(","), sort: line };
}

/**
 * @param {Record<string, string>} parts
 * @returns {Place}
 */
function read(parts) {
  const part = (/** @type {string} */ name) => parts[name] ?? "";
  const sort = part("sort");
  return asShown({
    filters: eachFilter(
      part,
      part("status")
        .split(",")
        .filter((status) => status !== ""),
    ),
    pageSize: part("pageSize"),
    cursor: part("cursor"),
    search: part("search"),
    sort:
      sort === ""
        ? null
        : {
            by: /** @type {keyof import("trusthub-profiles").CustomerProfile} */ (sort.replace(/^-/, "")),
            descending: sort.startsWith("-"),
          },
    since: part("since"),
    record: part("record"),
  });
}

/**
 * A few characters that follow from a cursor and the filters beside it. A cursor carries its own filters and page size,
 * which nobody but the package can read: a page whose form shows others would say of its rows what isn't so. It is no
 * protection from someone who means to deceive, who could show any page as his own.
 * @param {Place} place
 */
function bond(place) {
  const parts = written(place);
  // A filter that a later version has is no part of an older link.
  const chosen = bound.filter((part) => parts[part] !== "").map((part) => [part, parts[part]]);
  // FNV-1a of 32 bits.
  let bits = 0x811c9dc5;
  for (const unit of JSON.stringify(chosen)) {
    bits = Math.imul(bits ^ /** @type {number} */ (unit.codePointAt(0)), 0x01000193);
  }
  return (bits >>> 0).toString(36);
}

/**
 * The place that an address names: reload, back and a shared link lead there.
 * @param {URLSearchParams} query
 * @param {string} prefix before each parameter's name, which keeps several elements of one page apart
 * @param {Place} usual what holds where the address says nothing
 * @returns {Place} with a cursor that the package refuses where the address's own belongs to other filters
 */
export function placeOf(query, prefix, usual) {
  const parts = written(usual);
  for (const [part, name] of Object.entries(names)) {
    const value = query.get(prefix + name);
    if (value !== null && value !== "") Object.assign(parts, { [part]: value });
  }
  const place = read(parts);
  if (place.cursor === "") return place;
  const [, cursor = "", proof = ""] = /^(.*)\.(\w+)$/s.exec(place.cursor) ?? [];
  const proved = { ...place, cursor };
  return proof === bond(proved) ? proved : { ...place, cursor: BROKEN_CURSOR };
}

/**
 * The address of a place. Other parameters stay as they are.
 * @param {string} href
 * @param {string} prefix
 * @param {Place} place
 * @param {Place} usual
 */
export function addressOf(href, prefix, place, usual) {
  const url = new URL(href);
  const [parts, usually] = [written(place), written(usual)];
  for (const [part, name] of /** @type {[Part, string][]} */ (Object.entries(names))) {
    const value = parts[part];
    if (value === usually[part]) url.searchParams.delete(prefix + name);
    else url.searchParams.set(prefix + name, part === "cursor" ? `${value}.${bond(place)}` : value);
  }
  return url.href;
}
