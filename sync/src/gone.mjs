// @ts-check
// A profile that no page had may still be there: lists move while they are walked. So each one is asked for by its SID.
/** @import { CustomerProfileRecord } from "trusthub-profiles" */
/** @import { Transaction } from "./database.mjs" */
/** @import { Row } from "./stored-profile.mjs" */
/** @import { Session, WalkContext } from "./walk.mjs" */
/** @import { Walk } from "./walks.mjs" */
import { TrustHubError } from "trusthub-profiles";
import { assertAccount, isAuthentication } from "./api-errors.mjs";
import { countChanges } from "./change.mjs";
import { storedProfile } from "./stored-profile.mjs";
import { writeProfiles } from "./write-page.mjs";

// At once, for one account: Twilio limits how many requests of an account are under way.
const AT_ONCE = 4;

/**
 * @param {Walk} walk
 * @param {readonly string[]} missing
 * @param {WalkContext} context
 * @param {Session} session
 * @returns {Promise<{ gone: string[], found: Row[] } | null>} null when the worker is being stopped: there may be
 *   thousands to ask for, and no answer is kept before the last
 */
export async function confirmGone(walk, missing, { signal, stopping }, session) {
  /** @type {string[]} */
  const gone = [];
  /** @type {Row[]} */
  const found = [];
  let answers = 0;
  const rest = [...missing].reverse();
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);

  /** @param {string} sid @returns {Promise<CustomerProfileRecord | null>} null for a 404 */
  async function fetchOne(sid) {
    for (;;) {
      const used = session.generation;
      try {
        const record = await session.client.fetchCustomerProfile(sid, { signal: either });
        session.answered();
        return record;
      } catch (error) {
        if (TrustHubError.is(error) && error.kind === "api" && error.status === 404) return null;
        if (!(isAuthentication(error) && (await session.renewed(used)))) throw error;
      }
    }
  }

  async function work() {
    for (let sid = rest.pop(); sid !== undefined; sid = rest.pop()) {
      if (stopping()) return;
      const record = await fetchOne(sid);
      answers += 1;
      if (record === null) {
        gone.push(sid);
        continue;
      }
      assertAccount(record.profile, walk.accountSid);
      // The stored SID is the key, whatever the case of the digits in the answer.
      found.push({ ...storedProfile(record.profile, record.issues, walk.accountSid), sid });
    }
  }

  const workers = Array.from({ length: Math.min(AT_ONCE, missing.length) }, work);
  try {
    await Promise.all(workers);
  } catch (error) {
    failed.abort();
    await Promise.allSettled(workers);
    throw error;
  }
  return answers === missing.length ? { gone, found } : null;
}

/**
 * @param {Transaction} transaction
 * @param {Walk} walk
 * @param {readonly Row[]} rows
 */
export async function writeFound(transaction, { id }, rows) {
  if (rows.length === 0) return [];
  const { query } = transaction;
  const changes = await writeProfiles(transaction, rows);
  const counts = countChanges(changes);
  await query(
    `UPDATE trusthub.walks SET profiles = profiles + $2, changed = changed + $3, approved = approved + $4,
       rejected = rejected + $5 WHERE id = $1`,
    [id, rows.length, counts.changed, counts.approved, counts.rejected],
  );
  return changes;
}
