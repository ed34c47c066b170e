// @ts-check
// Nights under every trouble at once, then a quiet one, then what must hold.

import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { startEmulator } from "../../../cli/emulator/emulator.mjs";
import { openDatabase } from "../../../sync/src/database.mjs";
import { createSync } from "../../../sync/src/index.mjs";
import { ownServer } from "../postgres.mjs";
import { assertAtRest, assertStatesOfTheApi, assertTableIsReplay, assertTableIsTheApis, replay } from "./promises.mjs";
import { Workers } from "./workers.mjs";

/** @import { AppliedChange } from "../../../cli/emulator/api.d.ts" */

/**
 * @typedef {object} Chaos
 * @property {readonly number[]} sizes how many profiles each account has
 * @property {number} seed
 * @property {number} nights at least so many, and until everything below has happened
 * @property {number} workers
 * @property {number} concurrency of each
 * @property {number} leaseMs
 * @property {number} failing the share of requests that fail
 * @property {{ kills: number, stalls: number, stops: number }} least
 * @property {{ kill: number, stall: number, stop: number }} everyPages on average: by what the workers get done and not by
 *   the clock, so that a slow machine has the same troubles as a fast one
 * @property {number} changesEachPage of the API, on average
 * @property {string[]} [postgresFlags]
 * @property {(line: string) => void} [log]
 */

/**
 * @param {Pick<import("node:test").TestContext, "after">} t
 * @param {Chaos} chaos
 */
