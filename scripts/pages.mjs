// @ts-check
// The pages that the packages hold: which package packs a page, and how it reads there.

import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { Failure } from "./step.mjs";
import { root } from "./tools.mjs";

/**
 * @typedef {"trusthub-profiles" | "trusthub-profiles-cli" | "trusthub-profiles-sync"} PackageName
 * @typedef {object} PackedPage
 * @property {PackageName} packedBy
 * @property {string} path where the package holds it
 */

/** @type {Record<PackageName, string>} */
const readmes = {
  "trusthub-profiles": "README.md",
  "trusthub-profiles-cli": "cli/README.md",
  "trusthub-profiles-sync": "sync/README.md",
};

/** The package that a page of docs/ is about, which packs it; null for contributors' pages. @type {Record<string, PackageName | null>} */
const packedBy = {
  "attacks.md": null,
  "cli.md": "trusthub-profiles-cli",
  "element.md": "trusthub-profiles",
  "emulator.md": "trusthub-profiles-cli",
  "errors.md": "trusthub-profiles",
  "events.md": "trusthub-profiles",
  "faults.md": null,
  "handler.md": "trusthub-profiles",
  "lists.md": "trusthub-profiles",
  "runtimes.md": "trusthub-profiles",
  "speed.md": "trusthub-profiles",
  "start.md": "trusthub-profiles",
  "sync.md": "trusthub-profiles-sync",
  "sync-scale.md": null,
  "testing.md": "trusthub-profiles-cli",
};

/**
 * Every page that is packed, by its file in the repository. Not by what git lists, since a release is built in a copy of the
 * project without its history.
 * @returns {Promise<Map<string, PackedPage>>}
 */
export async function packedPages() {
  /** @type {Map<string, PackedPage>} */
  const pages = new Map();
  for (const [name, readme] of Object.entries(readmes))
    pages.set(readme, { packedBy: /** @type {PackageName} */ (name), path: "README.md" });
  for (const name of (await readdir(join(root, "docs"))).filter((file) => file.endsWith(".md")).sort()) {
    const packer = packedBy[name];
    if (packer === undefined) throw new Failure(`docs/${name}: scripts/pages.mjs doesn't say which package packs it`);
    if (packer !== null) pages.set(`docs/${name}`, { packedBy: packer, path: `docs/${name}` });
  }
  return pages;
}

/**
 * The files that a package's pages are made of.
 * @param {PackageName} name
 */
export async function pagesOf(name) {
  return [...(await packedPages())].filter(([, page]) => page.packedBy === name).map(([file]) => file);
}

/**
 * Writes a package's pages into its folder.
 * @param {PackageName} name
 * @param {string} folder
 */
export async function writePages(name, folder) {
  const pages = await packedPages();
  for (const [file, { packedBy: packer, path }] of pages) {
    if (packer !== name) continue;
    const text = withoutRepository(await readFile(join(root, file), "utf8"));
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), withPackedLinks(text, file, pages));
  }
}

/**
 * A page without what speaks of files that no package holds.
 * @param {string} text
 */
export function withoutRepository(text) {
  const parts = text.split(/<!-- repository:(begin|end) -->\n\n?/);
  for (let index = 1; index < parts.length; index += 2) {
    if (parts[index] !== (index % 4 === 1 ? "begin" : "end"))
      throw new Failure("Markdown: expected <!-- repository:begin --> and <!-- repository:end --> in turn");
  }
  if (parts.length % 4 !== 1) throw new Failure("Markdown: a <!-- repository:begin --> has no end");
  return parts.filter((_, index) => index % 4 === 0).join("");
}

/**
 * A page whose links lead to the package's own pages, and to another package's page on the web, which shows its README. Links to
 * anything else stay as they are.
 * @param {string} text
 * @param {string} file of the page, in the repository
 * @param {ReadonlyMap<string, PackedPage>} pages
 */
export function withPackedLinks(text, file, pages) {
  const from = pages.get(file);
  if (from === undefined) throw new Failure(`${file} is packed by no package`);
  const parts = text.split(/(^```.*?^```$|`[^`\n]*`)/ms);
  return parts
    .map((part, index) => {
      const isCode = index % 2 === 1;
      if (isCode) return part;
      return part.replace(/\]\(([^()\s#]+)(#[^()\s]*)?\)/g, (link, target, anchor = "") => {
        const to = pages.get(posix.join(posix.dirname(file), target));
        if (to === undefined) return link;
        if (to.packedBy !== from.packedBy) return `](https://www.npmjs.com/package/${to.packedBy})`;
        return `](${posix.relative(posix.dirname(from.path), to.path)}${anchor})`;
      });
    })
    .join("");
}
