// @ts-check
// `npm run bench:cli -- [--runs 9] [--profiles 1000000] [--without-twilio-cli]`: the command beside node with the client
// alone, and beside twilio-cli, each run a process of its own; and its memory over a long list.

import { execFile, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs, promisify } from "node:util";
import { inBench, interleaved } from "./child.mjs";
import { bar, inMilliseconds, machine, table } from "./report.mjs";
import { median } from "./statistics.mjs";

/** @typedef {{ wallMs: number, peakBytes: number, halves: [number, number], rows: number }} Run */

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "9" },
    profiles: { type: "string", default: "1000000" },
    "without-twilio-cli": { type: "boolean", default: false },
  },
});
const runs = Number(values.runs);
const profiles = Number(values.profiles);

const SAMPLE_MS = 20;
const LINE_FEED = 10;
const SLOW_ROWS_A_SECOND = 1000;
const SLOW_ROWS = 20_000;
const KIB = 1024;

const twilioList = ["api:trusthub:v1:customer-profiles:list"];

const folder = await mkdtemp(join(tmpdir(), "trusthub-profiles-bench-"));
const server = await startServer();
const ours = [inBench("../cli/bin.mjs")];
const client = [inBench("cli-client.mjs")];
try {
  console.log(`${machine}, medians of ${runs} runs`);
  const theirs = values["without-twilio-cli"] ? null : await installTwilioCli();
  await onePage(theirs);
  await tenThousand(theirs);
  await long();
  await slowReader();
} finally {
  server.stop();
  await rm(folder, { recursive: true, force: true });
}

/** @param {readonly string[] | null} theirs */
async function onePage(theirs) {
  console.log("\nStart: help, and one page of 20\n");
  const list = ["list", "--limit", "20", "--format", "json"];
  const results = await compared({
    "node + client, one page": [...client, "20"],
    "ours, one page": [...ours, ...list],
    "ours, --help": [...ours, "list", "--help"],
    ...(theirs && {
      "twilio-cli, one page": [...theirs, ...twilioList, "--limit", "20", "-o", "json"],
      "twilio-cli, --help": [...theirs, ...twilioList, "--help"],
    }),
  });
  const alone = of(results, "node + client, one page");
  const our = of(results, "ours, one page");
  bar("start: ours − (node + client)", our.wallMs - alone.wallMs, "<=", 60, inMilliseconds);
  bar("peak memory of one page, MB", our.peakBytes / 1e6, "<=", 80);
}

/** @param {readonly string[] | null} theirs */
async function tenThousand(theirs) {
  console.log("\n10,000 profiles as JSON\n");
  const results = await compared({
    "node + client": [...client, "10000"],
    ours: [...ours, "list", "--limit", "10000", "--format", "json"],
    ...(theirs && {
      "twilio-cli": [...theirs, ...twilioList, "--limit", "10000", "--page-size", "1000", "-o", "json"],
    }),
  });
  if (theirs === null) return;
  const [our, their] = [of(results, "ours"), of(results, "twilio-cli")];
  console.log(
    `ours / twilio-cli: time ${(our.wallMs / their.wallMs).toFixed(2)}, memory ${(our.peakBytes / their.peakBytes).toFixed(2)}`,
  );
}

async function long() {
  console.log(`\n${profiles} profiles as NDJSON\n`);
  const results = await compared(
    { "node + client": [...client, String(profiles)], ours: [...ours, "list", "--limit", String(profiles)] },
    Math.min(runs, 3),
  );
  const [alone, our] = [of(results, "node + client"), of(results, "ours")];
  bar("profiles a second: ours / client alone", alone.wallMs / our.wallMs, ">=", 0.8);
  bar("peak memory: second half / first half", our.halves[1] / our.halves[0], "<=", 1.1);
}

