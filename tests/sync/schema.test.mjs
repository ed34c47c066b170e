// @ts-check
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { openDatabase } from "../../sync/src/database.mjs";
import { changes } from "../../sync/src/feed.mjs";
import { createSync } from "../../sync/src/index.mjs";
import { migrate } from "../../sync/src/migrate.mjs";
import { freshDatabase } from "./postgres.mjs";
import { all, storedProfiles, world } from "./world.mjs";

test("migrations: from an empty database, and nothing the second time", async (t) => {
  const database = await opened(t);
  assert.deepEqual(await migrate(database), [1, 2, 3]);
  assert.deepEqual(await migrate(database), []);
});

test("migrations: from the version before, with its data", async (t) => {
  const database = await opened(t);
  assert.deepEqual(await migrate(database, { to: 1 }), [1]);
  await database.query("INSERT INTO trusthub.profiles (sid, account_sid, email) VALUES ($1, 'AC', 'a@example.com')", [
    `BU${"0".repeat(32)}`,
  ]);
  await database.query(
    `INSERT INTO trusthub.changes (account_sid, sid, walk_id, kind, status_to, changed)
     VALUES ('AC', $1, 1, 'new', 'draft', '{"email": {"from": null, "to": "first@example.com"}}')`,
    [`BU${"0".repeat(32)}`],
  );
  assert.deepEqual(await migrate(database), [2, 3]);
  const feed = await all(changes(database, {}));
  assert.deepEqual(
    feed.map(({ changed }) => changed),
    [{ email: { from: null, to: "first@example.com" } }],
    "what was written by then is read as it is",
  );
  const { rows } = await database.query("SELECT email, forgotten_at FROM trusthub.profiles");
  assert.deepEqual(rows, [{ email: "a@example.com", forgotten_at: null }]);
});

test("migrations: many processes at once apply each one once", async (t) => {
  const database = await opened(t, 8);
  const applied = await Promise.all(Array.from({ length: 8 }, () => migrate(database)));
  assert.deepEqual(applied.flat(), [1, 2, 3]);
});

test("migrations: a database of a newer version is refused", async (t) => {
  const database = await opened(t);
  await migrate(database);
  await database.query("INSERT INTO trusthub.migrations (version, name) VALUES (9999, 'tomorrow')");
  await assert.rejects(migrate(database), { name: "SyncError", kind: "schema", message: /9999.*newer/ });
});

test("migrations: a role that may not migrate learns which version it needs, and who can", async (t) => {
  const url = await freshDatabase(t);
  const database = await openDatabase({ url, connections: 2 });
  t.after(() => database.close());
  await migrate(database, { to: 2 });
  const role = `reader_${new URL(url).pathname.slice(1)}`;
  await database.query(`CREATE ROLE ${role} LOGIN PASSWORD 'change-me'`);
  await database.query(`GRANT USAGE ON SCHEMA trusthub TO ${role}`);
  await database.query(`GRANT SELECT ON trusthub.migrations TO ${role}`);
  t.after(async () => {
    const admin = await openDatabase({
      url: Object.assign(new URL(url), { pathname: "/postgres" }).href,
      connections: 1,
    });
    await admin.query(`DROP ROLE ${role}`);
    await admin.close();
  });
  const reading = createSync({ database: Object.assign(new URL(url), { username: role, password: "change-me" }).href });
  t.after(() => reading.close());
  await assert.rejects(reading.status(), {
    name: "SyncError",
    kind: "schema",
    message: /has version 2 .* needs \d+, .*run sync or work once as the schema's owner/,
  });
  await database.query("INSERT INTO trusthub.migrations (version, name) VALUES (9999, 'tomorrow')");
  await assert.rejects(reading.status(), { kind: "schema", message: /9999.*newer/ });
});

test("migrations: an owner of the two schemas who may not create others can migrate them", async (t) => {
  const url = await freshDatabase(t);
  const database = await openDatabase({ url, connections: 1 });
  t.after(() => database.close());
  const role = `owner_${new URL(url).pathname.slice(1)}`;
  await database.query(`CREATE ROLE ${role} LOGIN PASSWORD 'change-me'`);
  for (const schema of ["trusthub", "trusthub_queue"]) {
    await database.query(`CREATE SCHEMA ${schema} AUTHORIZATION ${role}`);
  }
  const owner = createSync({ database: Object.assign(new URL(url), { username: role, password: "change-me" }).href });
  assert.deepEqual(await owner.migrate(), [1, 2, 3]);
  await owner.close();
  await database.query(`DROP OWNED BY ${role} CASCADE`);
  await database.query(`DROP ROLE ${role}`);
});

