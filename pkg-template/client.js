// @ts-check
/** @import { Client, ClientOptions, CustomerProfileList as List, ListOptions } from "./index.js" */

import { CustomerProfileList } from "./list.js";
import { checkOptions } from "./options.js";

/**
 * @param {ClientOptions} options
 * @returns {Client}
 */
export function createClient(options) {
  const { client } = checkOptions(options, "client");
  return {
    listCustomerProfiles(listOptions) {
      const { list } = checkOptions(listOptions, "list");
      return new CustomerProfileList(client, list);
    },
  };
}

/**
 * @param {ClientOptions & ListOptions} options
 * @returns {List}
 */
export function listCustomerProfiles(options) {
  const { client, list } = checkOptions(options, "call");
  return new CustomerProfileList(client, list);
}
