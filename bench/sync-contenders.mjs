// @ts-check
// What people write by hand, and the least that PostgreSQL can be asked to do.

import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { createRequire } from "node:module";

/** @import { CustomerProfile, CustomerProfileList } from "trusthub-profiles" */

// What sync has installed.
const require = createRequire(new URL("../sync/package.json", import.meta.url));
const pg = /** @type {typeof import("../sync/node_modules/@types/pg/index.js")} */ (require("pg"));
const copy = /** @type {typeof import("../sync/node_modules/@types/pg-copy-streams/index.js")} */ (
  require("pg-copy-streams")
);

/**
 * @typedef {object} Night
 * @property {string} database
 * @property {readonly string[]} accounts
 * @property {number} concurrency
 * @property {(accountSid: string) => CustomerProfileList} listOf
 */

const columns = `sid text PRIMARY KEY, account_sid text, policy_sid text, friendly_name text, status text, email text,
  status_callback text, valid_until timestamptz, date_created timestamptz, date_updated timestamptz, url text,
  links jsonb, errors jsonb`;

/** @param {CustomerProfile} it */
const valuesOf = (it) => [
  it.sid,
  it.accountSid,
  it.policySid,
  it.friendlyName,
  it.status,
  it.email,
  it.statusCallback,
  it.validUntil?.toISOString() ?? null,
  it.dateCreated?.toISOString() ?? null,
  it.dateUpdated?.toISOString() ?? null,
  it.url,
  JSON.stringify(it.links),
  it.errors === null ? null : JSON.stringify(it.errors),
];

/** A SELECT for each profile, then an INSERT, an UPDATE or nothing. @param {Night} night */
export async function byRows({ database, accounts, concurrency, listOf }) {
  const pool = new pg.Pool({ connectionString: database, max: concurrency });
  await pool.query(`CREATE TABLE IF NOT EXISTS by_rows (${columns})`);
  const names = columns.match(/[a-z_]+(?= (?:text|timestamptz|jsonb))/g) ?? [];
  const insert = `INSERT INTO by_rows VALUES (${names.map((_, index) => `$${index + 1}`).join(", ")})`;
  const update = `UPDATE by_rows SET ${names.map((name, index) => `${name} = $${index + 1}`).join(", ")} WHERE sid = $1`;
  const profiles = await atOnce(concurrency, accounts, async (accountSid) => {
    let count = 0;
    for await (const profile of listOf(accountSid)) {
      const { rows } = await pool.query("SELECT status, date_updated FROM by_rows WHERE sid = $1", [profile.sid]);
      if (rows.length === 0) await pool.query(insert, valuesOf(profile));
      else if (rows[0].date_updated?.getTime() !== profile.dateUpdated?.getTime())
        await pool.query(update, valuesOf(profile));
      count += 1;
    }
    return count;
  });
  await pool.end();
  return profiles;
}

/** COPY of each page into an empty table without an index: no change is found, and a second night would double all. @param {Night} night */
export async function byCopy({ database, accounts, concurrency, listOf }) {
  const pool = new pg.Pool({ connectionString: database, max: concurrency });
  await pool.query(`DROP TABLE IF EXISTS by_copy; CREATE TABLE by_copy (${columns.replace(" PRIMARY KEY", "")})`);
  const profiles = await atOnce(concurrency, accounts, async (accountSid) => {
    let count = 0;
    for await (const page of listOf(accountSid).pages()) {
      const client = await pool.connect();
      const lines = page.profiles.map((profile) => `${valuesOf(profile).map(copyText).join("\t")}\n`).join("");
      await pipeline(Readable.from([lines]), client.query(copy.from("COPY by_copy FROM STDIN")));
      client.release();
      count += page.profiles.length;
    }
    return count;
  });
  await pool.end();
  return profiles;
}

/** @param {string | null} value */
function copyText(value) {
  return value === null ? "\\N" : value.replace(/[\\\t\n\r]/g, (character) => `\\${character}`);
}

/**
 * @param {number} concurrency
 * @param {readonly string[]} accounts
 * @param {(accountSid: string) => Promise<number>} walk
 */
async function atOnce(concurrency, accounts, walk) {
  const queue = [...accounts];
  let sum = 0;
  const lane = async () => {
    for (let account = queue.shift(); account !== undefined; account = queue.shift()) {
      const count = await walk(account);
      sum += count;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return sum;
}
