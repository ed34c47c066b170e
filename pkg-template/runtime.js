// @ts-check

/**
 * Whether this is a browser's page or worker, where whoever looks can read what the code knows. Node, Deno, Bun and
 * Cloudflare's workers have some of a browser's globals too, or get them from test tools (jsdom).
 */
export function isBrowser() {
  const { process, Deno, Bun, WebSocketPair, document, WorkerGlobalScope } = /** @type {any} */ (globalThis);
  const isServer = process?.versions?.node !== undefined || [Deno, Bun, WebSocketPair].some((it) => it !== undefined);
  return !isServer && (document !== undefined || WorkerGlobalScope !== undefined);
}

/**
 * Wait for no promise, and for no error of it.
 * @param {unknown} promise
 */
export function ignore(promise) {
  Promise.resolve(promise).catch(() => {});
}

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
