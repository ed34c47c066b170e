// @ts-check
// `accounts`: the subaccounts, without secrets unless a file or a pipe gets them.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as moment } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { accountsOf } from "../../cli/accounts/subaccounts.mjs";
import { run, shell, start, startGate, startHub, startProxy } from "./command.mjs";

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

  it("--format accounts: a file of the shell's is its owner's alone too, and tables' stay", async () => {
    const line = `umask 022; for format in accounts ndjson; do $COMMAND accounts --format $format > "$FOLDER/$format"; done`;
    const { err, code } = await shell(line, { env: { ...hub.env, FOLDER: hub.folder } });
    assert.deepEqual([err, code], ["", 0]);
    const modes = await Promise.all(["accounts", "ndjson"].map((name) => stat(join(hub.folder, name))));
    assert.deepEqual(
      modes.map(({ mode }) => (mode & 0o777).toString(8)),
      ["600", "644"],
    );
    assert.equal((await readFile(join(hub.folder, "accounts"), "utf8")).split("\n").length, 101);
  });

  it("leaves the file that was there when the list fails, and nothing beside it", async (t) => {
    const file = join(hub.folder, "kept.ndjson");
    await writeFile(file, "before");
    const account = { sid: `AC${"0".repeat(32)}`, status: "active", auth_token: "0".repeat(32) };
    const link = "/2010-04-01/Accounts.json?Page=1";
    const server = createServer((request, response) => {
      const isFirst = !String(request.url).includes("Page=1");
      response.writeHead(isFirst ? 200 : 400).end(JSON.stringify({ accounts: [account], next_page_uri: link }));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    t.after(() => server.close());
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    const env = { ...hub.env, TWILIO_API_URL: `http://127.0.0.1:${port}` };
    const { code } = await run(["accounts", "--format", "accounts", "--output", file], { env });
    assert.equal(code, 1);
    assert.equal(await readFile(file, "utf8"), "before");
    assert.ok(!(await readdir(hub.folder)).some((name) => name.startsWith("kept") && name !== "kept.ndjson"));
  });

  it("of two calls of one file the later one goes on, and takes its own file", async (t) => {
    const file = join(hub.folder, "both.ndjson");
    await writeFile(file, "before");
    hub.emulator.fault("hang");
    t.after(() => hub.emulator.clearFaults());
    const gate = await startGate(t, hub.emulator, 0);
    const earlier = start(["accounts", "--output", file], { env: { ...hub.env, ...gate.env } });
    t.after(() => earlier.child.kill("SIGKILL"));
    while (gate.kept === 0) await moment(2);
    hub.emulator.requests.length = 0;
    const later = start(["accounts", "--output", file], { env: hub.env });
    t.after(() => later.child.kill("SIGKILL"));
    while (hub.emulator.requests.length === 0) await moment(2);
    gate.open();
    const { code, err } = await earlier.ended;
    assert.match(err, /^trusthub-profiles: another call writes \S+both\.ndjson too and began later, so [^\n]*\n$/);
    assert.equal(code, 2);
    assert.equal(await readFile(file, "utf8"), "before");
    assert.equal(await readFile(`${file}.partial`, "utf8"), "");
  });

  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    it(`leaves no file behind at ${signal}`, async (t) => {
      const file = join(hub.folder, `${signal}.ndjson`);
      hub.emulator.fault("hang");
      t.after(() => hub.emulator.clearFaults());
      hub.emulator.requests.length = 0;
      const { child, ended } = start(["accounts", "--format", "accounts", "--output", file], { env: hub.env });
      t.after(() => child.kill("SIGKILL"));
      while (hub.emulator.requests.length === 0) await moment(2);
      child.kill(signal);
      assert.equal((await ended).code, { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }[signal]);
      assert.ok(!(await readdir(hub.folder)).some((name) => name.startsWith(signal)));
    });
  }

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

  it("401, before the table begins", async () => {
    const env = { ...hub.env, TWILIO_AUTH_TOKEN: "0".repeat(32) };
    const { code, out, err } = await run(["accounts", "--format", "table"], { env });
    assert.deepEqual([out, code], ["", 1]);
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

  describe("sends its head, and half of the body", () => {
    /** @type {NodeJS.Timeout} */
    let collecting;
    before(() => {
      hub.emulator.fault("hang-body", { times: Infinity });
      // What holds a request together may be collected while its body is awaited.
      setFlagsFromString("--expose-gc");
      collecting = setInterval(runInNewContext("gc"), 100);
    });
    after(() => {
      clearInterval(collecting);
      hub.emulator.clearFaults();
    });

    it("which fails after a while", async () => {
      const { signal } = new AbortController();
      const walk = accountsOf(hub.env, { active: false, signal, timeoutMs: 1000 });
      await assert.rejects(walk.next(), /^CommandError: the accounts: the response was not whole in 1 s$/);
    });

    it("which a signal ends", async () => {
      const interrupt = new AbortController();
      setTimeout(() => interrupt.abort(new Error("interrupted")), 1000);
      const walk = accountsOf(hub.env, { active: false, signal: interrupt.signal });
      await assert.rejects(walk.next(), /^Error: interrupted$/);
    });
  });

  it("never ends its body", async (t) => {
    hub.emulator.fault("large-body");
    t.after(() => hub.emulator.clearFaults());
    const { code, err } = await run(["accounts"], { env: hub.env });
    assert.deepEqual([err, code], ["trusthub-profiles: the accounts: a response is larger than 64 MiB\n", 1]);
  });

  for (const behind of ["user:password@127.0.0.1:1", "127.0.0.1:1/path", "127.0.0.1:1/?query", "127.0.0.1:1/#hash"]) {
    it(`is asked at a host, and not at one with more: ${behind}`, async () => {
      const env = { ...hub.env, TWILIO_API_URL: `http://${behind}` };
      const { code, err } = await run(["accounts"], { env });
      assert.equal(
        err,
        "trusthub-profiles: TWILIO_API_URL: expected a scheme and a host alone, e.g. https://api.twilio.com\n",
      );
      assert.equal(code, 2);
    });
  }

  it("listens where fetch asks nobody", async () => {
    const { code, err } = await run(["accounts"], { env: { ...hub.env, TWILIO_API_URL: "http://127.0.0.1:1" } });
    assert.deepEqual(
      [err, code],
      ["trusthub-profiles: the accounts: no response of http://127.0.0.1:1: bad port\n", 1],
    );
  });

  it("is asked over https alone", async () => {
    const { code, err } = await run(["accounts"], { env: { ...hub.env, TWILIO_API_URL: "http://api.example" } });
    assert.equal(code, 2);
    assert.match(err, /TWILIO_API_URL: credentials are sent over https only/);
  });
});
