// @ts-check
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { setTimeout as wait } from "node:timers/promises";
import { run } from "../../scripts/step.mjs";
import { openDatabase } from "../../sync/src/database.mjs";
import { createSync } from "../../sync/src/index.mjs";
import { readPostmaster } from "../../sync/src/embedded.mjs";
import { isAlive, serverUser } from "../../sync/src/embedded-programs.mjs";
import { machine } from "../environment.mjs";
import { freshDatabase, ownServer } from "./postgres.mjs";
import { all, apiProfiles, storedProfiles, world } from "./world.mjs";

const holder = fileURLToPath(new URL("hold-database.mjs", import.meta.url));

test("a transaction commits when its work resolves, and leaves nothing when it rejects", async (t) => {
  const database = await opened(t);
  await database.query("CREATE TABLE numbers (n integer)");
  const value = await database.transaction(async ({ query }) => {
    await query("INSERT INTO numbers VALUES ($1)", [1]);
    return "done";
  });
  assert.equal(value, "done");
  const failing = database.transaction(async ({ query }) => {
    await query("INSERT INTO numbers VALUES (2)");
    throw new Error("not today");
  });
  await assert.rejects(failing, { message: "not today" });
  assert.deepEqual((await database.query("SELECT n FROM numbers")).rows, [{ n: 1 }]);
});

test("a connection keeps prepared statements, but not through a pooler, whose transactions are on any of its own", async (t) => {
  const url = new URL(await freshDatabase(t));
  const server = { host: url.hostname, port: Number(url.port) };
  // Like every pooler, it gives its clients a process number that is not the server's.
  const pooler = createServer((client) => {
    const behind = connect(server);
    let isReady = false;
    behind.on("data", (data) => {
      const key = isReady ? -1 : data.indexOf("4b0000000c", 0, "hex"); // BackendKeyData
      if (key >= 0) {
        isReady = true;
        data.writeInt32BE(data.readInt32BE(key + 5) ^ 1, key + 5);
      }
      client.write(data);
    });
    client.pipe(behind);
    for (const socket of [client, behind]) socket.on("error", () => {});
    behind.on("close", () => client.destroy());
    client.on("close", () => behind.destroy());
  });
  await once(pooler.listen(0, "127.0.0.1"), "listening");
  t.after(() => pooler.close());
  const { port } = /** @type {import("node:net").AddressInfo} */ (pooler.address());
  const through = Object.assign(new URL(url), { port }).href;
  for (const [where, kept] of /** @type {const} */ ([
    [url.href, 1],
    [through, 0],
  ])) {
    const database = await openDatabase({ url: where, connections: 1 });
    for (const n of [1, 2]) {
      const asked = await database.transaction(({ prepared }) => prepared("SELECT $1::integer AS n", [n]));
      assert.deepEqual(
        [asked.rows, (await database.prepared("SELECT $1::integer AS n", [n])).rows],
        [[{ n }], [{ n }]],
      );
    }
    assert.equal((await database.query("SELECT FROM pg_prepared_statements")).rowCount, kept);
    await database.close();
  }
});

test("a transaction whose connection is lost rejects, and the next one works", async (t) => {
  const database = await opened(t);
  const lost = database.transaction(({ query }) => query("SELECT pg_terminate_backend(pg_backend_pid())"));
  await assert.rejects(lost, { code: "57P01" });
  const { rows } = await database.transaction(({ query }) => query("SELECT 1 AS one"));
  assert.deepEqual(rows, [{ one: 1 }]);
});

test("COPY: all rows or none, and the transaction goes on from a savepoint", async (t) => {
  const database = await opened(t);
  await database.query("CREATE TABLE numbers (n integer PRIMARY KEY)");
  const sql = "COPY numbers FROM STDIN";
  await database.transaction(async ({ query, copy }) => {
    await copy(sql, "1\n2\n");
    await query("SAVEPOINT before");
    const many = Array.from({ length: 500_000 }, (_, index) => `${index + 2}\n`).join("");
    await assert.rejects(copy(sql, many), { code: "23505" });
    await query("ROLLBACK TO SAVEPOINT before");
    await copy(sql, "3\n");
  });
  assert.deepEqual((await database.query("SELECT n FROM numbers ORDER BY n")).rows, [{ n: 1 }, { n: 2 }, { n: 3 }]);
  const failing = database.transaction(({ copy }) => copy(sql, "4\nfive\n"));
  await assert.rejects(failing, { code: "22P02" });
  assert.equal((await database.query("SELECT n FROM numbers")).rowCount, 3);
});

test("a COPY whose connection is lost rejects, and the next one works", async (t) => {
  const database = await opened(t);
  await database.query(`
    CREATE TABLE numbers (n integer);
    CREATE FUNCTION end_here() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN IF NEW.n = 7 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; RETURN NEW; END';
    CREATE TRIGGER seven BEFORE INSERT ON numbers FOR EACH ROW EXECUTE FUNCTION end_here()`);
  const copied = (/** @type {string} */ text) =>
    database.transaction(({ copy }) => copy("COPY numbers FROM STDIN", text));
  await assert.rejects(copied(`7\n${"8\n".repeat(2_000_000)}`));
  await copied("8\n");
  assert.deepEqual((await database.query("SELECT n FROM numbers")).rows, [{ n: 8 }]);
});

