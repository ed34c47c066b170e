// @ts-check
// One step of a script: it says what it does, how long it took, and ends the script clearly when it fails.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "./tools.mjs";

/** A failure that is explained by its message alone: no stack is printed. */
export class Failure extends Error {
  /**
   * @param {string} message
   * @param {string} [output] what a program printed before it failed, where it was captured
   */
  constructor(message, output = "") {
    super(message);
    this.output = output;
  }
}

/**
 * Run a program in the project's folder with its output shown.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, quiet?: boolean, capture?: boolean }} [options] `quiet` shows the output
 *   on failure only, `capture` never
 * @returns {Promise<string>} the standard output when quiet, standard error too when captured
 */
export function run(program, args, { env = process.env, cwd = root, quiet = false, capture = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: quiet || capture ? ["ignore", "pipe", "pipe"] : "inherit" });
    let output = "";
    let all = "";
    child.stdout?.on("data", (chunk) => {
      output += chunk;
      all += chunk;
    });
    child.stderr?.on("data", (chunk) => {
      all += chunk;
    });
    const command = [program, ...args].join(" ");
    child.on("error", (cause) => reject(new Failure(`${command}: ${cause.message}`)));
    child.on("close", (code, signal) => {
      if (code === 0) return resolve(capture ? all : output);
      if (quiet) process.stderr.write(all);
      reject(new Failure(`${command} ended with ${signal ?? `status ${code}`}`, all));
    });
  });
}

/** What Cargo.toml says of the package, by `cargo metadata`. @returns {Promise<any>} */
export async function cargoPackage() {
  const metadata = JSON.parse(
    await run("cargo", ["metadata", "--no-deps", "--locked", "--format-version", "1"], { quiet: true }),
  );
  const rootPackage = metadata.packages.find(
    (/** @type {any} */ { manifest_path }) => manifest_path === join(root, "Cargo.toml"),
  );
  return { ...rootPackage, targetDirectory: metadata.target_directory };
}

/**
 * Do one step and print its time.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const start = performance.now();
  console.log(`▸ ${what}`);
  const result = await work();
  console.log(`  done in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

/**
 * The script's body: a Failure ends it with its sentence and status 1.
 * @param {() => Promise<void>} body
 */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(`✗ ${error.message}`);
    process.exitCode = 1;
  }
}
