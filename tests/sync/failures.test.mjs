// @ts-check
// What the API, its credentials or the database do to a walk.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as moment } from "node:timers/promises";
import { all, apiProfiles, changedFetch, storedProfiles, tokenOf, world } from "./world.mjs";

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

test("what goes wrong with the queue is said in PostgreSQL's own words", async (t) => {
  const { database, openSync, sync } = await world(t, [3]);
  await sync.migrate();
  const stop = new AbortController();
  /** @type {string[]} */
  const reasons = [];
  const onEvent = (/** @type {import("../../sync/index.d.ts").SyncEvent} */ event) => {
    if (event.type === "database") reasons.push(event.reason);
    if (reasons.some((reason) => reason.startsWith("the queue: "))) stop.abort();
  };
  const working = openSync({ onEvent }).work({ signal: stop.signal });
  while ((await database.query("SELECT FROM trusthub_queue.queue WHERE name = 'nights'")).rowCount === 0)
    await moment();
  await database.query("ALTER TABLE trusthub_queue.job_common RENAME TO elsewhere");
  await working;
  const said = /^(?:the queue: )?relation "trusthub_queue\.job_common" does not exist(?: \(Queue: .*\))? \(42P01\)$/;
  for (const reason of reasons) assert.match(reason, said);
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
  const stop = new AbortController();
  const onEvent = (/** @type {import("../../sync/index.d.ts").SyncEvent} */ { type }) => {
    if (type === "ended") stop.abort();
    if (type !== "database" || refused !== null) return;
    refused = database.query(written).then(async ({ rows }) => {
      await database.query("DROP TRIGGER no_end ON trusthub.walks");
      return rows;
    });
  };
  await sync.enqueue();
  await openSync({ onEvent }).work({ signal: stop.signal });
  assert.deepEqual(await refused, [{ profiles: 1000, pages: 1, jobs: 1 }], "the first page alone");
  const { rows } = await database.query("SELECT state, profiles, new FROM trusthub.walks");
  assert.deepEqual(rows, [{ state: "complete", profiles: 1003, new: 1003 }]);
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

test("a walk begins again three times, then it fails", { timeout: 60_000 }, async (t) => {
  const { emulator, sync, first } = await world(t, [1500]);
  emulator.fault("status", { status: 400, page: 1, times: Number.POSITIVE_INFINITY });
  const { failed, complete } = await sync.run();
  assert.equal(complete, 0);
  assert.deepEqual([failed.length, failed[0]?.accountSid], [1, first]);
  assert.match(failed[0]?.reason ?? "", /^began again 3 times, then: .*400/);
  assert.equal(emulator.requests.filter(({ status }) => status === 200).length, 4, "the first page, four times");
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

test("a walk without a job waits for its next attempt as long as one with it, the longer the more it failed", async (t) => {
  const { emulator, database, openSync, sync } = await world(t, [3]);
  emulator.fault("status", { status: 503, times: Number.POSITIVE_INFINITY });
  await sync.enqueue();
  for (const [failures, wait] of /** @type {const} */ ([
    [0, 100],
    [2, 400],
    [9, 900],
  ])) {
    // As if its worker had died, and its job had expired since.
    await database.query("DELETE FROM trusthub_queue.job");
    await database.query(
      `UPDATE trusthub.walks SET state = 'walking', failures = $1, epoch = epoch + 1, worker = gen_random_uuid(),
         lease_until = now() - interval '1 second'`,
      [failures],
    );
    const stop = new AbortController();
    const client = { baseUrl: emulator.url, maxRetries: 0 };
    const onEvent = (/** @type {import("../../sync/index.d.ts").SyncEvent} */ { type }) =>
      type === "waiting" && stop.abort();
    await openSync({ retries: 100, retryDelaySeconds: 100, client, onEvent }).work({ signal: stop.signal });
    const { rows } = await database.query(
      `SELECT w.state, w.failures, round(extract(epoch FROM j.start_after - j.created_on))::integer AS wait
       FROM trusthub.walks w JOIN trusthub_queue.job j ON j.singleton_key = w.account_sid AND j.state = 'created'`,
    );
    assert.deepEqual(rows, [{ state: "waiting", failures: failures + 1, wait }]);
  }
});

test("attempts are counted anew behind each page that is written", async (t) => {
  const { emulator, openSync } = await world(t, [2500], { sync: { retries: 1 } });
  for (const page of [0, 1, 2]) emulator.fault("status", { status: 503, page, times: 1 });
  const { complete } = await openSync({ client: { baseUrl: emulator.url, maxRetries: 0 } }).run();
  assert.equal(complete, 1);
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

test("a page that PostgreSQL refuses says why, but for messages that may repeat a value", async (t) => {
  const { database, sync } = await world(t, [3], { sync: { retries: 0 } });
  await sync.migrate();
  const refuse = (/** @type {string} */ code, /** @type {string} */ message) =>
    database.query(`
      CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '${message}' USING ERRCODE = '${code}'; END $$;
      CREATE OR REPLACE TRIGGER refuse BEFORE INSERT ON trusthub.profiles EXECUTE FUNCTION refuse()`);
  for (const [code, message, reason] of /** @type {const} */ ([
    ["42501", "permission denied for table profiles", "permission denied for table profiles (42501)"],
    ["57014", "canceling statement due to statement timeout", "canceling statement due to statement timeout (57014)"],
    ["22P02", "invalid input: canary@example.com", "error (22P02)"],
    ["23514", "no canary@example.com here", "error (23514)"],
    ["P0001", "canary@example.com is not welcome", "error (P0001)"],
  ])) {
    await refuse(code, message);
    const { failed } = await sync.run();
    assert.deepEqual(
      failed.map((walk) => walk.reason),
      [`the page could not be stored: ${reason}`],
    );
  }
});
