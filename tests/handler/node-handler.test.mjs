// @ts-check
// What toNodeHandler promises servers of `(request, response)`.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { after, describe, it } from "node:test";
import { handlerWith, library } from "./installed-handler.mjs";

describe("toNodeHandler", () => {
  /** @type {import("node:http").Server[]} */
  const servers = [];
  after(() => Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve)))));

  /** @param {(request: any, response: any) => void} listener */
  async function serve(listener) {
    const server = createServer(listener);
    servers.push(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return /** @type {import("node:net").AddressInfo} */ (server.address()).port;
  }

  /** What a server answers to bytes. @param {number} port @param {string} bytes @returns {Promise<string>} */
  async function raw(port, bytes) {
    const socket = connect(port, "127.0.0.1");
    socket.write(bytes);
    return text(socket);
  }

  it("serves pages, with the IncomingMessage as context", async () => {
    /** @type {any[]} */
    const contexts = [];
    const handler = handlerWith({ authorize: (_, /** @type {any} */ context) => contexts.push(context) > 0 });
    const port = await serve(library.toNodeHandler(handler));
    const response = await fetch(`http://127.0.0.1:${port}/v1/CustomerProfiles`, { headers: { Cookie: "a=b" } });
    assert.equal(response.status, 200);
    assert.equal((await response.json()).results.length, 3);
    assert.equal(contexts[0].headers.cookie, "a=b");
    assert.equal((await fetch(`http://127.0.0.1:${port}/x`, { method: "POST", body: "x" })).status, 404);
  });

  it("takes the context that an option makes, and works under a prefix", async (context) => {
    const log = context.mock.method(console, "error", () => {});
    const options = { context: (/** @type {any} */ request) => ({ user: request.user.name }) };
    /** @type {import("trusthub-profiles/handler").ListHandler<any>} */
    const handler = handlerWith({
      authorize: (request, /** @type {any} */ { user }) => user === "ada" && request.url.includes("/mounted/v1/"),
    });
    const served = library.toNodeHandler(handler, options);
    const port = await serve((request, response) => {
      const user = request.headers["x-user"] === "ada" ? { name: "ada" } : undefined;
      // As Express does where a handler is mounted.
      const url = request.url.replace("/mounted", "");
      served(Object.assign(request, { originalUrl: request.url, url, user }), response);
    });
    const ask = (/** @type {string} */ user) =>
      fetch(`http://127.0.0.1:${port}/mounted/v1/CustomerProfiles`, { headers: { "X-User": user } });
    assert.equal((await ask("ada")).status, 200);
    assert.equal((await ask("eve")).status, 500, "its context throws");
    assert.equal(log.mock.callCount(), 1);
  });

  it("answers 400 to what Fetch can't express", async () => {
    const port = await serve(library.toNodeHandler(handlerWith()));
    for (const [line, host] of [
      ["TRACE /v1/CustomerProfiles", "a"],
      ["GET /v1/CustomerProfiles", "a b"],
      ["GET /v1/CustomerProfiles", "a:b:c"],
      ["GET ftp:/x", "a"],
    ]) {
      const answer = await raw(port, `${line} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      assert.match(answer, /^HTTP\/1\.1 (?:400|404) /, `${line} ${host}`);
    }
    const absolute = "GET http://a/v1/CustomerProfiles HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    assert.match(await raw(port, absolute), /^HTTP\/1\.1 200 /);
  });

  it("passes a Response of authorize's on, each of its cookies a header", async () => {
    const headers = new Headers({ Location: "https://staff.example/login" });
    headers.append("Set-Cookie", "a=1; Path=/");
    headers.append("Set-Cookie", "b=2");
    const port = await serve(
      library.toNodeHandler(handlerWith({ authorize: () => new Response("go", { status: 302, headers }) })),
    );
    const response = await fetch(`http://127.0.0.1:${port}/v1/CustomerProfiles`, { redirect: "manual" });
    assert.deepEqual([response.status, response.headers.getSetCookie()], [302, ["a=1; Path=/", "b=2"]]);
    assert.equal(await response.text(), "go");
  });

  it("ends the request to the API when its visitor leaves", async () => {
    /** @type {AbortSignal | undefined} */
    let signal;
    const { promise, resolve } = deferred();
    const hanging = (/** @type {string} */ _url, /** @type {any} */ init) => {
      signal = init.signal;
      return new Promise((_, reject) => {
        init.signal.addEventListener("abort", () => {
          reject(init.signal.reason);
          resolve(undefined);
        });
      });
    };
    const port = await serve(library.toNodeHandler(handlerWith({ fetch: hanging })));
    const socket = connect(port, "127.0.0.1");
    socket.write("GET /v1/CustomerProfiles HTTP/1.1\r\nHost: a\r\n\r\n");
    while (signal === undefined) await new Promise((next) => setTimeout(next, 5));
    socket.destroy();
    await promise;
    assert.equal(signal.aborted, true);
  });
});

function deferred() {
  /** @type {(value: unknown) => void} */
  let resolve = () => {};
  const promise = new Promise((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
