// @ts-check
// `npm run build`: the package as published, in pkg/.

import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setUp } from "./setup.mjs";
import { Failure, cargoPackage, main, run, step } from "./step.mjs";
import { environment, root } from "./tools.mjs";

const template = join(root, "pkg-template");

/**
 * What is built: the package's folder, and what wasm-pack is told. Its own output, the glue and the core, is apart.
 * @typedef {{ pkg: string, wasmPackOutput: string, flags: readonly string[], features: readonly string[] }} Build
 */

/** @type {Build} */
export const published = { pkg: join(root, "pkg"), wasmPackOutput: join(root, "target/wasm-pack"), flags: ["--release"], features: [] };

const unpacker = join(root, "target/unpacker.wasm");

/** For the tests of what happens after a panic. Unoptimised, since nobody waits for it. @type {Build} */
const panicking = {
  pkg: join(root, "target/panicking-package"),
  wasmPackOutput: join(root, "target/wasm-pack-panicking"),
  flags: ["--dev"],
  features: ["--features", "test-panic"],
};

/** Files of the template that the package doesn't hold: what the type checker needs, and parts of the CommonJS entries. */
const notPublished = new Set(["glue.d.ts", "wasm-inlined.d.ts", "client.d.wasm.ts", "wasm-source.cjs", "wasm-file.cjs"]);

/** Where an entry's core comes from, and where instead in the entries for `require`, Node and workerd. */
const wasmSources = /** @type {const} */ ([
  { module: "./wasm-source.js", commonJs: "wasm-source.cjs", node: "./wasm-beside.js", workerd: "./wasm-module.js" },
  { module: "./wasm-file.js", commonJs: "wasm-file.cjs", node: undefined, workerd: "./wasm-module.js" },
]);

export async function build() {
  await step("core and glue (wasm-pack)", () => wasmPack(published));
  await step("unpacker", buildUnpacker);
  await step("package (pkg/)", () => assemble(published));
}

export async function buildPanicking() {
  await step("package with a panic, for its tests", async () => {
    await wasmPack(panicking);
    await assemble(panicking);
  });
}

/** What unpacks the inlined core: no glue, so that cargo and wasm-opt do. */
async function buildUnpacker() {
  const env = environment();
  const name = "trusthub-profiles-unpacker";
  await run("cargo", ["build", "--release", "--locked", "--quiet", "--package", name, "--target", "wasm32-unknown-unknown"], { env });
  const built = join(root, "target/wasm32-unknown-unknown/release", `${name.replaceAll("-", "_")}.wasm`);
  const features = ["simd", "bulk-memory", "nontrapping-float-to-int", "sign-ext", "mutable-globals"].map((it) => `--enable-${it}`);
  await run("wasm-opt", ["-Oz", ...features, "--strip-debug", "--strip-producers", "--strip-target-features", built, "-o", unpacker], { env });
}

/** @param {Build} build */
async function wasmPack({ wasmPackOutput, flags, features }) {
  const env = environment();
  const rustFlags = (await machinesPaths(env)).map(([path, name]) => `--remap-path-prefix=${path}=${name}`);
  return run(
    "wasm-pack",
    ["build", "--target", "web", ...flags, "--mode", "no-install", "--no-pack", "--no-typescript",
      "--out-dir", wasmPackOutput, "--out-name", "client", "--", ...features,
      "--config", `target.wasm32-unknown-unknown.rustflags=${JSON.stringify(rustFlags)}`],
    { env, quiet: true },
  );
}

/**
 * Panics name the places of sources, which would be this machine's: what stands for each folder. The compiler itself names
 * its library's sources by its commit, but not where they are installed (rust-src).
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<[string, string][]>}
 */
async function machinesPaths(env) {
  const rustc = (/** @type {string[]} */ ...args) => run("rustc", args, { env, quiet: true });
  const sysroot = (await rustc("--print", "sysroot")).trim();
  const commit = /^commit-hash: (\w+)$/m.exec(await rustc("--version", "--verbose"))?.[1] ?? "unknown";
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  return [[cargoHome, ""], [root, ""], [sysroot, ""], [join(sysroot, "lib/rustlib/src/rust"), `/rustc/${commit}`]];
}

