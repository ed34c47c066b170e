// @ts-check
// `npm run bench:cold -- [--runs 15]`: the first page of 50 in a process that has done nothing before.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { inBench, interleaved, runChild } from "./child.mjs";
import { usualPages } from "./pages.mjs";
import { bar, inMilliseconds, machine, table } from "./report.mjs";
import { median, spread } from "./statistics.mjs";

const { values } = parseArgs({ options: { runs: { type: "string", default: "15" } } });
const runs = Number(values.runs);

const page = usualPages().find(({ profiles }) => profiles === 50);
if (page === undefined) throw new Error("no page of 50");
const output = inBench("output");
const file = join(output, "page-of-50.json");
await mkdir(output, { recursive: true });
await writeFile(file, page.bytes);

const IMPORT = "import to first page";
const OURS = "first page decoded, ours";
const MAPPING = "first page decoded, mapping";
const WITHOUT_MAKING = "the same after an empty page, ours";
const names = /** @type {const} */ ([IMPORT, OURS, WITHOUT_MAKING, MAPPING]);
const run = async (/** @type {string} */ variant) => {
  const { milliseconds, profiles } = await runChild(["cold-run.mjs", JSON.stringify({ variant, file })]);
  if (profiles !== page.profiles) throw new Error(`${variant}: ${profiles} profiles`);
  return milliseconds;
};
// The first run of all reads the files from the disk.
for (const name of names) await run(name);
const times = await interleaved(names, runs, run);

console.log(`${machine}, medians of ${runs} processes each\n`);
const rows = Object.entries(times).map(([name, own]) => [name, median(own).toFixed(1), spread(own, 1)]);
console.log(`${table(["", "ms", "middle half"], rows)}\n`);
bar(IMPORT, median(times[IMPORT]), "<=", 40, inMilliseconds);
bar("first page decoded: ours above mapping", median(times[OURS]) - median(times[MAPPING]), "<=", 6, inMilliseconds);
