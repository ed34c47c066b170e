// @ts-check

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";

/** @import { AddressInfo } from "node:net" */

/** @type {Record<string, string>} */
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css" };

/**
 * A server of a built app, every path of which without a file is the app's own to route, and of the list under /twilio, which
 * another server has.
 * @param {string} folder
 * @param {string} other
 */
export async function serveApp(folder, other) {
  const server = createServer(async (request, response) => {
    const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
    if (pathname.startsWith("/twilio/")) {
      const answer = await fetch(new URL(pathname + search, other));
      const type = answer.headers.get("Content-Type") ?? "text/plain";
      return response.writeHead(answer.status, { "Content-Type": type }).end(Buffer.from(await answer.arrayBuffer()));
    }
    const file = types[extname(pathname)] === undefined ? "/index.html" : pathname;
    const content = await readFile(join(folder, file)).catch(() => null);
    if (content === null) return response.writeHead(404).end();
    return response.writeHead(200, { "Content-Type": types[extname(file)] }).end(content);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  return {
    url: `http://127.0.0.1:${/** @type {AddressInfo} */ (server.address()).port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
