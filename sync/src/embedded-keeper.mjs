// @ts-check
// Keeps the embedded server of one data folder: starts it, or adopts one whose keeper was killed, and stops it when no
// command is connected any more. Its output and the server's are the folder's server.log.

import { spawn } from "node:child_process";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import {
  clusterOf,
  copyPassword,
  keeperLock,
  occupied,
  readPostmaster,
  runningServer,
  useLock,
  user,
} from "./embedded.mjs";
import {
  exists,
  freePort,
  isAlive,
  isPostmaster,
  ownTo,
  postgresPrograms,
  run,
  serverUser,
} from "./embedded-programs.mjs";

/** @import { Keeping } from "./embedded.mjs" */

/** @type {Keeping} */
const { folder, port, postgresFlags = [], linger = 1000, temporary = false } = JSON.parse(process.argv[2] ?? "{}");
const cluster = clusterOf(folder);

try {
  process.exitCode = await keep();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}

async function keep() {
  const server = (await runningServer(folder)) ?? (await start());
  if (server === null) return occupied;
  const { client, process: postmaster } = server;
  const { rows } = await client.query("SELECT pg_try_advisory_lock($1) AS mine", [keeperLock]);
  if (!rows[0].mine) {
    await client.end(); // another one keeps it
    return 0;
  }
  try {
    await untilUnused(client);
  } catch (error) {
    console.error("the server has gone:", error);
    return 0;
  }
  process.kill(postmaster, "SIGINT"); // PostgreSQL's fast shutdown
  while (await isPostmaster(postmaster)) await wait(20);
  if (temporary) await remove();
  return 0;
}

/** Under another name first: the next command begins with a folder of its own. */
async function remove() {
  const aside = `${folder}.removed.${process.pid}`;
  await rename(folder, aside);
  await rm(aside, { recursive: true, force: true });
}

/** @param {import("pg").Client} client */
async function untilUnused(client) {
  // Someone else's psql counts too, which takes no lock.
  const others = `SELECT count(*)::int AS others FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`;
  for (let lastUse = performance.now(); ; await wait(200)) {
    const { rows } = await client.query(others);
    if (rows[0].others > 0) lastUse = performance.now();
    if (performance.now() - lastUse < linger) continue;
    const [use] = (await client.query("SELECT pg_try_advisory_lock($1) AS mine", [useLock])).rows;
    if (use.mine) return;
  }
}

/** Null when another server holds the cluster, which is PostgreSQL's to say. */
async function start() {
  const { initdb, postgres } = await postgresPrograms();
  const identity = await serverUser();
  if (!(await exists(cluster))) await initialise(initdb, identity);
  // PostgreSQL would take it for the server that wrote the file, and not start for as long as it is there.
  const left = await readPostmaster(folder);
  if (left !== null && isAlive(left.process) && !(await isPostmaster(left.process))) {
    await rm(join(cluster, "postmaster.pid"), { force: true });
  }
  const flags = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", ...postgresFlags];
  // Detached, with the log as its output: a killed keeper leaves a working server for the next one to adopt.
  const server = spawn(postgres, ["-D", cluster, "-p", String(port ?? (await freePort())), ...flags], {
    ...identity,
    detached: true,
    windowsHide: true,
    stdio: ["ignore", "inherit", "inherit"],
  });
  /** @type {Promise<void>} */
  const ended = new Promise((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", () => resolve());
  });
  for (;;) {
    const state = await Promise.race([ended, wait(20, "runs")]);
    if (state !== "runs") break;
    const running = await runningServer(folder);
    if (running !== null) return running;
  }
  const other = await readPostmaster(folder);
  if (other !== null && (await isPostmaster(other.process))) return null;
  throw new Error("PostgreSQL ended instead of starting");
}

/**
 * In a folder aside, so that neither a kill nor a second keeper leaves half a cluster under the name.
 * @param {string} initdb
 * @param {{ uid?: number, gid?: number }} identity
 */
async function initialise(initdb, identity) {
  const aside = `${cluster}.${process.pid}`;
  const password = await copyPassword(folder, `${aside}.password`);
  try {
    await ownTo(identity, password);
    await ownTo(identity, aside);
    const options = ["--auth=scram-sha-256", `--pwfile=${password}`, `--username=${user}`];
    // The same sort order and messages on every machine.
    const locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
    // What is removed at the end need not survive a power failure.
    await run(initdb, [`--pgdata=${aside}`, ...options, ...locale, ...(temporary ? ["--no-sync"] : [])], identity);
    await rename(aside, cluster).catch(async (error) => {
      if (!(await exists(cluster))) throw error;
    });
  } finally {
    await rm(password, { force: true });
    await rm(aside, { recursive: true, force: true });
  }
}
