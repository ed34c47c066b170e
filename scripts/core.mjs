// @ts-check
// The core and its glue, by wasm-pack.

import { readFile, readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join, relative } from "node:path";
import { run } from "./step.mjs";
import { environment, root } from "./tools.mjs";

/** @import { Stage } from "./stamp.mjs" */

/**
 * What is built: the package's folder, and the options of wasm-pack. Its own output, the glue and the core, is apart.
 * @typedef {{ pkg: string, wasmPackOutput: string, flags: readonly string[], features: readonly string[] }} Build
 */

/** @type {Build} */
export const published = {
  pkg: join(root, "pkg"),
  wasmPackOutput: join(root, "target/wasm-pack"),
  flags: ["--release"],
  features: [],
};

/**
 * What the core says it uses of WebAssembly, and wasm-bindgen goes by. Rust's own list has reference types besides, which
 * Chrome and Edge have from 96 on only, five versions after SIMD; nothing here gains by them.
 */
const wasmFeatures = "bulk-memory,mutable-globals,nontrapping-fptoint,sign-ext,simd128";

/** For the tests of what happens after a panic. Unoptimised, since nobody waits for it. @type {Build} */
export const panicking = {
  pkg: join(root, "target/panicking-package"),
  wasmPackOutput: join(root, "target/wasm-pack-panicking"),
  flags: ["--dev"],
  features: ["--features", "test-panic"],
};

/** What decides, by the environment, what cargo and wasm-bindgen make. */
const VARIABLES = /^(?:RUSTC|RUSTFLAGS|CARGO_(?:BUILD|ENCODED|PROFILE|TARGET|UNSTABLE)_|WASM_BINDGEN_(?!TEST_))/;

/** @param {Build} build @returns {Promise<Stage>} */
export async function coreStage({ wasmPackOutput, flags, features }) {
  const env = environment();
  const versionOf = (/** @type {string} */ program) => run(program, ["--version", "--verbose"], { env, quiet: true });
  const cargoConfig = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "config.toml");
  return {
    name: basename(wasmPackOutput),
    inputs: [
      ...["src", "decoder", "Cargo.toml", "Cargo.lock", ".cargo"],
      ...["core", "step", "tools"].map((name) => `scripts/${name}.mjs`),
      // wasm-opt is of an npm package.
      "node_modules/binaryen/package.json",
    ],
    facts: {
      flags,
      features,
      rustc: await versionOf("rustc"),
      wasmPack: await run("wasm-pack", ["--version"], { env, quiet: true }),
      wasmBindgen: await run("wasm-bindgen", ["--version"], { env, quiet: true }),
      cargoConfig: await readFile(cargoConfig, "utf8").catch(() => null),
      variables: Object.entries(env)
        .filter(([name]) => VARIABLES.test(name))
        .sort(),
    },
    outputs: [relative(root, wasmPackOutput)],
  };
}

/** @param {Build} build */
export async function wasmPack({ wasmPackOutput, flags, features }) {
  const env = environment();
  const rustFlags = [
    ...(await machinesPaths(env)).map(([path, name]) => `--remap-path-prefix=${path}=${name}`),
    ...["--no-check-features", `--features=${wasmFeatures}`].map((arg) => `-Clink-arg=${arg}`),
  ];
  return run(
    "wasm-pack",
    [
      "build",
      "--target",
      "no-modules",
      ...flags,
      "--mode",
      "no-install",
      "--no-pack",
      "--out-dir",
      wasmPackOutput,
      "--out-name",
      "client",
      "--",
      ...features,
      "--config",
      `target.wasm32-unknown-unknown.rustflags=${JSON.stringify(rustFlags)}`,
    ],
    { env, quiet: true },
  );
}

/**
 * Panics name the places of sources, which would be this machine's: what stands for each folder. The compiler itself
 * names its library's sources by its commit, but not where they are installed (rust-src).
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<[string, string][]>}
 */
async function machinesPaths(env) {
  const rustc = (/** @type {string[]} */ ...args) => run("rustc", args, { env, quiet: true });
  const sysroot = (await rustc("--print", "sysroot")).trim();
  const commit = /^commit-hash: (\w+)$/m.exec(await rustc("--version", "--verbose"))?.[1] ?? "unknown";
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  const registries = await readdir(join(cargoHome, "registry/src")).catch(() => []);
  const crates = registries.map(
    (name) => /** @type {[string, string]} */ ([join(cargoHome, "registry/src", name), ""]),
  );
  // The last that fits counts.
  return [
    [cargoHome, ""],
    ...crates,
    [root, ""],
    [sysroot, ""],
    [join(sysroot, "lib/rustlib/src/rust"), `/rustc/${commit}`],
  ];
}
