// @ts-check

/**
 * Why a signal was aborted. Signals have a reason from Chrome 98, Firefox 97 and Safari 15.4 on; before that, what `fetch`
 * rejects with stands for it.
 * @param {AbortSignal} signal
 * @returns {unknown}
 */
export function abortReason(signal) {
  const { reason } = signal;
  return reason === undefined ? new DOMException("This operation was aborted", "AbortError") : reason;
}

/**
 * A module of Node's own, where the runtime hands it out without an import, which would be in the way of bundlers: Node from
 * 20.16 on, Deno, Bun. Next's edge runtime has the function too, and it throws.
 * @template {keyof NodeModules} Name
 * @param {Name} name
 * @returns {NodeModules[Name] | undefined}
 */
export function nodeModule(name) {
  const { process } = /** @type {{ process?: Partial<NodeJS.Process> }} */ (globalThis);
  try {
    return /** @type {NodeModules[Name] | undefined} */ (process?.getBuiltinModule?.(name));
  } catch {
    return undefined;
  }
}

/**
 * @typedef {{
 *   "node:fs/promises": typeof import("node:fs/promises"),
 *   "node:url": typeof import("node:url"),
 *   "node:util": typeof import("node:util"),
 *   "node:zlib": typeof import("node:zlib"),
 * }} NodeModules
 */
