// @ts-check
// What a bench alone needs from npm: other engines, and a compiler that the root's TypeScript can't be.

import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { inBench } from "./child.mjs";

/**
 * A folder of bench/output with these packages, which are installed at first and after their versions changed.
 * @param {string} name
 * @param {Readonly<Record<string, string>>} dependencies exact versions
 */
export async function installed(name, dependencies) {
  const folder = inBench(`output/${name}`);
  const manifest = JSON.stringify({ private: true, dependencies }, null, 2);
  // Written last: an installation that was cut short is no installation.
  const stamp = join(folder, ".installed");
  if ((await readFile(stamp, "utf8").catch(() => "")) === manifest) return folder;
  const names = Object.entries(dependencies).map(([dependency, version]) => `${dependency}@${version}`);
  console.error(`installing ${names.join(", ")} from npm`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), manifest);
  await promisify(execFile)("npm", ["install", "--no-audit", "--no-fund"], { cwd: folder });
  await writeFile(stamp, manifest);
  return folder;
}
