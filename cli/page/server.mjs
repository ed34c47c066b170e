// @ts-check
// The server of the page: over the emulator, or over a real account for those who sign in.

import { createAdaptorServer } from "#hono";
import { createApp } from "./app.mjs";
import { SignIn } from "./sign-in.mjs";

/** @import { AddressInfo } from "node:net" */
/** @import { Server } from "node:http" */
/** @import { Emulator } from "../emulator/emulator.mjs" */
/** @import { Account } from "./app.mjs" */

/**
 * @typedef {object} ServerOptions
 * @property {Emulator} [emulator] whose first account is shown, to anyone
 * @property {Account} [account] a real one, in its place
 * @property {string} [host]
 * @property {number} [port] 0, the usual, takes any free one
 * @property {(error: unknown) => void} [onError] gets every failure of the API; `console.error` unless given
 *
 * @typedef {object} PageServer
 * @property {string} url
 * @property {string} startUrl with the token in its fragment, where one is needed
 * @property {() => Promise<void>} close what is being answered is answered first, but nobody waits for it for long
 */

/** How long answers that are under way may take once the server is told to end. */
const GRACE_MS = 3000;

/**
 * @param {ServerOptions} options
 * @returns {Promise<PageServer>}
 */
export async function startServer({ emulator, account, host = "127.0.0.1", port = 0, onError }) {
  const shown = account ?? firstAccount(emulator);
  if (shown === undefined) throw new TypeError("expected an account, or an emulator with one");
  const signIn = account && new SignIn();
  const app = createApp(shown, { signIn, onError });

  const server = /** @type {Server} */ (createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }));
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(server.off("error", reject)));
  });
  const address = /** @type {AddressInfo} */ (server.address());
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${address.port}/`;
  /** @type {Promise<void> | undefined} */
  let closing;
  return {
    url,
    startUrl: signIn === undefined ? url : `${url}sign-in#${signIn.token}`,
    close() {
      closing ??= new Promise((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      });
      return closing;
    },
  };
}

/**
 * @param {Emulator | undefined} emulator
 * @returns {Account | undefined}
 */
function firstAccount(emulator) {
  const [first] = emulator?.accounts ?? [];
  if (emulator === undefined || first === undefined) return undefined;
  return { credentials: { username: first.accountSid, password: first.authToken }, baseUrl: emulator.url };
}
