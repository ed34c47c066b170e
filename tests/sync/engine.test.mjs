// @ts-check
// Walks that are stopped, shared and taken over.

import assert from "node:assert/strict";
import { test } from "node:test";
import { enqueue } from "../../sync/src/enqueue.mjs";
import { startWorker } from "../../sync/src/worker.mjs";
import {
  finishWalk,
  releaseWalk,
  renewLease,
  restartWalk,
  takeAbandonedWalk,
  takeWalks,
} from "../../sync/src/walks.mjs";
import { writeChanges, writePage } from "../../sync/src/write-page.mjs";
import { all, apiProfiles, changedFetch, gate, queueOf, storedProfiles, tokenOf, world } from "./world.mjs";

/** @import { SyncEvent } from "../../sync/index.d.ts" */

test("a walk that is stopped ends after the page under way, and is taken up at its cursor", async (t) => {
  const { emulator, database, openSync, sync } = await world(t, [5000]);
  const stop = new AbortController();
  const stopped = openSync({ onEvent: ({ type }) => type === "page" && stop.abort() });
  const first = await stopped.run({ signal: stop.signal });
  assert.deepEqual([first.complete, first.unfinished.length, first.profiles, first.new], [0, 1, 1000, 1000]);
  const { rows } = await database.query("SELECT state, pages, cursor IS NOT NULL AS has_cursor FROM trusthub.walks");
  assert.deepEqual(rows, [{ state: "queued", pages: 1, has_cursor: true }]);
  emulator.requests.length = 0;
  const rest = await sync.run();
  assert.deepEqual([rest.complete, rest.profiles, rest.new, rest.gone], [1, 5000, 5000, 0]);
  assert.equal(emulator.requests.length, 4, "the pages behind the cursor alone");
  assert.deepEqual(await storedProfiles(database), apiProfiles(emulator));
});

test("a walk that is stopped while it asks for missing profiles begins with them again", async (t) => {
  const asked = new AbortController();
  const fetch = changedFetch(async (url, answer) => {
    if (!url.pathname.endsWith("/CustomerProfiles")) asked.abort();
    return answer();
  });
  const { emulator, database, openSync, sync, first } = await world(t, [100]);
  await sync.run();
  for (const { sid } of [...emulator.profilesOf(first)].slice(0, 20)) {
    emulator.change(first, { type: "delete", sid: String(sid) });
  }
  emulator.requests.length = 0;
  const stopped = await openSync({ client: { baseUrl: emulator.url, fetch } }).run({ signal: asked.signal });
  assert.deepEqual([stopped.complete, stopped.unfinished, stopped.gone], [0, [first], 0]);
  assert.ok(emulator.requests.length <= 1 + 4, "those under way, of twenty");
  const { rows } = await database.query("SELECT state, listed FROM trusthub.walks WHERE finished_at IS NULL");
  assert.deepEqual(rows, [{ state: "queued", listed: true }]);
  emulator.requests.length = 0;
  const rest = await sync.run();
  assert.deepEqual([rest.complete, rest.gone], [1, 20]);
  assert.equal(emulator.requests.length, 20, "the list is not read again");
  assert.deepEqual(await storedProfiles(database), apiProfiles(emulator));
});

test("a worker that stays goes on at once with a walk that another one was stopped in", {
  timeout: 60_000,
}, async (t) => {
  const { emulator, database, sync, openSync } = await world(t, [3000]);
  await sync.enqueue();
  const stop = new AbortController();
  const begun = gate();
  const stopped = openSync({
    onEvent: ({ type }) => {
      if (type === "taken") begun.open();
      if (type === "page") stop.abort();
    },
  });
  const done = new AbortController();
  /** @type {number[]} */
  const taken = [];
  const staying = openSync({
    onEvent: (event) => {
      if (event.type === "taken") taken.push(event.page);
      if (event.type === "ended") done.abort();
    },
  });
  const first = stopped.work({ signal: stop.signal });
  await begun.opened;
  await Promise.all([first, staying.work({ signal: done.signal })]);
  assert.deepEqual(taken, [1]);
  assert.deepEqual(await storedProfiles(database), apiProfiles(emulator));
});

