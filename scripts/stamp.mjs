// @ts-check
// A stage of the build is left out when nothing changed: neither what it reads, nor the tools, nor what it left. All is
// compared by content, since times say nothing after a checkout.

import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { step } from "./step.mjs";
import { root } from "./tools.mjs";

/**
 * @typedef {object} Stage
 * @property {string} name of its stamp
 * @property {readonly string[]} inputs files and folders, from the project's
 * @property {unknown} facts whatever else decides what comes out: versions, flags, variables of the environment
 * @property {readonly string[]} outputs files and folders, from the project's
 */

/** npm's own list of what is in node_modules, with a digest of each package. */
export const INSTALLED = "node_modules/.package-lock.json";

/** Never a stage's input: set-up's, and what npm and cargo leave. */
const skipped = new Set(["node_modules", "target"]);

/**
 * A step of the build, which says when there is nothing to do.
 * @param {string} what
 * @param {Stage} stage
 * @param {() => Promise<unknown>} work
 */
export async function stage(what, stage, work) {
  const isDone = await unlessDone(stage, () => step(what, work));
  if (!isDone) console.log(`▸ ${what}: nothing changed`);
}

/**
 * Does the work of a stage, unless its outputs are those that it left, from the same inputs.
 * @param {Stage} stage
 * @param {() => Promise<unknown>} work
 * @param {string} [folder] the project's
 * @returns {Promise<boolean>} whether it was done
 */
export async function unlessDone({ name, inputs, facts, outputs }, work, folder = root) {
  const stamp = join(folder, "target/stamps", `${name}.json`);
  // Beforehand: what changes while the work is done is for the next time.
  const from = await digest(folder, inputs, facts);
  // One that cannot be read is none.
  const last = await readFile(stamp, "utf8")
    .then(JSON.parse)
    .catch(() => null);
  if (last?.from === from && last.left === (await digest(folder, outputs))) return false;
  await rm(stamp, { force: true });
  await work();
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, JSON.stringify({ from, left: await digest(folder, outputs) }));
  return true;
}

/**
 * @param {string} folder
 * @param {readonly string[]} paths
 * @param {unknown} [facts]
 */
async function digest(folder, paths, facts = null) {
  const hash = createHash("sha256").update(JSON.stringify(facts));
  for (const path of [...new Set(paths)].sort()) await add(hash, folder, path);
  return hash.digest("hex");
}

/**
 * @param {import("node:crypto").Hash} hash
 * @param {string} folder
 * @param {string} path
 */
async function add(hash, folder, path) {
  try {
    const content = await readFile(join(folder, path));
    hash.update(`\nfile ${path} ${content.length}\n`).update(content);
  } catch (/** @type {any} */ error) {
    if (error.code === "ENOENT") return void hash.update(`\nnone ${path}\n`);
    if (error.code !== "EISDIR") throw error;
    hash.update(`\nfolder ${path}\n`);
    for (const name of (await readdir(join(folder, path))).sort())
      if (!skipped.has(name)) await add(hash, folder, `${path}/${name}`);
  }
}
