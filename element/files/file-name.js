// @ts-check
/** @import { Store } from "../state/store.js" */

import { isFiltered, pageNumber } from "../state/place.js";

/**
 * How much of the list a file holds: a page, all of the filters, what was loaded until it stopped, or what of it is shown.
 * @param {Store} store
 * @returns {"page" | "all" | "part" | "narrowed"}
 */
export function extentOf(store) {
  if (store.isNarrowed && !isByStatusAlone(store)) return "narrowed";
  if (store.all === null) return "page";
  return store.all.state === "complete" ? "all" : "part";
}

/**
 * A file's name, which says what is in it: the statuses, whether other filters hold, how much, and the day.
 * @param {Store} store
 * @param {ReturnType<typeof extentOf>} extent
 * @param {string} extension
 * @param {Date} now
 */
export function fileName(store, extent, extension, now) {
  const { filters } = store.place;
  const hasOthers = isFiltered({ ...filters, status: [] });
  const page = pageNumber(store);
  // A status of a link may be anything, and a file's name may not.
  const parts = [
    "customer-profiles",
    ...filters.status.map((status) =>
      status
        .replace(/^twilio-/, "")
        .replaceAll(/[^\w-]/g, "_")
        .slice(0, 40),
    ),
    ...(hasOthers ? ["filtered"] : []),
    extent === "page" ? (page === null ? "page" : `page-${page}`) : extent === "narrowed" ? "selection" : extent,
    localDay(now),
  ];
  return `${parts.join("-")}.${extension}`;
}

/** The reader's own day: in Tokyo it is another than in UTC until nine in the morning. @param {Date} date */
function localDay(date) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** A whole list that is narrowed to statuses is all of these. @param {Store} store */
function isByStatusAlone({ place, all }) {
  return all?.state === "complete" && place.search.trim() === "" && place.since === "";
}
