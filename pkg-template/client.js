// @ts-check
// The package's calls. Each entry exports them with its own way to make sure of the core before anything else.
/** @import * as library from "./index.d.ts" */
/** @import { GlueExports, ListPage } from "./glue.js" */

import { callSite, thrownBy } from "./errors.js";
import { onInstance } from "./instance.js";
import { createList } from "./list.js";
import { createWalk, onlyPage } from "./walk.js";

/** @typedef {() => void} Load Makes sure of the core. */

/**
 * @param {Load} load
 * @returns {typeof library.createClient}
 */
export function makeCreateClient(load) {
  return function createClient(options) {
    load();
    const client = { options: checked(createClient, (core) => core.checkClientOptions(options)), walks: 0 };
    return {
      listCustomerProfiles: function listCustomerProfiles(listOptions) {
        const list = checked(listCustomerProfiles, (core) => core.checkListOptions(listOptions));
        return createList(client, list, callSite(listCustomerProfiles));
      },
      // Its OptionsErrors reject too: nobody can overlook them, unlike a lazy list's.
      fetchCustomerProfile: async function fetchCustomerProfile(sid, fetchOptions) {
        const { signal } = checked(fetchCustomerProfile, (core) => core.checkFetchOptions(sid, fetchOptions));
        const begin = (/** @type {GlueExports} */ core, /** @type {number} */ number) =>
          core.Walk.toProfile(client.options, sid, number);
        const walk = createWalk({ client, signal, begin, site: callSite(fetchCustomerProfile) });
        const { profiles, issues, response } = await onlyPage(walk);
        return { profile: /** @type {library.CustomerProfile} */ (profiles[0]), issues, response };
      },
    };
  };
}

/**
 * @param {Load} load
 * @returns {typeof library.listCustomerProfiles}
 */
export function makeListCustomerProfiles(load) {
  return function listCustomerProfiles(options) {
    load();
    const [client, list] = checked(listCustomerProfiles, (core) => core.checkCallOptions(options));
    return createList({ options: client, walks: 0 }, list, callSite(listCustomerProfiles));
  };
}

/**
 * @param {Load} load
 * @returns {typeof library.parseCustomerProfilePage}
 */
export function makeParseCustomerProfilePage(load) {
  return function parseCustomerProfilePage(body, options) {
    load();
    return checked(parseCustomerProfilePage, (core) => core.parsePage(body, options));
  };
}

/**
 * @param {Load} load
 * @returns {typeof library.parseCursor}
 */
export function makeParseCursor(load) {
  return function parseCursor(text) {
    load();
    return checked(parseCursor, (core) => core.parseCursor(text));
  };
}

/**
 * Let the core check what a public call got. The stack of an error begins at the caller's line.
 * @template T
 * @param {Function} publicCall
 * @param {(core: GlueExports) => T} check
 */
function checked(publicCall, check) {
  try {
    return onInstance(check);
  } catch (error) {
    throw thrownBy(error, publicCall);
  }
}
