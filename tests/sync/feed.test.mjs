// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { newProfile } from "../../sync/src/change.mjs";
import { changes } from "../../sync/src/feed.mjs";
import { writeChanges } from "../../sync/src/write-page.mjs";
import { ownServer } from "./postgres.mjs";
import { all, apiProfiles, gate, storedProfiles, world } from "./world.mjs";

test("an ID is a place in the feed: whoever keeps the last one misses and doubles nothing", async (t) => {
  const { sync } = await world(t, [1300, 5]);
  await sync.run();
  const whole = await all(sync.changes());
  assert.equal(whole.length, 1305);
  /** @type {number[]} */
  const seen = [];
  for (let since = 0; ; ) {
    let took = 0;
    for await (const { id } of sync.changes({ since })) {
      seen.push(id);
      since = id;
      took += 1;
      if (took === 400) break;
    }
    if (took === 0) break;
  }
  assert.deepEqual(
    seen,
    whole.map(({ id }) => id),
  );
  assert.deepEqual(
    seen,
    [...seen].sort((one, other) => one - other),
  );
});

test("a follower of the feed misses nothing while several walks write at once", async (t) => {
  const { emulator, sync, openSync } = await world(
    t,
    Array.from({ length: 8 }, () => 1500),
  );
  emulator.fault("latency", { ms: 5, times: Number.POSITIVE_INFINITY });
  await sync.migrate();
  /** @type {number[]} */
  const followed = [];
  const done = new AbortController();
  const following = (async () => {
    for await (const { id } of sync.changes({ follow: true, signal: done.signal })) {
      followed.push(id);
      if (followed.length === 12_000) done.abort();
    }
  })();
  await openSync({ concurrency: 8 }).run();
  await following;
  assert.deepEqual(
    followed,
    (await all(sync.changes())).map(({ id }) => id),
  );
});

test("no change is visible while one with a smaller ID is not", async (t) => {
  const { database, sync, first } = await world(t, [3]);
  await sync.migrate();
  const sid = `BU${"0".repeat(32)}`;
  /** @type {Promise<unknown>} */
  let night = Promise.resolve();
  await database.transaction(async ({ query }) => {
    const late = newProfile({ sid, status: "draft" });
    await writeChanges(query, { walkId: "0", accountSid: first, changes: [late] });
    night = sync.run();
    const waiting = `SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
      WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT l.granted`;
    while ((await query(waiting)).rowCount === 0) {
      assert.equal((await query("SELECT FROM trusthub.changes")).rowCount, 1, "its own alone");
      await wait(5);
    }
  });
  await night;
  assert.deepEqual(
    (await all(sync.changes())).map((change) => change.sid === sid),
    [true, false, false, false],
  );
});

test("walks that are queued, and changes that are written, ring at once", async (t) => {
  const { database, sync } = await world(t, [3]);
  await sync.migrate();
  for (const [channel, act] of /** @type {const} */ ([
    ["trusthub_walks", () => sync.enqueue()],
    ["trusthub_changes", () => sync.run()],
  ])) {
    const rung = gate();
    const stop = await database.listen(channel, rung.open);
    await act();
    await rung.opened;
    await stop();
  }
});

test("where notifications are not delivered, a follower asks again", async (t) => {
  const { database, sync } = await world(t, [3]);
  await sync.migrate();
  const deaf = { ...database, listen: () => Promise.reject(new Error("prepared statements only")) };
  const done = new AbortController();
  const feed = changes(deaf, { follow: true, signal: done.signal });
  const first = feed.next();
  await sync.run();
  assert.equal((await first).value?.kind, "new");
  done.abort();
  assert.equal((await feed.next()).done, true);
});

