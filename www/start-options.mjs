// @ts-check
// What `npm start` is told: by flags, and by the environment.

import { parseArgs } from "node:util";
import { requireKnown } from "../cli/emulator/names.mjs";

/** @import { Credentials } from "trusthub-profiles" */

/**
 * @typedef {object} StartOptions
 * @property {string} host
 * @property {number} port
 * @property {Credentials} [credentials] of a real account; without them the emulator is shown
 * @property {string} [baseUrl]
 * @property {number} profiles the emulator's
 * @property {string} [faults] the emulator's
 */

/** @type {Readonly<Record<string, { type: "string" | "boolean", value?: string, says: string }>>} */
const FLAGS = {
  profiles: { type: "string", value: "<number>", says: "how many profiles the emulator has, 1000 unless given" },
  latency: { type: "string", value: "<ms>", says: "waits before each of the emulator's answers" },
  faults: {
    type: "string",
    value: "<list>",
    says: 'what the emulator does wrong, e.g. "status:503@0.05"; npm run emulator -- --help lists them',
  },
  help: { type: "boolean", says: "prints this" },
};

/** Who asks, by the variables that hold it. */
const PAIRS = /** @type {const} */ ([
  ["TWILIO_API_KEY", "TWILIO_API_KEY_SECRET"],
  ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"],
]);

const LOOPBACK = ["127.0.0.1", "::1", "localhost"];

/**
 * The options, or the text that `--help` asks for.
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {StartOptions | string}
 */
export function readStartOptions(args, env) {
  const flags = readFlags([...args]);
  if (flags["help"] === true) return help();
  const credentials = readCredentials(env);
  const host = env["HOST"] || "127.0.0.1";
  const port = wholeNumber("PORT", env["PORT"], 0, 65_535);
  const forEmulator = ["profiles", "latency", "faults"].filter((name) => flags[name] !== undefined);
  if (credentials === undefined) {
    const latency =
      flags["latency"] === undefined ? [] : [`latency:${wholeNumber("--latency", flags["latency"], 0, 2 ** 31 - 1)}`];
    const faults = [...latency, ...(flags["faults"] === undefined ? [] : [String(flags["faults"])])].join(",");
    return {
      host,
      port,
      profiles: wholeNumber("--profiles", flags["profiles"], 1000, 2 ** 32 - 1),
      ...(faults !== "" && { faults }),
    };
  }
  if (forEmulator.length > 0) {
    throw new TypeError(
      `--${forEmulator[0]} is the emulator's, but the environment names a real account: leave one of them out`,
    );
  }
  if (!LOOPBACK.includes(host)) {
    throw new TypeError(
      `HOST is ${host}, but a real account is shown on this machine alone: leave HOST out, and put a server of yours with a sign-in before it`,
    );
  }
  const baseUrl = env["TRUSTHUB_URL"];
  return { host, port, credentials, profiles: 0, ...(baseUrl && { baseUrl }) };
}

/** @param {Readonly<Record<string, string | undefined>>} env */
function readCredentials(env) {
  for (const [name, secret] of PAIRS) {
    if (env[name] && env[secret]) return { username: env[name], password: env[secret] };
  }
  for (const [name, secret] of PAIRS) {
    if (env[name] || env[secret]) {
      const [there, missing] = env[name] ? [name, secret] : [secret, name];
      throw new TypeError(
        `${there} is set, but ${missing} isn't: set both for the real account, or neither for the emulator`,
      );
    }
  }
  return undefined;
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
 * @param {string} name
 * @param {unknown} text
 * @param {number} otherwise
 * @param {number} most
 */
function wholeNumber(name, text, otherwise, most) {
  if (text === undefined || text === "") return otherwise;
  if (!/^\d+$/.test(String(text)) || Number(text) > most) {
    throw new TypeError(`${name} takes a whole number from 0 to ${most}, not "${text}"`);
  }
  return Number(text);
}

function help() {
  const flags = Object.entries(FLAGS).map(([name, { value = "", says }]) => [`--${name} ${value}`, says]);
  const variables = [
    ["PORT", "the port; a free one unless given"],
    ["HOST", "the address to listen on, 127.0.0.1 unless given"],
    ...PAIRS.map(([name, secret]) => [
      `${name}, ${secret}`,
      "a real account in the emulator's place, on this machine alone and for those who have the token that is printed",
    ]),
    ["TRUSTHUB_URL", "where that account's API is, https://trusthub.twilio.com unless given"],
  ];
  const table = (/** @type {string[][]} */ rows) => {
    const width = Math.max(...rows.map(([name = ""]) => name.length));
    return rows.map(([name = "", says = ""]) => `  ${name.padEnd(width)}  ${says}`).join("\n");
  };
  return `npm start -- [flags]: the page of customer profiles, with a local Trust Hub or a real account behind it\n\nFlags\n${table(flags)}\n\nEnvironment\n${table(variables)}`;
}
