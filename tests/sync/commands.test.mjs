// @ts-check
// The commands as processes of their own, over the emulator and a fresh database.

import assert from "node:assert/strict";
import { chmod, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { PgBoss } from "../../sync/node_modules/pg-boss/dist/index.js";
import { bin, environmentOf, run, shell, start, startGate } from "../cli/command.mjs";
import { machine } from "../environment.mjs";
import { withSync } from "../../sync/src/commands/shared.mjs";
import { apiProfiles, storedProfiles, tokenOf, world } from "./world.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("sync walks the environment's account and its active subaccounts; changes and status say what was found", async (t) => {
  const { emulator, env, database, first } = await place(t, [
    { profiles: 30 },
    { profiles: 12 },
    { profiles: 5, status: "suspended" },
    { profiles: 0 },
  ]);
  const night = await run(["sync"], { env });
  assert.equal(night.code, 0, night.err);
  assert.match(night.out, /^3 of 3 accounts walked, 42 profiles seen, [\d.]+ s\n42 new, 0 changed, .*0 back\n$/);
  const rejected = String(emulator.profile(first, 0)["sid"]);
  emulator.change(first, { type: "submit", sid: rejected });
  assert.equal((await run(["sync"], { env })).code, 0);
  emulator.change(first, { type: "reject", sid: rejected });
  const second = await run(["sync", "--concurrency", "2"], { env });
  assert.match(second.out, /\n0 new, 1 changed, 0 approved, 1 rejected, 0 gone, 0 back\n/);
  const changes = await run(["changes", "--since", "43", "--status", "twilio-rejected", "--account", first], { env });
  const lines = changes.out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map(({ id, sid, kind, status }) => ({ id, sid, kind, status })),
    [{ id: 44, sid: rejected, kind: "changed", status: { from: "pending-review", to: "twilio-rejected" } }],
  );
  const status = JSON.parse((await run(["status"], { env })).out);
  assert.deepEqual(status.walks, { queued: 0, walking: 0, waiting: 0, complete: 3, suspicious: 0, failed: 0 });
  const forgotten = await run(["forget", rejected], { env });
  assert.deepEqual([forgotten.code, forgotten.err], [0, "erased: 1 profile, 3 changes\n"]);
  const { rows } = await database.query("SELECT email FROM trusthub.profiles WHERE sid = $1", [rejected]);
  assert.deepEqual(rows, [{ email: null }]);
  const unknown = await run(["forget", rejected, `BU${"0".repeat(32)}`], { env });
  assert.equal(unknown.code, 1);
  assert.match(unknown.err, /^erased: 1 profile, 3 changes\n.*: 1 SID is of no stored profile/);
  const { err: atEnd } = await run(["changes", "--since", "44"], { env });
  const beyond = await run(["changes", "--since", "45"], { env });
  assert.deepEqual([atEnd, beyond.code, beyond.out], ["", 0, ""]);
  assert.match(beyond.err, /^the feed has no change 45 and none after it: /);
});

test("sync --accounts ends with 1 when an account failed, and says which and why", async (t) => {
  const { emulator, env, folder, first } = await place(t, [{ profiles: 3 }, { profiles: 3 }]);
  const [, second = ""] = emulator.accounts.map(({ accountSid }) => accountSid);
  const file = join(folder, "accounts.ndjson");
  const lines = [
    { accountSid: first, authToken: "wrong-canary" },
    { accountSid: second, authToken: tokenOf(emulator, second) },
  ];
  await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""), { mode: 0o600 });
  const night = await run(["sync", "--accounts", file], { env });
  assert.equal(night.code, 1);
  assert.match(night.out, new RegExp(`^1 of 2 accounts walked.*\nfailed: ${first}: .*401`, "s"));
  assert.equal(night.err, "trusthub-profiles: 1 account failed\n");
  assert.doesNotMatch(night.out + night.err, /canary/);
  const piped = await shell(`tail -n 1 ${file} | $COMMAND sync --accounts -`, { env });
  assert.deepEqual([piped.code, piped.err], [0, ""]);
});