test("a database's own defaults change nothing: the style of dates, and the isolation of transactions", async (t) => {
  const { emulator, url, database, openSync } = await world(
    t,
    Array.from({ length: 20 }, () => 5),
  );
  const name = new URL(url).pathname.slice(1);
  await database.query(`ALTER DATABASE ${name} SET DateStyle = 'German'`);
  await database.query(`ALTER DATABASE ${name} SET default_transaction_isolation = 'serializable'`);
  /** @type {string[]} */
  const troubles = [];
  const machines = [1, 2].map(() =>
    openSync({ onEvent: (event) => event.type === "database" && troubles.push(event.reason) }),
  );
  // Both find the database empty, and migrate it.
  for (const { failed, complete } of await Promise.all(machines.map((sync) => sync.run()))) {
    assert.deepEqual([failed, complete], [[], 20]);
  }
  assert.deepEqual(troubles, []);
  const sync = openSync();
  const { accounts } = await sync.status();
  for (const { lastComplete } of accounts) assert.ok(lastComplete instanceof Date, "it is read as a date");
  const feed = await all(sync.changes());
  assert.ok(feed.length === 100 && feed.every(({ at }) => Math.abs(at.getTime() - Date.now()) < 3_600_000));
  assert.deepEqual(await storedProfiles(database), apiProfiles(emulator));
});

test("a connection that waits for an answer is looked after, so that a network that went away is noticed", {
  skip: process.platform !== "linux" && "reads /proc",
}, async (t) => {
  const url = await freshDatabase(t);
  const database = await openDatabase({ url, connections: 1 });
  t.after(() => database.close());
  const server = `:${Number(new URL(url).port).toString(16).toUpperCase().padStart(4, "0")}`;
  const { rows } = await database.query("SELECT inet_client_port() AS port");
  const own = `:${rows[0].port.toString(16).toUpperCase().padStart(4, "0")}`;
  const sockets = (await readFile("/proc/net/tcp", "utf8")).split("\n").map((line) => line.trim().split(/\s+/));
  const [, , , , , timer = ""] =
    sockets.find(([, local = "", remote = ""]) => local.endsWith(own) && remote.endsWith(server)) ?? [];
  const [kind, left = ""] = timer.split(":");
  assert.equal(kind, "02", "its timer is the one of keepalive");
  assert.ok(Number.parseInt(left, 16) <= 1000, `${left}: in hundredths of a second`);
});

test("a wrong URL fails when the database is opened", async () => {
  await assert.rejects(openDatabase({ url: "postgres://someone:secret@127.0.0.1:1/none" }), { code: "ECONNREFUSED" });
});

test("a sync whose database was away at its first call works when that is there", async (t) => {
  const server = await ownServer(t);
  const sync = createSync({ database: server.url });
  t.after(() => sync.close());
  await server.stop("orderly");
  await assert.rejects(sync.status(), { code: "ECONNREFUSED" });
  await server.start();
  assert.equal((await sync.status()).lastChange, 0);
});

test("either a URL or a data folder", async () => {
  await assert.rejects(openDatabase({}), TypeError);
  await assert.rejects(openDatabase({ url: "postgres://127.0.0.1:1", dataFolder: "data" }), TypeError);
});

test("a listener whose connection is lost listens again, and says that something may be missing", async (t) => {
  const database = await opened(t);
  const heard = listener();
  const stop = await database.listen("Some Channel", heard.push);
  await database.query("SELECT pg_notify('Some Channel', 'one')");
  assert.equal(await heard.next(), "one");
  await database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %'");
  assert.equal(await heard.next(), "");
  await database.query("SELECT pg_notify('Some Channel', 'two')");
  assert.equal(await heard.next(), "two");
  await stop();
});

test("a database that is stopped and started serves the same pool and listener again", async (t) => {
  const server = await ownServer(t);
  const database = await openDatabase({ url: server.url });
  t.after(() => database.close());
  const heard = listener();
  await database.listen("channel", heard.push);
  await database.query("CREATE TABLE numbers AS SELECT 7 AS n");
  for (const how of /** @type {const} */ (["orderly", "crash"])) {
    await server.stop(how);
    await assert.rejects(database.query("SELECT 1"));
    await server.start();
    assert.deepEqual((await database.query("SELECT n FROM numbers")).rows, [{ n: 7 }], how);
    assert.equal(await heard.next(), "", how);
  }
});

