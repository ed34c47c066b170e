// @ts-check
// A page of a walk becomes rows: one transaction, whose first statement proves that the walk is still the caller's.
/** @import { Query } from "./database.mjs" */
/** @import { Change, Kind } from "./change.mjs" */
/** @import { Oddity, Row } from "./stored-profile.mjs" */
import { hash } from "node:crypto";
import { changeOf, countChanges, newProfile } from "./change.mjs";
import { fields } from "./fields.mjs";
import { FEED_LOCK } from "./locks.mjs";

/** What LISTEN of a follower waits for. */
export const CHANGES_CHANNEL = "trusthub_changes";

/** @type {readonly { column: string, type: string, personal: boolean }[]} */
const written = [...fields, { column: "fingerprint", type: "uuid", personal: true }];
const columns = written.map(({ column }) => column);
/** @param {string} alias */
const listOf = (alias) => columns.map((column) => `${alias}.${column}`).join(", ");
/** Personal data of a forgotten profile are not stored again. @param {string} stored @param {string} next */
const kept = (stored, next) =>
  written.map(({ column, personal }) =>
    personal ? `CASE WHEN ${stored}.forgotten_at IS NULL THEN ${next}.${column} END` : `${next}.${column}`,
  );

// OFFSET 0 keeps the planner from reading the whole table for a page: it guesses badly while a first night fills it.
/** @param {string} sid */
const storedRow = (sid) =>
  `LEFT JOIN LATERAL (SELECT * FROM trusthub.profiles WHERE sid = ${sid} COLLATE "C" OFFSET 0) AS o ON true`;

// Most profiles are as they were: their fingerprints say so, and nothing else of them is sent to the database.
const different = `
SELECT page.sid FROM unnest($1::text[], $2::uuid[]) AS page (sid, fingerprint)
${storedRow("page.sid")}
WHERE o.sid IS NULL OR o.gone_at IS NOT NULL OR o.fingerprint IS DISTINCT FROM page.fingerprint`;

/** The rows of $1, as JSON. */
const sentRows = `jsonb_to_recordset($1::jsonb)
  AS r (sid text, ${written.map(({ column, type }) => `${column} ${type}`).join(", ")})`;

const insert = `
INSERT INTO trusthub.profiles (sid, ${columns.join(", ")})
SELECT r.sid, ${listOf("r")} FROM ${sentRows}
ON CONFLICT (sid) DO NOTHING RETURNING sid`;

// A row that equals the stored one is not written, not even locked: ON CONFLICT alone would lock it, which is a write too.
// The last join sees the rows as they were when the statement began.
const upsert = `
WITH written AS (
  INSERT INTO trusthub.profiles AS p (sid, ${columns.join(", ")})
  SELECT r.sid, ${kept("o", "r").join(", ")}
  FROM ${sentRows}
  ${storedRow("r.sid")}
  WHERE o.sid IS NULL OR o.gone_at IS NOT NULL OR (${listOf("o")}) IS DISTINCT FROM (${kept("o", "r").join(", ")})
  ON CONFLICT (sid) DO UPDATE SET changed_at = now(), gone_at = NULL,
    (${columns.join(", ")}) = ROW (${kept("p", "excluded").join(", ")})
  RETURNING sid, forgotten_at
)
SELECT w.sid, w.forgotten_at IS NOT NULL AS forgotten, CASE WHEN o.sid IS NOT NULL THEN to_jsonb(o) END AS before
FROM written w ${storedRow("w.sid")}`;

/**
 * Writes profiles and returns what changed, in the order of the rows. The changes are not in the feed yet.
 * @param {Query} query
 * @param {readonly Row[]} rows
 * @param {{ likelyNew?: boolean }} [guess] whether most of them are new: then they are sent at once. Whatever is there
 *   already is compared in either case.
 * @returns {Promise<Change[]>}
 */
export async function writeProfiles(query, rows, { likelyNew = false } = {}) {
  if (rows.length === 0) return [];
  const texts = rows.map((row) => JSON.stringify(row));
  const fingerprints = texts.map((text) => hash("md5", text));
  /** @param {(sid: string) => boolean} wanted */
  const sent = (wanted) =>
    `[${texts
      .flatMap((text, index) =>
        wanted(rows[index]?.sid ?? "") ? [`${text.slice(0, -1)},"fingerprint":"${fingerprints[index]}"}`] : [],
      )
      .join(",")}]`;

  /** @type {Set<string>} */
  const inserted = new Set();
  if (likelyNew) {
    for (const { sid } of (await query(insert, [sent(() => true)])).rows) inserted.add(sid);
    if (inserted.size === rows.length) return rows.map(newProfile);
  }
  const { rows: others } = await query(different, [rows.map(({ sid }) => sid), fingerprints]);
  if (others.length === 0) return rows.filter(({ sid }) => inserted.has(sid)).map(newProfile);
  const wanted = new Set(others.map(({ sid }) => sid));
  const { rows: stored } = await query(upsert, [sent((sid) => wanted.has(sid))]);
  const before = new Map(stored.map((row) => [/** @type {string} */ (row.sid), row]));
  return rows.flatMap((row) => {
    if (inserted.has(row.sid)) return [newProfile(row)];
    const old = before.get(row.sid);
    if (old === undefined) return [];
    if (old.before === null) return [newProfile(row)];
    const change = changeOf(old.before, row, old.forgotten);
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
     FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[]) AS c (sid, kind, "from", "to", changed)`,
    [
      accountSid,
      walkId,
      changes.map(({ sid }) => sid),
      changes.map(({ kind }) => kind),
      changes.map(({ from }) => from),
      changes.map(({ to }) => to),
      changes.map(({ changed }) => (changed === null ? null : JSON.stringify(changed))),
    ],
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
     WHERE id = $1 AND epoch = $2 AND state = 'walking' 
     RETURNING pages - 1 AS page,
       NOT EXISTS (SELECT FROM trusthub.walks w WHERE w.account_sid = $6 AND w.state = 'complete') AS first`,
    [walkId, epoch, nextCursor, rows.length + oddities.length, leaseMs, accountSid],
  );
  if (mine.length === 0) return null;
  const page = /** @type {number} */ (mine[0].page);
  const changes = await writeProfiles(query, rows, { likelyNew: mine[0].first });
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
