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