test("a stop gives up requests that the API does not answer, and the walk goes on later", async (t) => {
  const { sync, database, emulator, first } = await world(t, [3]);
  await sync.enqueue();
  const queue = await queueOf(t, database);
  emulator.fault("hang", { times: Number.POSITIVE_INFINITY });
  const asked = new AbortController();
  /** @type {Promise<void>} */
  const hanging = new Promise((resolve) => asked.signal.addEventListener("abort", () => resolve()));
  const worker = await startWorker({
    database,
    queue,
    credentials: () => ({ username: first, password: tokenOf(emulator, first) }),
    client: {
      baseUrl: emulator.url,
      fetch: changedFetch((_, answer) => {
        asked.abort();
        return answer();
      }),
    },
    concurrency: 1,
    retries: 4,
    leaseMs: 30_000,
    pollMs: 1000,
    graceMs: 50,
    only: null,
    signal: undefined,
    onEvent: () => {},
  });
  await hanging;
  await worker.stop();
  const { rows } = await database.query("SELECT state, failures, worker FROM trusthub.walks");
  assert.deepEqual(rows, [{ state: "queued", failures: 0, worker: null }]);
  emulator.clearFaults();
  assert.equal((await sync.run()).complete, 1);
});

test("concurrency bounds the walks under way, and one account is never walked twice at once", async (t) => {
  /** @type {Map<string, number>} */
  const underWay = new Map();
  const seen = { most: 0, twice: false };
  const onEvent = (/** @type {SyncEvent} */ event) => {
    if (!("accountSid" in event)) return;
    const before = underWay.get(event.accountSid) ?? 0;
    if (event.type === "taken") underWay.set(event.accountSid, before + 1);
    if (event.type === "ended") underWay.set(event.accountSid, before - 1);
    const open = [...underWay.values()];
    seen.most = Math.max(
      seen.most,
      open.reduce((sum, count) => sum + count, 0),
    );
    seen.twice ||= open.some((count) => count > 1);
  };
  const { openSync, emulator } = await world(
    t,
    Array.from({ length: 12 }, () => 1200),
  );
  emulator.fault("latency", { ms: 20, times: Number.POSITIVE_INFINITY });
  const summary = await openSync({ concurrency: 3, onEvent }).run();
  assert.equal(summary.complete, 12);
  assert.deepEqual(seen, { most: 3, twice: false });
});

test("two machines share a night: each account is walked once", async (t) => {
  const { emulator, database, openSync } = await world(
    t,
    Array.from({ length: 10 }, () => 30),
  );
  const nights = await Promise.all([openSync().run(), openSync().run()]);
  for (const summary of nights) assert.ok(summary.complete <= 10 && summary.failed.length === 0);
  const lists = emulator.requests.filter(({ path }) => path === "/v1/CustomerProfiles").length;
  const { rows } = await database.query("SELECT count(*)::integer AS walks FROM trusthub.walks");
  assert.equal(lists, rows[0].walks, "a walk is one list");
  assert.deepEqual(await storedProfiles(database), apiProfiles(emulator));
});

test("an account that is queued is not queued twice", async (t) => {
  const { sync, database } = await world(t, [3, 3]);
  assert.deepEqual(await sync.enqueue(), { queued: 2, alreadyOpen: 0 });
  assert.deepEqual(await sync.enqueue(), { queued: 0, alreadyOpen: 2 });
  const { rows } = await database.query(
    `SELECT (SELECT count(*)::integer FROM trusthub.walks) AS walks, (SELECT count(*)::integer FROM trusthub_queue.job
      WHERE name = 'walks') AS jobs`,
  );
  assert.deepEqual(rows, [{ walks: 2, jobs: 2 }]);
  const summary = await sync.run();
  assert.deepEqual([summary.accounts, summary.complete], [2, 2]);
});

test("an account whose walk ends while it is queued again gets another walk", async (t) => {
  const { sync, database, emulator, first } = await world(t, [1, 1]);
  await sync.enqueue([first]);
  const queue = await queueOf(t, database);
  const [walk] = await takeWalks(database.query, { worker: id(1), leaseMs: 60_000, accountSids: [first] });
  assert.ok(walk !== undefined);
  let isOver = false;
  /** @type {typeof database} */
  const meanwhile = {
    ...database,
    transaction: (work) =>
      database.transaction((transaction) =>
        work({
          ...transaction,
          async query(sql, params) {
            const result = await transaction.query(sql, params);
            if (!isOver) await finishWalk(database.query, walk, { state: "complete" });
            isOver = true;
            return result;
          },
        }),
      ),
  };
  const accountSids = emulator.accounts.map(({ accountSid }) => accountSid);
  const { walkIds, queued } = await enqueue(meanwhile, queue, accountSids, { acceptGone: false });
  assert.deepEqual([walkIds.length, queued], [2, 2]);
  assert.equal((await sync.run()).complete, 2);
});

