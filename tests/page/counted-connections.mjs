// @ts-check

import { once } from "node:events";
import { connect, createServer } from "node:net";

/** @import { AddressInfo } from "node:net" */

/**
 * Another address of a server, which counts the bytes that it sends.
 * @param {string} url
 */
export async function countedConnections(url) {
  const { hostname, port } = new URL(url);
  let bytes = 0;
  /** @type {Set<import("node:net").Socket>} */
  const open = new Set();
  const server = createServer((visitor) => {
    const behind = connect(Number(port), hostname);
    behind.on("data", (chunk) => {
      bytes += chunk.length;
    });
    visitor.pipe(behind).pipe(visitor);
    for (const socket of [visitor, behind]) {
      open.add(socket);
      // The other one ends with it, whoever broke off.
      socket
        .on("error", () => {})
        .on("close", () => {
          open.delete(socket);
          visitor.destroy();
          behind.destroy();
        });
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${/** @type {AddressInfo} */ (server.address()).port}/`,
    bytes: () => bytes,
    reset: () => {
      bytes = 0;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
