// @ts-check
/** @import { WireCustomerProfile, WireProfileFields } from "./api.d.ts" */
import { createClient } from "trusthub-profiles";
import { requireKnown } from "../emulator/names.mjs";
import { emulatorFetch } from "./emulator-fetch.mjs";
import { makeWireProfile, wireFields } from "./profiles.mjs";

/** @type {typeof import("./api.d.ts").makeWirePage} */
export const makeWirePage = (options = {}) => {
  requireOptions(options, ["profiles", "page", "pageSize", "origin"]);
  const { profiles = 3, page = 0, pageSize = 50, origin = "https://trusthub.twilio.com" } = options;
  if (!Number.isInteger(page) || page < 0) throw new RangeError(`page is a whole number from 0, not ${page}`);
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > 1000) {
    throw new RangeError(`pageSize is a whole number from 1 to 1000, not ${pageSize}`);
  }
  const all = wireProfiles(profiles);
  /** @param {number} of */
  const link = (of) => {
    // Tokens of this form name the profile before the page.
    const token = of === 0 ? "" : `&PageToken=PA${all[of * pageSize - 1]?.sid}`;
    return `${origin}/v1/CustomerProfiles?PageSize=${pageSize}&Page=${of}${token}`;
  };
  const start = page * pageSize;
  return {
    results: all.slice(start, start + pageSize),
    meta: {
      page,
      page_size: pageSize,
      first_page_url: link(0),
      previous_page_url: page === 0 ? null : link(page - 1),
      url: link(page),
      next_page_url: start + pageSize < all.length ? link(page + 1) : null,
      key: "results",
    },
  };
};

/** @type {typeof import("./api.d.ts").makeList} */
export const makeList = (options = {}) => {
  requireOptions(options, ["profiles", "pageSize"]);
  const { profiles = 3, pageSize = 50 } = options;
  const wire = wireProfiles(typeof profiles === "number" ? profiles : profiles.map((fields) => wireFields(fields)));
  const fetch = emulatorFetch({ accounts: [{ profiles: wire }] });
  return createClient({ fetch }).listCustomerProfiles({ pageSize });
};

/** @type {typeof import("./api.d.ts").makePage} */
export const makePage = async (options) => makeList(options);

/**
 * @param {object} options
 * @param {readonly string[]} known
 */
function requireOptions(options, known) {
  for (const name of Object.keys(options)) requireKnown("option", name, known);
}

/**
 * @param {number | readonly WireProfileFields[]} wanted
 * @returns {WireCustomerProfile[]}
 */
function wireProfiles(wanted) {
  const fields = typeof wanted === "number" ? Array.from({ length: wanted }, () => ({})) : wanted;
  return fields.map((of, index) => makeWireProfile(of, index));
}
