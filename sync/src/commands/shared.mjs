// @ts-check
// What the commands share: where the database is, whose accounts they walk, and how they end.
/** @import { Command } from "commander" */
/** @import { ClientOptions, Credentials } from "trusthub-profiles" */
/** @import { Sync, SyncEvent, SyncOptions } from "../../index.d.ts" */
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * What the program `trusthub-profiles` hands to a command.
 * @typedef {object} Context
 * @property {{ isTerminal: boolean, columns: number, write: (text: string) => Promise<void> }} output
 * @property {Messages} messages
 * @property {Readonly<Record<string, string | undefined>>} env
 * @property {Tools} tools
 *
 * @typedef {object} Messages
 * @property {boolean} isTerminal
 * @property {number} columns
 * @property {(line: string) => void} say
 * @property {(line: string) => void} showLine
 * @property {() => void} clearLine
 *
 * @typedef {object} Tools Of the program, which owns the environment and the network's settings.
 * @property {() => Credentials} credentials of the environment
 * @property {() => Promise<typeof globalThis.fetch | undefined>} proxiedFetch
 * @property {(options: { active: boolean, signal: AbortSignal }) =>
 *   AsyncIterable<readonly { sid: string, authToken: string | null }[]>} accounts
 *
 * @typedef {object} DatabaseOptions
 * @property {string} [database]
 * @property {string} [data]
 * @property {boolean} [quiet]
 *
 * @typedef {DatabaseOptions & { accounts?: string, insecureAccountsFile?: boolean, concurrency?: number }} WalkOptions
 */

/** How a command of this package ends when it was not called wrongly; the program prints the message. */
export class Ending extends Error {
  name = "SyncCommandError";

  /** @param {number} exitStatus @param {string} message */
  constructor(exitStatus, message) {
    super(message);
    this.exitStatus = exitStatus;
  }
}

/** @param {Command} command */
export function withDatabase(command) {
  return command
    .option(
      "--database <url>",
      "a PostgreSQL database (default: TRUSTHUB_DATABASE_URL; PGPASSWORD and ~/.pgpass count)",
    )
    .option("--data <folder>", "the folder of an embedded PostgreSQL, where there is no database");
}

/** @param {Command} command */
export function withAccounts(command) {
  return command
    .option(
      "--accounts <file>",
      'NDJSON, a line an account: {"accountSid", "authToken"} or {"accountSid", "apiKey", "apiSecret"}',
    )
    .option("--insecure-accounts-file", "take a file of accounts that others can read")
    .option("--concurrency <number>", "accounts at once (default: 4)", (text) =>
      wholeNumber(command, "--concurrency", text),
    );
}

/** @param {Command} command @param {string} option @param {string} text */
export function wholeNumber(command, option, text) {
  if (!/^\d{1,15}$/.test(text)) wrongCall(command, `option '${option}': expected a whole number`);
  return Number(text);
}

/** @param {Command} command @param {string} message @returns {never} */
export function wrongCall(command, message) {
  return command.error(message, { exitCode: 2 });
}

/**
 * A sync over the database of the options, closed when the work has ended.
 * @template T
 * @param {DatabaseOptions} options
 * @param {Context} context
 * @param {Partial<SyncOptions>} more
 * @param {(sync: Sync) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withSync(options, context, more, work) {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 22 || (major === 22 && minor < 12)) {
    throw new Ending(1, `Node 22.12 or newer is needed (pg-boss needs it), this is ${process.versions.node}`);
  }
  const { createSync } = await import("../index.mjs");
  const where = databaseOf(options, context);
  try {
    const sync = createSync({ ...where, ...more });
    return await work(sync).finally(() => sync.close());
  } catch (error) {
    throw readable(error, where);
  }
}

/** @param {DatabaseOptions} options @param {Context} context */
function databaseOf({ database, data, quiet = false }, { env, messages }) {
  if (database !== undefined && data !== undefined) throw new Ending(2, "give either --database or --data");
  if (data !== undefined) return { dataFolder: data };
  // An option that is empty is a shell's variable that is not set: no reason to take another database.
  if (database !== undefined) return { database };
  const url = env["TRUSTHUB_DATABASE_URL"];
  if (url !== undefined && url !== "") return { database: url };
  const folder = defaultFolder(env);
  if (!quiet) messages.say(`database: ${folder} (--database or --data names another)`);
  return { dataFolder: folder };
}

/**
 * Fails for a file of accounts that cannot be read, before a process waits for hours to need it.
 * @param {WalkOptions} options
 * @param {{ accounts: () => AsyncIterable<string> }} walks
 */
export async function checkAccounts({ accounts: file }, { accounts }) {
  if (file === undefined) return;
  try {
    for await (const _ of accounts()) break;
  } catch (error) {
    throw readable(error);
  }
}

/**
 * What a process that stays says of its walks.
 * @param {WalkOptions} options
 * @param {Context} context
 * @returns {(event: SyncEvent) => void}
 */
export function eventLines({ quiet = false }, { messages }) {
  return (event) => {
    const line = quiet ? null : lineOf(event);
    if (line !== null) messages.say(line);
  };
}

