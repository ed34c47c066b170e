// @ts-check
// Erases personal data: of single profiles, or of the feed's old values, with which old walks go.
/** @import { Database } from "./database.mjs" */
import { SyncError } from "./errors.mjs";
import { personalColumns, personalNames } from "./fields.mjs";
import { isProfileSid } from "./stored-profile.mjs";

const MOST_DAYS = 365_000; // PostgreSQL's times begin in 4713 BC

/**
 * @param {Database} database
 * @param {readonly string[] | { olderThanDays: number }} what
 * @returns {Promise<{ profiles: number, changes: number, oddities: number, walks: number }>} how many rows were erased or, of
 *   oddities and walks, deleted
 */
export async function forget(database, what) {
  if (Array.isArray(what)) return forgetProfiles(database, what);
  const { olderThanDays } = /** @type {Partial<{ olderThanDays: number }>} */ (what ?? {});
  if (!(typeof olderThanDays === "number" && olderThanDays >= 0 && olderThanDays <= MOST_DAYS)) {
    throw new SyncError("options", `expected SIDs, or \`olderThanDays\`, a number of days from 0 to ${MOST_DAYS}`);
  }
  return forgetOld(database, olderThanDays);
}

/** @param {Database} database @param {readonly unknown[]} sids */
function forgetProfiles(database, sids) {
  for (const sid of sids) {
    if (!isProfileSid(sid)) throw new SyncError("options", "expected SIDs of profiles, BU and 32 digits");
  }
  return database.transaction(async ({ query }) => {
    // First the rows: a walk that is writing one of them commits before the feed is looked at.
    const { rowCount: profiles } = await query(
      `UPDATE trusthub.profiles SET forgotten_at = coalesce(forgotten_at, now()), fingerprint = NULL,
         ${personalColumns.map((column) => `${column} = NULL`).join(", ")}
       WHERE sid = ANY ($1::text[])`,
      [sids],
    );
    const { rowCount: changes } = await query(
      `UPDATE trusthub.changes SET changed = changed - $2::text[], erased_at = now() WHERE sid = ANY ($1::text[])`,
      [sids, personalNames],
    );
    return { profiles, changes, oddities: 0, walks: 0 };
  });
}

/** @param {Database} database @param {number} days */
function forgetOld(database, days) {
  return database.transaction(async ({ query }) => {
    const { rowCount: changes } = await query(
      `UPDATE trusthub.changes SET changed = changed - $2::text[], erased_at = now()
       WHERE at < now() - $1 * interval '1 day'
         AND (changed ?| $2::text[] OR (changed IS NULL AND erased_at IS NULL))`,
      [days, personalNames],
    );
    const { rowCount: oddities } = await query(
      "DELETE FROM trusthub.oddities WHERE seen_at < now() - $1 * interval '1 day'",
      [days],
    );
    // What an account's last complete walk says, and what came after it, is what `status` shows and writing pages relies on.
    const { rowCount: walks } = await query(
      `DELETE FROM trusthub.walks w WHERE finished_at < now() - $1 * interval '1 day' AND EXISTS (
         SELECT FROM trusthub.walks later
         WHERE later.account_sid = w.account_sid AND later.id > w.id AND later.state = 'complete'
       )`,
      [days],
    );
    return { profiles: 0, changes, oddities, walks };
  });
}
