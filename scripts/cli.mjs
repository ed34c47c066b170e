// @ts-check
// What the command's package holds besides its sources, in cli/built/.

import { relative } from "node:path";
import { builtHono, builtPage, writeHono, writePage } from "./page.mjs";
import { INSTALLED, stage } from "./stamp.mjs";
import { root } from "./tools.mjs";

/** @import { Stage } from "./stamp.mjs" */

/** @param {string} pkg the built package */
export async function buildCommand(pkg) {
  await stage("page of the command (cli/built/)", pageStage(pkg), async () => {
    await writePage(pkg);
    await writeHono();
  });
}

/** @param {string} pkg @returns {Stage} */
export function pageStage(pkg) {
  return {
    name: "page",
    inputs: [
      relative(root, pkg),
      ...["www", "cli/page/hono.mjs", INSTALLED],
      ...["cli", "page", "step", "tools"].map((name) => `scripts/${name}.mjs`),
    ],
    facts: { node: process.version },
    outputs: [builtPage, ...builtHono].map((path) => relative(root, path)),
  };
}
