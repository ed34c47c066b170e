// @ts-check
// The results in docs/speed.md, between two markers, and in bench/chart.svg.

/** @import { Contender } from "./contenders/rules.mjs" */
/** @import { BenchPage } from "./pages.mjs" */
/** @import { Times } from "./rounds.mjs" */
import { readFile, writeFile } from "node:fs/promises";
import { chart } from "./chart.mjs";
import { jsonParse } from "./contenders/json-parse.mjs";
import { table } from "./report.mjs";
import { median, ratios } from "./statistics.mjs";

const PAGE = new URL("../docs/speed.md", import.meta.url);
const CHART = new URL("chart.svg", import.meta.url);
const BEGIN = "<!-- bench:begin -->";
const END = "<!-- bench:end -->";

/** What a contender is, in the table's words. @param {Contender} contender */
function described(contender) {
  if (contender.validates === "nothing") return `${contender.name}, nothing validated`;
  return contender.validates === "issues" ? `**${contender.name}**` : `${contender.name}, then mapping`;
}

/** @param {{ pages: readonly BenchPage[], times: Times, contenders: readonly Contender[], machine: string }} results */
export async function writeResults({ pages, times, contenders, machine }) {
  /** @param {Contender} contender */
  const ratiosOf = (contender) =>
    pages.map(({ name }) => {
      const { [contender.name]: own = [], [jsonParse.name]: baseline = [] } = times[name] ?? {};
      return median(ratios(own, baseline));
    });
  const rows = contenders.map((contender) => [
    described(contender),
    ...ratiosOf(contender).map((ratio) => ratio.toFixed(2)),
  ]);
  const absolute = pages.map(({ name }) => `${median(times[name]?.[jsonParse.name] ?? []).toFixed(2)} ms`).join(", ");
  const text = [
    `A page's bytes to typed objects, over the time of \`JSON.parse\` alone (${absolute}); medians, ${machine}:`,
    table(["profiles", ...pages.map(({ name }) => name)], rows),
  ].join("\n\n");
  await writeFile(PAGE, replaced(await readFile(PAGE, "utf8"), text));
  const groups = pages.map(({ name }, page) => ({
    title: `Profiles: ${name}`,
    bars: contenders.map((contender) => ({ label: contender.name, value: Number(ratiosOf(contender)[page]) })),
  }));
  await writeFile(CHART, chart("Time to decode a page, JSON.parse alone = 1", groups));
}

/**
 * @param {string} page
 * @param {string} text
 */
function replaced(page, text) {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`docs/speed.md has no ${BEGIN} before an ${END}`);
  return `${page.slice(0, begin + BEGIN.length)}\n${text}\n${page.slice(end)}`;
}
