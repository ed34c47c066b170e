#!/usr/bin/env node
// @ts-check
/** @import { EmulatorOptions } from "./emulator.mjs" */
import { parseArgs } from "node:util";
import { startEmulator } from "./emulator.mjs";
import { CONDITIONS, SETTINGS } from "./fault-options.mjs";
import { FAULTS } from "./faults.mjs";
import { requireKnown } from "./names.mjs";
import { LIST_PATH } from "./pages.mjs";

/** @type {Readonly<Record<string, { type: "string" | "boolean", value?: string, says: string }>>} */
const FLAGS = {
  port: { type: "string", value: "<number>", says: "the port, 8081 unless given; 0 takes a free one" },
  host: { type: "string", value: "<address>", says: "the address to listen on, 127.0.0.1 unless given" },
  profiles: { type: "string", value: "<number>", says: "how many the first account has, 260 unless given" },
  seed: { type: "string", value: "<number>", says: "of everything generated, 1 unless given" },
  latency: { type: "string", value: "<ms>", says: "waits before every answer, as the fault of this name" },
  faults: { type: "string", value: "<list>", says: 'e.g. "latency:200,status:503@0.05", see below' },
  "link-origin": { type: "string", value: "<origin>", says: "of the links, instead of the request's own" },
  cors: { type: "boolean", says: "lets pages of other origins ask" },
  plain: { type: "boolean", says: "generates no odd values" },
  odd: {
    type: "boolean",
    says: "puts something odd into each profile: wrong types, formulas, names of Object.prototype",
  },
  help: { type: "boolean", says: "prints this" },
};

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(`emulator: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

/** @param {string[]} args */
async function main(args) {
  const given = readFlags(args);
  if (given["help"] === true) {
    console.log(help());
    return;
  }
  const emulator = await startEmulator(optionsFrom(given));
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => emulator.close());

  console.log(`Trust Hub is emulated at ${emulator.url}${LIST_PATH}\n`);
  for (const { accountSid, authToken, apiKey, profiles } of emulator.accounts) {
    console.log(`account  ${accountSid}  token   ${authToken}  ${profiles} profiles`);
    if (apiKey) console.log(`  key    ${apiKey.sid}  secret  ${apiKey.secret}`);
  }
  const [first] = emulator.accounts;
  console.log(`\ncurl --user '${first?.accountSid}:${first?.authToken}' '${emulator.url}${LIST_PATH}?PageSize=5'`);
  console.log("\nCtrl-C ends it.");
}

/** @param {string[]} args */
function readFlags(args) {
  // The strict parser names no near flag, so the names are looked at first.
  for (const token of parseArgs({ args, options: FLAGS, strict: false, tokens: true }).tokens) {
    if (token.kind === "option")
      requireKnown(
        "flag",
        token.rawName,
        Object.keys(FLAGS).map((name) => `--${name}`),
      );
    if (token.kind === "positional") throw new TypeError(`"${token.value}" is no flag; flags begin with --`);
  }
  return parseArgs({ args, options: FLAGS }).values;
}

/**
 * @param {Readonly<Record<string, unknown>>} given
 * @returns {EmulatorOptions}
 */
function optionsFrom(given) {
  const faults = [];
  if (given["latency"] !== undefined) faults.push(`latency:${wholeNumber(given, "latency", 0, 2 ** 31 - 1)}`);
  if (given["faults"] !== undefined) faults.push(String(given["faults"]));
  return {
    port: wholeNumber(given, "port", 8081, 65_535),
    seed: wholeNumber(given, "seed", 1, 2 ** 32 - 1),
    profiles: wholeNumber(given, "profiles", 260, 2 ** 32 - 1),
    cors: given["cors"] === true,
    plain: given["plain"] === true,
    odd: given["odd"] === true,
    ...(given["host"] !== undefined && { host: String(given["host"]) }),
    ...(given["link-origin"] !== undefined && { linkOrigin: String(given["link-origin"]) }),
    ...(faults.length > 0 && { faults: faults.join(",") }),
  };
}

/**
 * @param {Readonly<Record<string, unknown>>} given
 * @param {string} flag
 * @param {number} otherwise
 * @param {number} most
 */
function wholeNumber(given, flag, otherwise, most) {
  const text = given[flag];
  if (text === undefined) return otherwise;
  if (!/^\d+$/.test(String(text)) || Number(text) > most) {
    throw new TypeError(`--${flag} takes a whole number from 0 to ${most}, not "${text}"`);
  }
  return Number(text);
}

function help() {
  const flags = Object.entries(FLAGS).map(([name, { value = "", says }]) => [`--${name} ${value}`, says]);
  const faults = Object.entries(FAULTS).map(([name, { says, defaults }]) => {
    const settings = Object.entries(defaults).map(([setting, value]) => {
      // JSON has no Infinity.
      return `${setting} ${value === Infinity ? value : JSON.stringify(value)}`;
    });
    return [name, settings.length === 0 ? says : `${says} (${settings.join(", ")})`];
  });
  const options = Object.entries({ ...SETTINGS, ...CONDITIONS }).map(([name, { form }]) => [name, form]);
  return [
    "node emulator/command.mjs [flags]: a local Trust Hub, GET /v1/CustomerProfiles",
    `Flags\n${table(flags)}`,
    `Faults: name[:setting][@probability], separated by commas; the setting is the first in brackets\n${table(faults)}`,
    `What a program can tell a fault besides, by emulator.fault(name, options)\n${table(options)}`,
  ].join("\n\n");
}

/** @param {string[][]} rows */
function table(rows) {
  return rows.map(([name = "", says]) => `  ${name.padEnd(24)}${says}`).join("\n");
}
