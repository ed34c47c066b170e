// @ts-check
// `npm run bench:sync -- [--runs 3] [--first] [--growth [--profiles 10000,100000]]`: nights of sync into a PostgreSQL server
// on this machine, beside what people write by hand, and how time and memory grow. `--first`: the first night alone.

import { fork } from "node:child_process";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { syncPackages } from "../scripts/setup.mjs";
import { syncNode } from "../scripts/tools.mjs";
import { inBench, runChild } from "./child.mjs";
import { bar, machine, table } from "./report.mjs";
import { median } from "./statistics.mjs";
import { startServer } from "./sync-server.mjs";

/** @typedef {{ url: string, change: (share: number) => Promise<number>, stop: () => void }} Api */
/** @typedef {{ profiles: number, ms: number, cpuMs: number, databaseMs: number, peakMb: number, written: number }} Night */

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "3" },
    first: { type: "boolean", default: false },
    growth: { type: "boolean", default: false },
    profiles: { type: "string", default: "10000,100000,1000000" },
  },
});
const runs = Number(values.runs);
const concurrency = 4;
const size = { accounts: 100, profiles: 100_000 };

await syncPackages();
const server = await startServer();
try {
  console.log(
    `${machine}; sync on Node 22, PostgreSQL ${server.version} with its defaults, ${concurrency} accounts at a time`,
  );
  if (runs > 0) await (values.first ? firstNights() : nights());
  if (values.growth) await growth();
} finally {
  await server.stop();
}

async function firstNights() {
  const api = await startApi(size);
  /** @type {Night[]} */
  const results = [];
  for (let run = 0; run < runs; run += 1) results.push(await night("sync", await server.freshDatabase(), api));
  api.stop();
  console.log(`\n${size.profiles} profiles of ${size.accounts} accounts, medians of ${runs} runs\n`);
  console.log(nightsTable({ "first night": results }));
  bar("first night, profiles a second", median(results.map(rate)), ">=", 15_000, whole);
}

async function nights() {
  const api = await startApi(size);
  const few = await startApi({ accounts: 10, profiles: 10_000 });
  /** @type {Record<string, Night[]>} */
  const results = {
    "first night": [],
    "the same again": [],
    "1 % changed": [],
    "COPY, no changes": [],
    "a row at a time": [],
  };
  let changed = 0;
  for (let run = 0; run < runs; run += 1) {
    const database = await server.freshDatabase();
    results["first night"]?.push(await night("sync", database, api));
    results["the same again"]?.push(await night("sync", database, api));
    changed = await api.change(0.01);
    results["1 % changed"]?.push(await night("sync", database, api));
    const other = await server.freshDatabase();
    results["COPY, no changes"]?.push(await night("copy", other, api));
    results["a row at a time"]?.push(await night("rows", other, few));
  }
  api.stop();
  few.stop();
  console.log(
    `\n${size.profiles} profiles of ${size.accounts} accounts, medians of ${runs} runs (a row at a time: 10,000 of 10)\n`,
  );
  console.log(nightsTable(results));
  const rates = (/** @type {string} */ name) => (results[name] ?? []).map(rate);
  bar("first night, profiles a second", median(rates("first night")), ">=", 15_000, whole);
  bar("the same again, profiles a second", median(rates("the same again")), ">=", 15_000, whole);
  const written = median((results["1 % changed"] ?? []).map((it) => it.written));
  console.log(`${changed} profiles had changed; ${written} rows of trusthub.profiles were written`);
  bar("rows written a changed profile", written / changed, "<=", 1.1);
}

/** From 10 to 1,000 accounts, from 10,000 to 1,000,000 profiles. */
async function growth() {
  const sizes = [
    { accounts: 10, profiles: 10_000 },
    { accounts: 10, profiles: 100_000 },
    { accounts: 1000, profiles: 100_000 },
    { accounts: 1000, profiles: 1_000_000 },
  ];
  /** @type {Record<string, Night[]>} */
  const results = {};
  const wanted = values.profiles.split(",").map(Number);
  for (const size of sizes.filter(({ profiles }) => wanted.includes(profiles))) {
    const api = await startApi(size);
    const database = await server.freshDatabase();
    const name = `${size.profiles} profiles of ${size.accounts} accounts`;
    results[`${name}, first night`] = [await night("sync", database, api)];
    results[`${name}, the same again`] = [await night("sync", database, api)];
    console.error(`${name}: ${Math.round(performance.now() / 1000)} s since the start`);
    api.stop();
  }
  console.log("\nGrowth\n");
  console.log(nightsTable(results));
  const of = (/** @type {string} */ name) => results[`${name}, first night`]?.[0];
  // With pages as full as the large one's: a page is what is held.
  const small = of("100000 profiles of 10 accounts");
  const large = of("1000000 profiles of 1000 accounts");
  if (small === undefined || large === undefined) return;
  bar("CPU a profile, ten times the profiles", cpuOf(large) / cpuOf(small), "<=", 1.2);
  bar("memory, ten times the profiles", large.peakMb / small.peakMb, "<=", 1.3);
}

/** @param {"sync" | "copy" | "rows"} how @param {string} database @param {Api} api @returns {Promise<Night>} */
async function night(how, database, { url }) {
  const before = await server.counters(database);
  const run = { how, database, baseUrl: url, concurrency };
  const result = await runChild(["sync-run.mjs", JSON.stringify(run)], { program: syncNode(22) });
  const after = await server.counters(database);
  return { ...result, databaseMs: after.cpuMs - before.cpuMs, written: after.written - before.written };
}

/** @param {{ accounts: number, profiles: number }} size @returns {Promise<Api>} */
async function startApi(size) {
  const child = fork(inBench("sync-emulator.mjs"), [JSON.stringify(size)]);
  const [ready] = await once(child, "message");
  return {
    ...ready,
    async change(share) {
      child.send({ share });
      return (await once(child, "message"))[0].changed;
    },
    stop: () => child.kill(),
  };
}

/** @param {Record<string, Night[]>} results */
function nightsTable(results) {
  const of = (/** @type {Night[]} */ nights, /** @type {(night: Night) => number} */ what) => median(nights.map(what));
  const rows = Object.entries(results).map(([name, nights]) => [
    name,
    whole(of(nights, rate)),
    of(nights, ({ cpuMs, profiles }) => (cpuMs * 1000) / profiles).toFixed(1),
    of(nights, ({ databaseMs, profiles }) => (databaseMs * 1000) / profiles).toFixed(1),
    whole(of(nights, ({ peakMb }) => peakMb)),
    whole(of(nights, ({ written }) => written)),
  ]);
  const head = [
    "night",
    "profiles/s",
    "worker, µs CPU/profile",
    "PostgreSQL, µs CPU/profile",
    "worker's peak, MB",
    "rows written",
  ];
  return table(head, rows);
}

/** @param {Night} night */
function rate({ profiles, ms }) {
  return (profiles / ms) * 1000;
}

/** @param {Night} night */
function cpuOf({ cpuMs, databaseMs, profiles }) {
  return (cpuMs + databaseMs) / profiles;
}

/** @param {number} value */
function whole(value) {
  return Math.round(value).toLocaleString("en");
}
