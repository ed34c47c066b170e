// @ts-check
// Which tools the project uses, at which version, and where they are. Set-up puts them there; every other script
// takes its environment from `environment()`.

import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

/** Everything that set-up installs, apart from npm's and Debian's packages. Git ignores it; deleting it is safe. */
export const toolFolder = join(root, ".tools");

/** Debian's compiler with a wasm32 standard library, where rustup's server can't be reached. */
export const debianRust = join(toolFolder, "debian-rust");

/**
 * Installed by `cargo install --locked`, so that each is the same everywhere.
 * wasm-bindgen's crate must have the version of its command line: scripts/check.mjs holds Cargo.lock to it.
 * @type {readonly { crate: string, version: string, program: string, for: Purpose }[]}
 */
export const cargoTools = [
  { crate: "wasm-bindgen-cli", version: "0.2.129", program: "wasm-bindgen", for: "build" },
  { crate: "wasm-pack", version: "0.15.1", program: "wasm-pack", for: "build" },
  { crate: "geckodriver", version: "0.37.1", program: "geckodriver", for: "test" },
  { crate: "cargo-fuzz", version: "0.13.2", program: "cargo-fuzz", for: "fuzz" },
  { crate: "cargo-audit", version: "0.22.2", program: "cargo-audit", for: "audit" },
];

/**
 * What set-up is for. Everything but the reference needs what a build needs; tests need browsers and their drivers besides.
 * @typedef {"build" | "test" | "docs" | "fuzz" | "audit"} Purpose
 */

/** The browsers of the tests, by the programs that must be there and the Debian packages that hold them. */
export const browserPackages = [
  { program: "chromium", package: "chromium" },
  { program: "chromedriver", package: "chromium-driver" },
  { program: "firefox-esr", package: "firefox-esr" },
  { program: "WebKitWebDriver", package: "webkit2gtk-driver" },
  { program: "xvfb-run", package: "xvfb" },
  { program: "xauth", package: "xauth" }, // of xvfb-run
];

/** What the consumers' matrix needs besides: CPUs of old. */
export const matrixPackages = [{ program: "qemu-x86_64", package: "qemu-user" }];

/** WebKit's own small browser, which its driver steers and Debian keeps off the PATH. */
export const miniBrowser = `/usr/lib/${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu/webkit2gtk-4.1/MiniBrowser`;

/** The versions of Node that sync is tested on: it needs a newer one than the client, and than this project's scripts. */
export const syncVersions = [22, 24];

/** @param {number} version one of `syncVersions`; they are npm packages of sync's development */
export const syncNode = (version) => join(root, `sync/node_modules/node${version}/bin/node`);

/**
 * The first program of that name on a path of folders, or null.
 * @param {string} name
 * @param {string} [path]
 */
export function findProgram(name, path = process.env.PATH ?? "") {
  for (const folder of path.split(delimiter)) {
    if (folder !== "" && existsSync(join(folder, name))) return join(folder, name);
  }
  return null;
}

/** The environment in which builds and tests run: the pinned tools come first. */
export function environment() {
  const folders = [join(toolFolder, "bin"), join(root, "node_modules/.bin")];
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env };
  if (existsSync(join(debianRust, "complete"))) {
    // wasm32 code comes from Debian's compiler; native code, which doesn't ask for this environment, from rustup's.
    folders.unshift(join(debianRust, "bin"));
    env.CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER = readFileSync(join(debianRust, "linker"), "utf8");
    env.SYSROOT = debianRust; // clippy's driver runs without the compiler's own script
    delete env.RUSTUP_TOOLCHAIN;
  }
  env.PATH = [...folders, env.PATH].join(delimiter);
  return env;
}
