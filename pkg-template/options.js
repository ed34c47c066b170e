// @ts-check
/** @import { Told } from "./given.js" */
/** @import { OptionFacts } from "./glue.js" */
/** @import { HandlerOptions } from "./handler.d.ts" */
/** @import { ClientOptions, ListOptions } from "./index.d.ts" */

import { checkOptions as checkByCore } from "./core.js";
import { readOptions } from "./given.js";
import { isBrowser } from "./runtime.js";

/**
 * What the transport needs of a client.
 * @typedef {OptionFacts & Pick<ClientOptions, "credentials" | "fetch" | "onEvent"> & { told: Told }} CheckedClient
 */

/**
 * What a list needs, and as JSON what the core does.
 * @typedef {Pick<ListOptions, "signal" | "prefetch"> & { given: string }} CheckedList
 */

/**
 * Check the options of a call.
 * @param {unknown} options
 * @param {Parameters<typeof checkByCore>[0]["scope"]} scope
 * @returns {{ client: CheckedClient, list: CheckedList, handler: Pick<HandlerOptions, "authorize" | "onError"> }}
 */
export function checkOptions(options, scope) {
  const { values, told } = readOptions(options);
  const facts = checkByCore({ options: told, scope, isBrowser: isBrowser() });
  const { credentials, fetch, onEvent, signal, prefetch, authorize, onError } = values;
  return {
    client: { ...facts, credentials, fetch, onEvent, told: { .../** @type {object} */ (told), credentials: /** @type {any} */ (undefined) } },
    list: { signal, prefetch, given: JSON.stringify(told) },
    handler: { authorize, onError },
  };
}
