// @ts-check
// `accounts`: the subaccounts, without secrets unless a file or a pipe gets them.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { run, startHub, startProxy } from "./command.mjs";

/** @type {Awaited<ReturnType<typeof startHub>>} */
let hub;

before(async () => {
  // Of each fifty, one is closed and one suspended.
  hub = await startHub({ accounts: 100, profiles: 0 });
});
after(() => hub.end());

describe("accounts", () => {
  it("ndjson in a pipe: all of them, without a token", async () => {
    const { out, err, code } = await run(["accounts"], { env: hub.env });
    assert.deepEqual([err, code], ["", 0]);
    const accounts = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.deepEqual(accounts.map(({ sid }) => sid).sort(), hub.emulator.accounts.map((one) => one.accountSid).sort());
    assert.deepEqual(Object.keys(accounts[0]), ["sid", "friendlyName", "status", "ownerAccountSid"]);
    for (const { authToken } of hub.emulator.accounts) assert.ok(!out.includes(authToken));
  });

  it("a table", async () => {
    const { out } = await run(["accounts", "--format", "table"], { env: hub.env });
    const rows = out.trimEnd().split("\n");
    assert.equal(rows.length, 101);
    assert.match(String(rows[0]), /^SID +Status +Owner +Name$/);
    assert.match(out, /^AC\w{32} {2}suspended {2}AC\w{32} {2}/m);
    for (const { authToken } of hub.emulator.accounts) assert.ok(!out.includes(authToken));
  });

  it("--active leaves out what is suspended or closed", async () => {
    const { out } = await run(["accounts", "--active"], { env: hub.env });
    const statuses = new Set(
      out
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).status),
    );
    assert.deepEqual([...statuses], ["active"]);
    assert.equal(out.trimEnd().split("\n").length, 96);
  });

  it("--format accounts: each account's token, in a file that its owner alone reads", async () => {
    const file = join(hub.folder, "accounts.ndjson");
    // One that was there, and that others could read.
    await writeFile(file, "before", { mode: 0o644 });
    const options = ["accounts", "--active", "--format", "accounts"];
    const { out, err, code } = await run([...options, "--output", file], { env: hub.env });
    assert.deepEqual([out, err, code], ["", "", 0]);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    const text = await readFile(file, "utf8");
    const known = new Map(hub.emulator.accounts.map(({ accountSid, authToken }) => [accountSid, authToken]));
    for (const line of text.trimEnd().split("\n")) {
      const { accountSid, authToken } = JSON.parse(line);
      assert.equal(authToken, known.get(accountSid));
    }
    assert.equal((await run(options, { env: hub.env })).out, text);
  });

  it("through the proxy that the environment names, unless it names the host too", async (t) => {
    const { asked, url } = await startProxy(t);
    const env = { ...hub.env, HTTP_PROXY: url };
    const direct = await run(["accounts"], { env: { ...env, NO_PROXY: "127.0.0.1" } });
    assert.deepEqual([direct.err, direct.code, asked], ["", 0, []]);
    const through = await run(["accounts"], { env });
    assert.deepEqual([through.err, through.code, through.out], ["", 0, direct.out]);
    assert.ok(asked.length > 0 && asked.every((host) => host === new URL(hub.emulator.url).host));
    // Refusals come through as well.
    const refused = await run(["accounts"], { env: { ...env, TWILIO_AUTH_TOKEN: "0".repeat(32) } });
    assert.equal(refused.code, 1);
    assert.match(refused.err, /the API answered 401 \(code 20003\)/);
  });

  it("a bearer token doesn't do", async () => {
    const { code, err } = await run(["accounts"], { env: { TWILIO_BEARER_TOKEN: "some-token" } });
    assert.equal(code, 2);
    assert.match(
      err,
      /accounts takes TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN, or an API key; not TWILIO_BEARER_TOKEN/,
    );
  });

  it("401", async () => {
    const { code, err } = await run(["accounts"], { env: { ...hub.env, TWILIO_AUTH_TOKEN: "0".repeat(32) } });
    assert.equal(code, 1);
    assert.match(err, /^trusthub-profiles: the accounts: the API answered 401 \(code 20003\): [^\n]+\n$/);
  });
});

describe("a server that isn't Twilio's", () => {
  const account = {
    sid: `AC${"0".repeat(32)}`,
    status: "active",
    friendly_name: "\u001b[31mred",
    owner_account_sid: null,
  };
  /** @type {readonly (readonly [string, unknown, RegExp])[]} */
  const bodies = [
    [
      "leads to another host",
      { accounts: [account], next_page_uri: "//elsewhere.example/2010-04-01/Accounts.json" },
      /next link that leads elsewhere\n$/,
    ],
    [
      "leads to another path",
      { accounts: [account], next_page_uri: "/2010-04-01/Accounts/AC0/Keys.json" },
      /next link that leads elsewhere\n$/,
    ],
    [
      "leads in a circle",
      { accounts: [account], next_page_uri: "/2010-04-01/Accounts.json?PageSize=1000" },
      /leads back to a page that was there already\n$/,
    ],
    ["answers something else", { profiles: [] }, /the answer is no page of accounts\n$/],
    ["answers no JSON", "<html>", /the answer is no page of accounts\n$/],
  ];
  for (const [name, body, message] of bodies) {
    it(name, async (t) => {
      const server = createServer((_, response) =>
        response.end(typeof body === "string" ? body : JSON.stringify(body)),
      );
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      t.after(() => server.close());
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      const env = { ...hub.env, TWILIO_API_URL: `http://127.0.0.1:${port}` };
      const { code, out, err } = await run(["accounts", "--format", "table"], { env });
      assert.match(err, message);
      assert.equal(code, 1);
      assert.doesNotMatch(out, /\u001b/);
    });
  }

  it("is asked over https alone", async () => {
    const { code, err } = await run(["accounts"], { env: { ...hub.env, TWILIO_API_URL: "http://api.example" } });
    assert.equal(code, 2);
    assert.match(err, /TWILIO_API_URL: credentials are sent over https only/);
  });
});
