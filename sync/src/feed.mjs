// @ts-check
// The feed of changes, for readers that keep the last ID they have handled.
/** @import { Database } from "./database.mjs" */
import { firstValues } from "./change.mjs";
import { databaseReason, isDatabaseAway } from "./database-errors.mjs";
import { SyncError } from "./errors.mjs";
import { accountKey, isAccountSid } from "./stored-profile.mjs";
import { CHANGES_CHANNEL } from "./write-page.mjs";

/**
 * @typedef {object} FeedChange
 * @property {number} id
 * @property {Date} at
 * @property {string} accountSid
 * @property {string} sid
 * @property {import("./change.mjs").Kind} kind
 * @property {{ from: string | null, to: string | null }} status
 * @property {import("./change.mjs").Changed} changed
 *
 * @typedef {object} ChangesOptions
 * @property {number | undefined} [since] the last ID that was handled; 0
 * @property {boolean | undefined} [follow]
 * @property {string | undefined} [status] that a profile came to
 * @property {string | readonly string[] | undefined} [account]
 * @property {AbortSignal | undefined} [signal] ends a feed that is followed
 *
 * @typedef {(event: { type: "database", reason: string }) => void} OnEvent
 */

const AT_ONCE = 1000;
const ASK_AGAIN_MS = 2000; // a notification is a hint: PgBouncer delivers none

// A new profile's values are not in the feed but in its row, from which the changes since are taken back. One statement,
// so that both are of the same moment.
const selected = `
SELECT c.id, c.at, c.account_sid AS "accountSid", c.sid, c.kind, c.status_from AS "from", c.status_to AS "to", c.changed,
  CASE WHEN c.changed IS NULL THEN jsonb_build_object(
    'erased', c.erased_at IS NOT NULL,
    'row', (SELECT to_jsonb(p) FROM trusthub.profiles p WHERE p.sid = c.sid),
    'later', (
      SELECT jsonb_object_agg(key, "from") FROM (
        SELECT DISTINCT ON (field.key) field.key, field.value->'from' AS "from"
        FROM trusthub.changes l, jsonb_each(l.changed) AS field
        WHERE l.sid = c.sid AND l.id > c.id ORDER BY field.key, l.id
      ) AS firsts
    )
  ) END AS came
FROM (
  SELECT * FROM trusthub.changes
  WHERE id > $1 AND ($2::text IS NULL OR (status_to = $2::text AND status_from IS DISTINCT FROM status_to))
    AND ($3::text[] IS NULL OR account_sid = ANY ($3))
  ORDER BY id LIMIT ${AT_ONCE}
) AS c ORDER BY c.id`;

/**
 * @param {Database} database
 * @param {ChangesOptions} options
 * @param {OnEvent} [onEvent] hears that the database is away from a feed that is followed, which outlives that
 * @returns {AsyncGenerator<FeedChange, void, void>}
 */
export async function* changes(database, { since = 0, follow = false, status, account, signal }, onEvent = () => {}) {
  if (!Number.isSafeInteger(since) || since < 0)
    throw new SyncError("options", "`since` must be the ID of a change, or 0");
  const named = account === undefined ? null : typeof account === "string" ? [account] : [...account];
  for (const sid of named ?? []) {
    if (!isAccountSid(sid)) throw new SyncError("options", "`account` must be AC and 32 digits");
  }
  const accounts = named?.map(accountKey) ?? null;
  const bell = follow ? await listenFor(database, signal) : null;
  let last = since;
  let isAway = false;
  try {
    while (!signal?.aborted) {
      const read = await readAfter(last, { status, accounts }).catch((error) => {
        if (signal?.aborted) return null; // `close` takes the connections away
        if (bell === null || !isDatabaseAway(error)) throw error;
        if (!isAway) onEvent({ type: "database", reason: databaseReason(error) });
        return null;
      });
      isAway = read === null;
      if (read === null) {
        await bell?.rung();
        continue;
      }
      const { rows, end } = read;
      for (const { id, from, to, changed, came, ...rest } of rows) {
        const all =
          changed === null ? firstValues(came.row ?? {}, came.later ?? {}, came.erased) : fromBeforeTo(changed);
        yield { id: Number(id), ...rest, status: { from, to }, changed: all };
        if (signal?.aborted) return;
      }
      if (rows.length === AT_ONCE) last = Number(rows.at(-1).id);
      else {
        last = Math.max(last, end, Number(rows.at(-1)?.id ?? 0));
        if (bell === null) return;
        await bell.rung();
      }
    }
  } finally {
    await bell?.stop();
  }

  /** @param {number} id @param {{ status: string | undefined, accounts: readonly string[] | null }} picked */
  async function readAfter(id, picked) {
    // Read first: every ID up to here is visible to the statement that follows.
    const { rows: ends } = await database.query("SELECT coalesce(max(id), 0) AS last FROM trusthub.changes");
    // In a transaction for its time zone, which `to_jsonb` writes dates in.
    const { rows } = await database.transaction(({ query }) =>
      query(selected, [id, picked.status ?? null, picked.accounts]),
    );
    return { rows, end: Number(ends[0].last) };
  }
}

/** jsonb keeps the shorter key first. @param {import("./change.mjs").Changed} changed */
function fromBeforeTo(changed) {
  return Object.fromEntries(Object.entries(changed).map(([name, { from, to }]) => [name, { from, to }]));
}

/** @param {Database} database @param {AbortSignal | undefined} signal */
async function listenFor(database, signal) {
  let isRung = false;
  let wake = () => {};
  const ring = () => {
    isRung = true;
    wake();
  };
  const stopListening = await database.listen(CHANGES_CHANNEL, ring).catch(() => async () => {});
  signal?.addEventListener("abort", ring, { once: true });
  return {
    async rung() {
      if (!isRung) {
        await new Promise((resolve) => {
          const timer = setTimeout(resolve, ASK_AGAIN_MS);
          wake = () => {
            clearTimeout(timer);
            resolve(undefined);
          };
        });
        wake = () => {};
      }
      isRung = false;
    },
    async stop() {
      signal?.removeEventListener("abort", ring);
      await stopListening();
    },
  };
}
