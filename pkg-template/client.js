// @ts-check
/** @import { Client, ClientOptions, CustomerProfileList, ListOptions } from "./index.js" */

import { onInstance } from "./instance.js";
import { createList } from "./list.js";

/**
 * @param {ClientOptions} options
 * @returns {Client}
 */
export function createClient(options) {
  const client = { options: onInstance((core) => core.checkClientOptions(options)), walks: 0 };
  return {
    listCustomerProfiles: (listOptions) =>
      createList(
        client,
        onInstance((core) => core.checkListOptions(listOptions)),
      ),
  };
}

/**
 * @param {ClientOptions & ListOptions} options
 * @returns {CustomerProfileList}
 */
export function listCustomerProfiles(options) {
  const [client, list] = onInstance((core) => core.checkCallOptions(options));
  return createList({ options: client, walks: 0 }, list);
}
