// @ts-check
// The bell: pg-boss wakes workers, waits longer and longer between retries, and keeps the schedule. What is true about a
// walk stands in its row; a job that is lost, expired or handed out twice changes nothing about it. A job holds the
// account's SID and nothing else.
/** @import { Database, Query } from "./database.mjs" */
import { PgBoss } from "pg-boss";
import { QUEUE_LOCK } from "./locks.mjs";

/** The schema of pg-boss: of its own, so that another version in the same database is not in the way. */
export const QUEUE_SCHEMA = "trusthub_queue";
const WALKS = "walks";
export const NIGHTS = "nights";
/** What LISTEN of a worker waits for. */
export const WALKS_CHANNEL = "trusthub_walks";

const queueOptions = /** @type {const} */ ({
  // One job for an account, queued or under way, whoever sends it.
  policy: "exclusive",
  // The walk's row counts its failures; the queue must not give up before, also after many lost heartbeats.
  retryLimit: 10_000,
  expireInSeconds: 24 * 3600,
  deleteAfterSeconds: 24 * 3600,
});

/** @typedef {{ id: string, retryCount: number }} Attempt */

/**
 * @typedef {object} QueueOptions
 * @property {number} retryDelaySeconds before the first retry; each later one waits about twice as long
 * @property {number} retryDelayMaxSeconds
 * @property {number} leaseMs a job is taken for lost when its worker was silent for twice as long
 * @property {(error: Error) => void} onError
 */

/**
 * @param {Database} database
 * @param {{ upkeep: boolean, migrate: boolean } & QueueOptions} options `upkeep`: whether this process looks after the
 *   queue; `migrate`: whether it may make the queue's tables
 */