test("a run walks its own accounts alone, however many others are queued before them", async (t) => {
  const { emulator, sync, database } = await world(
    t,
    Array.from({ length: 12 }, () => 2),
  );
  await sync.enqueue(emulator.accounts.slice(0, 11).map(({ accountSid }) => accountSid));
  const summary = await sync.run({ accounts: emulator.accounts.slice(11).map(({ accountSid }) => accountSid) });
  assert.deepEqual([summary.accounts, summary.complete], [1, 1]);
  const { rows } = await database.query(
    "SELECT state, count(*)::integer FROM trusthub.walks GROUP BY state ORDER BY 1",
  );
  assert.deepEqual(rows, [
    { state: "complete", count: 1 },
    { state: "queued", count: 11 },
  ]);
  const others = await database.query(
    `SELECT count(*)::integer FROM trusthub_queue.job
     WHERE name = 'walks' AND state = 'created' AND start_after <= now() AND retry_count = 0`,
  );
  assert.deepEqual(others.rows, [{ count: 11 }], "and puts none of the others off");
});

test("of two workers that believe to own one walk, the older writes nothing", async (t) => {
  const { sync, database, first } = await world(t, [3]);
  await sync.enqueue();
  const [one] = await takeWalks(database.query, { worker: id(1), leaseMs: 60_000, accountSids: [first] });
  assert.ok(one !== undefined);
  assert.deepEqual(
    await takeWalks(database.query, { worker: id(2), leaseMs: 60_000, accountSids: [first] }),
    [],
    "while its lease runs",
  );
  // As if it had been asleep for longer than its lease.
  await database.query("UPDATE trusthub.walks SET lease_until = now() - interval '1 second'");
  const two = await takeAbandonedWalk(database, { worker: id(2), leaseMs: 60_000, active: [], only: null });
  assert.equal(two?.id, one.id);
  const page = { accountSid: first, nextCursor: null, leaseMs: 60_000, oddities: [] };
  const rows = [{ sid: `BU${"1".repeat(32)}`, account_sid: first, status: "draft" }];
  const write = (/** @type {string} */ epoch) =>
    database.transaction((transaction) => writePage(transaction, { ...page, walkId: one.id, epoch, rows }));
  assert.equal(await write(one.epoch), null);
  assert.equal((await database.query("SELECT count(*)::integer AS n FROM trusthub.profiles")).rows[0].n, 0);
  assert.equal((await write(two?.epoch ?? ""))?.counts.new, 1);
});

test("walks are taken together, but for the one that another worker takes at that moment", async (t) => {
  const { sync, database, emulator, first } = await world(t, [1, 1, 1]);
  await sync.enqueue();
  const accountSids = emulator.accounts.map(({ accountSid }) => accountSid);
  const other = { worker: id(2), leaseMs: 60_000, accountSids: [first] };
  const taken = await overtaken(
    database,
    (query) => takeWalks(query, other),
    () => takeWalks(database.query, { worker: id(1), leaseMs: 60_000, accountSids }),
  );
  assert.deepEqual(taken.map(({ accountSid }) => accountSid).sort(), accountSids.slice(1).sort());
});

