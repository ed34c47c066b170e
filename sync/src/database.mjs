// @ts-check
// The one door to PostgreSQL: a server of one's own by its URL, or the embedded one in a data folder.

import { resolve } from "node:path";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { embeddedServer } from "./embedded.mjs";
import { listen } from "./listen.mjs";

/**
 * @typedef {{ rows: any[], rowCount: number }} Result `any`: a row is what the statement selects
 * @typedef {(sql: string, params?: readonly unknown[]) => Promise<Result>} Query
 * @typedef {(sql: string, text: string) => Promise<void>} Copy `COPY … FROM STDIN` and what it reads
 * @typedef {{ query: Query, prepared: Query, copy: Copy }} Transaction
 * @typedef {"synchronous_commit = off" | "enable_seqscan = off"} Setting
 *
 * @typedef {object} Database
 * @property {Query} query one statement, on any connection of the pool
 * @property {Query} prepared the same; each connection parses and plans the statement once, where that is possible. For
 *   statements of every walk that have one good plan, whatever their parameters and the size of the tables.
 * @property {<T>(work: (transaction: Transaction) => Promise<T>, local?: readonly Setting[]) => Promise<T>} transaction in
 *   the time zone UTC; commits when `work` resolves and rolls back when it rejects. When the connection is lost during COMMIT
 *   the call rejects although the server may have committed: what follows must not depend on it. `local`: settings of
 *   PostgreSQL for this transaction alone.
 * @property {(channel: string, onNotify: (payload: string) => void) => Promise<() => Promise<void>>} listen calls
 *   `onNotify` with each payload, and with "" after a lost connection is there again, because what came between is lost.
 *   A notification is a hint and no promise (PgBouncer's transaction mode delivers none): poll besides.
 * @property {import("pg-boss").Db} forBoss the `db` of pg-boss's constructor
 * @property {() => Promise<void>} close waits for the statements under way
 *
 * @typedef {object} Options
 * @property {string} [url] `postgres://user:password@host/database`
 * @property {string} [dataFolder] of the embedded server; made where it is missing
 * @property {number} [connections] the most that the pool opens; 10
 */

/**
 * Connects at once, so that a wrong URL fails here.
 * @param {Options} options
 * @returns {Promise<Database>}
 */
export async function openDatabase({ url, dataFolder, connections = 10 }) {
  if ((url === undefined) === (dataFolder === undefined)) throw new TypeError("expected either url or dataFolder");
  if (dataFolder === undefined) return connect({ connectionString: url, max: connections });
  const server = await embeddedServer({ folder: resolve(dataFolder) });
  return connect({ connectionString: server.url, max: connections }, server.release);
}

/**
 * @param {pg.PoolConfig} config
 * @param {() => Promise<void>} [release] of the server
 * @returns {Promise<Database>}
 */
