// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { openQueue } from "../../sync/src/queue.mjs";
import { startWorker } from "../../sync/src/worker.mjs";
import { finishWalk, takeAbandonedWalk, takeWalks } from "../../sync/src/walks.mjs";
import { writeChanges, writePage } from "../../sync/src/write-page.mjs";
import { all, apiProfiles, changedFetch, storedProfiles, tokenOf, world } from "./world.mjs";

test("a walk that is stopped ends after the page under way, and is taken up at its cursor", async (t) => {
  const { emulator, database, openSync, sync } = await world(t, [5000]);
  const stop = new AbortController();
  const stopped = openSync({ onEvent: ({ type }) => type === "page" && stop.abort() });
  const first = await stopped.run({ signal: stop.signal });
  assert.deepEqual([first.complete, first.unfinished.length, first.profiles], [0, 1, 1000]);
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

test("a database that stores nothing is not waited for by asking the API all the time", async (t) => {
  /** @type {number[]} */
  const troubles = [];
  const { database, emulator, openSync, sync } = await world(t, [3]);
  await sync.migrate();
  await database.query(`
    CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = 'disk_full'; END $$;
    CREATE TRIGGER full_disk BEFORE INSERT ON trusthub.profiles EXECUTE FUNCTION full_disk()`);
  let repaired = Promise.resolve();
  const onEvent = (/** @type {import("../../sync/index.d.ts").SyncEvent} */ event) => {
    if (event.type !== "database") return;
    assert.match(event.reason, /53100/);
    if (troubles.push(performance.now()) === 2) {
      repaired = database.query("DROP TRIGGER full_disk ON trusthub.profiles").then(() => {});
    }
  };
  const summary = await openSync({ onEvent }).run();
  await repaired;
  assert.deepEqual([summary.complete, summary.new, summary.failed], [1, 3, []], "it is no failure of the walk");
  const [one = 0, two = 0] = troubles;
  assert.ok(two - one >= 990, `${two - one} ms`); // a timer never fires much too early
  assert.equal(emulator.requests.length, troubles.length + 1);
});

test("the last page and the end of a walk are one transaction, when nothing is missing", async (t) => {
  const { database, emulator, openSync, sync } = await world(t, [1003]);
  await sync.migrate();
  await database.query(`
    CREATE FUNCTION no_end() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = 'disk_full'; END $$;
    CREATE TRIGGER no_end BEFORE UPDATE ON trusthub.walks FOR EACH ROW WHEN (NEW.state = 'complete')
      EXECUTE FUNCTION no_end()`);
  const written = `SELECT (SELECT count(*)::integer FROM trusthub.profiles) AS profiles,
      (SELECT count(*)::integer FROM trusthub.walk_pages) AS pages,
      (SELECT count(*)::integer FROM trusthub_queue.job WHERE name = 'walks' AND state = 'active') AS jobs`;
  /** @type {Promise<unknown[]> | null} */
  let refused = null;
  const onEvent = (/** @type {import("../../sync/index.d.ts").SyncEvent} */ { type }) => {
    if (type !== "database" || refused !== null) return;
    refused = database.query(written).then(async ({ rows }) => {
      await database.query("DROP TRIGGER no_end ON trusthub.walks");
      return rows;
    });
  };
  const summary = await openSync({ onEvent }).run();
  assert.deepEqual(await refused, [{ profiles: 1000, pages: 1, jobs: 1 }], "the first page alone");
  assert.deepEqual([summary.complete, summary.profiles, summary.new], [1, 1003, 1003]);
  assert.deepEqual((await database.query(written)).rows, [{ profiles: 1003, pages: 0, jobs: 0 }]);
  assert.equal((await all(sync.changes())).length, 1003);
  assert.deepEqual(await storedProfiles(database), apiProfiles(emulator));
});

test("a cursor that the API no longer takes starts the walk again", async (t) => {
  let refuse = false;
  const fetch = changedFetch(async (url, answer) =>
    refuse && url.searchParams.has("PageToken")
      ? ((refuse = false), Response.json({ code: 21481, message: "Invalid page token", status: 400 }, { status: 400 }))
      : answer(),
  );
  const { emulator, database, openSync } = await world(t, [3500]);
  const stop = new AbortController();
  const onEvent = (/** @type {{ type: string }} */ { type }) => type === "page" && stop.abort();
  await openSync({ onEvent }).run({ signal: stop.signal });
  refuse = true;
  emulator.requests.length = 0;
  const summary = await openSync({ client: { baseUrl: emulator.url, fetch } }).run();
  assert.deepEqual([summary.complete, summary.profiles, summary.new, summary.gone], [1, 3500, 3500, 0]);
  assert.equal(emulator.requests.length, 4, "from its first page on");
  const { rows } = await database.query("SELECT restarts, pages FROM trusthub.walks");
  assert.deepEqual(rows, [{ restarts: 1, pages: 4 }]);
  assert.deepEqual(await storedProfiles(database), apiProfiles(emulator));
});

test("what the client can't get is retried by the queue, then kept as failed with its reason; others go on", async (t) => {
  const { emulator, sync, first, events, openSync, database } = await world(t, [10, 10, 10], { sync: { retries: 1 } });
  emulator.fault("status", { status: 503, times: Number.POSITIVE_INFINITY, account: first });
  const impatient = { baseUrl: emulator.url, maxRetries: 0 };
  const summary = await openSync({ client: impatient }).run();
  assert.equal(summary.complete, 2);
  assert.deepEqual(
    summary.failed.map(({ accountSid }) => accountSid),
    [first],
  );
  assert.match(summary.failed[0]?.reason ?? "", /503/);
  assert.deepEqual(
    events.filter((event) => "accountSid" in event && event.accountSid === first).map(({ type }) => type),
    ["taken", "waiting", "taken", "ended"],
  );
  const status = await sync.status();
  assert.deepEqual(status.walks, { queued: 0, walking: 0, waiting: 0, complete: 2, suspicious: 0, failed: 1 });
  assert.deepEqual(
    status.failed.map(({ accountSid, state }) => [accountSid, state]),
    [[first, "failed"]],
  );
  assert.match(status.failed[0]?.reason ?? "", /503/);
  assert.equal(status.accounts.find(({ accountSid }) => accountSid === first)?.lastComplete, null);
  emulator.clearFaults();
  assert.equal((await sync.run()).complete, 3, "the next night begins anew");
  assert.deepEqual(await storedProfiles(database), apiProfiles(emulator));
});

test("a failing request on the way is waited for, and nothing is read twice", async (t) => {
  const { emulator, database, openSync } = await world(t, [4500], { sync: { retries: 2 } });
  emulator.fault("status", { status: 500, page: 2, times: 1 });
  const summary = await openSync({ client: { baseUrl: emulator.url, maxRetries: 0 } }).run();
  assert.deepEqual([summary.complete, summary.profiles], [1, 4500]);
  const pages = emulator.requests.filter(({ status }) => status === 200).length;
  assert.equal(pages, 5);
  assert.deepEqual(await storedProfiles(database), apiProfiles(emulator));
});

test("a token that was rotated: the credentials are asked for again after a 401", async (t) => {
  /** @type {string[]} */
  const asked = [];
  const { emulator, openSync, first } = await world(t, [2500]);
  const old = tokenOf(emulator, first);
  const sync = openSync({
    credentials: (accountSid) => {
      asked.push(accountSid);
      return { username: accountSid, password: asked.length === 1 ? old : tokenOf(emulator, accountSid) };
    },
    onEvent: ({ type }) => type === "taken" && emulator.changeAccount(first, { authToken: "0".repeat(32) }),
  });
  const summary = await sync.run();
  assert.deepEqual([summary.complete, summary.profiles, asked.length], [1, 2500, 2]);
});

test("a 403 is repeated once with fresh credentials, and then fails the walk", async (t) => {
  let asked = 0;
  const { emulator, openSync, first } = await world(t, [5]);
  emulator.fault("status", { status: 403, account: first, times: 3 });
  const credentials = (/** @type {string} */ accountSid) => {
    asked += 1;
    return { username: accountSid, password: tokenOf(emulator, accountSid) };
  };
  const summary = await openSync({ credentials }).run();
  assert.deepEqual([asked, emulator.requests.length], [2, 2]);
  assert.match(summary.failed[0]?.reason ?? "", /403/);
  assert.equal((await openSync({ credentials }).run()).complete, 1, "refused once, then served");
  assert.equal(asked, 4);
});

test("credentials that stay wrong fail the walk after they were asked for once more", async (t) => {
  let asked = 0;
  const wrong = "f".repeat(31);
  const { openSync, emulator } = await world(t, [5]);
  const credentials = (/** @type {string} */ accountSid) => {
    asked += 1;
    return { username: accountSid, password: `${wrong}${asked}` };
  };
  const summary = await openSync({ credentials }).run();
  assert.equal(asked, 2);
  assert.deepEqual(
    emulator.requests.map(({ status }) => status),
    [401, 401],
  );
  assert.match(summary.failed[0]?.reason ?? "", /401/);
});

test("a credentials function that throws fails the walk, and what it threw is not kept", async (t) => {
  const { openSync, database } = await world(t, [5], { sync: { retries: 0 } });
  const summary = await openSync({
    credentials: () => {
      throw new TypeError("vault: token s3cr3t-canary is out of date");
    },
  }).run();
  assert.match(summary.failed[0]?.reason ?? "", /^the credentials function failed for AC\w+ \(TypeError\)$/);
  assert.doesNotMatch(JSON.stringify((await database.query("SELECT * FROM trusthub.walks")).rows), /canary/);
});

test("concurrency bounds the walks under way, and one account is never walked twice at once", async (t) => {
  /** @type {Map<string, number>} */
  const underWay = new Map();
  const seen = { most: 0, twice: false };
  const onEvent = (/** @type {import("../../sync/index.d.ts").SyncEvent} */ event) => {
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

test("a walk whose job the queue has lost is walked all the same", async (t) => {
  const { sync, database } = await world(t, [3]);
  await sync.enqueue();
  await database.query("DELETE FROM trusthub_queue.job");
  await database.query("UPDATE trusthub.walks SET rung_at = now() - interval '1 hour'");
  assert.equal((await sync.run()).complete, 1);
});

test("a job that was handed out twice is no second walk", async (t) => {
  const { sync, database, emulator, first } = await world(t, [3]);
  await sync.run();
  const queue = await queueOf(t, database);
  await database.transaction(({ query }) => queue.ring(query, [first]));
  emulator.requests.length = 0;
  const stop = new AbortController();
  const working = sync.work({ signal: stop.signal });
  const open = "SELECT count(*)::integer AS n FROM trusthub_queue.job WHERE state < 'completed'";
  while ((await database.query(open)).rows[0].n > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  stop.abort();
  await working;
  assert.deepEqual(emulator.requests, []);
  assert.equal((await all(sync.changes())).length, 3);
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

/** @param {import("node:test").TestContext} t @param {import("../../sync/src/database.mjs").Database} database */
async function queueOf(t, database) {
  const queue = await openQueue(database, {
    upkeep: false,
    migrate: false,
    retryDelaySeconds: 1,
    retryDelayMaxSeconds: 1,
    leaseMs: 30_000,
    onError: assert.ifError,
  });
  t.after(() => queue.close());
  return queue;
}
