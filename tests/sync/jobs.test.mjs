// @ts-check
// Whose a walk is while its page is waited for, and jobs that are lost, put off or handed out twice.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { takeWalks } from "../../sync/src/walks.mjs";
import { all, changedFetch, gate, queueOf, world } from "./world.mjs";

/** @import { SyncEvent } from "../../sync/index.d.ts" */

test("a walk stays its worker's for as long as the API takes for a page", async (t) => {
  const { openSync, held, release, walk } = await heldWalk(t);
  const walking = openSync(held).run();
  const { lease_until: first } = await walk();
  const stop = new AbortController();
  const other = openSync().work({ signal: stop.signal });
  for (let now = await walk(); now.lease_until - first < 2000; now = await walk()) {
    assert.equal(now.epoch, "1", "taken once");
    await wait(20);
  }
  release();
  stop.abort();
  await Promise.all([walking, other]);
});

test("a job that is handed out again while its walk is under way is no second walk", async (t) => {
  const { sync, database, openSync, held, release, walk } = await heldWalk(t);
  await sync.enqueue();
  const done = new AbortController();
  const onEvent = (/** @type {SyncEvent} */ { type }) => type === "ended" && done.abort();
  const working = openSync({ ...held, onEvent }).work({ signal: done.signal });
  await walk();
  await database.query("UPDATE trusthub_queue.job SET state = 'created' WHERE name = 'walks'");
  const job = async () => (await database.query("SELECT state FROM trusthub_queue.job WHERE name = 'walks'")).rows[0];
  while ((await walk()).epoch === "1" && ["created", "active"].includes((await job()).state)) await wait(20);
  assert.equal((await walk()).epoch, "1", "taken once");
  release();
  await working;
});

test("a walk whose job the queue has lost is walked all the same", async (t) => {
  const { sync, database, openSync } = await world(t, [3]);
  await sync.enqueue();
  await database.query("DELETE FROM trusthub_queue.job");
  await database.query("UPDATE trusthub.walks SET rung_at = now() - interval '1 hour'");
  const done = new AbortController();
  await openSync({ onEvent: ({ type }) => type === "ended" && done.abort() }).work({ signal: done.signal });
  assert.equal((await sync.status()).walks.complete, 1);
});

test("a job of a walk that another worker holds is put off and not dropped, by who works for all as by a run", async (t) => {
  const { sync, database, emulator, openSync, first } = await world(t, [3]);
  await sync.enqueue();
  await takeWalks(database.query, { worker: randomUUID(), leaseMs: 60_000, accountSids: [first] });
  const jobs = async () => {
    const { rows } = await database.query("SELECT state, start_after > now() AS later FROM trusthub_queue.job WHERE name = 'walks'"); // biome-ignore format: one statement
    return rows;
  };
  const run = new AbortController();
  let asked = 0;
  // The end of a round is asked for after its worker has looked for what to do.
  await openSync().run({ signal: run.signal, onProgress: () => (asked += 1) === 5 && run.abort() });
  assert.deepEqual(await jobs(), [{ state: "created", later: false }]);
  const stop = new AbortController();
  const working = openSync({ retryDelaySeconds: 3600 }).work({ signal: stop.signal });
  while (["created", "active"].includes((await jobs())[0]?.state))
    await new Promise((resolve) => setTimeout(resolve, 20));
  stop.abort();
  await working;
  assert.deepEqual(await jobs(), [{ state: "retry", later: true }]);
  assert.deepEqual(emulator.requests, []);
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
 * An account whose page the API does not answer before `release`, with leases of half a second.
 * @param {import("node:test").TestContext} t
 */
async function heldWalk(t) {
  const here = await world(t, [3], { sync: { leaseMs: 500 } });
  const answered = gate();
  const asked = gate();
  const fetch = changedFetch(async (_, answer) => {
    asked.open();
    await answered.opened;
    return answer();
  });
  return {
    ...here,
    held: { client: { baseUrl: here.emulator.url, fetch } },
    release: answered.open,
    /** Once the page was asked for. */
    async walk() {
      await asked.opened;
      return (await here.database.query("SELECT epoch, lease_until FROM trusthub.walks")).rows[0];
    },
  };
}
