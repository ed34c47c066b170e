// @ts-check
// Sets up what building and testing need, and only what is missing: `npm run setup`.
// Each step looks first whether its result is there, so that a second run is done in seconds.

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdir, readdir, rm, symlink, copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Failure, main, run, step } from "./step.mjs";
import {
  browserPackages,
  cargoTools,
  debianRust,
  findProgram,
  root,
  syncNode,
  syncVersions,
  toolFolder,
} from "./tools.mjs";

/** @import { Purpose } from "./tools.mjs" */

const target = "wasm32-unknown-unknown";

/**
 * @param {Purpose} purpose `build` leaves out the browsers and their drivers
 */
export async function setUp(purpose) {
  requirePrograms();
  await npmPackages();
  if (purpose === "docs") return npmPackages("docs/reference");
  await npmPackages("cli");
  await wasmStandardLibrary();
  await cargoInstalls(purpose);
  if (purpose === "test") {
    await npmPackages("tests/types");
    await npmPackages("tests/apps");
    await npmPackages("tests/testkit");
    await syncPackages();
    await debianPrograms(browserPackages);
  }
}

function requirePrograms() {
  const [major = 0] = process.versions.node.split(".").map(Number);
  if (major < 20) throw new Failure(`Node 20 or newer is needed; this is ${process.version}`);
  for (const program of ["rustup", "cargo"]) {
    if (findProgram(program) === null)
      throw new Failure(`${program} is not on PATH: install Rust by https://rustup.rs`);
  }
}

/** @param {string} [folder] of a package.json */
export async function npmPackages(folder = ".") {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, folder, "package-lock.json")))
    .digest("hex");
  const stamp = join(root, folder, "node_modules/.set-up-for");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  await step(`npm packages${folder === "." ? "" : ` of ${folder}`} (npm ci)`, async () => {
    await run("npm", ["ci", "--no-audit", "--no-fund"], { quiet: true, cwd: join(root, folder) });
    await writeFile(stamp, lock);
  });
}

/** Those of sync, with the Nodes that it is tested on. */
export async function syncPackages() {
  await npmPackages("sync");
  for (const version of syncVersions) {
    if (existsSync(syncNode(version))) continue;
    // Its install script, which npm does not run unless it is allowed.
    const folder = join(root, `sync/node_modules/node${version}`);
    await step(`Node ${version}`, () => run(process.execPath, ["installArchSpecificPackage"], { cwd: folder }));
  }
}

// ---- the standard library of wasm32