test("migrations: a database that cannot hold names of all languages is refused, with what to do", async (t) => {
  const url = new URL(await freshDatabase(t));
  const admin = await openDatabase({ url: url.href, connections: 1 });
  t.after(() => admin.close());
  const name = `${url.pathname.slice(1)}_latin`;
  await admin.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'`);
  const latin = await openDatabase({ url: Object.assign(url, { pathname: `/${name}` }).href, connections: 1 });
  await assert.rejects(migrate(latin), {
    name: "SyncError",
    kind: "database",
    message: /encoding is LATIN1, .*createdb --encoding=UTF8/,
  });
  await latin.close();
  await admin.query(`DROP DATABASE ${name}`);
});

test("the key of a profile is BU and 32 hexadecimal digits, of either case", async (t) => {
  const database = await opened(t);
  await migrate(database);
  const insert = (/** @type {string} */ sid) =>
    database.query("INSERT INTO trusthub.profiles (sid, account_sid) VALUES ($1, 'AC')", [sid]);
  const digits = "0123456789abcdefABCDEF0123456789";
  await insert(`BU${digits}`);
  for (const sid of [
    "",
    "BU",
    `bu${digits}`,
    `CU${digits}`,
    `BU${digits}0`,
    `BU${digits.slice(1)}`,
    `BU${digits.slice(1)}g`,
    `BU${digits.slice(1)}\n`,
    `BU0g${digits.slice(2)}`,
    `BUg${digits.slice(1)}`,
    `BU${digits.slice(1)}é`,
  ])
    await assert.rejects(insert(sid), { code: "23514" }, sid);
});

test("a status that nobody knows today is stored as it came", async (t) => {
  const { emulator, sync, database, first } = await world(t, [2]);
  const sid = String(emulator.profile(first, 0)["sid"]);
  emulator.change(first, { type: "edit", sid, fields: { status: "provisionally-approved" } });
  await sync.run();
  assert.deepEqual(
    (await storedProfiles(database)).find((profile) => profile.sid === sid)?.status,
    "provisionally-approved",
  );
});

test("forget erases a profile's personal data from its row and the feed, and later walks keep it so", async (t) => {
  const { emulator, sync, database, first } = await world(t, [4]);
  await sync.run();
  const { sid, friendly_name: name, email } = /** @type {Record<string, string>} */ (emulator.profile(first, 1));
  emulator.change(first, { type: "edit", sid: String(sid), fields: { email: "second@example.com" } });
  await sync.run();
  assert.deepEqual(await sync.forget([String(sid)]), { profiles: 1, changes: 2, oddities: 0, walks: 0 });
  emulator.change(first, { type: "reject", sid: String(sid) });
  emulator.change(first, { type: "edit", sid: String(sid), fields: { email: "third@example.com" } });
  const summary = await sync.run();
  assert.equal(summary.changed, 1, "the status, not the address");
  const rows = [
    ...(await database.query("SELECT * FROM trusthub.profiles WHERE sid = $1", [sid])).rows,
    ...(await all(sync.changes())).filter((change) => change.sid === sid),
  ];
  assert.equal(rows.length, 4);
  const kept = JSON.stringify(rows);
  for (const value of [name, email, "second@example.com", "third@example.com"])
    assert.ok(!kept.includes(String(value)), value);
  assert.equal(rows[0].status, "twilio-rejected");
  assert.equal((await sync.run()).changed, 0);
  const others = (await storedProfiles(database)).filter((profile) => profile.sid !== sid);
  assert.ok(
    others.every((profile) => profile.friendlyName !== null),
    "the others are untouched",
  );
  /** @type {unknown[]} */
  const wrong = [["BU1"], {}, undefined, { olderThanDays: 1e7 }, { olderThanDays: -1 }, { olderThanDays: "90" }];
  for (const what of wrong) {
    const call = sync.forget(/** @type {string[]} */ (what));
    await assert.rejects(call, { name: "SyncError", kind: "options" }, JSON.stringify(what));
  }
  assert.deepEqual(await sync.forget({ olderThanDays: 365_000 }), { profiles: 0, changes: 0, oddities: 0, walks: 0 });
});