/** @param {Build} build */
export async function assemble({ pkg, wasmPackOutput }) {
  await rm(pkg, { recursive: true, force: true });
  await mkdir(pkg);
  for (const file of await readdir(template)) {
    if (!notPublished.has(file)) await copyFile(join(template, file), join(pkg, file));
  }
  for (const file of ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"]) {
    await copyFile(join(root, file), join(pkg, file));
  }
  await copyFile(join(wasmPackOutput, "client.js"), join(pkg, "glue.js"));
  const wasm = await readFile(join(wasmPackOutput, "client_bg.wasm"));
  await writeFile(join(pkg, "client.wasm"), wasm);
  await writeInlined(pkg, wasm);
  const entries = await writeManifest(pkg);
  for (const entry of entries) {
    await writeDeclarations(pkg, entry);
    await writeVariants(pkg, entry);
  }
  await writeCommonJs(pkg, entries);
}

/**
 * The template's manifest with the version, which stands in Cargo.toml alone.
 * @param {string} pkg
 * @returns {Promise<string[]>} the entries that it exports, by the names of their files
 */
async function writeManifest(pkg) {
  const { name, ...rest } = JSON.parse(await readFile(join(template, "package.json"), "utf8"));
  const { version } = await cargoPackage();
  // Where the sources are is for the release to say: provenance is checked against it.
  const url = process.env.REPOSITORY_URL;
  const manifest = { name, version, ...rest, ...(url === undefined ? {} : { repository: { type: "git", url } }) };
  const entries = [];
  for (const conditions of /** @type {any[]} */ (Object.values(rest.exports))) {
    if (typeof conditions === "object") entries.push(conditions.default.slice("./".length, -".js".length));
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
 * An entry for workerd, which compiles no bytes, so that its core comes from an import; and one for Node, where the file is
 * at hand.
 * @param {string} pkg
 * @param {string} entry
 */
async function writeVariants(pkg, entry) {
  const text = await readFile(join(template, `${entry}.js`), "utf8");
  const source = wasmSources.find(({ module }) => text.includes(` from "${module}";`));
  if (source === undefined) throw new Failure(`${entry}.js imports its core in a new way: see writeVariants`);
  for (const runtime of /** @type {const} */ (["workerd", "node"])) {
    const own = source[runtime];
    if (own !== undefined) await writeFile(join(pkg, `${entry}.${runtime}.js`), text.replace(source.module, own));
  }
}

/**
 * The core as text, packed, with what unpacks it; that is tried once.
 * @param {string} pkg
 * @param {Buffer} wasm
 */
async function writeInlined(pkg, wasm) {
  const HEADER_BYTES = 13;
  const SETTINGS = 0x5d; // lc = 3, lp = 0, pb = 2
  const { default: lzma } = await import("lzma");
  const file = Buffer.from(lzma.compress(wasm, 9));
  if (file[0] !== SETTINGS) throw new Failure("the packed core has settings that the unpacker doesn't know");
  const texts = { packed: file.subarray(HEADER_BYTES), unpacker: await readFile(unpacker) };
  const lines = Object.entries(texts).map(([name, bytes]) => `export const ${name} = "${bytes.toString("base64")}";\n`);
  await writeFile(join(pkg, "wasm-inlined.js"), `export const length = ${wasm.length};\n${lines.join("")}`);
  const { wasmSource } = await import(pathToFileURL(join(pkg, "wasm-source.js")).href);
  if (!wasm.equals(wasmSource())) throw new Failure("the inlined core isn't what it was: see the crate unpacker");
}

/**
 * For `require` in Node before 20.19 and in tools that know no ES modules: all modules in one file, so that the entries
 * share their classes and their core, and a file for each entry.
 * @param {string} pkg
 * @param {readonly string[]} entries
 */
async function writeCommonJs(pkg, entries) {
  const { build: bundle } = await import("esbuild");
  await bundle({
    stdin: { contents: entries.map((entry) => `export * as ${entry} from "./${entry}.js";`).join("\n"), resolveDir: pkg },
    outfile: join(pkg, "commonjs.cjs"),
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20",
    minifyWhitespace: true, // names stay: stacks are read
    logLevel: "warning",
    plugins: [{
      name: "core from its file",
      setup: ({ onResolve }) => {
        for (const { module, commonJs } of wasmSources) {
          onResolve({ filter: new RegExp(`^${module.replaceAll(".", "\\.")}$`) }, () => ({ path: join(template, commonJs) }));
        }
      },
    }],
  });
  for (const entry of entries) {
    const names = Object.keys(await import(pathToFileURL(join(pkg, `${entry}.js`)).href));
    const lines = names.map((name) => `exports.${name} = entry.${name};`);
    await writeFile(join(pkg, `${entry}.cjs`), `"use strict";\nconst entry = require("./commonjs.cjs").${entry};\n${lines.join("\n")}\n`);
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    await setUp("build");
    await build();
  });
}
