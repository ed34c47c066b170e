// @ts-check
// The package's calls. Each entry exports them with its own way to make sure of the core before anything else.
/** @import * as library from "./index.d.ts" */
/** @import { GlueExports } from "./glue.js" */
/** @import { Load } from "./internal.js" */

import { TrustHubError } from "./errors.js";
import { onInstance } from "./instance.js";
import { createList } from "./list.js";
import { callSite, createWalk, onlyPage } from "./walk.js";

/** @type {(load: Load) => typeof library.createClient} */
export const makeCreateClient = (load) =>
  function createClient(options) {
    load();
    const client = { options: checked(createClient, (core) => core.checkClientOptions(options)), walks: 0 };
    return {
      listCustomerProfiles: function listCustomerProfiles(listOptions) {
        const list = checked(listCustomerProfiles, (core) => core.checkListOptions(client.options, listOptions));
        return createList(client, list, callSite(listCustomerProfiles));
      },
      // Its OptionsErrors reject too: nobody can overlook them, unlike a lazy list's.
      fetchCustomerProfile: async function fetchCustomerProfile(sid, fetchOptions) {
        const { signal } = checked(fetchCustomerProfile, (core) =>
          core.checkFetchOptions(client.options, sid, fetchOptions),
        );
        const start = { client, signal, site: callSite(fetchCustomerProfile) };
        const walk = createWalk(start, (core, number) => core.Walk.toProfile(client.options, sid, number));
        const { profiles, issues, response } = await onlyPage(walk);
        return { profile: /** @type {library.CustomerProfile} */ (profiles[0]), issues, response };
      },
    };
  };

/** @type {(load: Load) => typeof library.listCustomerProfiles} */
export const makeListCustomerProfiles = (load) =>
  function listCustomerProfiles(options) {
    load();
    const [client, list] = checked(listCustomerProfiles, (core) => core.checkCallOptions(options));
    return createList({ options: client, walks: 0 }, list, callSite(listCustomerProfiles));
  };

/** @type {(load: Load) => typeof library.parseCustomerProfilePage} */
export const makeParseCustomerProfilePage = (load) =>
  function parseCustomerProfilePage(body, options) {
    load();
    return checked(parseCustomerProfilePage, (core) => core.parsePage(body, options));
  };

/** @type {(load: Load) => typeof library.parseCursor} */
export const makeParseCursor = (load) =>
  function parseCursor(text) {
    load();
    return checked(parseCursor, (core) => core.parseCursor(text));
  };

/**
 * Let the core check what a public call got. The stack of an error begins at the caller's line.
 * @type {<T>(publicCall: Function, check: (core: GlueExports) => T) => T}
 */
function checked(publicCall, check) {
  try {
    return onInstance(check);
  } catch (error) {
    if (error instanceof TrustHubError) Error.captureStackTrace?.(error, publicCall);
    throw error;
  }
}