/** @param {SyncEvent} event */
function lineOf(event) {
  switch (event.type) {
    case "taken":
      return event.page === 0 ? `${event.accountSid}: begun` : `${event.accountSid}: taken up at page ${event.page}`;
    case "ended":
      return `${event.accountSid}: ${event.state}${event.reason === null ? "" : `: ${event.reason}`}`;
    case "waiting":
      return `${event.accountSid}: again later: ${event.reason}`;
    case "lost":
      return `${event.accountSid}: another worker has it`;
    case "database":
      return `the database: ${event.reason}; trying again`;
    case "night":
      return `the scheduled night could not be queued: ${event.reason}`;
    default:
      return null;
  }
}

/** Where programs keep a user's data. @param {Context["env"]} env */
function defaultFolder(env) {
  // Root's server runs as another user, for whom root's own folder is closed.
  if (process.getuid?.() === 0) return "/var/lib/trusthub-profiles";
  const base =
    process.platform === "win32"
      ? (env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local"))
      : (env["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share"));
  return join(base, "trusthub-profiles");
}

// The connection to a server is lost, or the server refuses it because it starts, stops or has no room.
const IS_AWAY = /^(?:ECONN|EPIPE|53|57P)/;

/** What to do where the driver's words do not say so. @type {readonly (readonly [RegExp, string])[]} */
const advice = [
  [/client password must be/, "it asks for a password, and PGPASSWORD and ~/.pgpass have none for it"],
  [/does not support SSL/, "it has no TLS: check its URL, or take sslmode out of that (PGSSLMODE counts too)"],
  [
    /self-signed certificate|issuer certificate|verify the first/,
    "its certificate's CA is unknown: sslrootcert=FILE in the URL names it",
  ],
];

/**
 * @param {unknown} error an error of the network or of PostgreSQL may have no message that says enough
 * @param {{ dataFolder?: string }} [where]
 */
function readable(error, { dataFolder } = {}) {
  if (!(error instanceof Error) || "exitStatus" in error) return error;
  if (error.name === "SyncError") {
    return new Ending("kind" in error && error.kind === "options" ? 2 : 1, error.message.replace(/\s+/g, " "));
  }
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  if (code?.startsWith("commander.")) return error;
  // An error of the driver alone has neither a code nor a name of its own; the program's own have a name.
  if (code === null && error.name !== "Error") return error;
  const said = advice.find(([pattern]) => pattern.test(error.message))?.[1] ?? error.message;
  // PostgreSQL's own words may take several lines.
  const words = said === "" ? "no connection" : said.replace(/\s+/g, " ");
  const log =
    dataFolder !== undefined && (code === null || IS_AWAY.test(code))
      ? `; what its server says is in ${join(dataFolder, "server.log")}`
      : "";
  return new Ending(1, `the database: ${words}${code === null ? "" : ` (${code})`}${log}`);
}

/**
 * The accounts of --accounts, or the environment's account and its active subaccounts, and the client's options.
 * @param {WalkOptions} options
 * @param {Context} context
 * @returns {Promise<Pick<SyncOptions, "client" | "concurrency"> & import("../../index.d.ts").AccountsWithCredentials>}
 */
export async function walksOf({ accounts: file, insecureAccountsFile, concurrency }, { env, tools }) {
  const fetch = /** @type {ClientOptions["fetch"]} */ (await tools.proxiedFetch());
  const baseUrl = env["TRUSTHUB_URL"];
  const client = { ...(baseUrl && { baseUrl }), ...(fetch && { fetch }) };
  const { accounts, credentials } = await (file === undefined ? ofEnvironment() : ofFile(file));
  return { accounts, credentials, client, concurrency };

  /** @param {string} path */
  async function ofFile(path) {
    const { readAccountsFile } = await import("../accounts-file.mjs");
    return readAccountsFile(path, { insecure: insecureAccountsFile });
  }

  async function ofEnvironment() {
    const { listedAccounts } = await import("../listed-accounts.mjs");
    const own = tools.credentials();
    if (!("username" in own)) {
      throw new Ending(
        2,
        "a bearer token lists no accounts: set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or give --accounts",
      );
    }
    // A list that is asked for is read to its end, also while the command is being stopped.
    const { signal } = new AbortController();
    return listedAccounts(() => tools.accounts({ active: true, signal }), own);
  }
}

/**
 * Aborted by the first Ctrl-C or SIGTERM; the handlers are gone then, so that a second one ends the process at once.
 */
export function interruption() {
  const controller = new AbortController();
  const statuses = /** @type {const} */ ({ SIGINT: 130, SIGTERM: 143 });
  const names = /** @type {("SIGINT" | "SIGTERM")[]} */ (Object.keys(statuses));
  const handlers = names.map((name) => ({
    name,
    handle: () => {
      release();
      controller.abort(new Ending(statuses[name], name === "SIGINT" ? "interrupted" : "ended by SIGTERM"));
    },
  }));
  const release = () => {
    for (const { name, handle } of handlers) process.removeListener(name, handle);
  };
  for (const { name, handle } of handlers) process.on(name, handle);
  return { signal: controller.signal, release };
}

const number = new Intl.NumberFormat("en");
/** @param {number} count @param {string} one @param {string} [many] */
export function counted(count, one, many = `${one}s`) {
  return `${number.format(count)} ${count === 1 ? one : many}`;
}
