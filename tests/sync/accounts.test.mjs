// @ts-check
import assert from "node:assert/strict";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { test } from "node:test";
import { createSync, readAccountsFile } from "../../sync/src/index.mjs";
import { listedAccounts } from "../../sync/src/listed-accounts.mjs";
import { all, tokenOf, world } from "./world.mjs";

const [one, two] = ["1", "2"].map((digit) => `AC${digit.repeat(32)}`);
const secret = "canary-0123456789";

test("a file of accounts: an Auth Token or an API key a line", async (t) => {
  const path = await fileOf(t, [
    { accountSid: one, authToken: secret },
    { accountSid: two, apiKey: "SK1", apiSecret: secret, note: "ignored" },
  ]);
  const { accounts, credentials } = readAccountsFile(path);
  assert.deepEqual(await all(accounts()), [one, two]);
  assert.deepEqual(await credentials(String(one)), { username: one, password: secret });
  assert.deepEqual(await credentials(String(two)), { username: "SK1", password: secret });
  await assert.rejects(credentials(`AC${"3".repeat(32)}`), { kind: "credentials" });
});

test("a file of accounts that others can read is refused, unless that is asked for", async (t) => {
  const path = await fileOf(t, [{ accountSid: one, authToken: secret }]);
  for (const mode of [0o644, 0o640, 0o604, 0o660]) {
    await chmod(path, mode);
    await assert.rejects(all(readAccountsFile(path).accounts()), {
      kind: "accounts",
      message: /chmod 600/,
    });
    assert.equal((await all(readAccountsFile(path, { insecure: true }).accounts())).length, 1);
  }
});

test("a folder in place of a file of accounts is named, with the reason", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "trusthub-profiles-accounts-"));
  t.after(() => rm(folder, { recursive: true }));
  await assert.rejects(all(readAccountsFile(folder).accounts()), {
    name: "SyncError",
    kind: "accounts",
    message: `${folder} cannot be read (EISDIR)`,
  });
});

test("a file of accounts is read again when it has changed", async (t) => {
  const path = await fileOf(t, [{ accountSid: one, authToken: "old" }]);
  const { accounts, credentials } = readAccountsFile(path);
  assert.deepEqual(await credentials(String(one)), { username: one, password: "old" });
  await writeFile(path, ndjson([{ accountSid: one, authToken: "new one" }, { accountSid: two, authToken: "another" }])); // biome-ignore format: two lines
  assert.deepEqual(await credentials(String(one)), { username: one, password: "new one" });
  assert.deepEqual(await all(accounts()), [one, two]);
});

test("standard input is read once, for the accounts and their credentials", async () => {
  const stdin = Readable.from([ndjson([{ accountSid: one, authToken: secret }])]);
  const { accounts, credentials } = readAccountsFile("-", { stdin });
  assert.deepEqual(await all(accounts()), [one]);
  assert.deepEqual(await credentials(String(one)), { username: one, password: secret });
});

test("a wrong line of accounts is named by its number, never by what is in it", async (t) => {
  const good = JSON.stringify({ accountSid: one, authToken: secret });
  const wrong = [
    [`${good}\n{"accountSid": "${one}", "authToken": "${secret}`, /line 2: not a JSON object/],
    [`["${secret}"]`, /line 1: not a JSON object/],
    [`{"accountSid": "${secret}", "authToken": "x"}`, /line 1: `accountSid` must be AC and 32 digits/],
    [`{"accountSid": "${one}", "authtoken": "${secret}"}`, /line 1: expected either `authToken`/],
    [`{"accountSid": "${one}", "authToken": "${secret}", "apiKey": "k", "apiSecret": "s"}`, /line 1: expected either/],
    [`${good}\n\n${good}`, /line 3: AC1+ stands there twice/],
    ["\n", /holds no account/],
  ];
  for (const [text, message] of /** @type {[string, RegExp][]} */ (wrong)) {
    const path = await fileOf(t, text);
    await assert.rejects(all(readAccountsFile(path).accounts()), (error) => {
      assert.match(String(error), message);
      assert.doesNotMatch(String(error), /canary/);
      return true;
    });
  }
  await assert.rejects(all(readAccountsFile("/none/accounts").accounts()), { message: /ENOENT/ });
});

test("an account is one, however the digits of its SID are spelled", async (t) => {
  const apiKey = { sid: `SK${"1".repeat(32)}`, secret };
  const { openSync, first } = await world(t, [{ profiles: 3, apiKey }]);
  const upper = `AC${first.slice(2).toUpperCase()}`;
  const sync = openSync({ credentials: () => ({ username: apiKey.sid, password: apiKey.secret }) });
  const { accounts, new: found } = await sync.run({ accounts: [first, upper] });
  assert.deepEqual([accounts, found], [1, 3]);
  assert.equal((await sync.run({ accounts: [upper] })).changed, 0);
  assert.equal((await all(sync.changes({ account: upper }))).length, 3);
  const line = (/** @type {string} */ accountSid) => ({ accountSid, apiKey: apiKey.sid, apiSecret: secret });
  const twice = readAccountsFile(await fileOf(t, [line(first), line(upper)]));
  await assert.rejects(all(twice.accounts()), { kind: "accounts", message: /line 2: .* stands there twice/ });
  const { credentials } = readAccountsFile(await fileOf(t, [{ accountSid: upper, authToken: secret }]));
  assert.deepEqual(await credentials(first), { username: upper, password: secret }, "as the file has it");
});

