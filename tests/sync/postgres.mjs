// @ts-check
// A PostgreSQL server for the tests: the embedded one, in a folder of its own for each checkout, shared by all test
// files. The first file starts it; its keeper stops it and removes the folder some seconds after the last connection
// has gone, also when the tests were killed.

import { createHash, randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openDatabase } from "../../sync/src/database.mjs";
import { embeddedServer, readPostmaster } from "../../sync/src/embedded.mjs";
import { freePort, isAlive } from "../../sync/src/embedded-programs.mjs";

/** @import { TestContext } from "node:test" */

const checkout = createHash("sha256")
  .update(import.meta.url)
  .digest("hex")
  .slice(0, 8);
const shared = join(tmpdir(), `trusthub-profiles-tests-${checkout}`);

/** What a test database never needs: to survive a power failure. */
const fast = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=200"];

/**
 * A fresh database of the shared server, dropped after the test.
 * @param {Pick<TestContext, "after">} t
 * @param {{ template?: string }} [options] a database to copy
 * @returns {Promise<string>} its URL
 */
export async function freshDatabase(t, { template = "template0" } = {}) {
  const { url, release } = await embeddedServer({
    folder: shared,
    postgresFlags: fast,
    linger: 3000,
    temporary: true,
  });
  const name = `test_${randomBytes(6).toString("hex")}`;
  const admin = await openDatabase({ url, connections: 1 });
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  t.after(async () => {
    // A killed worker's connection may still be there.
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.close();
    await release();
  });
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}

/**
 * A server of the test's own, which it can stop and start again under the same URL.
 * @param {Pick<TestContext, "after">} t
 * @param {{ postgresFlags?: string[] }} [options]
 */
export async function ownServer(t, { postgresFlags = fast } = {}) {
  const folder = join(tmpdir(), `trusthub-profiles-test-${randomBytes(6).toString("hex")}`);
  const keeping = { folder, port: await freePort(), postgresFlags, linger: 3000, temporary: true };
  let server = await embeddedServer(keeping);
  t.after(() => server.release());
  return {
    url: server.url,
    /** @param {"orderly" | "crash"} how a crash leaves everything to recovery */
    async stop(how) {
      const postmaster = await readPostmaster(folder);
      if (postmaster === null) throw new Error("the server does not run");
      process.kill(postmaster.process, how === "crash" ? "SIGQUIT" : "SIGINT");
      while (isAlive(postmaster.process)) await wait(10);
    },
    async start() {
      server = await embeddedServer(keeping);
    },
  };
}
