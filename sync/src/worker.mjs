// @ts-check
// Works walks off, a bounded number at a time, until it is stopped.
/** @import { Database } from "./database.mjs" */
/** @import { Attempt, Queue } from "./queue.mjs" */
/** @import { ClientSettings, CredentialsOf } from "./walk.mjs" */
/** @import { Walk } from "./walks.mjs" */
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { TrustHubError } from "trusthub-profiles";
import { isAuthentication, Permanent } from "./api-errors.mjs";
import { databaseReason, isDatabaseAway } from "./database-errors.mjs";
import { SyncError } from "./errors.mjs";
import { WALKS_CHANNEL } from "./queue.mjs";
import { runWalk } from "./walk.mjs";
import { finishWalk, openAccounts, releaseWalk, renewLease, takeAbandonedWalk, takeWalks } from "./walks.mjs";

/**
 * @typedef {object} WorkerOptions
 * @property {Database} database
 * @property {Queue} queue
 * @property {CredentialsOf} credentials
 * @property {ClientSettings} client
 * @property {number} concurrency
 * @property {number} retries how often the queue repeats a walk that failed
 * @property {number} leaseMs how long a worker that died holds its walk
 * @property {number} pollMs
 * @property {number} graceMs how long a stop waits for the API's answers
 * @property {ReadonlySet<string> | null} only the accounts that it may walk, null for all: it has no credentials of others
 * @property {AbortSignal | undefined} signal stops it, as `stop` does
 * @property {(event: WorkerEvent) => void} onEvent
 *
 * @typedef {{ type: "page", accountSid: string, profiles: number, changes: number }
 *   | { type: "taken", accountSid: string, page: number }
 *   | { type: "ended", accountSid: string, state: "complete" | "suspicious" | "failed", reason: string | null }
 *   | { type: "waiting", accountSid: string, reason: string }
 *   | { type: "lost", accountSid: string }
 *   | { type: "database", reason: string }
 *   | { type: "night", reason: string }} WorkerEvent
 */

const SWEEP_MS = 60_000;
const LONGEST_PAUSE_MS = 10_000;
const DUE_AT_ONCE = 1000;

/**
 * @param {WorkerOptions} options
 * @returns {Promise<{ stop: () => Promise<void>, ended: Promise<void> }>} `stop` ends each walk after the page under way;
 *   what is left is taken up by the next worker
 */
