// @ts-check
// `npm run bench:memory -- [--runs 5]`: what 100 decoded pages of 1,000 profiles keep alive, ours beside JSON.parse and
// mapping, each in a process of its own; and how large the core's memory grows.

import { parseArgs } from "node:util";
import { interleaved, runChild } from "./child.mjs";
import { bar, machine, table } from "./report.mjs";
import { median } from "./statistics.mjs";

const { values } = parseArgs({ options: { runs: { type: "string", default: "5" } } });
const runs = Number(values.runs);
const MIB = 2 ** 20;
const gc = { flags: ["--expose-gc"] };

const HEAD = ["kept", "ours MiB", "mapping MiB", "ours bytes a profile", "mapping bytes a profile", "ours / mapping"];

/** What is kept, in words, and how much of it ours may keep alive over the mapping's, for ASCII. */
const KEPT = /** @type {const} */ ([
  ["all", "all profiles", 1.0],
  ["sids", "each sid alone", 1.1],
  ["one", "one profile a page", 2.0],
]);
const NAMES = /** @type {const} */ ([
  ["ascii", "ASCII"],
  ["scripts", "several scripts"],
]);

console.log(`${machine}, medians of ${runs} runs; heapUsed + external after gc\n`);
const rows = [];
/** @type {(() => void)[]} */
const bars = [];
for (const [names, script] of NAMES) {
  // It isn't taken off the others: it varies by as much as a hundred profiles hold.
  const floor = await retained("nothing", names);
  rows.push([`nothing, ${script}`, inMiB(floor.ours), inMiB(floor.mapping)]);
  for (const [keep, kept, bound] of KEPT) {
    const { ours, mapping, profiles } = await retained(keep, names);
    rows.push([
      `${kept}, ${script}`,
      inMiB(ours),
      inMiB(mapping),
      (ours / profiles).toFixed(0),
      (mapping / profiles).toFixed(0),
      (ours / mapping).toFixed(2),
    ]);
    if (names === "ascii") bars.push(() => bar(`${kept}, ${script}: ours / mapping`, ours / mapping, "<=", bound));
  }
}
console.log(`${table(HEAD, rows)}\n`);
for (const show of bars) show();

const {
  first,
  afterSmall,
  afterLarge,
  afterBoth,
  largeBytes,
  profiles: largePage,
} = await runChild(["memory-run.mjs", JSON.stringify({ measure: "wasm" })], gc);
console.log(`\nThe core's memory (its WebAssembly.Memory, which never shrinks) beside the process's, in MiB\n`);
const states = [
  ["after the first page of 50", first],
  ["after ten thousand of them", afterSmall],
  [`after one page of ${(largeBytes / MIB).toFixed(0)} MiB (${largePage} profiles)`, afterLarge],
  ["after ten thousand of 50 more", afterBoth],
];
console.log(
  table(
    ["", "core", "external", "rss"],
    states.map(([when, { wasm, external, rss }]) => [when, inMiB(wasm), inMiB(external), inMiB(rss)]),
  ),
);

/**
 * The medians of both.
 * @param {string} keep
 * @param {string} names
 */
async function retained(keep, names) {
  const results = await interleaved(/** @type {const} */ (["ours", "mapping"]), runs, (contender) =>
    runChild(["memory-run.mjs", JSON.stringify({ measure: "retained", contender, keep, names })], gc),
  );
  const of = (/** @type {{ bytes: number }[]} */ own) => median(own.map(({ bytes }) => bytes));
  return { ours: of(results.ours), mapping: of(results.mapping), profiles: Number(results.ours[0]?.profiles) };
}

/** @param {number} bytes */
function inMiB(bytes) {
  return (bytes / MIB).toFixed(2);
}
