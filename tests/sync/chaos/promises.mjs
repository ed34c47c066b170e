// @ts-check
// What must hold after any chaos, from the feed, the stored table and the history of the API.

import assert from "node:assert/strict";
import { decoded, stored, text } from "./states.mjs";

/** @import { Database } from "../../../sync/src/database.mjs" */
/** @import { Emulator } from "../../../cli/emulator/api.d.ts" */
/** @import { State } from "./states.mjs" */

/** @typedef {{ state: State, gone: boolean, kind: string }} Replayed */

/**
 * Applies the feed to nothing. Each step must follow from the one before it.
 * @param {AsyncIterable<{ id: number, sid: string, kind: string, status: { from: string | null, to: string | null },
 *   changed: Record<string, { from: unknown, to: unknown }> }>} feed
 * @returns {Promise<Map<string, Replayed[]>>} the states of each profile, in their order
 */
export async function replay(feed) {
  /** @type {Map<string, Replayed[]>} */
  const profiles = new Map();
  let last = 0;
  for await (const { id, sid, kind, status, changed } of feed) {
    assert.ok(id > last, `change ${id} comes after ${last}`);
    last = id;
    const steps = profiles.get(sid) ?? [];
    profiles.set(sid, steps);
    const before = steps.at(-1);
    const say = `change ${id} (${kind} ${sid})`;
    assert.equal(kind === "new", before === undefined, `${say}: new once, and first`);
    assert.equal(kind === "back", before?.gone === true, `${say}: back after gone`);
    if (kind === "changed") assert.ok(Object.keys(changed).length > 0, `${say}: something changed`);
    /** @type {State} */
    const state = { ...before?.state };
    for (const [name, { from, to }] of Object.entries(changed)) {
      const was = text({ value: state[name] });
      assert.equal(text({ value: from }), was, `${say}: ${name} was what it is said to have been`);
      assert.notEqual(text({ value: to }), was, `${say}: ${name} changed`);
      state[name] = to;
    }
    const wasThere = before !== undefined && !before.gone;
    assert.equal(status.from, wasThere ? (before.state["status"] ?? null) : null, `${say}: the status before`);
    assert.equal(status.to, kind === "gone" ? null : (state["status"] ?? null), `${say}: the status after`);
    steps.push({ state, gone: kind === "gone", kind });
  }
  return profiles;
}

/**
 * @param {Database} database
 * @param {Map<string, Replayed[]>} replayed
 * @returns {Promise<Map<string, { state: State, gone: boolean }>>} the stored profiles
 */
export async function assertTableIsReplay(database, replayed) {
  /** @type {Map<string, { state: State, gone: boolean }>} */
  const table = new Map();
  for (let last = ""; ; ) {
    const { rows } = await database.query(
      "SELECT sid, to_jsonb(p) AS profile FROM trusthub.profiles p WHERE sid > $1 ORDER BY sid LIMIT 10000",
      [last],
    );
    if (rows.length === 0) break;
    last = rows.at(-1).sid;
    for (const { sid, profile } of rows) table.set(sid, { state: stored(profile), gone: profile.gone_at !== null });
  }
  assert.equal(table.size, replayed.size, "as many profiles in the table as in the feed");
  for (const [sid, { state, gone }] of table) {
    const end = replayed.get(sid)?.at(-1);
    assert.equal(gone, end?.gone, `${sid} is gone in the table and in the feed, or in neither`);
    assert.equal(text(state), text(end?.state ?? {}), `${sid} in the table and by the feed`);
  }
  return table;
}

/**
 * Each replayed step is a state of the API, and they come in the API's order: no older state was written over a newer.
 * @param {Map<string, Replayed[]>} replayed
 * @param {Emulator} emulator
 */
export async function assertStatesOfTheApi(replayed, emulator) {
  const sids = [...replayed.keys()];
  for (let start = 0; start < sids.length; start += 5000) {
    const some = sids.slice(start, start + 5000);
    const histories = some.map((sid) => emulator.history(sid));
    const states = await decoded(histories.flat().flatMap(({ profile }) => (profile === null ? [] : [profile])));
    let next = 0;
    for (const [index, sid] of some.entries()) {
      const history = (histories[index] ?? []).map(({ profile }) =>
        profile === null ? null : text(states[next++] ?? {}),
      );
      let from = 0;
      for (const { state, gone, kind } of replayed.get(sid) ?? []) {
        const found = history.indexOf(gone ? null : text(state), from);
        assert.ok(found >= 0, `${sid} ${kind}: a state that the API had, after the one before: ${text(state)}`);
        from = found + 1;
      }
    }
  }
}

/**
 * @param {Map<string, { state: State, gone: boolean }>} table
 * @param {Emulator} emulator
 */
export async function assertTableIsTheApis(table, emulator) {
  let there = 0;
  for (const { accountSid } of emulator.accounts) {
    const profiles = [...emulator.profilesOf(accountSid)];
    const states = await decoded(profiles);
    for (const [index, profile] of profiles.entries()) {
      const sid = String(profile["sid"]);
      const row = table.get(sid);
      assert.equal(row?.gone, false, `${sid} is stored and not gone`);
      assert.equal(text(row?.state ?? {}), text(states[index] ?? {}), `${sid} in the table and in the API`);
      there += 1;
    }
  }
  const kept = [...table.values()].filter(({ gone }) => !gone).length;
  assert.equal(kept, there, "as many profiles that are not gone as the API has");
  return there;
}

/** @param {Database} database */
export async function assertAtRest(database) {
  const counts = async (/** @type {string} */ sql) => (await database.query(sql)).rows[0].count;
  assert.equal(
    await counts("SELECT count(*)::int FROM trusthub.walks WHERE finished_at IS NULL"),
    0,
    "no walk is open",
  );
  assert.equal(await counts("SELECT count(*)::int FROM trusthub.walk_pages"), 0, "no page of a walk is kept");
  const twice = `SELECT count(*)::int FROM (
    SELECT FROM trusthub.changes GROUP BY sid, walk_id, kind, status_from, status_to, changed HAVING count(*) > 1) AS t`;
  assert.equal(await counts(twice), 0, "no change is there twice");
  const locks = `SELECT count(*)::int FROM pg_locks l JOIN pg_database d ON d.oid = l.database
    WHERE d.datname = current_database() AND locktype = 'advisory'`;
  assert.equal(await counts(locks), 0, "no lock is left");
  const open = "SELECT count(*)::int FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'";
  assert.equal(await counts(open), 0, "no transaction is left");
  const jobs = `SELECT count(*)::int FROM trusthub_queue.job WHERE name = 'walks' AND state IN ('created', 'active', 'retry')`;
  assert.equal(await counts(jobs), 0, "no job is left");
}
