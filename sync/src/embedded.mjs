// @ts-check
// The embedded default: a PostgreSQL server of its own for each data folder, which all commands on the folder share.
// It is started by the first of them and kept by a process of its own (embedded-keeper.mjs), which stops it when no
// command is connected any more, however the commands ended.

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, openSync, statSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, parse } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { SyncError } from "./errors.mjs";

const keeper = fileURLToPath(new URL("embedded-keeper.mjs", import.meta.url));
export const user = "trusthub";

/** Advisory locks, by the ASCII of their names. The keeper holds "keep". */
export const keeperLock = 0x6b656570;

/** Each command holds "used" shared while it uses the server; the keeper takes it exclusively before it stops it. */
export const useLock = 0x75736564;

/** The keeper's exit status when another server holds the folder: try again. */
export const occupied = 75; // EX_TEMPFAIL

/**
 * @typedef {object} Keeping
 * @property {string} folder absolute
 * @property {number} [port] a free one where it is missing
 * @property {string[]} [postgresFlags]
 * @property {number} [linger] milliseconds without a connection after which the server is stopped
 * @property {boolean} [temporary] remove the folder then
 */

/**
 * The server of a data folder, started where it does not run.
 * @param {Keeping} keeping
 * @returns {Promise<{ url: string, release: () => Promise<void> }>} the server runs at least until `release`
 */
export async function embeddedServer(keeping) {
  const { folder } = keeping;
  const giveUp = Date.now() + 60_000;
  let failures = 0;
  /** @type {Promise<number | null> | null} */
  let starting = null;
  for (;;) {
    // PostgreSQL does not run as root: then its own user must be able to enter the folder.
    await mkdir(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    const server = await runningServer(folder);
    if (server !== null && (await use(server.client))) {
      const { client, url } = server;
      if (!(await isKept(client))) startKeeper(keeping);
      return { url, release: () => client.end().catch(() => {}) };
    }
    starting ??= startKeeper(keeping);
    const status = await Promise.race([starting, wait(50, "starting")]);
    if (status === "starting") continue;
    starting = null;
    // Once is no reason to give up: another keeper may have removed a temporary folder.
    if (status !== occupied && status !== 0) failures += 1;
    if (failures < 2 && Date.now() < giveUp) continue;
    const log = await readFile(logOf(folder), "utf8").catch(() => "");
    throw new SyncError(
      "database",
      `the embedded PostgreSQL in ${folder} does not start: ${lastWords(log)} (all of it is in ${logOf(folder)})`,
    );
  }
}

// What is no reason: the stack of the keeper's error, what PostgreSQL does, and what it answers while it recovers.
const idleWords = /^\s+at |LOG: |accepting connections|recovery state/;

/** The reason that a log ends with: an attempt is repeated, so the same words may be there many times. @param {string} log */
function lastWords(log) {
  const lines = log.split("\n").filter((line) => line.trim() !== "" && !idleWords.test(line));
  const words = lines.map((line) => line.replace(/^\d{4}-.*? \[\d+\] /, "").trim());
  return [...new Set(words.reverse())].slice(0, 3).reverse().join("; ") || "it says nothing";
}

/**
 * False when the server is being stopped.
 * @param {pg.Client} client
 */
async function use(client) {
  try {
    const { rows } = await client.query("SELECT pg_try_advisory_lock_shared($1) AS used", [useLock]);
    if (rows[0].used) return true;
  } catch {
    // stopped just now
  }
  await client.end().catch(() => {});
  return false;
}

/** @param {pg.Client} client */
async function isKept(client) {
  const { rows } = await client.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = $1", [
    keeperLock,
  ]);
  return rows.length > 0;
}

// What programs need on each platform. The rest stays here: a database's superuser can read its server's environment, where
// Twilio's credentials have no place.
const needed =
  /^(?:PATH|HOME|USER|LOGNAME|SHELL|LANG|LC_.*|TZ|TMPDIR|TMP|TEMP|(?:LD|DYLD)_LIBRARY_PATH|PATHEXT|COMSPEC|SYSTEMROOT|SYSTEMDRIVE|WINDIR|USERNAME|USERPROFILE|APPDATA|LOCALAPPDATA|PROGRAMDATA)$/i;

/** @param {NodeJS.ProcessEnv} env */
const serverEnvironment = (env) => Object.fromEntries(Object.entries(env).filter(([name]) => needed.test(name)));

/**
 * @param {Keeping} keeping
 * @returns {Promise<number | null>} its exit status
 */
function startKeeper(keeping) {
  const { folder } = keeping;
  const path = logOf(folder);
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const log = openSync(path, size > 1_000_000 ? "w" : "a", 0o600);
  // Detached: it outlives this process and its terminal.
  const child = spawn(process.execPath, [keeper, JSON.stringify(keeping)], {
    detached: true,
    windowsHide: true,
    cwd: parse(folder).root, // one that PostgreSQL's user can enter and nobody wants to remove
    stdio: ["ignore", log, log],
    env: serverEnvironment(process.env),
  });
  closeSync(log);
  child.unref();
  return new Promise((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", resolve);
  });
}

/**
 * @param {string} folder
 * @returns {Promise<{ client: pg.Client, url: string, process: number } | null>}
 */
export async function runningServer(folder) {
  const postmaster = await readPostmaster(folder);
  if (postmaster === null) return null;
  const url = urlOf(postmaster.port, await passwordOf(folder));
  const client = new pg.Client({ connectionString: url, application_name: "trusthub-profiles-sync" });
  client.on("error", () => {});
  try {
    await client.connect();
    return { client, url, process: postmaster.process };
  } catch {
    return null; // it starts, stops, or its file is what a crash left
  }
}

/** @param {string} folder */
export async function readPostmaster(folder) {
  const file = await readFile(join(clusterOf(folder), "postmaster.pid"), "utf8").catch(() => "");
  // The fourth line is the port: https://www.postgresql.org/docs/current/storage-file-layout.html
  const [process = 0, , , port = 0] = file.split("\n").map(Number);
  return process > 0 && port > 0 ? { process, port } : null;
}

/** @param {string} folder */
async function passwordOf(folder) {
  const path = join(folder, "password");
  const fresh = randomBytes(24).toString("hex");
  await writeFile(path, fresh, { flag: "wx", mode: 0o600 }).catch((error) => {
    if (error.code !== "EEXIST") throw error;
  });
  return readFile(path, "utf8");
}

/**
 * A copy for initdb, whose user can't read the folder's own.
 * @param {string} folder
 * @param {string} path
 */
export async function copyPassword(folder, path) {
  await writeFile(path, await passwordOf(folder), { mode: 0o600 });
  return path;
}

/** @param {number} port @param {string} password */
const urlOf = (port, password) =>
  // It has no TLS, whatever PGSSLMODE says of another server.
  `postgres://${user}:${password}@127.0.0.1:${port}/postgres?sslmode=disable`;

/** @param {string} folder */
export const clusterOf = (folder) => join(folder, "cluster");

/** @param {string} folder */
const logOf = (folder) => join(folder, "server.log");