test("forget by age erases the feed's old values and leaves the rows", async (t) => {
  const { sync, database } = await world(t, [3]);
  await sync.run();
  await database.query("UPDATE trusthub.changes SET at = now() - interval '100 days' WHERE id <= 2");
  assert.deepEqual(await sync.forget({ olderThanDays: 90 }), { profiles: 0, changes: 2, oddities: 0, walks: 0 });
  const feed = await all(sync.changes());
  assert.deepEqual(
    feed.map(({ changed }) => ["friendlyName" in changed, "status" in changed]),
    [
      [false, true],
      [false, true],
      [true, true],
    ],
  );
  assert.ok((await storedProfiles(database)).every((profile) => profile.email !== null));
  assert.deepEqual(await sync.forget({ olderThanDays: 90 }), { ...nothing, changes: 0 }, "once");
});

test("forget by age deletes old walks, but never an account's last complete one and those after it", async (t) => {
  const { emulator, sync, database, first } = await world(t, [2, 2]);
  const [, second = ""] = emulator.accounts.map(({ accountSid }) => accountSid);
  for (let night = 0; night < 4; night += 1) await sync.run();
  const days = { [first]: [400, 300, 200, 100], [second]: [400, 300, 20, 10] };
  for (const [account, ago] of Object.entries(days)) {
    await database.query(
      `UPDATE trusthub.walks SET finished_at = now() - age * interval '1 day' FROM (
         SELECT id, ($2::integer[])[row_number() OVER (ORDER BY id)] AS age FROM trusthub.walks WHERE account_sid = $1
       ) AS aged WHERE aged.id = walks.id`,
      [account, ago],
    );
  }
  // An account that has failed since its second night, and an oddity of its last complete one.
  await database.query(
    `UPDATE trusthub.walks SET state = 'failed', reason = 'gone' WHERE account_sid = $1
       AND finished_at > now() - interval '250 days'`,
    [first],
  );
  await database.query(
    `INSERT INTO trusthub.oddities (walk_id, account_sid, page, position, profile, issues)
     SELECT max(id), $1, 0, 0, '{}', '[]' FROM trusthub.walks WHERE account_sid = $1 AND state = 'complete'`,
    [first],
  );
  await sync.enqueue();
  const status = async () => {
    const { accounts, failed } = await sync.status();
    return { accounts, failed };
  };
  const before = await status();
  assert.deepEqual(await sync.forget({ olderThanDays: 90 }), { ...nothing, walks: 3 });
  const { rows } = await database.query(
    `SELECT account_sid AS account, state, extract(day FROM now() - finished_at)::integer AS ago
     FROM trusthub.walks ORDER BY account_sid = $1 DESC, id`,
    [first],
  );
  assert.deepEqual(
    rows.map(({ account, state, ago }) => [account === first ? 1 : 2, state, ago]),
    [
      [1, "complete", 300],
      [1, "failed", 200],
      [1, "failed", 100],
      [1, "queued", null],
      [2, "complete", 20],
      [2, "complete", 10],
      [2, "queued", null],
    ],
  );
  assert.deepEqual(await status(), before);
  assert.equal((await database.query("SELECT FROM trusthub.oddities")).rowCount, 1);
  assert.equal((await sync.run()).complete, 2);

  const guide = await readFile(new URL("../../docs/sync.md", import.meta.url), "utf8");
  const [, takeOut = ""] = /```sql\n(DELETE[^`]*)```/.exec(guide) ?? [];
  await database.query(takeOut.replaceAll(/AC\d{32}/g, first));
  const left = await sync.status();
  assert.deepEqual(
    left.accounts.map(({ accountSid }) => accountSid),
    [second],
  );
  assert.deepEqual([left.failed, (await all(sync.changes())).length], [[], 2]);
});

const nothing = { profiles: 0, changes: 0, oddities: 0, walks: 0 };

test("every query of the schema's documentation runs and answers", async (t) => {
  const { emulator, sync, database, first } = await world(t, [60, 0]);
  await sync.run();
  const [one, two, three, four] = [...emulator.profilesOf(first)].map(({ sid }) => String(sid));
  emulator.change(first, { type: "submit", sid: String(one) });
  emulator.change(first, { type: "reject", sid: String(two), errors: [{ code: 18601 }] });
  emulator.change(first, { type: "review", sid: String(four) });
  emulator.change(first, { type: "delete", sid: String(three) });
  await sync.run();
  emulator.change(first, { type: "approve", sid: String(one), validUntil: new Date(Date.now() + 864e5).toISOString() });
  await sync.run();
  // As if that had been yesterday.
  await database.query("UPDATE trusthub.changes SET at = at - interval '1 day'");
  await database.query("UPDATE trusthub.profiles SET gone_at = gone_at - interval '1 day'");
  const readme = await readFile(new URL("../../sync/README.md", import.meta.url), "utf8");
  const queries = [...readme.matchAll(/^### (.*)\n\n```sql\n([^`]*)```/gm)].map(([, title, sql]) => ({ title, sql }));
  assert.ok(queries.length >= 10, `${queries.length} queries`);
  const empty = new Set(["Accounts whose last walk failed", "Profiles that came back"]);
  for (const { title = "", sql = "" } of queries) {
    const { rows } = await database.query(sql);
    assert.equal(rows.length > 0, !empty.has(title), title);
  }
  const sidsOf = async (/** @type {string} */ wanted) =>
    (await database.query(queries.find(({ title }) => title === wanted)?.sql ?? "")).rows.map(({ sid }) => sid);
  assert.deepEqual(await sidsOf("Approved yesterday"), [one]);
  assert.deepEqual(await sidsOf("Gone yesterday"), [three]);
});