export async function survive(t, chaos) {
  const { sizes, seed, leaseMs, concurrency, least, everyPages, log = () => {} } = chaos;
  const began = performance.now();
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const churn = 1; // changes a profile and day, of the emulator's clock
  const emulator = await startEmulator({ seed, plain: true, churn, accounts: sizes.map((profiles) => ({ profiles })) });
  t.after(() => emulator.close());
  const server = await ownServer(t, chaos.postgresFlags === undefined ? {} : { postgresFlags: chaos.postgresFlags });
  const admin = await openDatabase({ url: server.url, connections: 1 });
  await admin.query("CREATE DATABASE chaos");
  await admin.close();
  const url = Object.assign(new URL(server.url), { pathname: "/chaos" }).href;
  const database = await openDatabase({ url });
  t.after(() => database.close());
  const sync = createSync({ database: url, leaseMs, retryDelaySeconds: 1 });
  t.after(() => sync.close());
  await sync.migrate();

  const accountSids = emulator.accounts.map(({ accountSid }) => accountSid);
  const tokens = Object.fromEntries(emulator.accounts.map(({ accountSid, authToken }) => [accountSid, authToken]));
  const third = chaos.failing / 3;
  emulator.fault("latency", { ms: 15, times: Infinity });
  emulator.fault("status", { status: 503, times: Infinity, chance: third });
  emulator.fault("reset", { times: Infinity, chance: third });
  emulator.fault("cut-body", { times: Infinity, chance: third });
  const workers = new Workers(chaos.workers, { url, baseUrl: emulator.url, tokens, concurrency, leaseMs });
  t.after(() => workers.end());

  const calm = new AbortController();
  const random = randomNumbers(seed);
  let stops = 0;
  let changes = 0;
  /** @type {AppliedChange[]} */
  const deleted = [];
  const often = (/** @type {number} */ mean, /** @type {() => unknown} */ act) =>
    repeat({ mean, act, random, done: () => workers.pages, signal: calm.signal });
  const troubles = Promise.all([
    often(everyPages.kill, () => workers.kill(random())),
    often(everyPages.stall, () => workers.stall(random())),
    often(everyPages.stop, async () => {
      stops += 1;
      await server.stop(stops % 2 === 1 ? "crash" : "orderly");
      await server.start();
    }),
    often(1, () => {
      const applied = emulator.advance({ days: chaos.changesEachPage / (total * churn) });
      changes += applied.length;
      deleted.push(...applied.filter(({ type }) => type === "delete"));
      if (deleted.length === 0 || random() % 4 !== 0) return;
      const [back] = deleted.splice(random() % deleted.length, 1);
      if (back !== undefined) emulator.change(back.accountSid, { type: "restore", sid: back.sid });
      changes += 1;
    }),
  ]);
  troubles.catch(() => {}); // awaited below

  const isEnough = () => workers.kills >= least.kills && workers.stalls >= least.stalls && stops >= least.stops;
  let nights = 0;
  while (nights < chaos.nights || !isEnough()) {
    await night();
    nights += 1;
    log(
      `night ${nights}: ${seconds()} s, ${workers.kills} workers killed, the database stopped ${stops} times, ` +
        `${workers.stalls} walks with two owners, ${changes} changes of the API`,
    );
  }
  calm.abort();
  await troubles;
  emulator.clearFaults();
  await night();
  assert.deepEqual(
    await workers.end(),
    Array.from({ length: chaos.workers }, () => 0),
    "each worker ends by itself",
  );
  await sync.close();

  const { rows: ends } = await database.query(
    `SELECT DISTINCT ON (account_sid) account_sid, state, reason FROM trusthub.walks ORDER BY account_sid, id DESC`,
  );
  assert.deepEqual(
    ends.filter(({ state }) => state !== "complete"),
    [],
    "every account's last walk is complete",
  );
  await assertAtRest(database);
  const reader = createSync({ database: url });
  t.after(() => reader.close());
  const replayed = await replay(reader.changes());
  log(`the feed is replayed: ${seconds()} s`);
  const table = await assertTableIsReplay(database, replayed);
  await assertStatesOfTheApi(replayed, emulator);
  const profiles = await assertTableIsTheApis(table, emulator);
  const feed = [...replayed.values()].reduce((sum, steps) => sum + steps.length, 0);
  return {
    accounts: sizes.length,
    profiles,
    nights: nights + 1,
    kills: workers.kills,
    stops,
    twoOwners: workers.stalls,
    lost: workers.lost,
    changes,
    feed,
    troubles: [...workers.troubles].sort(([, left], [, right]) => right - left),
    seconds: seconds(),
  };

  /** Queues every account, and waits until no walk is open. */
  async function night() {
    await insist(() => sync.enqueue(accountSids));
    const open = "SELECT account_sid, state, reason FROM trusthub.walks WHERE finished_at IS NULL LIMIT 5";
    for (let pages = workers.pages, last = performance.now(); ; await wait(100)) {
      const { rows } = await insist(() => database.query(open));
      if (rows.length === 0) return;
      if (workers.pages > pages) [pages, last] = [workers.pages, performance.now()];
      const said = JSON.stringify({ rows, troubles: [...workers.troubles] });
      assert.ok(performance.now() - last < 120_000, `no page was written for two minutes: ${said}`);
    }
  }

  function seconds() {
    return Number(((performance.now() - began) / 1000).toFixed(1));
  }
}

/**
 * Again while the database is stopped.
 * @template T @param {() => Promise<T>} action @returns {Promise<T>}
 */
async function insist(action) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      if (attempt === 200) throw error;
      await wait(100);
    }
  }
}

/**
 * @param {object} often
 * @param {number} often.mean
 * @param {() => number} often.done
 * @param {() => unknown} often.act
 * @param {() => number} often.random
 * @param {AbortSignal} often.signal
 */
async function repeat({ mean, done, act, random, signal }) {
  for (;;) {
    const due = done() + 1 + (random() % (2 * mean));
    while (done() < due && !signal.aborted) await wait(5);
    // In the middle of something, not just behind a page.
    await wait(random() % 40);
    if (signal.aborted) return;
    await act();
  }
}

/** xorshift32: the same troubles for the same seed, as far as the machine's timing lets them. @param {number} seed */
function randomNumbers(seed) {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
}
