// @ts-check
import { once } from "node:events";
import { connect, createServer } from "node:net";

/** @import { AddressInfo } from "node:net" */

/**
 * An address at which nobody listens until it is released: it is our own end of a connection. A port that was closed may be
 * another program's a moment later.
 */
export async function deadAddress() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const connection = connect(/** @type {AddressInfo} */ (server.address()).port, "127.0.0.1");
  const accepted = once(server, "connection");
  await once(connection, "connect");
  const [otherEnd] = await accepted;
  return {
    url: `http://127.0.0.1:${connection.localPort}`,
    release() {
      connection.destroy();
      otherEnd.destroy();
      server.close();
    },
  };
}
