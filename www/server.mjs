// @ts-check
// Serves the page, the package and, under /twilio, the emulator with the credentials added.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** @import { AddressInfo } from "node:net" */
/** @import { IncomingMessage, ServerResponse } from "node:http" */
/** @import { Emulator } from "../emulator/emulator.mjs" */

const root = fileURLToPath(new URL("..", import.meta.url));
const apiPrefix = "/twilio";

/** @type {Record<string, string>} */
const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
};

const securityHeaders = {
  // The import map of index.html is the one inline script.
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self'; img-src data:; connect-src 'self'",
  "X-Content-Type-Options": "nosniff",
};

/**
 * @param {{ emulator: Emulator, host?: string, port?: number }} options
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function startServer({ emulator, host = "127.0.0.1", port = 0 }) {
  const account = emulator.accounts[0];
  if (account === undefined) throw new Error("the emulator has no account");
  const authorization = `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString("base64")}`;

  const server = createServer(async (request, response) => {
    if (request.url?.startsWith(`${apiPrefix}/`)) {
      request.url = request.url.slice(apiPrefix.length);
      request.headers.authorization = authorization;
      await emulator.handle(request, response);
    } else {
      await serveFile(request, response);
    }
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(undefined));
  });
  const address = /** @type {AddressInfo} */ (server.address());
  return {
    url: `http://${host}:${address.port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * A file of www/ or pkg/. The URL parser has taken `..` out of the path, and only plain names get through.
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 */
async function serveFile(request, response) {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const path = pathname === "/" ? "/index.html" : pathname;
  const file = path.startsWith("/pkg/") ? join(root, path) : join(root, "www", path);
  const type = types[extname(path)];
  try {
    if (type === undefined || !/^(\/[\w-]+)+\.\w+$/.test(path)) throw new Error("no such file");
    const content = await readFile(file);
    response.writeHead(200, { ...securityHeaders, "Content-Type": type, "Cache-Control": "no-store" }).end(content);
  } catch {
    response.writeHead(404, { ...securityHeaders, "Content-Type": "text/plain" }).end("not found\n");
  }
}
