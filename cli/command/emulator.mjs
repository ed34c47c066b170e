// @ts-check
// `trusthub-profiles emulator`: a local Trust Hub for other programs' tests.

import { CONDITIONS, SETTINGS } from "../emulator/fault-options.mjs";
import { FAULTS } from "../emulator/faults.mjs";
import { LIST_PATH } from "../emulator/pages.mjs";
import { untilInterrupted } from "../process/signals.mjs";
import { UsageError, listenFailure } from "../process/failures.mjs";
import { LARGEST_PORT, LONGEST_MS, MOST_PROFILES, wholeNumberUpTo } from "./numbers.mjs";

/** @import { Command } from "commander" */
/** @import { EmulatorOptions } from "../emulator/emulator.mjs" */
/** @import { Context } from "../process/context.mjs" */

const LARGEST = 2 ** 32 - 1;
/** All of them are kept in memory. */
const MOST_ACCOUNTS = 1_000_000;
/** How many accounts are named; the command `accounts` lists them all. */
const SHOWN = 10;

/**
 * @typedef {object} EmulatorFlags
 * @property {number} port
 * @property {string} [host]
 * @property {number} [profiles]
 * @property {number} [accounts]
 * @property {number} [seed]
 * @property {number} [daysPerSecond]
 * @property {number} [latency]
 * @property {string} [faults]
 * @property {string} [linkOrigin]
 * @property {boolean} [cors]
 * @property {boolean} [plain]
 * @property {boolean} [odd]
 */

/**
 * @param {Command} command
 * @param {Context} context
 */
export function define(command, context) {
  command
    .description("Serves a local Trust Hub with made-up accounts and profiles until Ctrl-C, for tests of programs.")
    .option("--port <number>", "the port; 0 takes a free one", wholeNumberUpTo(LARGEST_PORT), 8081)
    .option("--host <address>", "the address to listen on (default: 127.0.0.1)")
    .option(
      "--profiles <number>",
      "how many profiles the first account has, or each with --accounts (default: 260)",
      wholeNumberUpTo(MOST_PROFILES),
    )
    .option(
      "--accounts <number>",
      "how many accounts, the first the others' parent (default: 3)",
      wholeNumberUpTo(MOST_ACCOUNTS, 1),
    )
    .option(
      "--seed <number>",
      "what is made up follows from it: the same seed, the same profiles (default: 1)",
      wholeNumberUpTo(LARGEST),
    )
    .option(
      "--days-per-second <number>",
      "how fast time passes, in which profiles are approved, rejected, edited, added and deleted (default: 0)",
      wholeNumberUpTo(LARGEST),
    )
    .option("--latency <ms>", "wait before every answer, as the fault of this name", wholeNumberUpTo(LONGEST_MS))
    .option("--faults <list>", 'what it does wrong, e.g. "latency:200,status:503@0.05": see below')
    .option("--link-origin <origin>", "scheme and host of the links in pages (default: those of the request)")
    .option("--cors", "let pages of other origins ask")
    .option("--plain", "generate no odd values")
    .option("--odd", "put something odd into each profile: wrong types, formulas, names of Object.prototype")
    .addHelpText("after", help)
    .action((/** @type {EmulatorFlags} */ flags) => serve(flags, context));
}

/**
 * @param {EmulatorFlags} flags
 * @param {Context} context
 */
async function serve(flags, { output }) {
  const { startEmulator } = await import("../emulator/emulator.mjs");
  const emulator = await startEmulator(optionsFrom(flags)).catch((error) => {
    throw error instanceof TypeError || error instanceof RangeError
      ? new UsageError(error.message.replace(/^linkOrigin\b/, "--link-origin"))
      : listenFailure(error, flags);
  });
  const lines = [`Trust Hub is emulated at ${emulator.url}${LIST_PATH}`, ""];
  for (const { accountSid, authToken, apiKey, profiles } of emulator.accounts.slice(0, SHOWN)) {
    lines.push(`account  ${accountSid}  token   ${authToken}  ${profiles} profiles`);
    if (apiKey) lines.push(`  key    ${apiKey.sid}  secret  ${apiKey.secret}`);
  }
  const more = emulator.accounts.length - SHOWN;
  if (more > 0) lines.push(`and ${more} more, which "trusthub-profiles accounts" lists`);
  const [first] = emulator.accounts;
  lines.push(
    "",
    "export \\",
    `  TRUSTHUB_URL=${emulator.url} TWILIO_API_URL=${emulator.url} \\`,
    `  TWILIO_ACCOUNT_SID=${first?.accountSid} TWILIO_AUTH_TOKEN=${first?.authToken}`,
    "",
    `curl --user '${first?.accountSid}:${first?.authToken}' '${emulator.url}${LIST_PATH}?PageSize=5'`,
    "",
    "Ctrl-C ends it.",
    "",
  );
  try {
    await output.write(lines.join("\n"));
    await untilInterrupted();
  } finally {
    await emulator.close();
  }
}

/**
 * @param {EmulatorFlags} flags
 * @returns {EmulatorOptions}
 */
function optionsFrom({ latency, faults, host, ...others }) {
  const all = [...(latency === undefined ? [] : [`latency:${latency}`]), ...(faults === undefined ? [] : [faults])];
  return { ...others, ...(host && { host }), ...(all.length > 0 && { faults: all.join(",") }) };
}

function help() {
  const faults = Object.entries(FAULTS).map(([name, { says, defaults }]) => {
    // JSON has no Infinity.
    const settings = Object.entries(defaults).map(([setting, value]) => {
      return `${setting} ${value === Infinity ? value : JSON.stringify(value)}`;
    });
    return [name, settings.length === 0 ? says : `${says} (${settings.join(", ")})`];
  });
  const options = Object.entries({ ...SETTINGS, ...CONDITIONS }).map(([name, { form }]) => [name, form]);
  return [
    "",
    `Faults: name[:setting][@probability], separated by commas; the setting is the first in brackets\n${table(faults)}`,
    `What a program can set of a fault besides, by emulator.fault(name, options)\n${table(options)}`,
    "Examples:\n  trusthub-profiles emulator --profiles 100000 --seed 7\n" +
      "  trusthub-profiles emulator --port 0 --faults latency:200,status:503@0.05",
  ].join("\n\n");
}

/** @param {string[][]} rows */
function table(rows) {
  return rows.map(([name = "", says]) => `  ${name.padEnd(24)}${says}`).join("\n");
}
