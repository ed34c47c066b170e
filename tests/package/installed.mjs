// @ts-check
// The package as users get it: packed, and installed from the tarball into a folder of its own.

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { machine } from "../environment.mjs";

const execute = promisify(execFile);
export const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Install the packed package; `remove` deletes the folder.
 * @param {string} [built] the package's folder
 */
export async function installPackage(built = "pkg") {
  const folder = await mkdtemp(join(tmpdir(), "trusthub-profiles-"));
  const { stdout } = await execute("npm", ["pack", "--json", "--pack-destination", folder], { cwd: join(root, built) });
  const packed = Object.values(JSON.parse(stdout))[0];
  await writeFile(join(folder, "package.json"), '{ "private": true }');
  await execute("npm", ["install", "--no-audit", "--no-fund", "--offline", join(folder, packed.filename)], {
    cwd: folder,
  });
  return {
    folder,
    tarball: join(folder, packed.filename),
    /** @type {string[]} */
    files: packed.files.map((/** @type {{ path: string }} */ file) => file.path),
    /** @returns {Promise<typeof import("trusthub-profiles")>} */
    load: () => import(pathToFileURL(join(folder, "node_modules/trusthub-profiles/index.js")).href),
    /** @returns {Promise<typeof import("trusthub-profiles/handler")>} */
    loadHandler: () => import(pathToFileURL(join(folder, "node_modules/trusthub-profiles/handler.js")).href),
    remove: () => rm(folder, { recursive: true }),
  };
}

/**
 * Run a program in the folder.
 * @param {string} folder
 * @param {string} file
 * @param {string} source
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string[]} [flags]
 */
export async function runProgram(folder, file, source, env = {}, flags = []) {
  await writeFile(join(folder, file), source);
  const { stdout } = await execute(process.execPath, [...flags, file], {
    cwd: folder,
    env: { ...machine, ...env },
  });
  return stdout;
}
