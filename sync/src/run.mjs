// @ts-check
// A night: queue the accounts, work them off, sum up.
/** @import { Database } from "./database.mjs" */
/** @import { Queue } from "./queue.mjs" */
/** @import { startWorker, WorkerEvent } from "./worker.mjs" */
import { setTimeout as wait } from "node:timers/promises";
import { enqueue } from "./enqueue.mjs";

/**
 * @typedef {object} Progress
 * @property {number} accounts
 * @property {number} ended
 * @property {number} failed
 * @property {number} profiles
 * @property {number} elapsedMs
 *
 * @typedef {{ accountSid: string, reason: string }} Failure
 *
 * @typedef {object} Summary
 * @property {number} accounts
 * @property {number} complete
 * @property {Failure[]} failed
 * @property {Failure[]} suspicious
 * @property {string[]} unfinished accounts whose walk was under way or queued when the run was aborted
 * @property {number} profiles
 * @property {number} new
 * @property {number} changed
 * @property {number} approved
 * @property {number} rejected
 * @property {number} gone
 * @property {number} back
 * @property {number} odd
 * @property {number} elapsedMs
 *
 * @typedef {object} RunOptions
 * @property {import("./sync.mjs").Accounts | undefined} [accounts]
 * @property {boolean | undefined} [acceptGone]
 * @property {AbortSignal | undefined} [signal]
 * @property {((progress: Progress) => void) | undefined} [onProgress]
 */

const ASK_MS = 500; // how long after the last walk the end is noticed, when it was another machine's

/**
 * @param {object} night
 * @param {Database} night.database
 * @param {Queue} night.queue
 * @param {(only: ReadonlySet<string>, signal: AbortSignal | undefined, listener: (event: WorkerEvent) => void) => ReturnType<typeof startWorker>} night.worker
 * @param {AsyncIterable<string> | Iterable<string>} night.wanted
 * @param {boolean} night.acceptGone
 * @param {AbortSignal | undefined} night.signal
 * @param {((progress: Progress) => void) | undefined} night.onProgress
 * @returns {Promise<Summary>}
 */
export async function runNight({ database, queue, worker, wanted, acceptGone, signal, onProgress }) {
  const began = performance.now();
  const { walkIds, accountSids } = await enqueue(database, queue, wanted, { acceptGone });
  let profiles = 0;
  let wake = () => {};
  // Counted here, so that the database is not asked after each of ten thousand walks.
  let endedHere = 0;
  let endedBefore = 0;
  const started = await worker(accountSids, signal, (event) => {
    if (event.type === "page") profiles += event.profiles;
    if (event.type === "ended" && (endedHere += 1) + endedBefore >= walkIds.length) wake();
  });
  const onAbort = () => wake();
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    for (;;) {
      endedHere = 0;
      const { ended, failed } = await progressOf(database, walkIds, signal);
      endedBefore = ended;
      onProgress?.({ accounts: walkIds.length, ended, failed, profiles, elapsedMs: performance.now() - began });
      if (ended === walkIds.length || signal?.aborted) break;
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, ASK_MS);
        wake = () => {
          clearTimeout(timer);
          resolve(undefined);
        };
      });
    }
  } finally {
    signal?.removeEventListener("abort", onAbort);
    await started.stop();
  }
  return { ...(await summaryOf(database, walkIds)), elapsedMs: performance.now() - began };
}

/**
 * @param {Database} database @param {readonly string[]} walkIds @param {AbortSignal | undefined} signal
 * @returns {Promise<{ ended: number, failed: number }>}
 */
async function progressOf(database, walkIds, signal) {
  const sql = `SELECT count(*) FILTER (WHERE finished_at IS NOT NULL)::integer AS ended,
      count(*) FILTER (WHERE state IN ('failed', 'suspicious'))::integer AS failed
    FROM trusthub.walks WHERE id = ANY ($1::bigint[])`;
  for (let patience = 60; ; patience -= 1) {
    try {
      return (await database.query(sql, [walkIds])).rows[0];
    } catch (error) {
      // The database may be starting again; the workers wait for it too.
      if (patience === 0 || signal?.aborted) throw error;
      await wait(1000, undefined, { signal }).catch(() => {});
    }
  }
}

/** @param {Database} database @param {readonly string[]} walkIds @returns {Promise<Omit<Summary, "elapsedMs">>} */
async function summaryOf(database, walkIds) {
  const counted = ["profiles", "new", "changed", "approved", "rejected", "gone", "back", "odd"];
  // What an unfinished walk has found is not in its row yet but in those of its pages.
  const { rows } = await database.query(
    `SELECT count(state)::integer AS accounts, count(*) FILTER (WHERE state = 'complete')::integer AS complete,
       ${counted.map((name) => `coalesce(sum(${name}), 0)::integer AS ${name}`).join(", ")}
     FROM (
       SELECT state, ${counted.join(", ")} FROM trusthub.walks WHERE id = ANY ($1::bigint[])
       UNION ALL
       SELECT NULL, 0, new, changed, approved, rejected, 0, back, odd FROM trusthub.walk_pages WHERE walk_id = ANY ($1::bigint[])
     ) AS found`,
    [walkIds],
  );
  const { rows: others } = await database.query(
    `SELECT account_sid AS "accountSid", state, reason FROM trusthub.walks
     WHERE id = ANY ($1::bigint[]) AND state <> 'complete' ORDER BY account_sid`,
    [walkIds],
  );
  /** @param {string} state @returns {Failure[]} */
  const of = (state) =>
    others.filter((walk) => walk.state === state).map(({ accountSid, reason }) => ({ accountSid, reason }));
  const ends = ["failed", "suspicious"];
  return {
    ...rows[0],
    failed: of("failed"),
    suspicious: of("suspicious"),
    unfinished: others.filter(({ state }) => !ends.includes(state)).map(({ accountSid }) => accountSid),
  };
}
