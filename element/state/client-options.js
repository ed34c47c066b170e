// @ts-check
/** @import { ClientOptions } from "trusthub-profiles" */

/** @typedef {Partial<Omit<ClientOptions, "baseUrl">>} OwnOptions those of a client that the host sets */

/**
 * A client's options, whose functions are whichever are set when they are called.
 * @param {string | URL} baseUrl
 * @param {() => OwnOptions} latest
 * @returns {ClientOptions}
 */
export function clientOptions(baseUrl, latest) {
  const own = Object.entries(latest()).map(([name, value]) => {
    if (typeof value !== "function") return [name, value];
    const call = (/** @type {unknown[]} */ ...args) => {
      const own = /** @type {Record<string, Function | undefined>} */ (latest())[name];
      // Not as a method of the options: `fetch: window.fetch` takes no other receiver than its window.
      return own?.(...args);
    };
    return [name, call];
  });
  return { ...Object.fromEntries(own), baseUrl: new URL(baseUrl, document.baseURI) };
}

/**
 * A URL as a string, wherever it is relative to; null where there is none.
 * @param {string | URL | null} url
 */
export function absolute(url) {
  if (url === null) return null;
  return URL.canParse(url, document.baseURI) ? new URL(url, document.baseURI).href : String(url);
}
