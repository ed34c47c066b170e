// @ts-check
// What the command's package holds besides its sources, in cli/built/: what it has of the element, and the page.

import { mkdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { builtHono, builtPage, writeHono, writePage } from "./page.mjs";
import { INSTALLED, stage } from "./stamp.mjs";
import { main } from "./step.mjs";
import { root } from "./tools.mjs";

/** @import { Stage } from "./stamp.mjs" */

const built = join(root, "cli/built");
const pkg = join(root, "pkg");

export async function buildCli() {
  await mkdir(built, { recursive: true });
  await stage("what the command has of the element (cli/built/)", tablesStage(), bundleTables);
  await stage("the page of the command (cli/built/page/)", pageStage(), async () => {
    await writePage(pkg);
    await writeHono();
  });
}

/** @returns {Stage} */
export function tablesStage() {
  return {
    name: "command-tables",
    inputs: ["element", "cli/tables.mjs", INSTALLED, ...scripts("cli", "step", "tools")],
    facts: null,
    outputs: ["cli/built/tables.mjs"],
  };
}

/** @returns {Stage} */
export function pageStage() {
  return {
    name: "command-page",
    inputs: ["pkg", "www", "cli/page/hono.mjs", INSTALLED, ...scripts("cli", "page", "step", "tools")],
    // Its zlib makes the brotli.
    facts: { node: process.version },
    outputs: [builtPage, ...builtHono].map((path) => relative(root, path)),
  };
}

/** @param {string[]} names */
const scripts = (...names) => names.map((name) => `scripts/${name}.mjs`);

/** Whitespace alone is taken out: stacks keep their names. */
async function bundleTables() {
  const { build: bundle } = await import("esbuild");
  await bundle({
    entryPoints: [join(root, "cli/tables.mjs")],
    outfile: join(built, "tables.mjs"),
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    minifyWhitespace: true,
    logLevel: "warning",
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main(buildCli);
