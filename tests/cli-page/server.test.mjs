// @ts-check
// The server of the page, over the emulator and over an account that is treated as a real one.

import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { after, before, describe, it } from "node:test";
import { startEmulator } from "../../cli/emulator/emulator.mjs";
import { startServer } from "../../cli/page/server.mjs";

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

/** What a page loads by its markup. @param {string} url */
async function filesOf(url) {
  const html = await (await fetch(url)).text();
  return [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => String(match[1]));
}

describe("the server over the emulator", () => {
  /** @type {PageServer} */
  let server;
  before(async () => {
    server = await startServer({ emulator });
  });
  after(() => server.close());

  it("serves the page under a policy that allows its own files alone", async () => {
    const response = await fetch(server.url);
    const policy = response.headers.get("Content-Security-Policy") ?? "";
    assert.ok(policy.startsWith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "), policy);
    assert.ok(!policy.includes("unsafe-inline") && !policy.includes("'unsafe-eval'"), policy);
    for (const part of [
      "style-src 'self'",
      "connect-src 'self'",
      "require-trusted-types-for 'script'",
      "trusted-types trusthub-profiles",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ])
      assert.ok(policy.includes(part), part);
    assert.ok(!/<script(?![^>]*\ssrc=)/.test(await response.text()), "there is no inline script");
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

  it("serves the page's files for good, by names that follow from their content, and no other file", async () => {
    const files = await filesOf(server.url);
    assert.deepEqual(
      files.map((path) => path.replace(/-[A-Z0-9]{8}\./, "-HASH.")),
      ["/assets/style-HASH.css", "/assets/client-HASH.wasm", "/assets/page-HASH.js", "/assets/element-HASH.js"],
    );
    const types = [];
    for (const path of files) {
      const response = await fetch(new URL(path, server.url));
      assert.equal(response.status, 200, path);
      assert.equal(response.headers.get("Cache-Control"), "public, max-age=31536000, immutable", path);
      assert.equal(response.headers.get("X-Content-Type-Options"), "nosniff", path);
      types.push(response.headers.get("Content-Type")?.split(";")[0]);
      const [name = ""] = path.split(/(?=\.\w+$)/);
      assert.equal(await statusOf(server.url, path.replace(name, name.slice(0, -1))), 404, "by another hash");
      for (const ending of [".br", ".gz"]) assert.equal(await statusOf(server.url, path + ending), 404, ending);
    }
    assert.deepEqual(types, ["text/css", "application/wasm", "text/javascript", "text/javascript"]);
    for (const path of [
      "/index.html",
      "/page.js",
      "/pkg/index.js",
      "/assets/",
      "/LICENSE-element",
      "/sign-in",
      "/sign-in/index.html",
      "/../package.json",
      "/assets/../../hono.mjs",
      "/%2e%2e/package.json",
      "/assets/..%2f..%2fhono.mjs",
      "//etc/passwd",
      "/.git/config",
      `${files[2]}%00`,
      "/no-such-file.js",
    ])
      assert.equal(await statusOf(server.url, path), 404, path);
  });

  for (const [accepted, encoding] of /** @type {const} */ ([
    ["gzip, deflate, br, zstd", "br"],
    ["gzip, deflate", "gzip"],
    ["identity", null],
  ])) {
    it(`sends the page, its files and the list as ${encoding} to whom takes "${accepted}"`, async () => {
      const [html = "", ...files] = ["/", ...(await filesOf(server.url))];
      for (const path of [html, ...files]) {
        const headers = { "Accept-Encoding": accepted };
        const response = await fetch(new URL(path, server.url), { headers });
        assert.equal(response.headers.get("Content-Encoding"), encoding, path);
        assert.equal(response.headers.get("Vary"), "Accept-Encoding", path);
        const plain = await fetch(new URL(path, server.url), { headers: { "Accept-Encoding": "identity" } });
        // Node's fetch has decoded it.
        assert.deepEqual(Buffer.from(await response.arrayBuffer()), Buffer.from(await plain.arrayBuffer()), path);
      }
      const list = await fetch(`${server.url}${LIST}`, { headers: { "Accept-Encoding": accepted } });
      assert.equal(list.headers.get("Content-Encoding"), encoding && "gzip");
      assert.equal(list.headers.get("Cache-Control"), "no-store");
      assert.equal((await list.json()).results.length, 3);
      const whole = await fetch(`${server.url}${LIST}?PageSize=1000`, { headers: { "Accept-Encoding": accepted } });
      assert.equal(whole.headers.get("Content-Encoding"), null, "load all's pages");
      assert.equal((await whole.json()).results.length, 3);
    });
  }

  it("asks browsers to ask again for the page itself, which is sent when it is another one", async () => {
    const headers = { "Accept-Encoding": "br" };
    const first = await fetch(server.url, { headers });
    assert.equal(first.headers.get("Cache-Control"), "no-cache");
    const tag = first.headers.get("ETag") ?? "";
    assert.match(tag, /^"\w+"$/);
    const again = await fetch(server.url, { headers: { ...headers, "If-None-Match": tag } });
    assert.deepEqual([again.status, await again.text(), again.headers.get("ETag")], [304, "", tag]);
    const other = await fetch(server.url, { headers: { ...headers, "If-None-Match": '"other"' } });
    assert.equal(other.status, 200);
  });
});

describe("the server over a real account", () => {
  /** @type {PageServer} */
  let server;
  before(async () => {
    const { accountSid, authToken } = account();
    server = await startServer({
      account: { credentials: { username: accountSid, password: authToken }, baseUrl: emulator.url },
    });
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
    const open = await filesOf(`${server.url}sign-in`);
    assert.equal(open.length, 2);
    const shown = await startServer({ emulator });
    const closed = await filesOf(shown.url);
    await shown.close();
    assert.equal(closed.length, 4);
    for (const [path, status] of /** @type {[string, number][]} */ ([
      ["/", 303],
      ["/index.html", 403],
      ...closed.map((file) => [file, 403]),
      ["/server-info.json", 403],
      [`/${LIST}`, 403],
      ["/no-such-file", 403],
      ["/sign-in", 200],
      ...open.map((file) => [file, 200]),
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

  it("takes any body for the form's, and says nothing of one that is none", async (t) => {
    const printed = t.mock.method(console, "error", () => {});
    for (const [type, body] of [
      ["multipart/form-data; boundary=x", "token=x"],
      ["multipart/form-data", "token=x"],
      ["application/json", "{"],
      ["application/x-www-form-urlencoded", "%"],
    ]) {
      const response = await fetch(`${server.url}sign-in`, {
        method: "POST",
        redirect: "manual",
        headers: { Origin: new URL(server.url).origin, "Content-Type": String(type) },
        body: String(body),
      });
      assert.deepEqual([response.status, response.headers.get("Location")], [303, "/sign-in?refused"], type);
    }
    assert.equal(printed.mock.callCount(), 0);
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
      account: { credentials: { username: accountSid, password: authToken }, baseUrl: emulator.url },
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