async function wasmStandardLibrary() {
  if (existsSync(join(debianRust, "complete"))) return;
  const installed = await run("rustup", ["target", "list", "--installed"], { quiet: true });
  if (installed.split("\n").includes(target)) return;

  /** @type {unknown} */
  let refusal;
  await step(`Rust's ${target} (rustup target add)`, async () => {
    await run("rustup", ["target", "add", target], { quiet: true }).catch((error) => {
      refusal = error;
    });
  });
  if (refusal === undefined) return;
  if (findProgram("apt-get") === null) {
    throw new Failure(
      `no ${target} standard library: rustup's server gave none, and without apt-get Debian's can't be built; ` +
        `run "rustup target add ${target}" where static.rust-lang.org is reached`,
    );
  }
  console.log("  rustup's server gave none; Debian's compiler builds it from source");
  await step("Debian's Rust compiler (apt-get)", () =>
    aptInstall(["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "rust-web-clippy"]),
  );
  await step(`${target} standard library from its source`, buildStandardLibrary);
}

/** Build std for wasm32 with Debian's compiler and lay it out as a toolchain of its own, apart from rustup's. */
async function buildStandardLibrary() {
  await rm(debianRust, { recursive: true, force: true });
  const crate = join(debianRust, "empty-crate");
  await mkdir(join(crate, "src"), { recursive: true });
  await writeFile(join(crate, "Cargo.toml"), '[package]\nname = "empty"\nedition = "2021"\n[workspace]\n');
  await writeFile(join(crate, "src/lib.rs"), "");
  await run("/usr/bin/cargo", ["build", "-Zbuild-std=std,panic_abort,test", "--target", target, "--release"], {
    cwd: crate,
    quiet: true,
    env: {
      ...process.env,
      RUSTC: "/usr/bin/rustc",
      RUSTC_BOOTSTRAP: "1", // build-std is unstable
      RUSTFLAGS: "-Cembed-bitcode=yes", // what lets the package be built with LTO
      CARGO_TARGET_DIR: join(crate, "target"),
    },
  });

  const built = join(crate, "target", target, "release/deps");
  const libraries = join(debianRust, "lib/rustlib", target, "lib");
  await mkdir(libraries, { recursive: true });
  for (const file of await readdir(built)) {
    if (file.endsWith(".rlib") && !file.startsWith("libempty-"))
      await copyFile(join(built, file), join(libraries, file));
  }
  const host = "x86_64-unknown-linux-gnu";
  const debianSysroot = (await run("/usr/bin/rustc", ["--print", "sysroot"], { quiet: true })).trim();
  await symlink(join(debianSysroot, "lib/rustlib", host), join(debianRust, "lib/rustlib", host));

  const bin = join(debianRust, "bin");
  await mkdir(bin);
  // cargo-clippy too, or cargo would find rustup's on the PATH.
  for (const program of ["cargo", "cargo-clippy", "rustdoc"])
    await symlink(join("/usr/bin", program), join(bin, program));
  await writeFile(join(bin, "rustc"), `#!/bin/sh\nexec /usr/bin/rustc --sysroot '${debianRust}' "$@"\n`);
  await chmod(join(bin, "rustc"), 0o755);

  // Debian's compiler comes without a linker for wasm; rustup's stable has one.
  const rustupSysroot = (await run("rustup", ["run", "stable", "rustc", "--print", "sysroot"], { quiet: true })).trim();
  await writeFile(join(debianRust, "linker"), join(rustupSysroot, "lib/rustlib", host, "bin/rust-lld"));
  await rm(crate, { recursive: true });
  await writeFile(join(debianRust, "complete"), "");
}

// ---- programs

/** @param {Purpose} purpose */
async function cargoInstalls(purpose) {
  for (const tool of cargoTools) {
    const stamp = join(toolFolder, `${tool.crate}-${tool.version}`);
    if (existsSync(stamp) || (tool.for !== "build" && tool.for !== purpose)) continue;
    await step(`${tool.crate} ${tool.version} (cargo install)`, async () => {
      await run(
        "cargo",
        ["install", tool.crate, "--version", tool.version, "--locked", "--force", "--root", toolFolder],
        {
          quiet: true,
          env: {
            ...process.env,
            // They run for seconds: compiling them quickly counts more than their speed, and one folder shares what
            // they have in common.
            CARGO_TARGET_DIR: join(toolFolder, "target"),
            CARGO_PROFILE_RELEASE_OPT_LEVEL: "0",
            CARGO_PROFILE_RELEASE_LTO: "off",
            CARGO_PROFILE_RELEASE_CODEGEN_UNITS: "16",
            CARGO_PROFILE_RELEASE_STRIP: "true",
          },
        },
      );
      await writeFile(stamp, "");
    });
  }
  await rm(join(toolFolder, "target"), { recursive: true, force: true });
}

/** @param {readonly { program: string, package: string }[]} programs */
export async function debianPrograms(programs) {
  const missing = programs.filter(({ program }) => findProgram(program) === null);
  if (missing.length === 0) return;
  if (findProgram("apt-get") === null) {
    const names = missing.map(({ program }) => program).join(", ");
    throw new Failure(`the tests need ${names} on PATH; without apt-get, install them by hand`);
  }
  const packages = missing.map((it) => it.package);
  await step(`programs: ${packages.join(", ")} (apt-get)`, () => aptInstall(packages));
}

/** @param {readonly string[]} packages */
async function aptInstall(packages) {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && findProgram("sudo") === null) {
    throw new Failure(`apt-get needs root: run "apt-get install ${packages.join(" ")}" as root, then this again`);
  }
  const [program, ...prefix] = isRoot ? ["apt-get"] : ["sudo", "apt-get"];
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (/** @type {string[]} */ ...args) =>
    run(/** @type {string} */ (program), [...prefix, ...args], { env, quiet: true });
  await apt("update"); // without it Debian's list may name versions that its mirror no longer has
  await apt("install", "-y", "--no-install-recommends", ...packages);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(() => step("set-up", () => setUp("test")));
}