async function connect(config, release = async () => {}) {
  const settings = {
    application_name: "trusthub-profiles-sync",
    connectionTimeoutMillis: 10_000,
    // A server that a network took away in silence is noticed after some 20 seconds; by the system's defaults, after two hours.
    keepAliveInitialDelayMillis: 10_000,
    // Plans are made for tables as they were.
    maxLifetimeSeconds: 600,
    keepAlive: true,
    ...config,
  };
  const pool = new pg.Pool({
    ...settings,
    onConnect: (client) => client.query(atConnect, [processOf(client)]),
  });
  // An idle connection that the server ends is replaced by the next statement; without a listener it is an uncaught
  // exception.
  pool.on("error", () => {});
  /** @type {Set<() => Promise<void>>} */
  const subscriptions = new Set();

  /** @param {string} channel @param {(payload: string) => void} onNotify @param {() => void} onReconnect */
  async function subscribe(channel, onNotify, onReconnect) {
    const stop = await listen({ settings, channel, onNotify, onReconnect });
    subscriptions.add(stop);
    return async () => {
      subscriptions.delete(stop);
      await stop();
    };
  }

  // A pooler in between may send each transaction to another connection of its own, which knows no statement by its name.
  let keepsStatements = false;
  /** @param {string} text @param {readonly unknown[] | undefined} params */
  const statement = (text, params) =>
    /** @type {pg.QueryConfig} */ ({ text, values: params, ...(keepsStatements && { name: nameOf(text) }) });

  const database = {
    query: /** @type {Query} */ (async (sql, params) => result(await pool.query(sql, /** @type {any} */ (params)))),
    prepared: /** @type {Query} */ (async (sql, params) => result(await pool.query(statement(sql, params)))),
    /** @type {Database["transaction"]} */
    async transaction(work, local = []) {
      const client = await pool.connect();
      // The pool takes its own listener off a client that it hands out.
      const ignore = () => {};
      client.on("error", ignore);
      /** @type {Query} */
      const query = async (sql, params) => result(await client.query(sql, /** @type {any} */ (params)));
      /** @type {Query} */
      const prepared = async (sql, params) => result(await client.query(statement(sql, params)));
      let failed = true;
      try {
        // UTC whatever the server's zone is: `to_jsonb` writes dates before a zone's standard time with an offset of seconds
        // (+00:53:28), which no Date parses. Not once for the connection, which is another client's behind PgBouncer. Whoever
        // waits for a lock here must see what its holder has committed, also where the database's default is a stricter level.
        await client.query(["BEGIN ISOLATION LEVEL READ COMMITTED", "TIME ZONE 'UTC'", ...local].join("; SET LOCAL "));
        const value = await work({ query, prepared, copy: (sql, text) => copy(client, sql, text) });
        await client.query("COMMIT");
        failed = false;
        return value;
      } finally {
        // A connection whose ROLLBACK fails is of no use to the next transaction.
        const broken = failed && (await fails(client.query("ROLLBACK")));
        client.off("error", ignore);
        client.release(broken);
      }
    },
    /** @type {Database["listen"]} */
    listen: (channel, onNotify) => subscribe(channel, onNotify, () => onNotify("")),
    /** @type {import("pg-boss").Db} */
    forBoss: {
      // Not `result`: pg-boss sends several statements in one string and reads the array of their results.
      executeSql: (text, values) => pool.query(text, /** @type {any} */ (values)),
      async listen(channel, onNotify, onReconnect) {
        const stop = await subscribe(channel, onNotify, onReconnect);
        onReconnect();
        return { close: stop };
      },
      poolCounts: () => ({
        max: settings.max ?? 10,
        total: pool.totalCount,
        idle: pool.idleCount,
        waiting: pool.waitingCount,
      }),
    },
    async close() {
      await Promise.all([...subscriptions].map((stop) => stop()));
      subscriptions.clear();
      await pool.end();
      await release();
    },
  };
  try {
    keepsStatements = await isDirect(pool);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

// The driver reads dates in this style alone; a pooler hears of it, and keeps it from its other clients. Of the level of
// isolation it does not hear.
const atConnect = `
SELECT set_config('DateStyle', 'ISO', false),
  CASE WHEN pg_backend_pid() = $1 THEN set_config('default_transaction_isolation', 'read committed', false) END`;

/** @param {pg.ClientBase} client @param {string} sql @param {string} text @returns {Promise<void>} */
function copy(client, sql, text) {
  const stream = copyFrom(sql);
  return new Promise((resolve, reject) => {
    // "finish" comes after the server's answer, and an error of the server or of the connection as "error".
    stream.on("finish", resolve).on("error", reject);
    client.query(stream);
    stream.end(text);
  });
}

/**
 * Whether no pooler is in between: one gives its clients numbers of its own in place of the server's process.
 * @param {pg.Pool} pool
 */
async function isDirect(pool) {
  const client = await pool.connect();
  const ignore = () => {};
  client.on("error", ignore);
  try {
    const { rows } = await client.query("SELECT pg_backend_pid() AS pid");
    return rows[0].pid === processOf(client);
  } finally {
    client.off("error", ignore);
    client.release();
  }
}

/** @param {pg.ClientBase} client */
const processOf = (client) => /** @type {{ processID?: number }} */ (client).processID;

/** @type {Map<string, string>} */
const names = new Map();

/** @param {string} statement */
function nameOf(statement) {
  let name = names.get(statement);
  if (name === undefined) names.set(statement, (name = `trusthub_${names.size}`));
  return name;
}

/** @param {pg.QueryResult} it @returns {Result} */
function result({ rows, rowCount }) {
  return { rows, rowCount: rowCount ?? 0 };
}

/** @param {Promise<unknown>} promise @returns {Promise<boolean>} */
const fails = (promise) =>
  promise.then(
    () => false,
    () => true,
  );
