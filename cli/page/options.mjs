// @ts-check
// The options of `page`: of the command line, and of the environment.

import { clientOptionsOf } from "../process/environment.mjs";
import { UsageError } from "../process/failures.mjs";

/** @import { Environment } from "../process/environment.mjs" */
/** @import { Account } from "./app.mjs" */

/**
 * @typedef {object} PageFlags of the command line
 * @property {number} [port]
 * @property {string} [host]
 * @property {boolean} [open]
 * @property {boolean} [emulator]
 * @property {number} [profiles]
 * @property {number} [latency]
 * @property {string} [faults]
 *
 * @typedef {object} PageOptions
 * @property {string} host
 * @property {number} port
 * @property {boolean} open
 * @property {Account} [account] a real one
 * @property {{ profiles: number, faults?: string }} [emulator] in its place
 */

const LOOPBACK = ["127.0.0.1", "::1", "localhost"];

const emulatorFlags = /** @type {const} */ (["profiles", "latency", "faults"]);

/**
 * @param {PageFlags} flags
 * @param {Environment} env
 * @returns {Promise<PageOptions>}
 */
export async function readPageOptions(flags, env) {
  const host = flags.host || "127.0.0.1";
  const where = { host, port: flags.port ?? 0, open: flags.open === true };
  if (flags.emulator === true) {
    const { profiles = 1000 } = flags;
    const faults = [];
    if (flags.latency !== undefined) faults.push(`latency:${flags.latency}`);
    if (flags.faults !== undefined) faults.push(flags.faults);
    return { ...where, emulator: { profiles, ...(faults.length > 0 && { faults: faults.join(",") }) } };
  }

  const forEmulator = emulatorFlags.find((name) => flags[name] !== undefined);
  if (forEmulator !== undefined)
    throw new UsageError(`--${forEmulator} is the emulator's: add --emulator, or leave it out`);
  const account = await clientOptionsOf(env);
  if (!LOOPBACK.includes(host)) {
    throw new UsageError(
      `--host is ${host}, but an account is shown on this machine alone: leave --host out, and put a server of yours with a sign-in before it`,
    );
  }
  return { ...where, account };
}
