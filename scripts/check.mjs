// @ts-check
// `npm run check`: whatever needs no browser and runs no test.

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { build } from "./build.mjs";
import { references } from "./docs.mjs";
import { checkPrograms } from "./markdown.mjs";
import { npmPackages, setUp } from "./setup.mjs";
import { Failure, main, run, step } from "./step.mjs";
import { cargoTools, environment, root } from "./tools.mjs";

const wasm = ["--target", "wasm32-unknown-unknown"];
const denied = ["--", "--deny", "warnings"];

/** Workspaces of their own, which no test compiles: what they use of the core could change unnoticed. */
const separateManifests = ["fuzz/Cargo.toml", "bench/native/Cargo.toml"];

await main(async () => {
  await setUp("build");
  await npmPackages("sync"); // for its types
  await build();
  await step("formatting and lints (biome)", () =>
    run("biome", ["check", "--error-on-warnings"], { env: environment() }),
  );
  await step("programs in Markdown (biome)", () => checkPrograms());
  await step("formatting (rustfmt)", async () => {
    for (const manifest of ["Cargo.toml", ...separateManifests])
      await run("cargo", ["fmt", "--check", "--manifest-path", manifest]);
  });
  await step("lints, native (clippy)", () =>
    run("cargo", ["clippy", "--workspace", "--all-targets", "--locked", ...denied]),
  );
  await step("lints, wasm32 (clippy)", () =>
    run("cargo", ["clippy", "--workspace", "--tests", "--locked", ...wasm, ...denied], { env: environment() }),
  );
  await step("lints of the fuzz targets and the native benches (clippy)", separateWorkspaces);
  await references();
  await step("types (tsc)", () => run("tsc", ["--project", "tsconfig.json"], { env: environment() }));
  await step("the core depends on no binding (cargo tree)", coreHasNoBinding);
  await step("the version stands once", versionStandsOnce);
  await step("workflows name actions by commit", actionsArePinned);
  await step("wasm-bindgen's crate is its command line's version", wasmBindgenVersions);
});

async function separateWorkspaces() {
  // Nothing is linked, so that libFuzzer, a minute of C++, need not be compiled.
  const env = { ...process.env, CUSTOM_LIBFUZZER_PATH: "/nowhere/libfuzzer.a" };
  for (const manifest of separateManifests)
    await run("cargo", ["clippy", "--manifest-path", manifest, "--all-targets", "--locked", ...denied], { env });
}

async function coreHasNoBinding() {
  const tree = await run("cargo", ["tree", "--edges", "normal", "--locked"], { quiet: true });
  const found = ["wasm-bindgen", "js-sys", "web-sys"].filter((name) => tree.includes(name));
  if (found.length > 0) throw new Failure(`the native core depends on ${found.join(", ")}`);
}

async function versionStandsOnce() {
  const versions = await Promise.all(
    ["Cargo.toml", "decoder/Cargo.toml"].map(async (file) => {
      const lines = (await readFile(join(root, file), "utf8")).split("\n");
      return lines.filter((line) => line.startsWith("version = ")).map((line) => `${file}: ${line}`);
    }),
  );
  for (const file of ["pkg-template/package.json", "cli/package.json"]) {
    const manifest = JSON.parse(await readFile(join(root, file), "utf8"));
    if (manifest.version !== undefined) versions.push([`${file}: version`]);
  }
  if (versions.flat().length !== 1)
    throw new Failure(`the version stands in ${versions.flat().join("; ")}: expected in Cargo.toml alone`);
}

/** A tag can be moved to other code; a commit cannot. */
async function actionsArePinned() {
  const folder = join(root, ".github/workflows");
  for (const file of await readdir(folder)) {
    for (const line of (await readFile(join(folder, file), "utf8")).split("\n")) {
      if (!/^\s*(?:- )?uses:/.test(line) || /@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line)) continue;
      throw new Failure(`${file}: ${line.trim()}: expected a commit's hash, with the version as a comment`);
    }
  }
}

async function wasmBindgenVersions() {
  const lock = await readFile(join(root, "Cargo.lock"), "utf8");
  const crate = /name = "wasm-bindgen"\nversion = "([^"]+)"/.exec(lock)?.[1];
  const tool = cargoTools.find((candidate) => candidate.crate === "wasm-bindgen-cli")?.version;
  if (crate !== tool)
    throw new Failure(`Cargo.lock has wasm-bindgen ${crate}, scripts/tools.mjs its command line ${tool}`);
}
