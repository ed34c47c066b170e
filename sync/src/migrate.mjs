// @ts-check
/** @import { Database } from "./database.mjs" */
import { readdir, readFile } from "node:fs/promises";
import { SyncError } from "./errors.mjs";
import { MIGRATION_LOCK } from "./locks.mjs";

const INSUFFICIENT_PRIVILEGE = "42501";

const folder = new URL("../migrations/", import.meta.url);

/**
 * Brings the schema `trusthub` to this version of the package. Any number of processes may call it at once.
 * @param {Database} database
 * @param {{ to?: number }} [options] `to` stops at an earlier version, for tests of the way from there.
 * @returns {Promise<number[]>} the versions that were applied
 */
export async function migrate(database, { to = Number.POSITIVE_INFINITY } = {}) {
  const migrations = await readMigrations();
  const latest = /** @type {Migration} */ (migrations.at(-1)).version;
  const applied = await appliedVersion(database);
  // No DDL when there is nothing to do: a role that may not create must still be able to work.
  if (applied === Math.min(latest, to)) return [];
  assertKnown(applied, latest);
  const migrating = database.transaction(async ({ query }) => {
    await query("SELECT pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
    const { rows: places } = await query(
      "SELECT to_regnamespace('trusthub') IS NOT NULL AS there, current_setting('server_encoding') AS encoding",
    );
    const { there, encoding } = places[0];
    assertEncoding(encoding);
    // IF NOT EXISTS asks for the right to create schemas also where this one is there, made for its owner by an administrator.
    if (!there) await query("CREATE SCHEMA trusthub");
    await query(`CREATE TABLE IF NOT EXISTS trusthub.migrations (
      version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
    const { rows } = await query("SELECT coalesce(max(version), 0) AS version FROM trusthub.migrations");
    const present = /** @type {number} */ (rows[0].version);
    assertKnown(present, latest);
    const due = migrations.filter(({ version }) => version > present && version <= to);
    for (const { version, name, sql } of due) {
      await query(sql);
      await query("INSERT INTO trusthub.migrations (version, name) VALUES ($1, $2)", [version, name]);
    }
    return due.map(({ version }) => version);
  });
  return migrating.catch((error) => {
    if (error.code !== INSUFFICIENT_PRIVILEGE) throw error;
    throw new SyncError(
      "schema",
      `the database has version ${applied} of the schema trusthub, this package needs ${latest}, and this role may not ` +
        `migrate it (${error.message}): run sync or work once as the schema's owner`,
      { cause: error },
    );
  });
}

/** @param {number} present @param {number} latest */
function assertKnown(present, latest) {
  if (present <= latest) return;
  throw new SyncError(
    "schema",
    `the database has version ${present} of the schema trusthub, this package knows ${latest}: install a newer one`,
  );
}

/** @param {string} encoding SQL_ASCII takes every byte as it comes */
function assertEncoding(encoding) {
  if (encoding === "UTF8" || encoding === "SQL_ASCII") return;
  throw new SyncError(
    "database",
    `the database's encoding is ${encoding}, which most of the world's names cannot be stored in: ` +
      "make one by createdb --encoding=UTF8 --template=template0",
  );
}

/** @typedef {{ version: number, name: string, sql: string }} Migration */

/** @returns {Promise<Migration[]>} in their order */
async function readMigrations() {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.*\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => ({
      version: Number(name.slice(0, 4)),
      name,
      sql: await readFile(new URL(name, folder), "utf8"),
    })),
  );
}

/** @param {Database} database */
async function appliedVersion(database) {
  const { rows } = await database.query("SELECT to_regclass('trusthub.migrations') IS NOT NULL AS there");
  if (!rows[0].there) return 0;
  const { rows: versions } = await database.query(
    "SELECT coalesce(max(version), 0) AS version FROM trusthub.migrations",
  );
  return /** @type {number} */ (versions[0].version);
}
