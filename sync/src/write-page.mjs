// @ts-check
// A page of a walk becomes rows: one transaction, whose first statement proves that the walk is still the caller's.
/** @import { Query } from "./database.mjs" */
/** @import { Change, Kind } from "./change.mjs" */
/** @import { Oddity, Row } from "./stored-profile.mjs" */
import { changeOf, countChanges } from "./change.mjs";
import { fields } from "./fields.mjs";
import { FEED_LOCK } from "./locks.mjs";

/** What LISTEN of a follower waits for. */
export const CHANGES_CHANNEL = "trusthub_changes";

const columns = fields.map(({ column }) => column);
/** @param {string} alias */
const listOf = (alias) => columns.map((column) => `${alias}.${column}`).join(", ");

// Personal data of a forgotten profile are not stored again. A row that equals the stored one is not written, not even
// locked: ON CONFLICT alone would lock it, which is a write too.
const upsert = `
WITH page AS (
  SELECT r.sid, ${fields
    .map(({ column, personal }) =>
      personal ? `CASE WHEN o.forgotten_at IS NULL THEN r.${column} END AS ${column}` : `r.${column}`,
    )
    .join(", ")}
  FROM jsonb_to_recordset($1::jsonb) AS r (sid text, ${fields.map(({ column, type }) => `${column} ${type}`).join(", ")})
  LEFT JOIN trusthub.profiles o USING (sid)
), written AS (
  INSERT INTO trusthub.profiles AS p (sid, ${columns.join(", ")})
  SELECT page.* FROM page LEFT JOIN trusthub.profiles o USING (sid)
  WHERE o.sid IS NULL OR o.gone_at IS NOT NULL OR (${listOf("o")}) IS DISTINCT FROM (${listOf("page")})
  ON CONFLICT (sid) DO UPDATE SET changed_at = now(), gone_at = NULL, ${fields
    .map(({ column, personal }) =>
      personal
        ? `${column} = CASE WHEN p.forgotten_at IS NULL THEN excluded.${column} END`
        : `${column} = excluded.${column}`,
    )
    .join(", ")}
  RETURNING sid, forgotten_at
)
SELECT w.sid, w.forgotten_at IS NOT NULL AS forgotten, CASE WHEN o.sid IS NOT NULL THEN to_jsonb(o) END AS before
FROM written w LEFT JOIN trusthub.profiles o USING (sid)`;
// The last join sees the rows as they were when the statement began.

/**
 * Writes profiles and returns what changed, in the order of the rows. The changes are not in the feed yet.
 * @param {Query} query
 * @param {readonly Row[]} rows
 * @returns {Promise<Change[]>}
 */
export async function writeProfiles(query, rows) {
  if (rows.length === 0) return [];
  const { rows: written } = await query(upsert, [JSON.stringify(rows)]);
  const before = new Map(written.map((row) => [/** @type {string} */ (row.sid), row]));
  return rows.flatMap((row) => {
    const stored = before.get(row.sid);
    if (stored === undefined) return [];
    const change = changeOf(stored.before, row, stored.forgotten);
    return change.kind === "changed" && Object.keys(change.changed).length === 0 ? [] : [change];
  });
}

/**
 * The last statement of a transaction: from here to its end no other transaction adds to the feed, so that IDs become
 * visible in their order.
 * @param {Query} query
 * @param {{ walkId: string, accountSid: string, changes: readonly Change[] }} feed
 */
export async function writeChanges(query, { walkId, accountSid, changes }) {
  if (changes.length === 0) return;
  await query("SELECT pg_advisory_xact_lock($1), pg_notify($2, '')", [FEED_LOCK, CHANGES_CHANNEL]);
  await query(
    `INSERT INTO trusthub.changes (account_sid, sid, walk_id, kind, status_from, status_to, changed)
     SELECT $1, c.sid, $2, c.kind, c."from", c."to", c.changed
     FROM jsonb_to_recordset($3::jsonb) AS c (sid text, kind text, "from" text, "to" text, changed jsonb)`,
    [accountSid, walkId, JSON.stringify(changes)],
  );
}

/**
 * @typedef {object} PageToWrite
 * @property {string} walkId
 * @property {string} epoch
 * @property {string} accountSid
 * @property {string | null} nextCursor null after the last page
 * @property {number} leaseMs
 * @property {readonly Row[]} rows
 * @property {readonly Oddity[]} oddities
 */

/**
 * @param {Query} query of a transaction
 * @param {PageToWrite} page
 * @returns {Promise<{ changes: Change[], counts: ReturnType<typeof countChanges> } | null>} null when the walk is another
 *   worker's by now: then nothing was written
 */
export async function writePage(query, { walkId, epoch, accountSid, nextCursor, leaseMs, rows, oddities }) {
  const { rows: mine } = await query(
    `UPDATE trusthub.walks SET cursor = $3::text, listed = $3::text IS NULL, pages = pages + 1, profiles = profiles + $4,
       failures = 0, reason = NULL, updated_at = now(), lease_until = now() + $5 * interval '1 millisecond'
     WHERE id = $1 AND epoch = $2 AND state = 'walking' RETURNING pages - 1 AS page`,
    [walkId, epoch, nextCursor, rows.length + oddities.length, leaseMs],
  );
  if (mine.length === 0) return null;
  const page = /** @type {number} */ (mine[0].page);
  const changes = await writeProfiles(query, rows);
  const counts = countChanges(changes);
  await query(
    `INSERT INTO trusthub.walk_pages (walk_id, page, sids, new, changed, approved, rejected, back, odd)
     VALUES ($1, $2, $3::text[], $4, $5, $6, $7, $8, $9)`,
    [
      walkId,
      page,
      rows.map(({ sid }) => sid),
      counts.new,
      counts.changed,
      counts.approved,
      counts.rejected,
      counts.back,
      oddities.length,
    ],
  );
  if (oddities.length > 0) {
    await query(
      `INSERT INTO trusthub.oddities (walk_id, account_sid, page, position, profile, issues)
       SELECT $1, $2, $3, o.position, o.profile, o.issues
       FROM jsonb_to_recordset($4::jsonb) AS o (position integer, profile jsonb, issues jsonb)`,
      [walkId, accountSid, page, JSON.stringify(oddities)],
    );
  }
  await writeChanges(query, { walkId, accountSid, changes });
  return { changes, counts };
}
