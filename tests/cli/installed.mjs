// @ts-check
// Both packages as users get them: packed, and installed from the tarballs.

import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { assembleCliPackage } from "../../scripts/cli-package.mjs";
import { root } from "../../scripts/tools.mjs";

const execute = promisify(execFile);

/** Both tarballs, in a folder of their own. */
export async function packBoth() {
  const folder = await mkdtemp(join(tmpdir(), "trusthub-profiles-cli-"));
  const staged = join(folder, "staged");
  await assembleCliPackage(staged);
  const tarballs = [];
  for (const cwd of [join(root, "pkg"), staged]) {
    const { stdout } = await execute("npm", ["pack", "--json", "--pack-destination", folder], { cwd });
    const [packed] = Object.values(JSON.parse(stdout));
    tarballs.push(join(folder, packed.filename));
  }
  await rm(staged, { recursive: true });
  return { folder, tarballs, remove: () => rm(folder, { recursive: true }) };
}

/**
 * Installs them; returns the folder with node_modules.
 * @param {{ folder: string, tarballs: readonly string[] }} packed
 */
export async function installBoth({ folder, tarballs }) {
  await writeFile(join(folder, "package.json"), '{ "private": true }');
  await execute("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", ...tarballs], { cwd: folder });
  return join(folder, "node_modules");
}

/**
 * Bytes of all files in a folder.
 * @param {string} folder
 */
export async function sizeOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => stat(join(entry.parentPath, entry.name)));
  return (await Promise.all(files)).reduce((sum, { size }) => sum + size, 0);
}
