// @ts-check
// What the command's package holds of the element: bundled into cli/built/.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { main, step } from "./step.mjs";
import { root } from "./tools.mjs";

const built = join(root, "cli/built");

export async function buildCli() {
  await mkdir(built, { recursive: true });
  await step("what the command has of the element (cli/built/)", bundleTables);
}

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
