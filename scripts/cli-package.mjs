// @ts-check
// `node scripts/cli-package.mjs`: the packages of the command and of sync as they are published, in target/cli-package and
// target/sync-package: with the one version, and of the client's package exactly that version.

import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { writePages } from "./pages.mjs";
import { cargoPackage, main } from "./step.mjs";
import { root } from "./tools.mjs";

export const cliPackage = join(root, "target/cli-package");
export const syncPackage = join(root, "target/sync-package");

/** What users do not run: tests, and the entries of what is bundled into built/. Pages are written in a form of their own. */
const notPublished = /\.test\.mjs$|\.md$|^(?:package(?:-lock)?\.json|tables\.mjs|emulator\/ask\.mjs|page\/hono\.mjs)$/;

/** @param {string} [folder] is made anew */
export function assembleCliPackage(folder = cliPackage) {
  return assemble("cli", folder);
}

/** @param {string} [folder] is made anew */
export function assembleSyncPackage(folder = syncPackage) {
  return assemble("sync", folder);
}

/**
 * @param {"cli" | "sync"} directory
 * @param {string} folder
 */
async function assemble(directory, folder) {
  await rm(folder, { recursive: true, force: true });
  const source = join(root, directory);
  const entries = await readdir(source, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const from = join(entry.parentPath, entry.name);
    const path = from.slice(source.length + 1);
    if (!entry.isFile() || path.startsWith("node_modules") || notPublished.test(path)) continue;
    const to = join(folder, path);
    await mkdir(dirname(to), { recursive: true });
    await copyFile(from, to);
  }
  for (const file of ["CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"])
    await copyFile(join(root, file), join(folder, file));
  await writePages(`trusthub-profiles-${directory}`, folder);
  await writeManifest(directory, folder);
}

/**
 * @param {string} directory
 * @param {string} folder
 */
async function writeManifest(directory, folder) {
  const source = JSON.parse(await readFile(join(root, directory, "package.json"), "utf8"));
  const { name, private: _, dependencies, devDependencies: __, ...rest } = source;
  const { version } = await cargoPackage();
  // Where the sources are is for the release to say: provenance is checked against it. Without `directory`, which npm would put
  // before the README's links: the pages are in docs/ there as here.
  const url = process.env.REPOSITORY_URL;
  const manifest = {
    name,
    version,
    ...rest,
    dependencies: { ...dependencies, "trusthub-profiles": version },
    ...(url === undefined ? {} : { repository: { type: "git", url } }),
  };
  await writeFile(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  await main(async () => {
    await assembleCliPackage();
    await assembleSyncPackage();
  });
