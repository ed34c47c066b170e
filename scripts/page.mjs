// @ts-check
// The page of `trusthub-profiles page`, from www/ and the package: bundled, named by content, compressed beforehand.

import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, parse, posix, relative } from "node:path";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";
import { Failure } from "./step.mjs";
import { root } from "./tools.mjs";

/** @import { Plugin } from "esbuild" */

/** Where the command looks for both. */
const built = join(root, "cli/built");
export const builtPage = join(built, "page");
export const builtHono = ["hono.mjs", "LICENSE-hono"].map((name) => join(built, name));

/** By the folder that their files are served from: those of the sign-in page are open to everybody. */
const pages = { "www/index.html": "assets", "www/sign-in/index.html": "sign-in" };

/** What a page names by `src` or `href`, apart from `data:`. */
const ADDRESS = /(?<=\s(?:src|href)=")(?!data:)[^"]+(?=")/g;

const brotli = promisify(brotliCompress);

/**
 * @param {string} pkg the built package
 * @param {string} [output] the folder, which is made anew
 */
export async function writePage(pkg, output = builtPage) {
  const read = Object.entries(pages).map(async ([file, folder]) => {
    const html = await readFile(join(root, file), "utf8");
    const sources = [...html.matchAll(ADDRESS)].map(([address]) => sourceOf(file, address, pkg));
    return { file, folder, html, sources };
  });
  const htmls = await Promise.all(read);

  const { build: bundle } = await import("esbuild");
  const { outputFiles, metafile } = await bundle({
    entryPoints: htmls.flatMap(({ folder, sources }) =>
      sources.map((source) => ({ in: source, out: `${folder}/${parse(source).name}` })),
    ),
    outdir: output,
    entryNames: "[dir]/[name]-[hash]",
    // Without `splitting`: what modules share would be a file that the browser learns of only by one of them.
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    charset: "utf8",
    loader: { ".wasm": "copy" },
    legalComments: "none",
    metafile: true,
    write: false,
    absWorkingDir: root,
    logLevel: "warning",
    plugins: [packageFrom(pkg)],
  });

  await rm(output, { recursive: true, force: true });
  for (const { path, contents } of outputFiles) await writeCompressed(path, contents);
  /** @type {Map<string, string>} what each source has become */
  const addresses = new Map();
  for (const [file, { entryPoint, inputs }] of Object.entries(metafile.outputs)) {
    // A file that is copied is no entry point to esbuild.
    const source = entryPoint ?? Object.keys(inputs)[0];
    if (source !== undefined) addresses.set(join(root, source), `/${posix.relative(relative(root, output), file)}`);
  }
  for (const { file, html, folder } of htmls) {
    const text = html.replaceAll(ADDRESS, (address) => {
      const url = addresses.get(sourceOf(file, address, pkg));
      if (url === undefined || !url.startsWith(`/${folder}/`)) throw new Failure(`${file}: ${address} was not built`);
      return url;
    });
    await writeCompressed(join(output, relative("www", file)), Buffer.from(text));
  }
  await copyFile(join(pkg, "LICENSE-element"), join(output, "LICENSE-element"));
}

/** Hono, of which the server of the page uses a fiftieth: one file instead of a dependency. */
export async function writeHono() {
  const { build: bundle } = await import("esbuild");
  await bundle({
    entryPoints: [join(root, "cli/page/hono.mjs")],
    outfile: join(built, "hono.mjs"),
    bundle: true,
    minifyWhitespace: true, // names stay: stacks are read
    lineLimit: 120,
    format: "esm",
    platform: "node",
    target: "node20",
    banner: { js: "// hono and @hono/node-server: see LICENSE-hono." },
    absWorkingDir: root,
    logLevel: "warning",
  });
  const licences = ["hono", "@hono/node-server"].map(async (name) => {
    const folder = join(root, "node_modules", name);
    const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    return `${name} ${version}\n\n${(await readFile(join(folder, "LICENSE"), "utf8")).trim()}\n`;
  });
  await writeFile(join(built, "LICENSE-hono"), (await Promise.all(licences)).join(`\n${"-".repeat(80)}\n\n`));
}

/** @param {string} pkg @returns {Plugin} */
function packageFrom(pkg) {
  return {
    name: "the package as it was built, for browsers",
    setup({ onResolve }) {
      onResolve({ filter: /^trusthub-profiles\/slim$/ }, () => ({ path: join(pkg, "slim.js") }));
      // Imported from beside its declarations, which the type checker knows.
      onResolve({ filter: /\/pkg-template\/[\w-]+\.js$/ }, ({ path }) => ({ path: join(pkg, basename(path)) }));
    },
  };
}

/**
 * The file that an address of a page's source means; those of pkg/ in the package that is being built.
 * @param {string} file
 * @param {string} address
 * @param {string} pkg
 */
function sourceOf(file, address, pkg) {
  const path = join(root, dirname(file), address);
  const inPackage = relative(join(root, "pkg"), path);
  return inPackage.startsWith("..") ? path : join(pkg, inPackage);
}

/**
 * As it is, and in the encodings that browsers take: brotli from this machine and over https, gzip from elsewhere. fflate's
 * gzip is the same on every machine; that of Node's zlib depends on the processor.
 * @param {string} path
 * @param {Uint8Array} contents
 */
async function writeCompressed(path, contents) {
  const { gzipSync } = await import("fflate");
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, contents);
  await writeFile(`${path}.br`, await brotli(contents)); // at its best, which is its default
  await writeFile(`${path}.gz`, gzipSync(contents, { level: 9, mtime: 0 }));
}
