// @ts-check
// The command line: the subcommands by name, each in a module that is loaded when it is called.

import { Command, CommanderError } from "commander";
import { readFileSync } from "node:fs";
import { EXIT, UsageError } from "../process/failures.mjs";

/** @import { Context } from "../process/context.mjs" */

/** They are in a package of its own, trusthub-profiles-sync. */
const syncCommands = {
  sync: "many accounts into a database: each profile, and what changed",
  work: "work off what sync queued, until stopped",
  changes: "what changed since, as NDJSON",
  status: "how the walks of sync stand",
  forget: "erase the personal data that sync keeps of profiles",
};

/**
 * @typedef {{ define: (command: Command, context: Context) => void }} CommandModule
 * @type {readonly { name: string, summary: string, load: () => Promise<CommandModule> }[]}
 */
const commands = [
  { name: "list", summary: "Customer-Profiles as a table, CSV, NDJSON or JSON", load: () => import("./list.mjs") },
  { name: "accounts", summary: "the account's subaccounts", load: () => import("./accounts.mjs") },
  { name: "page", summary: "an admin page of the account's profiles", load: () => import("./page.mjs") },
  { name: "emulator", summary: "a local Trust Hub for tests", load: () => import("./emulator.mjs") },
  ...Object.entries(syncCommands).map(([name, summary]) => ({
    name,
    summary,
    load: async () => (await import("./sync.mjs")).commandOf(name),
  })),
];

/** Commander's ways to end that are no failure. */
const ENDINGS = new Set(["commander.helpDisplayed", "commander.version"]);

/**
 * @param {readonly string[]} args
 * @param {Context} context
 * @param {(options: { envFile?: string }) => Promise<void>} prepare
 * @returns {Promise<number>} the exit status
 */
export async function runProgram(args, context, prepare) {
  /** @type {string[]} */
  const written = [];
  const program = await programFor(args, context, prepare, (text) => written.push(text));
  try {
    await program.parseAsync(args, { from: "user" });
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (ENDINGS.has(error.code) || (error.code === "commander.help" && error.exitCode === 0)) return EXIT.done;
    if (error.code === "commander.help") {
      // Only `help` names a command here.
      const asked = calledCommand(args);
      if (asked !== undefined) throw new UsageError(`unknown command '${asked}'; trusthub-profiles --help lists them`);
      throw new UsageError("a command is missing; trusthub-profiles --help lists them");
    }
    const [, option] = /^error: unknown option '(--[^'=]+)=/.exec(error.message) ?? [];
    if ([program, ...program.commands].some(({ options }) => options.some(({ long }) => long === option)))
      throw new UsageError(`option '${option}' takes no value`);
    throw new UsageError(sentence(error.message));
  } finally {
    if (written.length > 0) await context.output.write(written.join(""));
  }
}

/**
 * @param {readonly string[]} args
 * @param {Context} context
 * @param {(options: { envFile?: string }) => Promise<void>} prepare
 * @param {(text: string) => void} write
 */
async function programFor(args, context, prepare, write) {
  const program = new Command("trusthub-profiles")
    .description("Customer-Profiles of a Twilio account (Trust Hub).")
    .version(version(), "--version", "print the version")
    .option("--env-file <file>", "read variables that the environment doesn't have from a file")
    .option("--quiet", "on standard error, print failures alone: no progress, no counts")
    .option("--json-errors", "print a failure as one line of JSON")
    .helpOption("-h, --help", "show this help")
    .helpCommand("help [command]", "show the help of a command")
    .configureHelp({ showGlobalOptions: true, helpWidth: 100 })
    .addHelpText(
      "after",
      `
The environment says who asks: TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN, or TWILIO_API_KEY with TWILIO_API_SECRET (or
TWILIO_API_KEY_SECRET), or TWILIO_BEARER_TOKEN; of several, the bearer token before the key before the Auth Token.
HTTPS_PROXY, HTTP_PROXY and NO_PROXY are honoured; TRUSTHUB_URL replaces https://trusthub.twilio.com.

Exit status: 0 done, 1 failed, 2 called wrongly, 130 interrupted, 143 ended by SIGTERM, 129 by SIGHUP.

Examples:
  trusthub-profiles list --status in-review
  trusthub-profiles list --output profiles.csv
  trusthub-profiles accounts --active`,
    )
    .configureOutput({ writeOut: write, writeErr: () => {}, outputError: () => {} })
    .exitOverride()
    .hook("preAction", (_, action) => prepare(action.optsWithGlobals()));
  const called = calledCommand(args);
  for (const { name, summary, load } of commands) {
    const command = program
      .command(name)
      .summary(summary)
      .description(summary)
      .helpOption("-h, --help", "show this help");
    // Only what is called, or asked about, is loaded.
    if (called === name) (await load()).define(command, context);
  }
  return program;
}

/**
 * The command's name on the command line; after `help` the one that it asks about.
 * @param {readonly string[]} args
 */
function calledCommand(args) {
  const words = args.filter((arg, index) => !arg.startsWith("-") && args[index - 1] !== "--env-file");
  return words[0] === "help" ? words[1] : words[0];
}

/**
 * What `--help` prints of the program, or of a command.
 * @param {readonly string[]} args the command's name, or nothing
 */
export async function helpOf(args) {
  /** @type {string[]} */
  const written = [];
  const output = { isTerminal: false };
  const context = /** @type {Context} */ (/** @type {unknown} */ ({ output, env: {} }));
  const program = await programFor(
    args,
    context,
    async () => {},
    (text) => written.push(text),
  );
  await program.parseAsync([...args, "--help"], { from: "user" }).catch((error) => {
    if (!(error instanceof CommanderError)) throw error;
  });
  return written.join("");
}

/** The commands that are in this package. */
export const ownCommands = commands.map(({ name }) => name).filter((name) => !Object.hasOwn(syncCommands, name));

function version() {
  const { version = "unreleased" } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  return version;
}

/**
 * Commander's message in one line, without what may be a secret: the value of an option that isn't known.
 * @param {string} message
 */
function sentence(message) {
  return message
    .replace(/^error: /, "")
    .replace(/^(unknown option '--?[^'=]+)=.*?'(?=\n|$)/s, "$1'")
    .replaceAll("\n", " ");
}
