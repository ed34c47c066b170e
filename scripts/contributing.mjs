// @ts-check
// The dry runs that CONTRIBUTING.md describes: what is edited by hand, and what `npm run generate` then writes.

import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "./step.mjs";
import { root } from "./tools.mjs";

/**
 * @typedef {object} DryRun
 * @property {string} name its heading
 * @property {string} row the one edit, as a patch
 * @property {string} apart the lines by hand in what is written apart from the package, as a patch
 * @property {GeneratedFile[]} generated
 *
 * @typedef {{ file: string, lines: string[] }} GeneratedFile with some of its changed lines, as a diff shows them
 */

/** @returns {Promise<DryRun[]>} */
export async function dryRuns() {
  const text = await readFile(join(root, "CONTRIBUTING.md"), "utf8");
  const section = /^## Adding a field, a filter or a status$(.*?)^## /ms.exec(text)?.[1];
  if (section === undefined) throw new Failure("CONTRIBUTING.md has no section with dry runs");
  return section
    .split(/^### /m)
    .slice(1)
    .map((part) => {
      const name = part.slice(0, part.indexOf("\n"));
      const blocks = [...part.matchAll(/^```diff\n(.*?)^```$/gms)].map((match) => String(match[1]));
      const [row, expected, apart] = blocks;
      if (row === undefined || expected === undefined || apart === undefined || blocks.length > 3) {
        throw new Failure(`CONTRIBUTING.md, "${name}": expected the row, what is generated and the lines by hand`);
      }
      return { name, row, generated: generatedFiles(expected), apart };
    });
}

/** @param {string} block */
function generatedFiles(block) {
  return block
    .trimEnd()
    .split("\n\n")
    .map((part) => {
      const [first = "", ...lines] = part.split("\n");
      if (!/^ [\w./-]+$/.test(first) || !lines.every((line) => /^[+-]/.test(line))) {
        throw new Failure(`CONTRIBUTING.md: expected a file's name and changed lines, got ${JSON.stringify(part)}`);
      }
      return { file: first.trim(), lines };
    });
}

/**
 * @param {string} folder
 * @param {string} patch
 * @param {{ check?: boolean }} [options] `check` changes nothing
 * @returns {Promise<void>}
 */
export function applyPatch(folder, patch, { check = false } = {}) {
  return new Promise((resolve, reject) => {
    const args = ["apply", ...(check ? ["--check"] : []), "-"];
    const child = spawn("git", args, { cwd: folder, stdio: ["pipe", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Failure(`a diff of CONTRIBUTING.md doesn't apply: ${said}`));
    });
    child.stdin.end(patch);
  });
}
