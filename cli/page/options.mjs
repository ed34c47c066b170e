// @ts-check
// The options of `page`: of the command line, and of the environment.

import { clientOptionsOf } from "../process/environment.mjs";
import { UsageError } from "../process/failures.mjs";

/** @import { Environment } from "../process/environment.mjs" */
/** @import { Account } from "./app.mjs" */

/**
 * @typedef {object} PageFlags as they stand on the command line
 * @property {string} [port]
 * @property {string} [host]
 * @property {boolean} [open]
 * @property {boolean} [emulator]
 * @property {string} [profiles]
 * @property {string} [latency]
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

/** A timer set for longer fires at once. */
const LONGEST_MS = 2 ** 31 - 1;

const emulatorFlags = /** @type {const} */ (["profiles", "latency", "faults"]);

/**
 * @param {PageFlags} flags
 * @param {Environment} env
 * @returns {Promise<PageOptions>}
 */
export async function readPageOptions(flags, env) {
  const host = flags.host || "127.0.0.1";
  const port = wholeNumber("--port", flags.port, 0, 65_535);
  const where = { host, port, open: flags.open === true };
  if (flags.emulator === true) {
    const profiles = wholeNumber("--profiles", flags.profiles, 1000, 2 ** 32 - 1);
    const faults = [];
    if (flags.latency !== undefined) faults.push(`latency:${wholeNumber("--latency", flags.latency, 0, LONGEST_MS)}`);
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

/**
 * @param {string} flag
 * @param {string | undefined} text
 * @param {number} otherwise
 * @param {number} most
 */
function wholeNumber(flag, text, otherwise, most) {
  if (text === undefined || text === "") return otherwise;
  if (!/^\d+$/.test(text) || Number(text) > most)
    throw new UsageError(`${flag} takes a whole number from 0 to ${most}, not "${text}"`);
  return Number(text);
}
