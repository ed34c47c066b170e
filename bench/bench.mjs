// @ts-check
// `npm run bench -- [--rounds 60] [--write]`: decoding a page, ours beside its peers. `--write` keeps the results in
// docs/speed.md and bench/chart.svg.

/** @import { Contender } from "./contenders/rules.mjs" */
/** @import { BenchPage } from "./pages.mjs" */
/** @import { Times } from "./rounds.mjs" */
import { parseArgs } from "node:util";
import { runChild } from "./child.mjs";
import { contenders, peers } from "./contenders/index.mjs";
import { jsonParse } from "./contenders/json-parse.mjs";
import { ours } from "./contenders/ours.mjs";
import { oddPages, usualPages } from "./pages.mjs";
import { bar, machine, table } from "./report.mjs";
import { timesOf } from "./rounds.mjs";
import { median, ratios, spread } from "./statistics.mjs";
import { writeResults } from "./write-results.mjs";

/** Ours over JSON.parse alone. @type {Readonly<Record<string, number>>} */
const BARS = {
  "1,000 ASCII": 0.5,
  "1,000 in several scripts": 0.35,
  "50 ASCII": 0.45,
  "keys in another order": 0.8,
  "white space": 0.8,
  "escaped scripts": 0.8,
};
const TIMES_SLOWER = 5;

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "60" }, write: { type: "boolean", default: false } },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 3) throw new RangeError(`expected 3 rounds or more, got ${values.rounds}`);

const usual = usualPages();
const odd = oddPages();
for (const contender of contenders) await contender.prepare?.();
// In a process of its own: comparing keeps results alive, and V8 would from then on make objects of the kind where such
// ones live long, which takes half as much time again.
const disagreement = await runChild(["agreement.mjs"]);
for (const difference of disagreement) console.error(`✗ ${difference}`);
if (disagreement.length > 0) {
  process.exitCode = 1;
} else {
  console.log(`${machine}, ${rounds} rounds; every result is equal to ours\n`);
  const times = { ...measure(contenders, usual), ...measure([ours, jsonParse], odd) };
  for (const page of [...usual, ...odd]) show(page, times[page.name] ?? {});
  bars(times);
  if (values.write) await writeResults({ pages: usual, times, contenders, machine });
}

/**
 * @param {readonly Contender[]} who
 * @param {readonly BenchPage[]} pages
 */
function measure(who, pages) {
  const works = pages.flatMap((page) =>
    who.map((contender) => ({ contender: contender.name, page: page.name, once: () => contender.decode(page.bytes) })),
  );
  return timesOf(works, rounds);
}

/**
 * @param {BenchPage} page
 * @param {Record<string, number[]>} times
 */
function show(page, times) {
  const baseline = times[jsonParse.name] ?? [];
  const rows = Object.entries(times).map(([name, own]) => {
    const ratio = ratios(own, baseline);
    return [
      name,
      median(own).toFixed(3),
      spread(own, 3),
      (page.bytes.length / 1e6 / (median(own) / 1e3)).toFixed(0),
      median(ratio).toFixed(2),
      spread(ratio, 2),
    ];
  });
  console.log(`${page.name}: ${page.profiles} profiles, ${page.bytes.length} bytes\n`);
  console.log(`${table(["", "ms", "middle half", "MB/s", `/ ${jsonParse.name}`, "middle half"], rows)}\n`);
}

/** @param {Times} times */
function bars(times) {
  for (const [page, bound] of Object.entries(BARS)) {
    const { [ours.name]: own = [], [jsonParse.name]: baseline = [] } = times[page] ?? {};
    bar(`${page}: ours / ${jsonParse.name}`, median(ratios(own, baseline)), "<=", bound);
  }
  for (const page of usual) {
    for (const peer of peers) {
      const { [ours.name]: own = [], [peer.name]: theirs = [] } = times[page.name] ?? {};
      bar(`${page.name}: ${peer.name} / ours`, median(ratios(theirs, own)), ">=", TIMES_SLOWER);
    }
  }
}
