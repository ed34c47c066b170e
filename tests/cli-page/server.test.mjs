// @ts-check
// The server of the page, over the emulator and over an account that is treated as a real one.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { startEmulator } from "../../cli/emulator/emulator.mjs";
import { startServer } from "../../cli/page/server.mjs";
import { root } from "../package/installed.mjs";

/** @import { Emulator } from "../../cli/emulator/emulator.mjs" */
/** @import { PageServer } from "../../cli/page/server.mjs" */

const LIST = "twilio/v1/CustomerProfiles";

/** @type {Emulator} */
let emulator;
before(async () => {
  emulator = await startEmulator({ profiles: 3 });
});
after(() => emulator.close());

const account = () => /** @type {Emulator["accounts"][number]} */ (emulator.accounts[0]);

/**
 * A request whose path and headers go out as they are.
 * @param {string} url
 * @param {string} path
 * @param {Record<string, string>} [headers]
 * @returns {Promise<number | undefined>} the status
 */
function statusOf(url, path, headers = {}) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    httpRequest({ hostname, port, path, headers }, (response) => resolve(response.resume().statusCode))
      .on("error", reject)
      .end();
  });
}

describe("the server over the emulator", () => {
  /** @type {PageServer} */
  let server;
  before(async () => {
    server = await startServer({ emulator });
  });
  after(() => server.close());

  it("serves the page under a policy that allows its own files, and its import map by its digest", async () => {
    const response = await fetch(server.url);
    const html = await response.text();
    assert.equal(html, await readFile(join(root, "www/index.html"), "utf8"));
    const policy = response.headers.get("Content-Security-Policy") ?? "";
    const map = /<script type="importmap">(.*?)<\/script>/s.exec(html)?.[1];
    assert.ok(map, "index.html has an import map");
    assert.ok(policy.includes(`'sha256-${createHash("sha256").update(map).digest("base64")}'`), policy);
    assert.ok(policy.startsWith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-"), policy);
    assert.ok(!policy.includes("unsafe-inline") && !policy.includes("'unsafe-eval'"), policy);
    for (const part of [
      "style-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ])
      assert.ok(policy.includes(part), part);
  });

  it("says what is behind it", async () => {
    const response = await fetch(`${server.url}server-info.json`);
    assert.deepEqual(await response.json(), { mode: "emulator" });
    assert.equal(server.startUrl, server.url);
  });

  it("asks the emulator by the handler", async () => {
    emulator.requests.length = 0;
    const response = await fetch(`${server.url}${LIST}?PageSize=2`, {
      headers: { Cookie: "a=b", Authorization: "Basic x" },
    });
    assert.equal((await response.json()).results.length, 2);
    assert.equal(emulator.requests.length, 1);
    assert.match(String(emulator.requests[0]?.headers["user-agent"]), /^trusthub-profiles\//);
    assert.equal(emulator.requests[0]?.headers.cookie, undefined);
    assert.equal((await fetch(`${server.url}${LIST}?PageSiz=2`)).status, 400);
    assert.equal((await fetch(`${server.url}${LIST}`, { method: "POST" })).status, 405);
  });

  it("serves the files of the page and of the package, and no others", async () => {
    for (const [path, status] of /** @type {const} */ ([
      ["/page.js", 200],
      ["/style.css", 200],
      ["/pkg/index.js", 200],
      ["/pkg/client.wasm", 200],
      ["/server.mjs", 404],
      ["/app.mjs", 404],
      ["/sign-in", 404],
      ["/pkg/package.json", 404],
      ["/pkg/", 404],
      ["/pkg/README.md", 404],
      ["/../package.json", 404],
      ["/pkg/../package.json", 404],
      ["/%2e%2e/package.json", 404],
      ["/..%2fpackage.json", 404],
      ["/pkg/..%2f..%2fpackage.json", 404],
      ["//etc/passwd", 404],
      ["/.git/config", 404],
      ["/page.js%00", 404],
      ["/no-such-file.js", 404],
    ])) {
      assert.equal(await statusOf(server.url, path), status, path);
    }
    const types = await Promise.all(
      ["pkg/index.js", "pkg/client.wasm", "style.css"].map(async (path) =>
        (await fetch(server.url + path)).headers.get("Content-Type"),
      ),
    );
    assert.deepEqual(
      types.map((type) => type?.split(";")[0]),
      ["text/javascript", "application/wasm", "text/css"],
    );
  });
});

describe("the server over a real account", () => {
  /** @type {PageServer} */
  let server;
  before(async () => {
    const { accountSid, authToken } = account();
    server = await startServer({ credentials: { username: accountSid, password: authToken }, baseUrl: emulator.url });
  });
  after(() => server.close());

  const token = () => new URL(server.startUrl).hash.slice(1);

  /** @param {string} given @param {Record<string, string>} [headers] */
  const signIn = (given, headers = {}) =>
    fetch(`${server.url}sign-in`, {
      method: "POST",
      redirect: "manual",
      headers: { Origin: new URL(server.url).origin, ...headers },
      body: new URLSearchParams({ token: given }),
    });

  it("has its token in the fragment of its address, which no server is sent", () => {
    const { pathname, search, hash } = new URL(server.startUrl);
    assert.deepEqual([pathname, search], ["/sign-in", ""]);
    assert.match(hash, /^#[\w-]{43}$/);
  });

  it("shows nothing but the way in to those who aren't signed in", async () => {
    emulator.requests.length = 0;
    for (const [path, status] of /** @type {const} */ ([
      ["/", 303],
      ["/index.html", 403],
      ["/page.js", 403],
      ["/pkg/index.js", 403],
      ["/server-info.json", 403],
      [`/${LIST}`, 403],
      ["/no-such-file", 403],
      ["/sign-in", 200],
      ["/sign-in/sign-in.js", 200],
      ["/sign-in/sign-in.css", 200],
    ])) {
      assert.equal(await statusOf(server.url, path), status, path);
      if (status === 403)
        assert.equal(await statusOf(server.url, path, { Cookie: `session=${token()}` }), status, path);
    }
    assert.equal(emulator.requests.length, 0);
  });

  it("lets nobody in by another token, from another site, or by a long body", async () => {
    for (const [given, headers, status] of /** @type {[string, Record<string, string>, number][]} */ ([
      ["", {}, 303],
      ["x", {}, 303],
      [token().slice(1), {}, 303],
      [`${token()} `, {}, 303],
      ["x".repeat(2000), {}, 413],
      [token(), { Origin: "https://evil.example" }, 403],
      [token(), { Origin: "null" }, 403],
    ])) {
      const response = await signIn(given, headers);
      assert.equal(response.status, status, given);
      assert.equal(response.headers.get("Set-Cookie"), null, given);
      if (status === 303) assert.equal(response.headers.get("Location"), "/sign-in?refused");
    }
    assert.equal(await statusOf(server.url, `/sign-in?token=${token()}`), 200, "a query opens nothing");
  });

  it("lets in whoever has the token", async () => {
    const response = await signIn(token());
    assert.deepEqual([response.status, response.headers.get("Location")], [303, "/"]);
    const cookie = response.headers.get("Set-Cookie") ?? "";
    assert.match(cookie, /^session-[0-9a-f]{8}=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    assert.ok(!cookie.includes(token()), "the cookie is another secret");
    const Cookie = cookie.split(";")[0] ?? "";
    assert.deepEqual(await (await fetch(`${server.url}server-info.json`, { headers: { Cookie } })).json(), {
      mode: "twilio",
    });
    const list = await fetch(`${server.url}${LIST}?PageSize=2`, { headers: { Cookie } });
    assert.equal((await list.json()).results.length, 2);

    for (const site of ["cross-site", "same-site"]) {
      assert.equal(
        await statusOf(server.url, `/${LIST}`, { Cookie, "Sec-Fetch-Site": site }),
        403,
        `a page of another origin (${site})`,
      );
    }
    const { port } = new URL(server.url);
    for (const host of [
      `evil.example:${port}`,
      "evil.example",
      "127.0.0.1.evil.example",
      "0.0.0.0",
      "localhost.evil.example",
    ]) {
      for (const path of ["/", "/sign-in", `/${LIST}`])
        assert.equal(await statusOf(server.url, path, { Cookie, Host: host }), 421, `Host: ${host}`);
    }
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, "[::1]:80", "localhost"]) {
      assert.equal(await statusOf(server.url, `/${LIST}`, { Cookie, Host: host }), 200, `Host: ${host}`);
    }
  });

  it("gives the next start another token", async () => {
    const { accountSid, authToken } = account();
    const other = await startServer({
      credentials: { username: accountSid, password: authToken },
      baseUrl: emulator.url,
    });
    assert.notEqual(new URL(other.startUrl).hash, new URL(server.startUrl).hash);
    await other.close();
  });
});

describe("the server's end", () => {
  it("lets what is being answered be answered", async () => {
    const server = await startServer({ emulator });
    emulator.fault("latency", { ms: 300 });
    emulator.requests.length = 0;
    const response = fetch(`${server.url}${LIST}?PageSize=2`);
    while (emulator.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const closed = server.close();
    assert.equal((await response).status, 200);
    await (await response).arrayBuffer();
    await closed;
    await assert.rejects(fetch(server.url));
  });

  it("doesn't wait for ever", async () => {
    const server = await startServer({ emulator });
    emulator.fault("hang");
    emulator.requests.length = 0;
    const response = fetch(`${server.url}${LIST}`).catch((error) => error.name);
    while (emulator.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await server.close();
    assert.equal(await response, "TypeError");
  });
});
