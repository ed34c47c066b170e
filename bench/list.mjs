// @ts-check
// `npm run bench:list -- [--runs 7] [--profiles 100000]`: a whole list through the emulator, ours beside a loop written
// by hand and the official client, each run in a process of its own; and what `prefetch` saves.

import { parseArgs } from "node:util";
import { interleaved, runChild, startEmulatorProcess } from "./child.mjs";
import { bar, machine, table } from "./report.mjs";
import { median, ratios, spread } from "./statistics.mjs";

const { values } = parseArgs({
  options: { runs: { type: "string", default: "7" }, profiles: { type: "string", default: "100000" } },
});
const runs = Number(values.runs);
const profiles = Number(values.profiles);
const PAGE_SIZE = 1000;

// A request and the consumer's work take as long, so at best half of the time is saved.
const WAIT_MS = 30;
const WAITING_PAGES = 40;
const WAITING_PAGE_SIZE = 50;

console.log(`${machine}, medians of ${runs} runs`);
await wholeList();
await prefetching();

async function wholeList() {
  console.log(`\n${profiles} profiles in pages of ${PAGE_SIZE}\n`);
  const results = await measured(
    ["ours", "hand-written", "official", "bodies thrown away"],
    { profiles },
    { pageSize: PAGE_SIZE },
  );
  const { ours, "hand-written": byHand, official } = results;
  print(results);
  const alone = results["bodies thrown away"];
  console.log(
    `bodies thrown away / official: wall ${ratio(alone, official, "wallMs").toFixed(2)}, CPU ${ratio(alone, official, "cpuMs").toFixed(2)}`,
  );
  bar("wall time: ours / hand-written", ratio(ours, byHand, "wallMs"), "<=", 1);
  bar("CPU time: ours / hand-written", ratio(ours, byHand, "cpuMs"), "<=", 1);
  bar("peak RSS: ours / hand-written", ratio(ours, byHand, "peakBytes"), "<=", 1);
  bar("wall time: ours / official", ratio(ours, official, "wallMs"), "<=", 0.6);
  bar("CPU time: ours / official", ratio(ours, official, "cpuMs"), "<=", 0.6);
}

async function prefetching() {
  const count = WAITING_PAGES * WAITING_PAGE_SIZE;
  console.log(
    `\n${WAITING_PAGES} pages of ${WAITING_PAGE_SIZE}; a request takes ${WAIT_MS} ms, the consumer ${WAIT_MS} ms a page\n`,
  );
  const results = await measured(
    ["one page after the other", "prefetch"],
    { profiles: count, faults: `latency:${WAIT_MS}` },
    { pageSize: WAITING_PAGE_SIZE, pauseMs: WAIT_MS },
  );
  print(results);
  bar(
    "wall time: prefetch / without",
    ratio(results.prefetch, results["one page after the other"], "wallMs"),
    "<=",
    0.6,
  );
}

/** @typedef {{ profiles: number, wallMs: number, cpuMs: number, peakBytes: number }} Result */

/**
 * @template {string} Name
 * @param {readonly Name[]} names
 * @param {{ profiles: number, faults?: string }} emulated
 * @param {{ pageSize: number, pauseMs?: number }} told
 * @returns {Promise<Record<Name, Result[]>>}
 */
async function measured(names, emulated, told) {
  const { stop, ...emulator } = await startEmulatorProcess(emulated);
  try {
    const run = async (/** @type {Name} */ variant) => {
      const result = await runChild(["list-run.mjs", JSON.stringify({ ...emulator, ...told, variant })]);
      if (result.profiles !== emulated.profiles)
        throw new Error(`${variant}: ${result.profiles} of ${emulated.profiles} profiles`);
      return result;
    };
    // The first run of all warms the emulator up.
    await run(/** @type {Name} */ (names[0]));
    return await interleaved(names, runs, run);
  } finally {
    stop();
  }
}

/**
 * @param {readonly Result[]} own
 * @param {readonly Result[]} other
 * @param {keyof Result} what
 */
function ratio(own, other, what) {
  return median(
    ratios(
      own.map((result) => result[what]),
      other.map((result) => result[what]),
    ),
  );
}

/** @param {Record<string, readonly Result[]>} results */
function print(results) {
  const rows = Object.entries(results).map(([name, own]) => {
    const [wall, cpu] = /** @type {const} */ (["wallMs", "cpuMs"]).map((what) => own.map((result) => result[what]));
    const peak = own.map((result) => result.peakBytes / 2 ** 20);
    return [name, ...[wall, cpu, peak].flatMap((numbers = []) => [median(numbers).toFixed(0), spread(numbers, 0)])];
  });
  console.log(
    `${table(["", "wall ms", "middle half", "CPU ms", "middle half", "peak RSS MiB", "middle half"], rows)}\n`,
  );
}