export async function openQueue(
  database,
  { upkeep, migrate, retryDelaySeconds, retryDelayMaxSeconds, leaseMs, onError },
) {
  const { rows } = await database.query("SELECT to_regnamespace($1) IS NULL AS missing", [QUEUE_SCHEMA]);
  const boss = new PgBoss({
    db: database.forBoss,
    schema: QUEUE_SCHEMA,
    migrate,
    // CREATE SCHEMA IF NOT EXISTS needs the right to create schemas also where this one is there.
    createSchema: rows[0].missing,
    supervise: upkeep,
    schedule: upkeep,
    superviseIntervalSeconds: 15,
    monitorIntervalSeconds: 15,
    // Its registry and OpenTelemetry have no reader here.
    registerInstance: false,
    openTelemetry: { enabled: false },
    // A notice about slow statements is no error.
    persistWarnings: false,
  });
  boss.on("error", onError);
  const retries = { retryBackoff: true, retryDelay: retryDelaySeconds, retryDelayMax: retryDelayMaxSeconds };
  // pg-boss's own lock begins after CREATE SCHEMA, which fails when two machines start for the first time at once.
  try {
    await database.transaction(async ({ query }) => {
      await query("SELECT pg_advisory_xact_lock($1)", [QUEUE_LOCK]);
      await boss.start();
      if (!migrate) return;
      const heartbeatSeconds = Math.max(10, Math.ceil(leaseMs / 500)); // pg-boss takes no less
      await boss.createQueue(WALKS, { ...queueOptions, ...retries, heartbeatSeconds });
      await boss.createQueue(NIGHTS, { policy: "exclusive", retryLimit: 3, retryDelay: 60 });
    });
  } catch (error) {
    // What it has started would go on beside the next attempt's.
    await boss.stop({ close: false, graceful: false }).catch(() => {});
    throw error;
  }

  /** @param {Query} query */
  const inside = (query) => ({
    db: {
      executeSql: (/** @type {string} */ text, /** @type {unknown[] | undefined} */ values) => query(text, values),
    },
  });

  return {
    /**
     * Rings for these accounts, but for those that have a job already.
     * @param {Query} query of a transaction
     * @param {readonly string[]} accountSids
     */
    async ring(query, accountSids) {
      if (accountSids.length === 0) return;
      const jobs = accountSids.map((accountSid) => ({ data: { accountSid }, singletonKey: accountSid, ...retries }));
      await boss.insert(WALKS, jobs, inside(query));
      await query("SELECT pg_notify($1, '')", [WALKS_CHANNEL]);
    },

    /** @param {number} count @returns {Promise<{ attempt: Attempt, accountSid: string }[]>} */
    async take(count) {
      // A crash that takes it back hands the jobs out once more, which changes nothing.
      const jobs = await database.transaction(
        ({ query }) => boss.fetch(WALKS, { batchSize: count, ...inside(query) }),
        ["synchronous_commit = off"],
      );
      return jobs.map(({ id, retryCount, data }) => ({
        attempt: { id, retryCount },
        accountSid: /** @type {{ accountSid: string }} */ (data).accountSid,
      }));
    },

    /**
     * Jobs of these accounts that are due, the oldest first. Read from the queue's table: pg-boss fetches what is next,
     * whatever account it is of, and what a run fetched of others it would have to put off.
     * @param {readonly string[]} accountSids @param {number} most
     * @returns {Promise<{ id: string, accountSid: string }[]>}
     */
    async due(accountSids, most) {
      const { rows } = await database.query(
        `SELECT id, singleton_key AS "accountSid" FROM ${QUEUE_SCHEMA}.job
         WHERE name = $1 AND state < 'active' AND start_after <= now() AND singleton_key = ANY ($2::text[])
         ORDER BY created_on LIMIT $3`,
        [WALKS, accountSids, most],
      );
      return rows;
    },

    /** What is walked without a job: its row says all. @param {readonly { id: string }[]} jobs */
    async drop(jobs) {
      const ids = jobs.map(({ id }) => id);
      if (ids.length > 0) await boss.complete(WALKS, ids, null, { includeQueued: true });
    },

    /** The account's job that another worker had under way. @param {string} accountSid @returns {Promise<Attempt | null>} */
    async adopt(accountSid) {
      const jobs = await boss.findJobs(WALKS, { key: accountSid });
      const job = jobs.find(({ state }) => state === "active");
      return job === undefined ? null : { id: job.id, retryCount: job.retryCount };
    },

    /** Keeps the job from being taken for lost. @param {Attempt} attempt */
    touch: (attempt) => boss.touch(WALKS, attempt),

    /** @param {Query} query @param {Attempt | null} attempt */
    async done(query, attempt) {
      if (attempt !== null) await boss.complete(WALKS, attempt, null, inside(query));
    },

    /**
     * Rings again after a while that grows.
     * @param {Query} query @param {Attempt | null} attempt @param {string} accountSid @param {number} failures before this one
     */
    async again(query, attempt, accountSid, failures) {
      // pg-boss documents `affected` but leaves it out of its declarations.
      const failed = attempt === null ? null : await boss.fail(WALKS, attempt, null, inside(query));
      if (failed !== null && /** @type {{ affected: number }} */ (failed).affected > 0) return;
      // The job expired in the meantime, or there was none.
      const startAfter = Math.min(retryDelaySeconds * 2 ** failures, retryDelayMaxSeconds);
      const options = { singletonKey: accountSid, startAfter, ...retries };
      await boss.send(WALKS, { accountSid }, { ...options, ...inside(query) });
    },

    /** For another worker to take at once. @param {Query} query @param {Attempt | null} attempt @param {string} accountSid */
    async handBack(query, attempt, accountSid) {
      await this.done(query, attempt);
      await this.ring(query, [accountSid]);
    },

    // A night that nobody was there for is made up for once.
    schedule: (/** @type {string} */ cron, /** @type {string | undefined} */ tz) =>
      boss.schedule(NIGHTS, cron, null, { ...(tz !== undefined && { tz }), missed: "once" }),
    unschedule: () => boss.unschedule(NIGHTS),
    /** @param {() => Promise<void>} night */
    onNight: (night) => boss.work(NIGHTS, { pollingIntervalSeconds: 2 }, night),
    offNight: () => boss.offWork(NIGHTS),

    close: () => boss.stop({ close: false, graceful: true, timeout: 10_000 }),
  };
}

/** @typedef {Awaited<ReturnType<typeof openQueue>>} Queue */