test("a walk ends with all of its counts while its lease is renewed, and not at all when another worker takes it", async (t) => {
  const { sync, database } = await world(t, [1, 1]);
  await sync.enqueue();
  const { rows } = await database.query("SELECT account_sid AS sid FROM trusthub.walks ORDER BY id");
  const accountSids = rows.map(({ sid }) => sid);
  const walks = await takeWalks(database.query, { worker: id(1), leaseMs: 60_000, accountSids });
  const [kept, lost] = walks.sort((one, other) => Number(one.id) - Number(other.id));
  assert.ok(kept !== undefined && lost !== undefined);
  for (const { id: walk } of walks) {
    await database.query(
      `INSERT INTO trusthub.walk_pages (walk_id, page, sids, new, changed, approved, rejected, back, odd)
       VALUES ($1, 0, '{}', 1, 2, 3, 4, 5, 6), ($1, 1, '{}', 10, 20, 30, 40, 50, 60)`,
      [walk],
    );
  }
  const finish = (/** @type {typeof kept} */ walk) => () =>
    database.transaction(({ query }) => finishWalk(query, walk, { state: "complete", gone: 7 }));
  const renew = "UPDATE trusthub.walks SET lease_until = now() + interval '1 minute' WHERE id = $1";
  assert.equal(await overtaken(database, (query) => query(renew, [kept.id]), finish(kept)), true);
  const raise = "UPDATE trusthub.walks SET epoch = epoch + 1 WHERE id = $1";
  assert.equal(await overtaken(database, (query) => query(raise, [lost.id]), finish(lost)), false);
  // Nor is it given back, its lease renewed or begun again by the worker that has lost it.
  for (const late of [
    releaseWalk(database.query, lost, { state: "waiting", failed: true }),
    renewLease(database, lost, 60_000),
    restartWalk(database.query, lost),
  ]) {
    assert.equal(await late, false);
  }
  const counted = await database.query(
    `SELECT state, new, changed, approved, rejected, back, odd, gone,
       (SELECT count(*)::integer FROM trusthub.walk_pages WHERE walk_id = walks.id) AS pages
     FROM trusthub.walks ORDER BY id`,
  );
  assert.deepEqual(counted.rows, [
    { state: "complete", new: 11, changed: 22, approved: 33, rejected: 44, back: 55, odd: 66, gone: 7, pages: 0 },
    { state: "walking", new: 0, changed: 0, approved: 0, rejected: 0, back: 0, odd: 0, gone: 0, pages: 2 },
  ]);
});

test("an account's first pages are written at once, and compared where one of their profiles is there already", async (t) => {
  const { sync, database, first } = await world(t, [0]);
  await sync.enqueue();
  const [walk] = await takeWalks(database.query, { worker: id(1), leaseMs: 60_000, accountSids: [first] });
  assert.ok(walk !== undefined);
  const page = {
    walkId: walk.id,
    epoch: walk.epoch,
    accountSid: first,
    nextCursor: null,
    leaseMs: 60_000,
    oddities: [],
  };
  const row = (/** @type {number} */ number, /** @type {string} */ status) => ({
    sid: `BU${String(number).repeat(32)}`,
    account_sid: first,
    status,
  });
  const write = (/** @type {ReturnType<typeof row>[]} */ rows) =>
    database.transaction(async (transaction) => {
      const it = await writePage(transaction, { ...page, rows });
      await writeChanges(transaction.query, { walkId: walk.id, accountSid: first, changes: it?.changes ?? [] });
      return it;
    });
  assert.equal((await write([row(1, "draft"), row(2, "draft")]))?.counts.new, 2);
  const written = await write([row(3, "draft"), row(2, "in-review"), row(1, "draft"), row(4, "draft")]);
  assert.deepEqual(
    written?.changes.map(({ kind, sid, from, to }) => [kind, sid[2], from, to]),
    [
      ["new", "3", null, "draft"],
      ["changed", "2", "draft", "in-review"],
      ["new", "4", null, "draft"],
    ],
  );
  const { rows } = await database.query("SELECT substr(sid, 3, 1) AS sid, status FROM trusthub.profiles ORDER BY sid");
  assert.deepEqual(
    rows.map(({ sid, status }) => `${sid} ${status}`),
    ["1 draft", "2 in-review", "3 draft", "4 draft"],
  );
  assert.equal((await all(sync.changes())).length, 5);
});

/**
 * Begins `late` while `early` is written and not committed, so that it waits for a row, and returns what it comes to.
 * @template T
 * @param {import("../../sync/src/database.mjs").Database} database
 * @param {(query: import("../../sync/src/database.mjs").Query) => Promise<unknown>} early
 * @param {() => Promise<T>} late
 */
async function overtaken(database, early, late) {
  const waiting = await database.transaction(async ({ query }) => {
    await early(query);
    const result = late();
    const blocked = "SELECT FROM pg_locks WHERE NOT granted AND transactionid = pg_current_xact_id()::xid";
    while ((await query(blocked)).rowCount === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    return { result };
  });
  return waiting.result;
}

/** @param {number} number */
function id(number) {
  return `00000000-0000-4000-8000-00000000000${number}`;
}