test("a follower outlives a restart of the database, says so and goes on where it was", async (t) => {
  const server = await ownServer(t);
  const { emulator, openSync, first } = await world(t, [3], { sync: { database: server.url } });
  /** @type {string[]} */
  const events = [];
  const done = new AbortController();
  const writer = openSync();
  await writer.run();
  const follower = openSync({ onEvent: ({ type }) => events.push(type) }).changes({
    follow: true,
    signal: done.signal,
  });
  const feed = follower[Symbol.asyncIterator]();
  /** @type {unknown[]} */
  const ids = [];
  for (let count = 0; count < 3; count += 1) ids.push((await feed.next()).value?.id);
  const next = feed.next();
  await server.stop("crash");
  while (events.length === 0) await wait(20);
  await server.start();
  emulator.change(first, { type: "add" });
  await openSync().run();
  ids.push((await next).value?.id);
  assert.equal(new Set(ids).size, 4);
  done.abort();
  assert.equal((await feed.next()).done, true);
  assert.deepEqual(events, ["database"]);
});

test("the feed of one status holds those that came to it, that of an account its own", async (t) => {
  const { emulator, sync, first } = await world(t, [20, 20]);
  await sync.run();
  const { lastChange: since } = await sync.status();
  const [, second = ""] = emulator.accounts.map(({ accountSid }) => accountSid);
  const [one, two] = [...emulator.profilesOf(first)].filter(({ status }) => status !== "twilio-rejected");
  const rejected = [...emulator.profilesOf(first)].find(({ status }) => status === "twilio-rejected");
  emulator.change(first, { type: "reject", sid: String(one?.["sid"]) });
  emulator.change(first, { type: "edit", sid: String(two?.["sid"]), fields: { email: "other@example.com" } });
  if (rejected)
    emulator.change(first, { type: "edit", sid: String(rejected["sid"]), fields: { email: "x@example.com" } });
  emulator.change(second, { type: "add" });
  await sync.run();
  const sidsOf = async (/** @type {import("../../sync/index.d.ts").ChangesOptions} */ options) =>
    (await all(sync.changes({ since, ...options }))).map(({ sid }) => sid);
  assert.deepEqual(
    await sidsOf({ status: "twilio-rejected" }),
    [one?.["sid"]],
    "a rejected one that changed otherwise is not",
  );
  assert.equal((await sidsOf({ account: second })).length, 1);
  assert.equal((await sidsOf({ account: [first, second] })).length, (await sidsOf({})).length);
  await assert.rejects(sidsOf({ account: "AC1" }), { name: "SyncError", kind: "options" });
  await assert.rejects(sidsOf({ since: -1 }), { name: "SyncError", kind: "options" });
});

test("a new profile's change has what the API said then, whatever came later", async (t) => {
  const { emulator, sync, first } = await world(t, [7]);
  const [edited, extended, far, removed, forgotten, old] = [...emulator.profilesOf(first)].map(({ sid }) =>
    String(sid),
  );
  /** @param {string | undefined} sid @param {Record<string, unknown>} fields */
  const edit = (sid, fields) => emulator.change(first, { type: "edit", sid: String(sid), fields });
  edit(far, { valid_until: "0000-01-01T00:00:00Z" });
  edit(extended, { shoe_size: [1, { deep: null }] });
  await sync.run();
  const before = await all(sync.changes());
  const expected = apiProfiles(emulator);
  assert.deepEqual(
    before.map(({ sid, kind, changed }) => [sid, kind, plainTo(changed)]).sort(),
    expected.map(({ sid, ...profile }) => [sid, "new", nonNull(profile)]).sort(),
  );

  edit(edited, { email: "second@example.com", valid_until: "2031-01-01T00:00:00Z", friendly_name: null });
  edit(extended, { shoe_size: 44, hat_size: 60 });
  edit(far, { valid_until: "9999-12-31T23:59:59-12:00" });
  emulator.change(first, { type: "delete", sid: String(removed) });
  edit(forgotten, { email: "secret@example.com" });
  await sync.run();
  edit(edited, { email: null, friendly_name: "third" });
  emulator.change(first, { type: "reject", sid: String(edited) });
  edit(far, { valid_until: null });
  edit(old, { email: "last@example.com" });
  await sync.run();
  assert.deepEqual((await all(sync.changes())).slice(0, 7), before);

  await sync.forget([String(forgotten)]);
  const personal = ["friendlyName", "email", "statusCallback", "extra", "issues"];
  const after = await all(sync.changes());
  assert.deepEqual(
    after.slice(0, 7).map(({ changed }) => changed),
    before.map(({ sid, changed }) => (sid === forgotten ? without(changed, personal) : changed)),
  );

  await sync.forget({ olderThanDays: 0 });
  const erased = await all(sync.changes());
  assert.deepEqual(
    erased.map(({ changed }) => changed),
    after.map(({ changed }) => without(changed, personal)),
    "also of profiles whose rows still have it",
  );
});

