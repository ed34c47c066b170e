// @ts-check
// What most tests of sync start from: an emulator, a fresh database, and a sync between the two.

import assert from "node:assert/strict";
import { parseCustomerProfilePage } from "trusthub-profiles";
import { startEmulator } from "../../cli/emulator/emulator.mjs";
import { openDatabase } from "../../sync/src/database.mjs";
import { createSync } from "../../sync/src/index.mjs";
import { openQueue } from "../../sync/src/queue.mjs";
import { freshDatabase } from "./postgres.mjs";

/** @import { TestContext } from "node:test" */
/** @import { EmulatorServer, ServerOptions, WireProfile } from "../../cli/emulator/api.d.ts" */
/** @import { Sync, SyncEvent, SyncOptions } from "../../sync/index.d.ts" */

/**
 * @param {Pick<TestContext, "after">} t
 * @param {readonly number[] | ServerOptions["accounts"]} accounts sizes, or as the emulator takes them
 * @param {{ emulator?: ServerOptions, sync?: Partial<SyncOptions> }} [options]
 */
export async function world(t, accounts, options = {}) {
  const isSizes = Array.isArray(accounts) && accounts.every((it) => typeof it === "number");
  const emulator = await startEmulator({
    plain: true,
    accounts: isSizes
      ? accounts.map((profiles) => ({ profiles }))
      : /** @type {ServerOptions["accounts"]} */ (accounts),
    ...options.emulator,
  });
  t.after(() => emulator.close());
  const url = await freshDatabase(t);
  const database = await openDatabase({ url, connections: 2 });
  t.after(() => database.close());
  /** @type {SyncEvent[]} */
  const events = [];
  /** @param {Partial<SyncOptions>} [more] @returns {Sync} */
  const openSync = (more = {}) => {
    const sync = createSync({
      database: url,
      accounts: () => emulator.accounts.filter(({ status }) => status === "active").map(({ accountSid }) => accountSid),
      credentials: (accountSid) => ({ username: accountSid, password: tokenOf(emulator, accountSid) }),
      client: { baseUrl: emulator.url },
      retryDelaySeconds: 1,
      onEvent: (event) => events.push(event),
      ...options.sync,
      ...more,
    });
    t.after(() => sync.close());
    return sync;
  };
  return { emulator, url, database, sync: openSync(), openSync, events, first: firstOf(emulator) };
}

/** @param {EmulatorServer} emulator @param {string} accountSid */
export function tokenOf(emulator, accountSid) {
  return emulator.accounts.find((account) => account.accountSid === accountSid)?.authToken ?? "none";
}

/** @param {EmulatorServer} emulator */
function firstOf(emulator) {
  return /** @type {import("../../cli/emulator/api.d.ts").Account} */ (emulator.accounts[0]).accountSid;
}

/** @template T @param {AsyncIterable<T>} items @returns {Promise<T[]>} */
export async function all(items) {
  const list = [];
  for await (const item of items) list.push(item);
  return list;
}

/**
 * The profiles that the API has, as the table has to have them.
 * @param {EmulatorServer} emulator
 */
export function apiProfiles(emulator) {
  return emulator.accounts
    .flatMap(({ accountSid }) => [...emulator.profilesOf(accountSid)])
    .map(comparable)
    .sort(bySid);
}

/** @param {WireProfile} wire */
function comparable(wire) {
  const { profiles } = parseCustomerProfilePage(JSON.stringify({ results: [wire], meta: { next_page_url: null } }));
  const { extra = null, ...profile } = /** @type {import("trusthub-profiles").CustomerProfile} */ (profiles[0]);
  return { ...profile, extra };
}

/**
 * The stored profiles that are not gone, as the client gives them.
 * @param {import("../../sync/src/database.mjs").Database} database
 */
export async function storedProfiles(database) {
  const { rows } = await database.query(
    `SELECT sid, account_sid AS "accountSid", policy_sid AS "policySid", friendly_name AS "friendlyName", status, email,
       status_callback AS "statusCallback", valid_until AS "validUntil", date_created AS "dateCreated",
       date_updated AS "dateUpdated", url, links, errors, extra
     FROM trusthub.profiles WHERE gone_at IS NULL`,
  );
  return rows.sort(bySid);
}

/** @param {{ sid?: unknown }} one @param {{ sid?: unknown }} other */
function bySid(one, other) {
  return String(one.sid) < String(other.sid) ? -1 : 1;
}

/**
 * A `fetch` whose answers a test can change.
 * @param {(url: URL, answer: () => Promise<Response>) => Promise<Response>} change
 * @returns {NonNullable<NonNullable<SyncOptions["client"]>["fetch"]>}
 */
export function changedFetch(change) {
  return (url, init) => change(new URL(url), () => fetch(url, init));
}

/** What waits for `opened` goes on when `open` was called. */
export function gate() {
  let open = () => {};
  /** @type {Promise<void>} */
  const opened = new Promise((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

/** @param {Pick<TestContext, "after">} t @param {import("../../sync/src/database.mjs").Database} database */
export async function queueOf(t, database) {
  const queue = await openQueue(database, {
    upkeep: false,
    migrate: false,
    retryDelaySeconds: 1,
    retryDelayMaxSeconds: 1,
    leaseMs: 30_000,
    onError: assert.ifError,
  });
  t.after(() => queue.close());
  return queue;
}