test("on a terminal sync shows how far it is; a suspicious account ends it with 1", async (t) => {
  const { emulator, env, first } = await place(t, [{ profiles: 40 }, { profiles: 5 }]);
  const terminal = async (/** @type {string} */ words) =>
    // A pseudo-terminal of util-linux's `script`.
    (
      await promisify(execFile)("script", ["-qec", `stty cols 120; ${process.execPath} ${bin} ${words}`, "/dev/null"], {
        env: { ...machine, ...env, TERM: "xterm" },
      })
    ).stdout;
  assert.match(
    await terminal("sync"),
    /\[#{20}\] 2 of 2 accounts, 45 profiles, \d+ a second.*2 of 2 accounts walked, 45 profiles seen/s,
  );
  assert.doesNotMatch(await terminal("sync --quiet"), /#|a second/);
  for (const { sid } of [...emulator.profilesOf(first)].slice(0, 21)) {
    emulator.change(first, { type: "delete", sid: String(sid) });
  }
  const night = await run(["sync"], { env });
  assert.deepEqual([night.code, night.err], [1, "trusthub-profiles: 1 account suspicious\n"]);
  assert.match(night.out, new RegExp(`\nsuspicious: ${first}: 21 of 40 profiles .*--accept-gone`));
  const accepted = await run(["sync", "--accept-gone"], { env });
  assert.equal(accepted.code, 0);
  assert.match(accepted.out, /, 21 gone, /);
});

test("what sync --no-wait queues, work works off until SIGTERM", async (t) => {
  const { emulator, env, database } = await place(t, [{ profiles: 3000 }, { profiles: 10 }]);
  const queued = await run(["sync", "--no-wait"], { env });
  assert.deepEqual([queued.code, queued.err], [0, "2 accounts queued\n"]);
  assert.match(
    (await run(["sync", "--no-wait"], { env })).err,
    /^0 accounts queued, 2 were queued or under way already\n/,
  );
  const worker = start(["work"], { env });
  await worker.prints(/AC\w+: complete\n(.*\n)*AC\w+: complete\n/);
  worker.child.kill("SIGTERM");
  const { code, err } = await worker.ended;
  assert.deepEqual([code, err.split("\n").at(-2)], [143, "trusthub-profiles: ended by SIGTERM"]);
  assert.deepEqual(await storedProfiles(database), apiProfiles(emulator));
});

test("Ctrl-C ends sync with 130 while the database is away too", async (t) => {
  const { emulator, env, url } = await place(t, [{ profiles: 5 }]);
  const gate = await startGate(t, emulator, 1);
  const { hostname: host, port } = new URL(url);
  /** @type {Set<import("node:net").Socket>} */
  const sockets = new Set();
  const way = createServer((client) => {
    const server = connect({ host, port: Number(port) });
    client.pipe(server).pipe(client);
    for (const socket of [client, server]) sockets.add(socket.on("error", () => {}));
  });
  await once(way.listen(0, "127.0.0.1"), "listening");
  const { port: own } = /** @type {import("node:net").AddressInfo} */ (way.address());
  const database = Object.assign(new URL(url), { port: own }).href;
  const syncing = start(["sync", "--database", database], { env: { ...env, ...gate.env } });
  while (gate.kept === 0) await wait(10);
  way.close();
  for (const socket of sockets) socket.destroy();
  gate.open();
  syncing.child.kill("SIGINT");
  const { code, err } = await syncing.ended;
  assert.deepEqual([code, err], [130, "trusthub-profiles: interrupted\n"]);
});

test("a command whose embedded server is away says where that one's log is", async () => {
  const lost = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" });
  const context = /** @type {import("../../sync/src/commands/shared.mjs").Context} */ (/** @type {unknown} */ ({}));
  await assert.rejects(
    withSync({ data: "profiles" }, context, {}, () => Promise.reject(lost)),
    {
      exitStatus: 1,
      message: /^the database: connect ECONNREFUSED .*; what its server says is in profiles.server\.log$/,
    },
  );
});

test("changes --follow prints what comes, until Ctrl-C", async (t) => {
  const { env, sync } = await place(t, [{ profiles: 2 }]);
  await sync.migrate();
  const following = start(["changes", "--follow"], { env });
  await sync.run();
  await following.prints(/"id":2,/);
  following.child.kill("SIGINT");
  const { code, out } = await following.ended;
  assert.deepEqual([code, out.trimEnd().split("\n").length], [130, 2]);
  const one = await shell("$COMMAND changes | head -n 1", { env });
  assert.deepEqual([one.code, one.err], [0, ""]);
});

test("sync --every keeps a schedule, a missed night is made up for with the accounts as they are, and off ends it", async (t) => {
  const { emulator, env, database, sync } = await place(t, [{ profiles: 4 }]);
  const set = await run(["sync", "--every", "0 3 * * *", "--tz", "Europe/Berlin", "--no-wait"], { env });
  assert.deepEqual([set.code, set.err], [0, "scheduled: 0 3 * * * (Europe/Berlin)\n"]);
  assert.deepEqual((await sync.status()).schedules, [{ every: "0 3 * * *", tz: "Europe/Berlin" }]);
  // Nobody was there for two nights: they are made up for, once.
  await database.query("UPDATE trusthub_queue.schedule SET created_on = now() - interval '3 days'");
  await database.query("UPDATE trusthub_queue.version SET cron_on = now() - interval '2 days 1 minute'");
  const worker = start(["work"], { env });
  await worker.prints(/AC\w+: complete\n/);
  worker.child.kill("SIGTERM");
  await worker.ended;
  assert.equal((await sync.status()).accounts[0]?.profiles, emulator.accounts[0]?.profiles);
  const { rows } = await database.query("SELECT FROM trusthub_queue.job WHERE name = 'nights'");
  assert.equal(rows.length, 1);
  const table = await run(["status", "--format", "table"], { env });
  assert.match(table.out, /^1 account: 1 complete\nschedule: 0 3 \* \* \* \(Europe\/Berlin\)\nlast change: 4\n/);
  assert.equal((await run(["sync", "--every", "off"], { env })).code, 0);
  assert.deepEqual((await sync.status()).schedules, []);
});

test("a process that stays says at once that its accounts cannot be read, and when a night cannot be queued", async (t) => {
  const { emulator, env, url, folder, first } = await place(t, [{ profiles: 2 }]);
  const file = join(folder, "accounts.ndjson");
  for (const args of [["work"], ["sync", "--every", "0 3 * * *"]]) {
    const { code, err } = await run([...args, "--accounts", file], { env });
    assert.deepEqual([code, err], [1, `trusthub-profiles: ${file} cannot be read (ENOENT)\n`], args.join(" "));
  }
  const line = JSON.stringify({ accountSid: first, authToken: tokenOf(emulator, first) });
  await writeFile(file, line, { mode: 0o600 });
  const staying = start(["sync", "--every", "0 3 * * *", "--accounts", file], { env });
  await staying.prints(/works until it is stopped/);
  const boss = new PgBoss({ connectionString: url, schema: "trusthub_queue", supervise: false, schedule: false });
  await boss.start();
  await rm(file);
  await boss.send("nights");
  await boss.stop();
  await staying.prints(/the scheduled night could not be queued: .*accounts\.ndjson cannot be read/);
  staying.child.kill("SIGTERM");
  assert.equal((await staying.ended).code, 143);
});

test("wrong calls end with 2 and one line", async (t) => {
  const { env, url } = await place(t, [{ profiles: 1 }]);
  const calls = [
    [["sync", "--every", "0 3 * * *", "--accounts", "-"], /standard input/],
    [["sync", "--every", "never", "--no-wait"], /no schedule/],
    [["sync", "--database", "postgres://x", "--data", "y"], /either/],
    [["sync", "--concurrency", "0"], /concurrency/],
    [["changes", "--since", "x"], /whole number/],
    [["forget", "BU1"], /BU and 32 digits/],
    [["status", "--format", "xml"], /table, json/],
    [["work", "--acounts", "f"], /--accounts/],
    [["sync", "--every", "0 3 * * *", "--accept-gone"], /--accept-gone.*--every/],
    [["sync", "--every", "0 3 * * *", "--tz", "Europe/Berlim", "--no-wait"], /time zone/],
    // A shell's variable that is not set.
    [["sync", "--database", ""], /`database` must be a URL/],
    [["status", "--database", "host=db password=s3cret-canary"], /`database` must be a URL/],
    [["status", "--database", "postgres://sync:s3#cret-canary@127.0.0.1:1/none"], /`database` must be a URL.*%23/],
  ];
  for (const [args, message] of /** @type {[string[], RegExp][]} */ (calls)) {
    const { code, out, err } = await run(args, { env });
    assert.deepEqual([code, out, err.split("\n").length], [2, "", 2], `${args.join(" ")}: ${err}`);
    assert.match(err, message);
    assert.doesNotMatch(err, /canary/);
  }
  const away = await run(["status", "--database", "postgres://someone:s3cret-canary@127.0.0.1:1/none"], { env });
  assert.equal(away.code, 1);
  assert.match(away.err, /^trusthub-profiles: the database: .*ECONNREFUSED/);
  assert.doesNotMatch(away.err, /canary/);
  const refusing = createServer((socket) => socket.on("error", () => {}).once("data", () => socket.end("N")));
  await once(refusing.listen(0, "127.0.0.1"), "listening");
  t.after(() => refusing.close());
  const { port } = /** @type {import("node:net").AddressInfo} */ (refusing.address());
  const without = Object.assign(new URL(url), { password: "" }).href;
  for (const [database, message] of /** @type {const} */ ([
    [without, /: the database: it asks for a password, and PGPASSWORD and ~\/\.pgpass have none for it\n$/],
    [`postgres://x@127.0.0.1:${port}/x?sslmode=verify-full`, /: the database: it has no TLS: check its URL, .*sslmode/],
    [`postgres://x@127.0.0.1:${port}/x?sslmode=disable`, /: the database: Connection terminated unexpectedly\n$/],
  ])) {
    const failed = await run(["status", "--database", database], { env });
    assert.deepEqual([failed.code, failed.out], [1, ""]);
    assert.match(failed.err, message);
  }
  const nobody = await run(["sync"], { env: { ...env, TWILIO_ACCOUNT_SID: "" } });
  assert.equal(nobody.code, 2);
});

test("without a database of one's own: --data keeps an embedded one", async (t) => {
  const { emulator, env, folder } = await place(t, [{ profiles: 6 }]);
  const { TRUSTHUB_DATABASE_URL: _, ...without } = env;
  // Root's server runs as another user, who has to get there.
  await chmod(folder, 0o755);
  const data = join(folder, "data");
  const night = await run(["sync", "--data", data], { env: without });
  assert.equal(night.code, 0, night.err);
  const changes = await run(["changes", "--data", data], { env: without });
  assert.equal(changes.out.trimEnd().split("\n").length, 6);
  assert.equal(
    (await run(["sync", "--data", data], { env: without })).out.split("\n")[1],
    "0 new, 0 changed, 0 approved, 0 rejected, 0 gone, 0 back",
  );
  assert.equal(emulator.accounts.length, 1);
});

test("the program of the package's README runs as it stands", async (t) => {
  const { emulator, env, folder, first } = await place(t, [{ profiles: 8 }]);
  const readme = await readFile(join(root, "sync/README.md"), "utf8");
  const [, program = ""] = /```js\n(.*?)```/s.exec(readme) ?? [];
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  const local = `client: { baseUrl: "${emulator.url}" }, ...readAccountsFile(`;
  await writeFile(join(folder, "program.mjs"), program.replace("...readAccountsFile(", local));
  await writeFile(
    join(folder, "accounts.ndjson"),
    JSON.stringify({ accountSid: first, authToken: tokenOf(emulator, first) }),
    { mode: 0o600 },
  );
  const { stdout } = await promisify(execFile)(process.execPath, ["program.mjs"], {
    cwd: folder,
    env: { ...machine, ...env },
  });
  const rejected = [...emulator.profilesOf(first)].filter(({ status }) => status === "twilio-rejected");
  // New profiles are counted as new alone.
  const summary = "0 approved, 0 rejected, 0 gone, 0 accounts failed\n";
  assert.equal(stdout, summary + rejected.map(({ sid }) => `${sid} null\n`).join(""));
});

/** @param {import("node:test").TestContext} t @param {import("../../cli/emulator/api.d.ts").AccountOptions[]} accounts */
async function place(t, accounts) {
  const here = await world(t, accounts);
  const folder = await mkdtemp(join(tmpdir(), "trusthub-profiles-sync-"));
  t.after(() => rm(folder, { recursive: true, maxRetries: 20, retryDelay: 250 }));
  const env = { ...environmentOf(here.emulator), TRUSTHUB_DATABASE_URL: here.url };
  return { ...here, folder, env };
}
