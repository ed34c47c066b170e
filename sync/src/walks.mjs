// @ts-check
// The rows of trusthub.walks: the truth about every walk. A worker takes one by raising its epoch; every later statement
// of it names that epoch, so that a worker which was taken for dead writes nothing any more.
/** @import { Database, Query } from "./database.mjs" */

/**
 * @typedef {object} Walk One that this worker has taken.
 * @property {string} id
 * @property {string} epoch
 * @property {string} accountSid
 * @property {string | null} cursor
 * @property {boolean} listed
 * @property {boolean} acceptGone
 * @property {number} pages
 * @property {number} failures
 * @property {number} restarts
 */

const taken = `epoch = epoch + 1, state = 'walking', worker = $1, updated_at = now(),
  started_at = coalesce(started_at, now()), lease_until = now() + $2 * interval '1 millisecond'`;
const returned = `RETURNING id, epoch, account_sid AS "accountSid", cursor, listed, accept_gone AS "acceptGone", pages,
  failures, restarts`;

/**
 * The account's open walk, unless another worker holds it.
 * @param {Database} database
 * @param {{ worker: string, leaseMs: number, accountSid: string }} wanted
 * @returns {Promise<Walk | null>}
 */
export async function takeWalk(database, { worker, leaseMs, accountSid }) {
  const { rows } = await database.query(
    `UPDATE trusthub.walks SET ${taken}
     WHERE account_sid = $3 AND finished_at IS NULL AND (lease_until IS NULL OR lease_until < now() OR worker = $1)
     ${returned}`,
    [worker, leaseMs, accountSid],
  );
  return rows[0] ?? null;
}

/**
 * A walk whose worker died: its lease has run out.
 * @param {Database} database
 * @param {{ worker: string, leaseMs: number, active: readonly string[], only: readonly string[] | null }} wanted `active`: the accounts that
 *   this worker is walking already; `only`: those that it may walk, null for all
 * @returns {Promise<Walk | null>}
 */
export async function takeAbandonedWalk(database, { worker, leaseMs, active, only }) {
  const { rows } = await database.query(
    `UPDATE trusthub.walks SET ${taken}
     WHERE id = (
       SELECT id FROM trusthub.walks
       WHERE finished_at IS NULL AND state = 'walking' AND (lease_until < now() OR worker = $1)
         AND account_sid <> ALL ($3::text[]) AND ($4::text[] IS NULL OR account_sid = ANY ($4))
       ORDER BY lease_until LIMIT 1 FOR UPDATE SKIP LOCKED
     ) ${returned}`,
    [worker, leaseMs, active, only],
  );
  return rows[0] ?? null;
}

/**
 * @param {Database} database @param {Walk} walk @param {number} leaseMs
 * @returns {Promise<boolean>} false when the walk is another worker's by now
 */
export async function renewLease(database, { id, epoch }, leaseMs) {
  const { rowCount } = await database.query(
    `UPDATE trusthub.walks SET lease_until = now() + $3 * interval '1 millisecond'
     WHERE id = $1 AND epoch = $2 AND state = 'walking'`,
    [id, epoch, leaseMs],
  );
  return rowCount === 1;
}

// The counts of the pages that are dropped are kept in the walk's row.
const fold = `
WITH dropped AS (
  DELETE FROM trusthub.walk_pages WHERE walk_id = $1 RETURNING new, changed, approved, rejected, back, odd
), sums AS (
  SELECT coalesce(sum(new), 0) AS new, coalesce(sum(changed), 0) AS changed, coalesce(sum(approved), 0) AS approved,
    coalesce(sum(rejected), 0) AS rejected, coalesce(sum(back), 0) AS back, coalesce(sum(odd), 0) AS odd
  FROM dropped
)
UPDATE trusthub.walks w SET new = w.new + s.new, changed = w.changed + s.changed, approved = w.approved + s.approved,
  rejected = w.rejected + s.rejected, back = w.back + s.back, odd = w.odd + s.odd
FROM sums s WHERE w.id = $1`;

