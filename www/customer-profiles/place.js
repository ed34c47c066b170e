// @ts-check
/** @import { Client, CustomerProfileStatus, Cursor, ListOptions } from "trusthub-profiles" */

/**
 * Where in which list: the filters, the page's size and its cursor, each as typed or as it stands in the address bar.
 * An empty text is none.
 * @typedef {{ status: string, friendlyName: string, policySid: string, pageSize: string, cursor: string }} Place
 */

/** What the package makes of a place: whether it can be asked for is its rule, not this page's. */
export const place = {
  /**
   * The options that ask for it. A cursor carries its filters and its page size.
   * @param {Place} place
   * @returns {ListOptions}
   */
  options({ status, friendlyName, policySid, pageSize, cursor }) {
    if (cursor !== "") return { cursor: /** @type {Cursor} */ (cursor) };
    return { ...place.filters({ status, friendlyName, policySid }), ...(pageSize === "" ? {} : { pageSize: Number(pageSize) }) };
  },

  /**
   * @param {Pick<Place, "status" | "friendlyName" | "policySid">} filters
   * @returns {ListOptions}
   */
  filters({ status, friendlyName, policySid }) {
    return {
      ...(status === "" ? {} : { status: /** @type {CustomerProfileStatus} */ (status) }),
      ...(friendlyName === "" ? {} : { friendlyName }),
      ...(policySid === "" ? {} : { policySid }),
    };
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
        const message = error instanceof Error ? error.message.replace(/^option \w+: /, "") : String(error);
        found.set(option, message.charAt(0).toUpperCase() + message.slice(1));
      }
    }
    return found;
  },
};