export async function startWorker(options) {
  const { database, queue, concurrency, leaseMs, pollMs, graceMs, only, signal, onEvent } = options;
  const worker = randomUUID();
  /** @type {Map<string, Promise<void>>} */
  const active = new Map();
  let stopping = false;
  let wake = () => {};
  let rung = false;
  /** How often the database was in the way of a walk since a page was last written. */
  let troubles = 0;
  const stopped = new AbortController();
  /** Some time after a stop requests that are still under way are ended: their pages are not written yet. */
  let isHurried = false;
  /** Of the walks under way. Each has its own: `AbortSignal.any` leaves something at a signal that outlives it. */
  const endings = /** @type {Set<AbortController>} */ (new Set());
  /** @type {NodeJS.Timeout | undefined} */
  let grace;
  /** A run's own jobs that were due when they were last looked for. @type {{ id: string, accountSid: string }[]} */
  let due = [];
  let lastSweep = Number.NEGATIVE_INFINITY;
  let lastRescue = Number.NEGATIVE_INFINITY;

  const ring = () => {
    rung = true;
    wake();
  };
  const halt = () => {
    stopping = true;
    stopped.abort();
    grace ??= setTimeout(hurry, graceMs);
    ring();
  };
  const hurry = () => {
    isHurried = true;
    for (const ending of endings) ending.abort();
  };
  signal?.addEventListener("abort", halt, { once: true });
  if (signal?.aborted) halt();
  const stopListening = await database.listen(WALKS_CHANNEL, ring).catch(() => async () => {});
  const ended = dispatch();

  return {
    stop: async () => {
      if (!stopping) halt();
      await ended;
    },
    ended,
  };

  async function dispatch() {
    let pauseMs = pollMs;
    while (!stopping) {
      rung = false;
      let taken = 0;
      try {
        taken = await takeSome();
        pauseMs = pollMs;
      } catch (error) {
        // The database is away, or the schema is. A worker outlives that.
        onEvent({ type: "database", reason: databaseReason(error) });
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      }
      if (active.size >= concurrency || taken === 0) await pause(pauseMs);
    }
    await Promise.all(active.values());
    clearTimeout(grace);
    signal?.removeEventListener("abort", halt);
    await stopListening();
  }

  /** @param {number} ms */
  async function pause(ms) {
    if (rung || stopping) return;
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
    });
    wake = () => {};
  }

  /** @returns {Promise<number>} how many walks were begun */
  async function takeSome() {
    let begun = 0;
    if (active.size >= concurrency) return 0;
    // Before the queue, which may have jobs for hours: the API may not take a cursor for so long.
    if (performance.now() - lastRescue > pollMs) {
      lastRescue = performance.now();
      begun += await takeAbandoned();
    }
    const free = concurrency - active.size;
    if (free <= 0) return begun;
    const taken = await (only === null ? takeNext(free) : takeOwn(only, free));
    const isQueueEmpty = taken < free;
    begun += taken;
    // As long as the queue has jobs for every free hand, abandoned walks are looked for once a `pollMs`.
    if (isQueueEmpty) begun += await takeAbandoned();
    if (performance.now() - lastSweep > SWEEP_MS) {
      lastSweep = performance.now();
      await ringForgotten();
    }
    return begun;
  }

  /** @param {number} free @returns {Promise<number>} how many jobs the queue had */
  async function takeNext(free) {
    const jobs = new Map((await queue.take(free)).map(({ accountSid, attempt }) => [accountSid, attempt]));
    const count = jobs.size;
    const wanted = [...jobs.keys()].filter((accountSid) => !active.has(accountSid));
    for (const walk of await takeWalks(database.prepared, { worker, leaseMs, accountSids: wanted })) {
      begin(walk, jobs.get(walk.accountSid) ?? null);
      jobs.delete(walk.accountSid);
    }
    const open = await openAccounts(database, [...jobs.keys()]);
    for (const [accountSid, attempt] of jobs) {
      // Another worker is at it, which could not ring for its next attempt while this job was there.
      if (open.has(accountSid)) await queue.again(database.query, attempt, accountSid, 0);
      else await queue.done(database.query, attempt);
    }
    return count;
  }

  /**
   * A run has no credentials of others' accounts, whose jobs may be thousands.
   * @param {ReadonlySet<string>} own @param {number} free
   * @returns {Promise<number>} how many walks were begun
   */
  async function takeOwn(own, free) {
    if (due.length === 0) due = await queue.due([...own], DUE_AT_ONCE);
    let begun = 0;
    while (due.length > 0 && begun < free) {
      const jobs = due.splice(0, free - begun);
      const wanted = jobs.map(({ accountSid }) => accountSid).filter((accountSid) => !active.has(accountSid));
      const walks = await takeWalks(database.prepared, { worker, leaseMs, accountSids: wanted });
      const taken = new Set(walks.map(({ accountSid }) => accountSid));
      const left = jobs.map(({ accountSid }) => accountSid).filter((accountSid) => !taken.has(accountSid));
      const open = await openAccounts(database, left);
      await queue.drop(jobs.filter(({ accountSid }) => !open.has(accountSid)));
      for (const walk of walks) begin(walk, null);
      begun += walks.length;
    }
    return begun;
  }

  /** Walks whose workers died. @returns {Promise<number>} how many were begun */
  async function takeAbandoned() {
    const allowed = only === null ? null : [...only];
    let begun = 0;
    for (; active.size < concurrency; begun += 1) {
      const wanted = { worker, leaseMs, active: [...active.keys()], only: allowed };
      const walk = await takeAbandonedWalk(database, wanted);
      if (walk === null) break;
      begin(walk, await queue.adopt(walk.accountSid));
    }
    return begun;
  }

  /** Walks that wait for a job, although the queue may have lost it. */
  async function ringForgotten() {
    await database.transaction(async ({ query }) => {
      const { rows } = await query(
        `UPDATE trusthub.walks SET rung_at = now() WHERE id IN (
           SELECT id FROM trusthub.walks
           WHERE finished_at IS NULL AND state <> 'walking' AND rung_at < now() - interval '2 minutes'
           ORDER BY rung_at LIMIT 1000 FOR UPDATE SKIP LOCKED
         ) RETURNING account_sid AS "accountSid"`,
      );
      await queue.ring(query, rows.map(({ accountSid }) => accountSid)); // biome-ignore format: one thought
    });
  }

  /** @param {Walk} walk @param {Attempt | null} attempt */
  function begin(walk, attempt) {
    const { accountSid } = walk;
    const running = work(walk, attempt)
      .catch(async (error) => {
        onEvent({ type: "database", reason: databaseReason(error) });
        // The walk is still this worker's, which takes it up again: not at once, because each attempt asks the API for the
        // page, and a disk may be full for hours.
        const pauseMs = Math.min(pollMs * 2 ** troubles, LONGEST_PAUSE_MS);
        troubles += 1;
        await wait(pauseMs, undefined, { signal: stopped.signal }).catch(() => {});
      })
      .finally(() => {
        active.delete(accountSid);
        ring();
      });
    active.set(accountSid, running);
  }

  /** @param {Walk} walk @param {Attempt | null} attempt */
  async function work(walk, attempt) {
    const { accountSid } = walk;
    onEvent({ type: "taken", accountSid, page: walk.pages });
    const ending = new AbortController();
    endings.add(ending);
    if (isHurried) ending.abort();
    let isLost = false;
    const heartbeat = setInterval(async () => {
      try {
        if (!(await renewLease(database, walk, leaseMs))) {
          isLost = true;
          ending.abort();
        } else if (attempt !== null) await queue.touch(attempt);
      } catch {
        // The database is away; the next page finds out.
      }
    }, leaseMs / 3);
    try {
      const outcome = await runWalk(walk, {
        ...options,
        signal: ending.signal,
        stopping: () => stopping,
        onPage: (page) => {
          troubles = 0;
          onEvent({ type: "page", ...page });
        },
        finishJob: (query) => queue.done(query, attempt),
      });
      if (outcome.end === "stopped") await handBack(walk, attempt);
      else if (outcome.end === "lost") onEvent({ type: "lost", accountSid });
      else
        onEvent({ type: "ended", accountSid, state: outcome.end, reason: "reason" in outcome ? outcome.reason : null });
    } catch (error) {
      if (isLost) onEvent({ type: "lost", accountSid });
      else if (isHurried && !isPermanent(error)) await handBack(walk, attempt);
      else await fail(walk, attempt, error);
    } finally {
      clearInterval(heartbeat);
      endings.delete(ending);
    }
  }

  /** @param {Walk} walk @param {Attempt | null} attempt */
  async function handBack(walk, attempt) {
    await database.transaction(async ({ query }) => {
      if (await releaseWalk(query, walk, { state: "queued" })) await queue.handBack(query, attempt, walk.accountSid);
    });
  }

  /** @param {Walk} walk @param {Attempt | null} attempt @param {unknown} error */
  async function fail(walk, attempt, error) {
    const { accountSid } = walk;
    const reason = failureReason(error);
    // Not the API's failure but the database's: the walk is taken up when that is back.
    if (reason === null) throw error;
    const { rows } = await database.query("SELECT failures FROM trusthub.walks WHERE id = $1", [walk.id]);
    const failures = /** @type {number} */ (rows[0]?.failures ?? 0);
    const isFinal = isPermanent(error) || failures >= options.retries;
    const isMine = await database.transaction(async ({ query }) => {
      if (isFinal) {
        if (!(await finishWalk(query, walk, { state: "failed", reason }))) return false;
        await queue.done(query, attempt);
      } else {
        if (!(await releaseWalk(query, walk, { state: "waiting", reason, failed: true }))) return false;
        await queue.again(query, attempt, accountSid, failures);
      }
      return true;
    });
    if (!isMine) onEvent({ type: "lost", accountSid });
    else if (isFinal) onEvent({ type: "ended", accountSid, state: "failed", reason });
    else onEvent({ type: "waiting", accountSid, reason });
  }
}

/** @param {unknown} error */
function isPermanent(error) {
  if (error instanceof Permanent || isAuthentication(error)) return true;
  return TrustHubError.is(error) && error.kind === "options";
}

/**
 * The reason as it is kept: messages of the client and of this package hold no credential. null when the database is
 * away: that is no failure of the walk.
 * @param {unknown} error
 */
function failureReason(error) {
  if (TrustHubError.is(error) || error instanceof Permanent || error instanceof SyncError) {
    // The account's SID is in the row.
    const message = error.message.replace(/^AC[0-9a-fA-F]{32}: /, "").replaceAll("\u0000", "\ufffd");
    return message.length > 500 ? `${message.slice(0, 499)}…` : message;
  }
  if (isDatabaseAway(error)) return null;
  return `the page could not be stored: ${databaseReason(error)}`;
}
