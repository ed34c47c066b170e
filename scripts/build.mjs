// @ts-check
// `npm run build`: the package as published, in pkg/; with `-- --panicking` the one of the tests of panics too.

import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { inflateRawSync } from "node:zlib";
import { buildCli } from "./cli.mjs";
import { coreStage, panicking, published, wasmPack } from "./core.mjs";
import { writeElement } from "./element.mjs";
import { glueModule, withoutHashes } from "./glue.mjs";
import { pagesOf, writePages } from "./pages.mjs";
import { setUp } from "./setup.mjs";
import { INSTALLED, stage } from "./stamp.mjs";
import { Failure, cargoPackage, main } from "./step.mjs";
import { root } from "./tools.mjs";

/** @import { Build } from "./core.mjs" */
/** @import { Stage } from "./stamp.mjs" */

export { published };

const template = join(root, "pkg-template");

/** Files of the template that the package doesn't hold: what the type checker needs, and parts of commonjs.cjs. */
const notPublished = new Set([
  "glue.d.ts",
  "inflate.d.ts",
  "node-responses.d.ts",
  "internal.d.ts",
  "wasm-inlined.d.ts",
  "client.d.wasm.ts",
  "element-body.d.ts",
  "commonjs.js",
]);

/** Where an entry's core comes from, and where instead in the entry for workerd. */
const wasmSources = /** @type {const} */ ([
  { module: "./wasm-source.js", workerd: "./wasm-module.js" },
  { module: "./wasm-file.js", workerd: "./wasm-module.js" },
]);

/** Modules that commonjs.cjs has another one for, which stands for both. */
const commonJsModules = ["./wasm-file.js", "./wasm-inlined.js"];

/** What didn't change since the last build is left as it is. */
export async function build() {
  await buildPackage(published, "package (pkg/)");
  await linkPackages();
  await buildCli();
}

export async function buildPanicking() {
  await buildPackage(panicking, "package with a panic, for its tests");
}

/** @param {Build} build @param {string} what */
async function buildPackage(build, what) {
  await stage("core and glue (wasm-pack)", await coreStage(build), () => wasmPack(build));
  await stage(what, await packageStage(build), () => assemble(build));
}

