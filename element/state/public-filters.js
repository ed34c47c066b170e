// @ts-check
/** @import { CustomerProfilesFilters } from "../../pkg-template/element.js" */
/** @import { Filters } from "./place.js" */

import { eachFilter } from "./place.js";

/**
 * Filters as the element's property has them: without those that are none.
 * @param {Filters} filters
 * @returns {CustomerProfilesFilters}
 */
export function publicFilters(filters) {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value.length > 0));
}

/**
 * @param {CustomerProfilesFilters} filters
 * @returns {Filters}
 */
export function placeFilters(filters) {
  const given = /** @type {Readonly<Record<string, unknown>>} */ (filters);
  return eachFilter((name) => String(given[name] ?? ""), [filters.status ?? []].flat().map(String));
}