/**
 * Begins the walk again, because the API does not take its cursor any more.
 * @param {Query} query of a transaction
 * @param {Walk} walk
 */
export async function restartWalk(query, { id, epoch }) {
  const { rowCount } = await query(
    `UPDATE trusthub.walks SET cursor = NULL, listed = false, pages = 0, profiles = 0, restarts = restarts + 1,
       updated_at = now()
     WHERE id = $1 AND epoch = $2 AND state = 'walking'`,
    [id, epoch],
  );
  if (rowCount === 0) return false;
  await query(fold, [id]);
  // What was odd on these pages is seen again.
  await query("DELETE FROM trusthub.oddities WHERE walk_id = $1", [id]);
  await query("UPDATE trusthub.walks SET odd = 0 WHERE id = $1", [id]);
  return true;
}

/**
 * @param {Query} query of a transaction
 * @param {Walk} walk
 * @param {{ state: "complete" | "suspicious" | "failed", reason?: string | null, gone?: number }} end
 */
export async function finishWalk(query, { id, epoch, accountSid }, { state, reason = null, gone = 0 }) {
  const { rowCount } = await query(
    `UPDATE trusthub.walks SET state = $3, reason = $4::text, gone = gone + $5, finished_at = now(), updated_at = now(),
       lease_until = NULL, worker = NULL, cursor = NULL
     WHERE id = $1 AND epoch = $2 AND state = 'walking'`,
    [id, epoch, state, reason, gone],
  );
  if (rowCount === 0) return false;
  await query(fold, [id]);
  // Those of earlier walks are out of date once a later one has seen the whole account.
  if (state !== "failed") {
    await query("DELETE FROM trusthub.oddities WHERE account_sid = $1 AND walk_id < $2", [accountSid, id]);
  }
  return true;
}

/**
 * Gives the walk back: to be taken up at its cursor.
 * @param {Query} query
 * @param {Walk} walk
 * @param {{ state: "queued" | "waiting", reason?: string | null, failed?: boolean }} how
 */
export async function releaseWalk(query, { id, epoch }, { state, reason = null, failed = false }) {
  const { rowCount } = await query(
    `UPDATE trusthub.walks SET state = $3, reason = $4, failures = failures + $5, updated_at = now(), rung_at = now(),
       lease_until = NULL, worker = NULL
     WHERE id = $1 AND epoch = $2 AND state = 'walking'`,
    [id, epoch, state, reason, failed ? 1 : 0],
  );
  return rowCount === 1;
}

/**
 * The account's profiles that this walk has not seen.
 * @param {Database} database
 * @param {Walk} walk
 * @returns {Promise<{ missing: string[], known: number }>} `known`: all that were not gone before
 */
export async function missingProfiles(database, { id, accountSid }) {
  const { rows } = await database.query(
    `SELECT (SELECT count(*)::integer FROM trusthub.profiles WHERE account_sid = $2 AND gone_at IS NULL) AS known,
       array(
         SELECT sid FROM trusthub.profiles WHERE account_sid = $2 AND gone_at IS NULL
         EXCEPT SELECT unnest(sids) COLLATE "C" FROM trusthub.walk_pages WHERE walk_id = $1
       ) AS missing`,
    [id, accountSid],
  );
  return { missing: rows[0].missing, known: rows[0].known };
}

/**
 * @param {Query} query of a transaction
 * @param {{ accountSid: string, sids: readonly string[] }} gone
 * @returns {Promise<import("./change.mjs").Change[]>}
 */
export async function markGone(query, { accountSid, sids }) {
  if (sids.length === 0) return [];
  const { rows } = await query(
    `UPDATE trusthub.profiles SET gone_at = now(), changed_at = now()
     WHERE account_sid = $1 AND sid = ANY ($2::text[]) AND gone_at IS NULL RETURNING sid, status`,
    [accountSid, sids],
  );
  return rows.map(({ sid, status }) => ({ sid, kind: "gone", from: status, to: null, changed: {} }));
}