test("the embedded server", async (t) => {
  const folder = join(tmpdir(), `trusthub-profiles-data-${randomBytes(6).toString("hex")}`);
  t.after(() => rm(folder, { recursive: true, force: true }));

  await t.test("is shared by commands that begin at the same time on a new folder", async () => {
    const commands = [command(folder), command(folder), command(folder)];
    const started = await Promise.all(commands.map((it) => it.ready));
    assert.equal(new Set(started).size, 1);
    for (const it of commands) assert.equal(await it.end(), 0);
    await serverEnd(folder);
  });

  await t.test("can be entered by its own user alone, with the password of the folder", async () => {
    const { mode } = await stat(join(folder, "password"));
    assert.equal(mode & 0o077, 0);
    const running = command(folder);
    await running.ready;
    const postmaster = await readPostmaster(folder);
    const url = `postgres://trusthub:guessed@127.0.0.1:${postmaster?.port}/postgres`;
    await assert.rejects(openDatabase({ url }), { code: "28P01" });
    await running.end();
  });

  await t.test(
    "has nothing of its command's environment that it does not need, nor does PGSSLMODE keep it away",
    {
      skip: process.platform !== "linux" && "reads /proc",
    },
    async () => {
      const running = command(folder, {
        TWILIO_AUTH_TOKEN: "canary",
        TRUSTHUB_DATABASE_URL: "canary",
        PGSSLMODE: "require",
      });
      await running.ready;
      const postmaster = await readPostmaster(folder);
      const environment = await readFile(`/proc/${postmaster?.process}/environ`, "utf8");
      assert.match(environment, /(?:^|\0)PATH=/);
      assert.doesNotMatch(environment, /canary|TWILIO|TRUSTHUB/);
      assert.equal(await running.end(), 0);
      await serverEnd(folder);
    },
  );

  await t.test("ends when its only command was killed", async () => {
    const running = command(folder);
    await running.ready;
    running.kill();
    await serverEnd(folder);
  });

  await t.test("is adopted by the next command when its keeper was killed too, and then ends with it", async () => {
    const first = command(folder);
    const started = await first.ready;
    first.kill();
    process.kill(await keeperOf(folder), "SIGKILL");
    const second = command(folder);
    assert.equal(await second.ready, started);
    assert.equal(await second.end(), 0);
    await serverEnd(folder);
  });

  await t.test(
    "starts after a crash although the process number that it had is another's by now",
    { skip: process.platform !== "linux" && "looks into /proc" },
    async () => {
      const other = spawn("sleep", ["1000"], { ...(await serverUser()), stdio: "ignore" });
      await once(other, "spawn");
      const left = [other.pid, join(folder, "cluster"), 1, 1, "", "127.0.0.1", "", "ready"];
      await writeFile(join(folder, "cluster/postmaster.pid"), left.map((line) => `${line}\n`).join(""));
      const running = command(folder);
      await running.ready;
      assert.equal(await running.end(), 0);
      other.kill();
      await serverEnd(folder);
    },
  );

  await t.test("says why it does not start, in one line", async () => {
    const broken = join(folder, "broken");
    await mkdir(join(broken, "cluster"), { recursive: true });
    await assert.rejects(openDatabase({ dataFolder: broken }), {
      kind: "database",
      message: /^the embedded PostgreSQL in .* does not start: .*postgresql\.conf.* is in .*broken\/server\.log\)$/,
    });
    await rm(broken, { recursive: true });
  });

  await t.test("serves commands that come while it is being stopped", async () => {
    for (let round = 0; round < 2; round += 1) {
      const one = command(folder);
      await one.ready;
      const postmaster = await readPostmaster(folder);
      await one.end();
      if (postmaster !== null) process.kill(postmaster.process, "SIGINT");
      const next = command(folder);
      await next.ready;
      assert.equal(await next.end(), 0);
    }
    await serverEnd(folder);
    assert.deepEqual((await readdir(folder)).sort(), ["cluster", "password", "server.log"]);
  });
});

/** @param {import("node:test").TestContext} t */
async function opened(t) {
  const database = await openDatabase({ url: await freshDatabase(t) });
  t.after(() => database.close());
  return database;
}

/** What was heard, in its order. */
function listener() {
  /** @type {string[]} */
  const heard = [];
  let wake = () => {};
  return {
    push: (/** @type {string} */ payload) => {
      heard.push(payload);
      wake();
    },
    async next() {
      while (heard.length === 0) await new Promise((resolve) => (wake = () => resolve(undefined)));
      return heard.shift();
    },
  };
}

/** A process that has the folder's database open. @param {string} folder @param {NodeJS.ProcessEnv} [env] */
function command(folder, env = {}) {
  const child = spawn(process.execPath, [holder, folder], {
    env: { ...machine, ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  return {
    /** When the server that it uses was started. */
    ready: once(child.stdout, "data").then(([data]) => String(data).trim()),
    kill: () => child.kill("SIGKILL"),
    /** @returns {Promise<number | null>} its exit status */
    async end() {
      child.stdin.end();
      return (await ended)[0];
    },
  };
}

/** @param {string} folder */
async function serverEnd(folder) {
  for (;;) {
    const postmaster = await readPostmaster(folder);
    if (postmaster === null || !isAlive(postmaster.process)) return;
    await wait(20);
  }
}

/** The keeper is the server's parent. @param {string} folder */
async function keeperOf(folder) {
  const postmaster = await readPostmaster(folder);
  return Number(await run("ps", ["-o", "ppid=", "-p", String(postmaster?.process)], { quiet: true }));
}
