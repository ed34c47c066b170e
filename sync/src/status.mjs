// @ts-check
/** @import { Database } from "./database.mjs" */
import { NIGHTS, QUEUE_SCHEMA } from "./queue.mjs";

/**
 * @typedef {"queued" | "walking" | "waiting" | "complete" | "suspicious" | "failed"} WalkState
 *
 * @typedef {object} Status
 * @property {Record<WalkState, number>} walks accounts by the state of their last walk
 * @property {{ accountSid: string, state: WalkState, queuedAt: Date, reason: string | null } | null} oldest the open walk
 *   that was queued first
 * @property {{ accountSid: string, state: "failed" | "suspicious", reason: string, finishedAt: Date }[]} failed accounts
 *   whose last walk failed or was suspicious
 * @property {{ accountSid: string, profiles: number, lastComplete: Date | null }[]} accounts
 * @property {{ every: string, tz: string }[]} schedules
 * @property {number} lastChange the newest ID of the feed
 */

const last = `SELECT DISTINCT ON (account_sid) account_sid, state, reason, finished_at
  FROM trusthub.walks ORDER BY account_sid, id DESC`;

/**
 * @param {Database} database
 * @returns {Promise<Status>}
 */
export async function status(database) {
  const { rows: states } = await database.query(
    `SELECT state, count(*)::integer AS count FROM (${last}) AS last GROUP BY state`,
  );
  const { rows: oldest } = await database.query(
    `SELECT account_sid AS "accountSid", state, queued_at AS "queuedAt", reason FROM trusthub.walks
     WHERE finished_at IS NULL ORDER BY queued_at, id LIMIT 1`,
  );
  const { rows: failed } = await database.query(
    `SELECT account_sid AS "accountSid", state, reason, finished_at AS "finishedAt" FROM (${last}) AS last
     WHERE state IN ('failed', 'suspicious') ORDER BY account_sid`,
  );
  const { rows: accounts } = await database.query(
    `SELECT w.account_sid AS "accountSid", max(w.finished_at) FILTER (WHERE w.state = 'complete') AS "lastComplete",
       (SELECT count(*)::integer FROM trusthub.profiles p
        WHERE p.account_sid = w.account_sid AND p.gone_at IS NULL) AS profiles
     FROM trusthub.walks w GROUP BY w.account_sid ORDER BY w.account_sid`,
  );
  const { rows: ends } = await database.query("SELECT coalesce(max(id), 0) AS last FROM trusthub.changes");
  const none = { queued: 0, walking: 0, waiting: 0, complete: 0, suspicious: 0, failed: 0 };
  return {
    walks: { ...none, ...Object.fromEntries(states.map(({ state, count }) => [state, count])) },
    oldest: oldest[0] ?? null,
    failed: /** @type {Status["failed"]} */ (failed),
    accounts: /** @type {Status["accounts"]} */ (accounts),
    schedules: await schedulesOf(database),
    lastChange: Number(ends[0].last),
  };
}

/** Read from its table, because pg-boss answers only when it runs, and a reader need not be allowed to run it. @param {Database} database */
async function schedulesOf(database) {
  const { rows } = await database.query(
    `SELECT EXISTS (
       SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = $1 AND c.relname = 'schedule'
         AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
     ) AS readable`,
    [QUEUE_SCHEMA],
  );
  if (!rows[0].readable) return [];
  const schedules = await database.query(
    `SELECT cron AS every, timezone AS tz FROM ${QUEUE_SCHEMA}.schedule WHERE name = $1`,
    [NIGHTS],
  );
  return /** @type {{ every: string, tz: string }[]} */ (schedules.rows);
}
