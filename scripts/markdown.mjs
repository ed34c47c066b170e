// @ts-check
// The programs in Markdown: formatted and linted as files are (`npm run check`), compiled and run by the tests.
// `node scripts/markdown.mjs` formats them in place.

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { main, run, step } from "./step.mjs";
import { environment, root } from "./tools.mjs";

/**
 * @typedef {object} CodeBlock
 * @property {string} markdown the file that it stands in
 * @property {string} language
 * @property {string} info what stands behind the language
 * @property {string | null} title the file that a reader would save it as
 * @property {string} source
 * @property {number} line where it begins in the file, counted from 1
 */

/** Languages that Biome knows, each with the extension of its files. @type {Record<string, string>} */
const extensions = { js: "mjs", jsx: "jsx", ts: "ts", tsx: "tsx", html: "html", css: "css", json: "json" };

/** @returns {Promise<string[]>} */
export async function markdownFiles() {
  const listed = await run("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], { quiet: true });
  return listed.split("\n").filter((file) => file !== "");
}

/**
 * The fenced blocks of one Markdown file which name a language.
 * @param {string} markdown
 * @returns {Promise<CodeBlock[]>}
 */
export async function codeBlocks(markdown) {
  const text = await readFile(join(root, markdown), "utf8");
  return [...text.matchAll(/^```(\w+)([^\n]*)\n(.*?)^```$/gms)].map(
    ({ 0: all, 1: language = "", 2: info = "", 3: source = "", index }) => ({
      markdown,
      language,
      info,
      title: /title="([^"]+)"/.exec(info)?.[1] ?? null,
      source,
      line: text.slice(0, index + all.indexOf("\n") + 1).split("\n").length,
    }),
  );
}

/** All blocks of the project in a language that Biome knows. */
async function programs() {
  const blocks = (await Promise.all((await markdownFiles()).map(codeBlocks))).flat();
  return blocks.filter(({ language }) => extensions[language] !== undefined);
}

/**
 * Format and lint every program as a file of its own, named after its Markdown file and line.
 * @param {{ write?: boolean }} [options] `write` puts the formatted programs back
 */
export async function checkPrograms({ write = false } = {}) {
  // Within the project, so that its rules apply; `target` is what git ignores.
  const folder = "target/markdown-programs";
  await rm(join(root, folder), { recursive: true, force: true });
  const all = (await programs()).map((block) => {
    const extension = block.title?.split(".").at(-1) ?? extensions[block.language];
    // Not "….md/": Biome leaves whatever ends so alone.
    return { ...block, file: join(folder, block.markdown.replace(/\.md$/, ""), `line-${block.line}.${extension}`) };
  });
  for (const { file, source } of all) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), source);
  }
  const mode = write ? ["format", "--write"] : ["check", "--error-on-warnings"];
  await run("biome", [...mode, "--vcs-enabled=false", folder], { env: environment() });
  if (!write) return;
  for (const { file, markdown, source } of all) {
    const formatted = await readFile(join(root, file), "utf8");
    const text = await readFile(join(root, markdown), "utf8");
    await writeFile(
      join(root, markdown),
      text.replace(source, () => formatted),
    );
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(() => step("programs in Markdown (biome)", () => checkPrograms({ write: true })));
}
