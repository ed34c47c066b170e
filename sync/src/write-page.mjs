// @ts-check
// A page of a walk becomes rows: one transaction, whose first statement proves that the walk is still the caller's.
/** @import { Query, Transaction } from "./database.mjs" */
/** @import { Change, Kind } from "./change.mjs" */
/** @import { Oddity, Row } from "./stored-profile.mjs" */
import { hash } from "node:crypto";
import { changeOf, countChanges, newProfile } from "./change.mjs";
import { copyLine } from "./copy-line.mjs";
import { fields } from "./fields.mjs";
import { FEED_LOCK } from "./locks.mjs";

/** What LISTEN of a follower waits for. */
export const CHANGES_CHANNEL = "trusthub_changes";

const UNIQUE_VIOLATION = "23505"; // https://www.postgresql.org/docs/current/errcodes-appendix.html

/** @type {readonly { column: string, type: string, personal: boolean }[]} */
const written = [...fields, { column: "fingerprint", type: "uuid", personal: true }];
const columns = written.map(({ column }) => column);
/** @param {string} alias @param {readonly { column: string }[]} [of] */
const listOf = (alias, of = written) => of.map(({ column }) => `${alias}.${column}`).join(", ");
/** Personal data of a forgotten profile are not stored again. @param {string} stored @param {string} next @param {typeof written} [of] */
const kept = (stored, next, of = written) =>
  of.map(({ column, personal }) =>
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

// COPY writes many rows at once, and takes half the time of an INSERT that looks for conflicts.
const copied = `COPY trusthub.profiles (sid, ${columns.join(", ")}) FROM STDIN`;

// A row that equals the stored one is not written, not even locked: ON CONFLICT alone would lock it, which is a write too.
// The last join sees the rows as they were when the statement began. The same values in another order of their keys have another
// fingerprint, which is written alone: nothing changed.
const upsert = `
WITH written AS (
  INSERT INTO trusthub.profiles AS p (sid, ${columns.join(", ")})
  SELECT r.sid, ${kept("o", "r").join(", ")}
  FROM ${sentRows}
  ${storedRow("r.sid")}
  WHERE o.sid IS NULL OR o.gone_at IS NOT NULL OR (${listOf("o")}) IS DISTINCT FROM (${kept("o", "r").join(", ")})
  ON CONFLICT (sid) DO UPDATE SET gone_at = NULL, changed_at = CASE
      WHEN p.gone_at IS NULL AND (${listOf("p", fields)}) IS NOT DISTINCT FROM (${kept("p", "excluded", fields).join(", ")})
      THEN p.changed_at ELSE now() END,
    (${columns.join(", ")}) = ROW (${kept("p", "excluded").join(", ")})
  RETURNING sid, forgotten_at
)
SELECT w.sid, w.forgotten_at IS NOT NULL AS forgotten, CASE WHEN o.sid IS NOT NULL THEN to_jsonb(o) END AS before
FROM written w ${storedRow("w.sid")}`;

/**
 * A row with its JSON and the fingerprint of that.
 * @typedef {{ row: Row, json: string, fingerprint: string }} Fingerprinted
 */

/** @param {Row} row @returns {Fingerprinted} */
function fingerprinted(row) {
  const json = JSON.stringify(row);
  // Not MD5, which Node refuses where FIPS 140 is in force.
  return { row, json, fingerprint: hash("sha256", json).slice(0, 32) };
}

/**
 * Writes profiles and returns what changed, in the order of the rows. The changes are not in the feed yet.
 * @param {Transaction} transaction
 * @param {readonly Row[]} rows
 * @param {{ likelyNew?: boolean }} [guess] whether all of them are new: then they are sent at once. When one is there
 *   already, all are compared.
 * @returns {Promise<Change[]>}
 */
export async function writeProfiles(transaction, rows, { likelyNew = false } = {}) {
  if (rows.length === 0) return [];
  if (likelyNew && (await insertAll(transaction, rows))) return rows.map(newProfile);
  return writeDifferent(transaction, rows.map(fingerprinted));
}

/** @param {Row} row */
function lineOf(row) {
  const { json, fingerprint } = fingerprinted(row);
  return copyLine([row.sid, ...fields.map(({ column, type }) => textOf(row[column], type)), fingerprint], json);
}

/** @param {unknown} value @param {string} type @returns {string | null} */
function textOf(value, type) {
  if (value === null || value === undefined) return null;
  return type === "jsonb" ? JSON.stringify(value) : /** @type {string} */ (value);
}

/**
 * @param {Transaction} transaction
 * @param {readonly Row[]} rows
 * @returns {Promise<boolean>} false when one of them is there already: then none is written
 */
async function insertAll({ query, copy }, rows) {
  await query("SAVEPOINT all_new");
  try {
    await copy(copied, rows.map(lineOf).join(""));
    return true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === UNIQUE_VIOLATION)) throw error;
    await query("ROLLBACK TO SAVEPOINT all_new");
    return false;
  }
}

/**
 * @param {Transaction} transaction
 * @param {readonly Fingerprinted[]} page
 * @returns {Promise<Change[]>}
 */
async function writeDifferent({ query, prepared }, page) {
  const { rows: others } = await prepared(different, [
    page.map(({ row }) => row.sid),
    page.map(({ fingerprint }) => fingerprint),
  ]);
  if (others.length === 0) return [];
  const wanted = new Set(others.map(({ sid }) => sid));
  const sent = page
    .filter(({ row }) => wanted.has(row.sid))
    .map(({ json, fingerprint }) => `${json.slice(0, -1)},"fingerprint":"${fingerprint}"}`);
  const { rows: stored } = await query(upsert, [`[${sent.join(",")}]`]);
  const before = new Map(stored.map((row) => [/** @type {string} */ (row.sid), row]));
  return page.flatMap(({ row }) => {
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
 * Writes all of a page but its changes, which are to be the transaction's last statement.
 * @param {Transaction} transaction
 * @param {PageToWrite} page
 * @returns {Promise<{ changes: Change[], counts: ReturnType<typeof countChanges> } | null>} null when the walk is another
 *   worker's by now: then nothing was written
 */
export async function writePage(transaction, { walkId, epoch, accountSid, nextCursor, leaseMs, rows, oddities }) {
  const { query, prepared } = transaction;
  const { rows: mine } = await prepared(
    `UPDATE trusthub.walks SET cursor = $3::text, listed = $3::text IS NULL, pages = pages + 1, profiles = profiles + $4,
       failures = 0, reason = NULL, updated_at = now(), lease_until = now() + $5 * interval '1 millisecond'
     WHERE id = $1 AND epoch = $2 AND state = 'walking'
     RETURNING pages - 1 AS page,
       NOT EXISTS (SELECT FROM trusthub.walks w WHERE w.account_sid = $6 AND w.state = 'complete') AS first`,
    [walkId, epoch, nextCursor, rows.length + oddities.length, leaseMs, accountSid],
  );
  if (mine.length === 0) return null;
  const page = /** @type {number} */ (mine[0].page);
  const changes = await writeProfiles(transaction, rows, { likelyNew: mine[0].first });
  const counts = countChanges(changes);
  await prepared(
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
  return { changes, counts };
}
