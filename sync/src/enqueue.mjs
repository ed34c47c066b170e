// @ts-check
// Puts walks on the queue: one for an account, however often it is asked for.
/** @import { Database, Query } from "./database.mjs" */
/** @import { Queue } from "./queue.mjs" */
import { SyncError } from "./errors.mjs";
import { accountKey, isAccountSid } from "./stored-profile.mjs";

const AT_ONCE = 1000; // accounts a transaction

/**
 * @param {Database} database
 * @param {Queue} queue
 * @param {AsyncIterable<string> | Iterable<string>} accountSids
 * @param {{ acceptGone: boolean }} options
 * @returns {Promise<{ walkIds: string[], accountSids: Set<string>, queued: number }>} the open walks of these accounts, and how
 *   many of them are new
 */
export async function enqueue(database, queue, accountSids, { acceptGone }) {
  /** @type {Set<string>} */
  const walkIds = new Set();
  /** @type {Set<string>} */
  const all = new Set();
  let queued = 0;
  let number = 0;
  /** @type {Set<string>} */
  let batch = new Set();
  const send = async () => {
    const sids = [...batch];
    batch = new Set();
    if (sids.length === 0) return;
    const sent = await enqueueBatch(database, queue, sids, acceptGone);
    queued += sent.queued;
    for (const id of sent.walkIds) walkIds.add(id);
  };
  for await (const accountSid of accountSids) {
    number += 1;
    if (!isAccountSid(accountSid)) {
      throw new SyncError(
        "accounts",
        `account ${number} of the list is no SID of an account, AC and 32 hexadecimal digits`,
      );
    }
    const key = accountKey(accountSid);
    batch.add(key);
    all.add(key);
    if (batch.size === AT_ONCE) await send();
  }
  await send();
  return { walkIds: [...walkIds], accountSids: all, queued };
}

/** @param {Database} database @param {Queue} queue @param {readonly string[]} sids @param {boolean} acceptGone */
function enqueueBatch(database, queue, sids, acceptGone) {
  return database.transaction(async ({ query }) => {
    /** @type {{ id: string, accountSid: string, state: string }[]} */
    const open = [];
    let queued = 0;
    // A walk that was in the way of a new one may have ended by the time that it is looked for.
    for (let left = sids; left.length > 0; ) {
      const { rows, rowCount } = await openWalks(query, left, acceptGone);
      queued += rowCount;
      open.push(...rows);
      const found = new Set(rows.map(({ accountSid }) => accountSid));
      left = left.filter((sid) => !found.has(sid));
    }
    await queue.ring(query, open.filter(({ state }) => state !== "walking").map(({ accountSid }) => accountSid)); // biome-ignore format: one thought
    return { walkIds: open.map(({ id }) => id), queued };
  });
}

/**
 * @param {Query} query @param {readonly string[]} sids @param {boolean} acceptGone
 * @returns {Promise<import("./database.mjs").Result>} the open walks of the accounts, and how many of them are new
 */
async function openWalks(query, sids, acceptGone) {
  // In one order, so that two that queue the same accounts do not wait for each other.
  const { rowCount } = await query(
    `INSERT INTO trusthub.walks (account_sid)
     SELECT sid FROM unnest($1::text[]) AS wanted (sid) ORDER BY sid
     ON CONFLICT (account_sid) WHERE finished_at IS NULL DO NOTHING`,
    [sids],
  );
  if (acceptGone) {
    // In the order of `takeWalks`, for the same reason.
    await query(
      `UPDATE trusthub.walks SET accept_gone = true WHERE id IN (
         SELECT id FROM trusthub.walks
         WHERE account_sid = ANY ($1::text[]) AND finished_at IS NULL AND NOT accept_gone
         ORDER BY id FOR UPDATE
       )`,
      [sids],
    );
  }
  const { rows } = await query(
    `SELECT id, account_sid AS "accountSid", state FROM trusthub.walks
     WHERE account_sid = ANY ($1::text[]) AND finished_at IS NULL`,
    [sids],
  );
  return { rows, rowCount };
}
