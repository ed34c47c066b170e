// @ts-check
// Programs in processes of their own, which end by printing one line of JSON.

import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** @param {string} name of a file in this folder */
export const inBench = (name) => fileURLToPath(new URL(name, import.meta.url));

/**
 * Run a program and read what its last line says.
 * @param {readonly string[]} args the script of this folder, and what it is told
 * @param {{ program?: string, flags?: readonly string[], env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<any>}
 */
export async function runChild([script = "", ...args], { program = process.execPath, flags = [], env = {} } = {}) {
  const { stdout } = await execute(program, [...flags, inBench(script), ...args], {
    env: { ...process.env, ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

/**
 * An emulator in a process of its own.
 * @param {{ profiles: number, faults?: string }} options
 * @returns {Promise<{ url: string, accountSid: string, authToken: string, stop: () => void }>}
 */
export async function startEmulatorProcess(options) {
  const child = fork(inBench("emulator-process.mjs"), [JSON.stringify(options)]);
  const [ready] = await Promise.race([
    once(child, "message"),
    once(child, "exit").then(() => Promise.reject(new Error("the emulator ended before it was ready"))),
  ]);
  return { ...ready, stop: () => child.kill() };
}

/**
 * Run variants in turn, several times, each run in a process of its own.
 * @template {string} Name
 * @param {readonly Name[]} names
 * @param {number} runs
 * @param {(name: Name) => Promise<any>} run
 * @returns {Promise<Record<Name, any[]>>}
 */
export async function interleaved(names, runs, run) {
  const results = /** @type {Record<Name, any[]>} */ ({});
  for (const name of names) results[name] = [];
  for (let round = 0; round < runs; round += 1) {
    // Each round begins with another, so that none always comes first.
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = /** @type {Name} */ (names[(turn + round) % names.length]);
      results[name].push(await run(name));
    }
  }
  return results;
}
