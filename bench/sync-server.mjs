// @ts-check
// A PostgreSQL server for bench:sync: the embedded one in a temporary folder, with PostgreSQL's defaults.

import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../sync/src/database.mjs";
import { embeddedServer, readPostmaster } from "../sync/src/embedded.mjs";

export async function startServer() {
  const folder = join(tmpdir(), `trusthub-profiles-bench-${process.pid}`);
  const { url, release } = await embeddedServer({ folder, temporary: true });
  const admin = await openDatabase({ url, connections: 1 });
  const { rows } = await admin.query("SHOW server_version");
  let databases = 0;
  return {
    version: rows[0].server_version,
    async freshDatabase() {
      databases += 1;
      await admin.query(`CREATE DATABASE bench_${databases}`);
      return Object.assign(new URL(url), { pathname: `/bench_${databases}` }).href;
    },
    /** @param {string} database */
    async counters(database) {
      const it = await openDatabase({ url: database, connections: 1 });
      const written = await it.query(`SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::int AS count
        FROM pg_stat_user_tables WHERE schemaname = 'trusthub' AND relname = 'profiles'`);
      // What a night leaves behind is its own, not the next one's.
      await it.query("CHECKPOINT");
      await it.close();
      return { written: written.rows[0].count, cpuMs: await cpuOf((await readPostmaster(folder))?.process ?? 0) };
    },
    async stop() {
      await admin.close();
      await release();
    },
  };
}

/**
 * CPU time of the server's processes so far, by Linux's /proc; 0 elsewhere.
 * @param {number} postmaster
 */
async function cpuOf(postmaster) {
  const TICK_MS = 10; // 100 a second on all of Node's Linux platforms
  let ticks = 0;
  for (const pid of await readdir("/proc").catch(() => [])) {
    if (!/^\d+$/.test(pid)) continue;
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    // After the name in brackets: state, ppid, …; 11 to 14 are utime, stime and those of the children that have ended.
    const fields = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const [, ppid = 0] = fields;
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
    if (Number(pid) === postmaster) ticks += user + system + endedUser + endedSystem;
    else if (ppid === postmaster) ticks += user + system;
  }
  return ticks * TICK_MS;
}