async function slowReader() {
  console.log(`\nA reader of ${SLOW_ROWS_A_SECOND} a second, for ${SLOW_ROWS} rows\n`);
  // Enough pages for both halves to be what lasts.
  const run = await measured([...ours, "list", "--page-size", "100"], { most: SLOW_ROWS, slowly: true });
  console.log(`${run.rows} rows, peak ${(run.peakBytes / 1e6).toFixed(0)} MB`);
  bar("peak memory: second half / first half", run.halves[1] / run.halves[0], "<=", 1.1);
}

/**
 * @param {Record<string, readonly string[]>} commands
 * @param {number} [times]
 * @returns {Promise<Record<string, Run[]>>}
 */
async function compared(commands, times = runs) {
  const names = Object.keys(commands);
  const results = await interleaved(names, times, (name) => measured(commands[name] ?? []));
  const rows = names.map((name) => {
    const { wallMs, peakBytes } = of(results, name);
    return [name, wallMs.toFixed(0), (peakBytes / 1e6).toFixed(0)];
  });
  console.log(`${table(["", "ms", "peak MB"], rows)}\n`);
  return results;
}

/**
 * The medians.
 * @param {Record<string, Run[]>} results
 * @param {string} name
 * @returns {Run}
 */
function of(results, name) {
  const all = results[name] ?? [];
  const middle = (/** @type {(run: Run) => number} */ value) => median(all.map(value));
  return {
    wallMs: middle((run) => run.wallMs),
    peakBytes: middle((run) => run.peakBytes),
    halves: [middle((run) => run.halves[0]), middle((run) => run.halves[1])],
    rows: middle((run) => run.rows),
  };
}

/**
 * A process of Node, whose output is read.
 * @param {readonly string[]} args
 * @param {{ most?: number, slowly?: boolean }} [options] how many rows are read, and whether a thousand a second
 * @returns {Promise<Run>}
 */
async function measured(args, { most = Infinity, slowly = false } = {}) {
  const begin = performance.now();
  const child = spawn(process.execPath, args, { env: server.env, stdio: ["ignore", "pipe", "pipe"] });
  let errors = "";
  child.stderr.on("data", (chunk) => (errors += chunk));
  /** @type {number[]} at equal distances */
  const samples = [];
  const sampler = setInterval(async () => samples.push(await residentBytes(child.pid)), SAMPLE_MS);
  const closed = once(child, "close");
  let rows = 0;
  for await (const chunk of child.stdout) {
    // Counting takes time from what is measured, on a machine of few cores.
    if (!slowly) continue;
    const count = chunk.filter((/** @type {number} */ byte) => byte === LINE_FEED).length;
    rows += count;
    if (rows >= most) break;
    await sleep((count * 1000) / SLOW_ROWS_A_SECOND);
  }
  const [code] = await closed;
  clearInterval(sampler);
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}: ${errors.slice(0, 500)}`);
  const half = Math.floor(samples.length / 2);
  const [first, second] = [samples.slice(0, half), samples.slice(half)].map((part) => Math.max(0, ...part));
  const halves = /** @type {[number, number]} */ ([first, second]);
  return { wallMs: performance.now() - begin, peakBytes: Math.max(...halves), halves, rows };
}

/**
 * What the process holds in memory now. @param {number | undefined} pid
 */
async function residentBytes(pid) {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * KIB;
}

async function startServer() {
  const child = fork(inBench("cli-server.mjs"), [JSON.stringify({ profiles })]);
  const [{ url, accountSid, authToken }] = await once(child, "message");
  return {
    env: {
      ...process.env,
      HOME: folder,
      TRUSTHUB_URL: url,
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
    },
    stop: () => child.disconnect(),
  };
}

/** What people use today, in a folder of its own. */
async function installTwilioCli() {
  const place = join(folder, "twilio-cli");
  await mkdir(place);
  await writeFile(join(place, "package.json"), '{ "private": true }');
  await promisify(execFile)("npm", ["install", "--no-audit", "--no-fund", "twilio-cli"], { cwd: place });
  return ["--require", inBench("cli-twilio.cjs"), join(place, "node_modules/twilio-cli/bin/run")];
}
