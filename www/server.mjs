// @ts-check
// The server of the page: over the emulator, or over a real account for those who sign in.

import { createAdaptorServer } from "@hono/node-server";
import { createApp } from "./app.mjs";
import { SignIn } from "./sign-in.mjs";

/** @import { AddressInfo } from "node:net" */
/** @import { Server } from "node:http" */
/** @import { Credentials } from "trusthub-profiles" */
/** @import { Emulator } from "../cli/emulator/emulator.mjs" */

/**
 * @typedef {object} ServerOptions
 * @property {Emulator} [emulator] whose first account is shown, to anyone
 * @property {Credentials} [credentials] of a real account, in its place
 * @property {string} [baseUrl] of the real API
 * @property {string} [host]
 * @property {number} [port] 0, the usual, takes any free one
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
export async function startServer({ emulator, credentials, baseUrl, host = "127.0.0.1", port = 0 }) {
  const [account] = emulator?.accounts ?? [];
  const emulated = account && { username: account.accountSid, password: account.authToken };
  const given = credentials ?? emulated;
  if (given === undefined) throw new TypeError("expected credentials, or an emulator with an account");
  const signIn = credentials && new SignIn();
  const app = createApp({ credentials: given, baseUrl: credentials ? baseUrl : emulator?.url, signIn });

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