test("dates before a time zone's standard time are the same in a database of any zone", async (t) => {
  const { emulator, sync, url, database, openSync, first } = await world(t, [3], { sync: { retries: 0 } });
  const name = new URL(url).pathname.slice(1);
  await database.query(`ALTER DATABASE ${name} SET timezone = 'Europe/Berlin'`);
  const [one, two] = [...emulator.profilesOf(first)].map(({ sid }) => String(sid));
  /** @param {string | undefined} sid @param {Record<string, unknown>} fields */
  const edit = (sid, fields) => emulator.change(first, { type: "edit", sid: String(sid), fields });
  // What other systems write for "none", and a year in which Berlin was 53 minutes and 28 seconds ahead.
  edit(one, { valid_until: "0001-01-01T00:00:00Z" });
  edit(two, { date_created: "1850-06-01T00:00:00Z" });
  await sync.run();
  const before = await all(sync.changes());
  assert.equal(before.find(({ sid }) => sid === one)?.changed["validUntil"]?.to, "0001-01-01T00:00:00.000Z");
  edit(one, { valid_until: "2030-01-01T00:00:00Z" });
  edit(two, { email: "two@example.com" });
  // Its connections begin in the database's zone, as those of the first may not.
  const summary = await openSync().run();
  assert.deepEqual([summary.failed, summary.changed], [[], 2]);
  const changed = new Map((await all(sync.changes({ since: 3 }))).map((change) => [change.sid, change.changed]));
  assert.deepEqual(changed.get(String(one))?.["validUntil"], {
    from: "0001-01-01T00:00:00.000Z",
    to: "2030-01-01T00:00:00.000Z",
  });
  assert.equal(changed.get(String(two))?.["dateCreated"], undefined, "it did not change");
  assert.deepEqual((await all(openSync().changes())).slice(0, 3), before);
  assert.deepEqual(await storedProfiles(database), apiProfiles(emulator));
});

test("a walk that finds some of a new account's profiles stored already adds the others", async (t) => {
  const { emulator, sync, database, first } = await world(t, [30]);
  await sync.run();
  // As if the first walk had died behind its first page, while the API went on.
  await database.query("UPDATE trusthub.walks SET state = 'failed', reason = 'died'");
  const { sid } = emulator.profile(first, 4);
  emulator.change(first, { type: "edit", sid: String(sid), fields: { email: "later@example.com" } });
  emulator.change(first, { type: "add" });
  emulator.change(first, { type: "add" });
  const summary = await sync.run();
  assert.deepEqual([summary.new, summary.changed, summary.profiles], [2, 1, 32]);
  assert.deepEqual(await storedProfiles(database), apiProfiles(emulator));
  const later = (await all(sync.changes())).slice(30);
  assert.deepEqual(later.map(({ kind }) => kind).sort(), ["changed", "new", "new"]);
  assert.equal((await sync.run()).changed, 0);
});

/** @param {Readonly<Record<string, { from: unknown, to: unknown }>>} changed */
function plainTo(changed) {
  for (const { from } of Object.values(changed)) assert.equal(from, null);
  return Object.fromEntries(
    Object.entries(changed)
      .map(([name, { to }]) => [name, to])
      .sort(),
  );
}

/** @param {Record<string, unknown>} profile */
function nonNull(profile) {
  const entries = Object.entries(profile).filter(([, value]) => value !== null);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]).sort(),
  );
}

/** @param {Readonly<Record<string, unknown>>} changed @param {readonly string[]} names */
function without(changed, names) {
  return Object.fromEntries(Object.entries(changed).filter(([name]) => !names.includes(name)));
}