test("a list of accounts is asked again for a token that was refused, and after a minute's nights anew", async () => {
  let token = "old";
  let lists = 0;
  const list = async function* () {
    lists += 1;
    yield [{ sid: String(one), authToken: null }, { sid: String(two), authToken: token }]; // biome-ignore format: one page
  };
  const own = { username: String(one), password: secret };
  const { accounts, credentials } = listedAccounts(list, own);
  assert.deepEqual(await all(accounts()), [one, two]);
  assert.deepEqual(await credentials(String(one)), own);
  assert.deepEqual(await credentials(String(two)), { username: two, password: "old" });
  assert.equal(lists, 1);
  token = "new";
  assert.deepEqual(await credentials(String(two)), { username: two, password: "new" });
  assert.equal(lists, 2);
  await assert.rejects(credentials(`AC${"3".repeat(32)}`), { kind: "credentials" });
});

test("a list of accounts that fails says why, for each account whose token it would have had", async () => {
  const list = async function* () {
    yield [];
    throw new Error("the accounts: the API answered 503");
  };
  const { credentials } = listedAccounts(list, { username: String(one), password: secret });
  await assert.rejects(credentials(String(two)), {
    name: "SyncError",
    message: "the accounts and their tokens could not be listed: the accounts: the API answered 503",
  });
});

test("no credential is in any table, job, event or error", async (t) => {
  const canary = "c4nary".padEnd(32, "0");
  const { emulator, database, openSync, events, first } = await world(
    t,
    [
      { profiles: 30, authToken: `${canary}1` },
      { profiles: 5, authToken: `${canary}2` },
      { profiles: 5, authToken: `${canary}3` },
      { profiles: 5, authToken: `${canary}4` },
    ],
    { sync: { retries: 0 } },
  );
  const [, wrong = "", swapped = "", thrown = ""] = emulator.accounts.map(({ accountSid }) => accountSid);
  // A server that repeats what it was sent, in every spelling that comes to mind.
  const basic = Buffer.from(`${first}:${tokenOf(emulator, first)}`).toString("base64");
  const echo = { code: 1, message: `no: ${tokenOf(emulator, first)} Basic ${basic}` };
  emulator.fault("status", { status: 400, body: echo, account: first, times: Number.POSITIVE_INFINITY });
  const sync = openSync({
    credentials: (accountSid) => {
      if (accountSid === thrown) throw new Error(`vault said ${canary}5`);
      if (accountSid === wrong) return { username: accountSid, password: `${canary}6` };
      if (accountSid === swapped) return { username: first, password: tokenOf(emulator, first) };
      return { username: accountSid, password: tokenOf(emulator, accountSid) };
    },
  });
  const summary = await sync.run();
  assert.equal(summary.failed.length, 4);
  emulator.clearFaults();
  await sync.run();
  const { rows: tables } = await database.query(
    `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
     WHERE schemaname IN ('trusthub', 'trusthub_queue')`,
  );
  assert.ok(tables.length > 10);
  /** @type {[string, unknown][]} */
  const kept = [
    ["summary", summary],
    ["status", await sync.status()],
    ["events", events],
    ["feed", await all(sync.changes())],
  ];
  for (const { name } of tables) {
    const { rows } = await database.query(`SELECT t::text AS row FROM ${name} t`);
    if (["trusthub.profiles", "trusthub.walks", "trusthub_queue.job_common"].includes(name))
      assert.ok(rows.length > 0, name);
    kept.push([name, rows]);
  }
  for (const [name, value] of kept) {
    const text = JSON.stringify(value);
    assert.ok(!text.includes("c4nary"), name);
    assert.ok(!text.includes(basic.slice(0, 40)), name);
  }
});

test("options that can't be right are refused before anything is opened", () => {
  const database = "postgres://127.0.0.1:1/none";
  const wrong = [
    {},
    { database, dataFolder: "data" },
    { database, concurrency: 0 },
    { database, concurency: 4 },
    { database, retryDelaySeconds: 0.5 },
    { database: "" },
    { database: "host=127.0.0.1 dbname=none" },
    { dataFolder: "" },
  ];
  for (const options of wrong) {
    assert.throws(() => createSync(/** @type {any} */ (options)), { name: "SyncError", kind: "options" }, JSON.stringify(options)); // biome-ignore format: one thought
  }
});

/** @param {import("node:test").TestContext} t @param {string | readonly object[]} content */
async function fileOf(t, content) {
  const folder = await mkdtemp(join(tmpdir(), "trusthub-profiles-accounts-"));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, "accounts.ndjson");
  await writeFile(path, typeof content === "string" ? content : ndjson(content), { mode: 0o600 });
  return path;
}

/** @param {readonly object[]} lines */
function ndjson(lines) {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}