/** @param {Build} build @returns {Promise<Stage>} */
export async function packageStage({ pkg, wasmPackOutput }) {
  return {
    name: basename(pkg),
    inputs: [
      relative(root, wasmPackOutput),
      ...["pkg-template", "element", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE", "Cargo.toml", "Cargo.lock"],
      ...(await pagesOf("trusthub-profiles")),
      ...["build", "core", "element", "glue", "pages", "step", "tools"].map((name) => `scripts/${name}.mjs`),
      INSTALLED,
    ],
    facts: { node: process.version, repository: process.env.REPOSITORY_URL ?? null },
    outputs: [relative(root, pkg)],
  };
}

/** The packages by their names, for those beside them that are built on them, or load them. */
async function linkPackages() {
  for (const [name, folder] of [
    ["trusthub-profiles", "../pkg"],
    ["trusthub-profiles-sync", "../sync"],
  ]) {
    const link = join(root, "node_modules", /** @type {string} */ (name));
    if (existsSync(link)) continue;
    await rm(link, { force: true });
    await symlink(/** @type {string} */ (folder), link, "dir");
  }
}

/** @param {Build} build */
export async function assemble({ pkg, wasmPackOutput }) {
  await rm(pkg, { recursive: true, force: true });
  await mkdir(pkg);
  for (const file of await readdir(template)) {
    if (!notPublished.has(file)) await copyFile(join(template, file), join(pkg, file));
  }
  for (const file of ["CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"])
    await copyFile(join(root, file), join(pkg, file));
  await writePages("trusthub-profiles", pkg);
  const written = glueModule(await readFile(join(wasmPackOutput, "client.js"), "utf8"));
  const { glue, wasm } = await withoutHashes(written, await readFile(join(wasmPackOutput, "client_bg.wasm")));
  await writeFile(join(pkg, "glue.js"), glue);
  await writeFile(join(pkg, "client.wasm"), wasm);
  await writeInflate(pkg);
  await writeNodeResponses(pkg);
  await writeInlined(pkg, wasm);
  const entries = await writeManifest(pkg);
  for (const entry of entries) {
    await writeDeclarations(pkg, entry);
    await writeVariants(pkg, entry);
  }
  await writeCommonJs(pkg, entries);
  await writeElement(pkg);
}

/**
 * The template's manifest with the version, which stands in Cargo.toml alone.
 * @param {string} pkg
 * @returns {Promise<string[]>} the entries that it exports for every runtime, by the names of their files
 */
async function writeManifest(pkg) {
  const { name, ...rest } = JSON.parse(await readFile(join(template, "package.json"), "utf8"));
  const { version } = await cargoPackage();
  // Where the sources are is for the release to say: provenance is checked against it.
  const url = process.env.REPOSITORY_URL;
  const manifest = { name, version, ...rest, ...(url === undefined ? {} : { repository: { type: "git", url } }) };
  const entries = [];
  for (const conditions of /** @type {any[]} */ (Object.values(rest.exports))) {
    if (conditions.require !== undefined) entries.push(conditions.default.slice("./".length, -".js".length));
  }
  await writeFile(join(pkg, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return entries;
}

/**
 * Declarations for `require`, of which those for `import` are the same names: one type each, whoever imports how.
 * @param {string} pkg
 * @param {string} entry
 */
async function writeDeclarations(pkg, entry) {
  const declarations = await readFile(join(template, `${entry}.d.ts`), "utf8");
  await writeFile(join(pkg, `${entry}.d.cts`), declarations.replace(/ from "(\.\/[\w-]+)\.js"/g, ' from "$1.cjs"'));
  await writeFile(join(pkg, `${entry}.d.ts`), `export * from "./${entry}.cjs";\n`);
}

/**
 * An entry for workerd, which compiles no bytes, so that its core comes from an import; and one for `import` in Node,
 * which is the CommonJS entry by its names, so that `import` and `require` meet in one core and one set of classes.
 * @param {string} pkg
 * @param {string} entry
 */
async function writeVariants(pkg, entry) {
  const text = await readFile(join(template, `${entry}.js`), "utf8");
  const source = wasmSources.find(({ module }) => text.includes(` from "${module}";`));
  if (source === undefined) throw new Failure(`${entry}.js imports its core in a new way: see writeVariants`);
  await writeFile(join(pkg, `${entry}.workerd.js`), text.replace(source.module, source.workerd));
  const names = await exportedNames(pkg, entry);
  await writeFile(
    join(pkg, `${entry}.node.js`),
    `export {\n${names.map((name) => `  ${name},\n`).join("")}} from "./${entry}.cjs";\n`,
  );
}

/**
 * fflate's inflate, for runtimes that inflate nothing synchronously, within a function: evaluating it takes longer than
 * all the rest, and reads a global.
 * @param {string} pkg
 */
async function writeInflate(pkg) {
  const text = await bundled("fflate/browser", "inflateSync", { format: "iife", globalName: "fflate" });
  const head = await withLicence(pkg, "fflate", "inflateSync of fflate");
  await writeFile(
    join(pkg, "inflate.js"),
    `${head}export function loadInflate() {\n${text}return fflate.inflateSync;\n}\n`,
  );
}

/** How a Response goes out by node:http, for toNodeHandler. @param {string} pkg */
async function writeNodeResponses(pkg) {
  const text = await bundled("@remix-run/node-fetch-server", "createHeaders, sendResponse", {
    format: "esm",
    // Else an import of node:net stays, which nothing of these uses.
    platform: "node",
  });
  const head = await withLicence(pkg, "@remix-run/node-fetch-server", "of @remix-run/node-fetch-server");
  await writeFile(join(pkg, "node-responses.js"), `${head}${text}`);
}

/**
 * Some exports of a library, and what they need of it.
 * @param {string} library
 * @param {string} names
 * @param {import("esbuild").BuildOptions} options
 */
async function bundled(library, names, options) {
  const { build: bundle } = await import("esbuild");
  const { outputFiles } = await bundle({
    stdin: { contents: `export { ${names} } from "${library}";`, resolveDir: root },
    bundle: true,
    minify: true,
    platform: "neutral",
    write: false,
    logLevel: "warning",
    ...options,
  });
  return outputFiles?.[0]?.text;
}

/**
 * Packs a library's licence; returns a comment that names it.
 * @param {string} pkg
 * @param {string} library
 * @param {string} what
 */
async function withLicence(pkg, library, what) {
  const folder = join(root, "node_modules", library);
  const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = `LICENSE-${library.split("/").pop()}`;
  await copyFile(join(folder, "LICENSE"), join(pkg, file));
  return `// ${what} ${version}: see ${file}.\n`;
}

/**
 * The core as text, deflated; both ways to inflate it are tried once. Zopfli deflates it: the same bytes whatever Node builds
 * it, and a tenth fewer than by level 9.
 * @param {string} pkg
 * @param {Buffer} wasm
 */
async function writeInlined(pkg, wasm) {
  const { default: zopfli } = await import("@gfx/zopfli");
  const deflated = await zopfli.deflateAsync(wasm, { numiterations: 5 });
  const values = Object.entries({
    length: String(wasm.length),
    deflated: `"${Buffer.from(deflated).toString("base64")}"`,
  });
  await writeFile(
    join(pkg, "wasm-inlined.js"),
    values.map(([name, value]) => `export const ${name} = ${value};\n`).join(""),
  );
  await writeFile(
    join(pkg, "wasm-inlined.cjs"),
    `"use strict";\n${values.map(([name, value]) => `exports.${name} = ${value};\n`).join("")}`,
  );
  const { loadInflate } = await import(pathToFileURL(join(pkg, "inflate.js")).href);
  for (const inflated of [inflateRawSync(deflated), loadInflate()(deflated, { out: new Uint8Array(wasm.length) })]) {
    if (!wasm.equals(inflated)) throw new Failure("the inlined core isn't what it was");
  }
}

/**
 * For `require`, and for Node, Deno and Bun whichever way: all modules but the inlined core in one file, so that the
 * entries share their classes and their core, and a file for each entry.
 * @param {string} pkg
 * @param {readonly string[]} entries
 */
async function writeCommonJs(pkg, entries) {
  const { build: bundle } = await import("esbuild");
  const exported = [
    ...entries.map((entry) => `export * as ${entry} from "./${entry}.js";`),
    'export { provide } from "./wasm-inlined.js";',
  ];
  await bundle({
    stdin: { contents: exported.join("\n"), resolveDir: pkg },
    outfile: join(pkg, "commonjs.cjs"),
    bundle: true,
    format: "cjs",
    platform: "neutral",
    target: "node20",
    minifyWhitespace: true, // names stay: stacks are read
    lineLimit: 120, // Node prints the whole line on which an uncaught error was made
    logLevel: "warning",
    plugins: [
      {
        name: "modules of its own",
        setup: ({ onResolve }) => {
          // What these import is the package's, of which one copy is enough.
          onResolve({ filter: /^\.\// }, ({ path, resolveDir }) =>
            resolveDir === template ? { path: join(pkg, path) } : undefined,
          );
          for (const module of commonJsModules) {
            onResolve({ filter: new RegExp(`^${module.replaceAll(".", "\\.")}$`) }, () => ({
              path: join(template, "commonjs.js"),
            }));
          }
        },
      },
    ],
  });
  for (const entry of entries) {
    const holdsCore = (await readFile(join(template, `${entry}.js`), "utf8")).includes("./wasm-source.js");
    const lines = [
      `const { ${entry}: entry, provide } = require("./commonjs.cjs");`,
      ...(holdsCore ? ['provide(require("./wasm-inlined.cjs"));'] : []),
      // Each in a form that Node, and tools that read CommonJS for its names, know (cjs-module-lexer).
      ...(await exportedNames(pkg, entry)).map((name) => `exports.${name} = entry.${name};`),
    ];
    await writeFile(join(pkg, `${entry}.cjs`), `"use strict";\n${lines.join("\n")}\n`);
  }
}

/** @param {string} pkg @param {string} entry */
async function exportedNames(pkg, entry) {
  return Object.keys(await import(pathToFileURL(join(pkg, `${entry}.js`)).href));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    const others = process.argv.slice(2).filter((argument) => argument !== "--panicking");
    if (others.length > 0) throw new Failure(`unknown argument ${others.join(" ")}: expected none, or --panicking`);
    await setUp("build");
    await build();
    if (process.argv.includes("--panicking")) await buildPanicking();
  });
}
