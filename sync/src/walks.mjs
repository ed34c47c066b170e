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
 * @property {number} pages
 * @property {number} failures
 * @property {number} restarts
 */

const taken = `epoch = epoch + 1, state = 'walking', worker = $1, updated_at = now(),
  started_at = coalesce(started_at, now()), lease_until = now() + $2 * interval '1 millisecond'`;
const returned = `RETURNING id, epoch, account_sid AS "accountSid", cursor, listed, pages, failures,
  restarts`;

/**
 * The accounts' open walks, but for those that another worker holds.
 * @param {Query} query
 * @param {{ worker: string, leaseMs: number, accountSids: readonly string[] }} wanted
 * @returns {Promise<Walk[]>}
 */
export async function takeWalks(query, { worker, leaseMs, accountSids }) {
  if (accountSids.length === 0) return [];
  // In one order, so that two that take some of the same walks do not wait for each other.
  const { rows } = await query(
    `UPDATE trusthub.walks SET ${taken}
     WHERE id IN (
       SELECT id FROM trusthub.walks
       WHERE account_sid = ANY ($3::text[]) AND finished_at IS NULL
         AND (lease_until IS NULL OR lease_until < now() OR worker = $1)
       ORDER BY id FOR UPDATE
     ) ${returned}`,
    [worker, leaseMs, accountSids],
  );
  return rows;
}

/**
 * Those of the accounts that have an open walk.
 * @param {Database} database @param {readonly string[]} accountSids
 * @returns {Promise<Set<string>>}
 */
export async function openAccounts(database, accountSids) {
  if (accountSids.length === 0) return new Set();
  const { rows } = await database.query(
    `SELECT account_sid AS "accountSid" FROM trusthub.walks WHERE account_sid = ANY ($1::text[]) AND finished_at IS NULL`,
    [accountSids],
  );
  return new Set(rows.map(({ accountSid }) => accountSid));
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

// The walk's pages are dropped, and their counts are kept in its row. No row: it is another worker's.
const mine = `
mine AS (
  SELECT id FROM trusthub.walks WHERE id = $1 AND epoch = $2 AND state = 'walking' FOR UPDATE
), dropped AS (
  DELETE FROM trusthub.walk_pages WHERE walk_id = (SELECT id FROM mine)
  RETURNING new, changed, approved, rejected, back, odd
), sums AS (
  SELECT coalesce(sum(new), 0) AS new, coalesce(sum(changed), 0) AS changed, coalesce(sum(approved), 0) AS approved,
    coalesce(sum(rejected), 0) AS rejected, coalesce(sum(back), 0) AS back, coalesce(sum(odd), 0) AS odd
  FROM dropped
)`;
const folded = `new = w.new + s.new, changed = w.changed + s.changed, approved = w.approved + s.approved,
  rejected = w.rejected + s.rejected, back = w.back + s.back`;

/**
 * Begins the walk again, because the API does not take its cursor any more.
 * @param {Query} query of a transaction
 * @param {Walk} walk
 */
export async function restartWalk(query, { id, epoch }) {
  // What was odd on these pages is seen again.
  const { rowCount } = await query(
    `WITH ${mine}, odd AS (
       DELETE FROM trusthub.oddities WHERE walk_id = (SELECT id FROM mine)
     )
     UPDATE trusthub.walks w SET ${folded}, odd = 0, cursor = NULL, listed = false, pages = 0, profiles = 0,
       restarts = restarts + 1, updated_at = now()
     FROM mine, sums s WHERE w.id = mine.id`,
    [id, epoch],
  );
  return rowCount === 1;
}

/**
 * @param {Query} query of a transaction
 * @param {Walk} walk
 * @param {{ state: "complete" | "suspicious" | "failed", reason?: string | null, gone?: number }} end
 */
export async function finishWalk(query, { id, epoch, accountSid }, { state, reason = null, gone = 0 }) {
  // Oddities of earlier walks are out of date once a later one has seen the whole account.
  const { rowCount } = await query(
    `WITH ${mine}, odd AS (
       DELETE FROM trusthub.oddities WHERE account_sid = $6 AND walk_id < (SELECT id FROM mine) AND $3 <> 'failed'
     )
     UPDATE trusthub.walks w SET ${folded}, odd = w.odd + s.odd, state = $3, reason = $4::text, gone = w.gone + $5,
       finished_at = now(), updated_at = now(), lease_until = NULL, worker = NULL, cursor = NULL
     FROM mine, sums s WHERE w.id = mine.id`,
    [id, epoch, state, reason, gone, accountSid],
  );
  return rowCount === 1;
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
 * @param {Query} query
 * @param {Walk} walk
 * @returns {Promise<{ missing: string[], known: number, acceptGone: boolean }>} `known`: all that were not gone before;
 *   `acceptGone` as it is now: it may have been set while the walk was under way
 */
export async function missingProfiles(query, { id, accountSid }) {
  const { rows } = await query(
    `SELECT (SELECT count(*)::integer FROM trusthub.profiles WHERE account_sid = $2 AND gone_at IS NULL) AS known,
       array(
         SELECT sid FROM trusthub.profiles WHERE account_sid = $2 AND gone_at IS NULL
         EXCEPT SELECT unnest(sids) COLLATE "C" FROM trusthub.walk_pages WHERE walk_id = $1
       ) AS missing,
       (SELECT accept_gone FROM trusthub.walks WHERE id = $1) AS "acceptGone"`,
    [id, accountSid],
  );
  return rows[0];
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
