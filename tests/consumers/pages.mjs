// @ts-check
// Serves pages to browsers, and the emulator under /twilio with the credentials added.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";

/** @import { AddressInfo } from "node:net" */
/** @import { Emulator } from "../../cli/emulator/emulator.mjs" */

/**
 * @param {object} options
 * @param {Emulator} options.emulator
 * @param {Record<string, string | Buffer>} [options.files] by path
 * @param {string} [options.root] a folder of more files
 * @param {Record<string, string>} [options.headers]
 * @param {string} [options.wasmType]
 */
export async function startPages({ emulator, files = {}, root, headers = {}, wasmType = "application/wasm" }) {
  const account = emulator.accounts[0];
  if (account === undefined) throw new Error("the emulator has no account");
  const authorization = `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString("base64")}`;
  /** @type {Record<string, string>} */
  const types = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": wasmType };

  const server = createServer(async (request, response) => {
    if (request.url?.startsWith("/twilio/")) {
      request.url = request.url.slice("/twilio".length);
      request.headers.authorization = authorization;
      return emulator.handle(request, response);
    }
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const type = types[extname(pathname)];
    const content =
      files[pathname] ?? (root === undefined ? null : await readFile(join(root, pathname)).catch(() => null));
    if (content === null || content === undefined || type === undefined) return response.writeHead(404).end();
    return response.writeHead(200, { "Content-Type": type, "Cache-Control": "no-store", ...headers }).end(content);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  return {
    url: `http://127.0.0.1:${/** @type {AddressInfo} */ (server.address()).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve(undefined));
        server.closeAllConnections();
      }),
  };
}