test("the roles of the documentation: a worker walks, a reader reads, and neither may more", async (t) => {
  const { url, database, sync, openSync, emulator, first } = await world(t, [5]);
  await sync.run();
  const guide = await readFile(new URL("../../docs/sync.md", import.meta.url), "utf8");
  const [, sql = ""] = /```sql\n(CREATE ROLE[^`]*)```/.exec(guide) ?? [];
  // Roles belong to the server, not to the database.
  const suffix = new URL(url).pathname.slice(1);
  const [worker, reader] = [`trusthub_worker_${suffix}`, `trusthub_reader_${suffix}`];
  await database.query(sql.replaceAll("trusthub_worker", worker).replaceAll("trusthub_reader", reader));
  t.after(async () => {
    // Their grants go with the database, which is dropped first.
    const admin = await openDatabase({
      url: Object.assign(new URL(url), { pathname: "/postgres" }).href,
      connections: 1,
    });
    await admin.query(`DROP ROLE IF EXISTS ${worker}`);
    await admin.query(`DROP ROLE IF EXISTS ${reader}`);
    await admin.close();
  });
  const as = (/** @type {string} */ role) =>
    Object.assign(new URL(url), { username: role, password: "change-me" }).href;

  emulator.change(first, { type: "add" });
  emulator.change(first, { type: "delete", sid: String(emulator.profile(first, 2)["sid"]) });
  const walking = openSync({ database: as(worker) });
  const { new: added, gone, failed } = await walking.run();
  assert.deepEqual({ added, gone, failed }, { added: 1, gone: 1, failed: [] });
  const reading = createSync({ database: as(reader) });
  t.after(() => reading.close());
  assert.equal((await all(reading.changes())).length, 7);
  assert.equal((await reading.status()).accounts.length, 1);

  const [workerDatabase, readerDatabase] = await Promise.all(
    [worker, reader].map((role) => openDatabase({ url: as(role), connections: 1 })),
  );
  t.after(() => Promise.all([workerDatabase?.close(), readerDatabase?.close()]));
  const denied = { code: "42501" };
  const forbidden = [
    [workerDatabase, "DELETE FROM trusthub.profiles"],
    [workerDatabase, "DELETE FROM trusthub.changes"],
    [workerDatabase, "UPDATE trusthub.changes SET changed = '{}'"],
    [workerDatabase, "CREATE TABLE trusthub.mine (n integer)"],
    [workerDatabase, "INSERT INTO trusthub.migrations (version, name) VALUES (3, 'x')"],
    [readerDatabase, "UPDATE trusthub.profiles SET status = 'x'"],
    [readerDatabase, "INSERT INTO trusthub.walks (account_sid) VALUES ('x')"],
    [readerDatabase, "SELECT * FROM trusthub.oddities"],
    [readerDatabase, "SELECT * FROM trusthub_queue.job"],
  ];
  for (const [who, statement] of /** @type {[typeof workerDatabase, string][]} */ (forbidden)) {
    await assert.rejects(who?.query(statement) ?? Promise.resolve(), denied, statement);
  }
});

/** @param {import("node:test").TestContext} t @param {number} [connections] */
async function opened(t, connections = 2) {
  const database = await openDatabase({ url: await freshDatabase(t), connections });
  t.after(() => database.close());
  return database;
}
