// @ts-check
// The commands of the package trusthub-profiles-sync, which is installed beside this one by those who need it: it brings a
// database with it. Its entry `trusthub-profiles-sync/commands` exports, by the names of the commands, what `define` needs
// here.

import { accountsOf } from "../accounts/subaccounts.mjs";
import { credentialsOf, proxiedFetch } from "../process/environment.mjs";
import { UsageError } from "../process/failures.mjs";

/** @import { Command } from "commander" */
/** @import { Context } from "../process/context.mjs" */
/** @import { CommandModule } from "./program.mjs" */

const PACKAGE = "trusthub-profiles-sync";

/** Not by its name alone, so that nobody's bundler or type checker looks for what need not be there. */
const ENTRY = `${PACKAGE}/commands`;

/**
 * @param {string} name
 * @returns {Promise<CommandModule>}
 */
export async function commandOf(name) {
  /** @type {{ commands: Readonly<Record<string, CommandModule>> }} */
  let sync;
  try {
    sync = await import(ENTRY);
  } catch (error) {
    // What is missing may also be a package of its own.
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code !== "ERR_MODULE_NOT_FOUND" || !message.includes(`'${PACKAGE}'`)) throw error;
    return { define: (command) => missing(command, name) };
  }
  const module = sync.commands[name];
  if (module === undefined) throw new UsageError(`the installed ${PACKAGE} has no command ${name}: update it`);
  return { define: (command, context) => module.define(command, Object.assign(context, { tools: toolsOf(context) })) };
}

/**
 * What the commands need of this package: secrets are read and proxies are found here alone.
 * @param {Context} context its environment is complete when a command runs
 */
function toolsOf(context) {
  return {
    credentials: () => credentialsOf(context.env),
    proxiedFetch: () => proxiedFetch(context.env),
    /** @param {{ active: boolean, signal: AbortSignal }} options */
    accounts: (options) => accountsOf(context.env, options),
  };
}

/**
 * @param {Command} command
 * @param {string} name
 */
function missing(command, name) {
  const hint = `${name} is of the package ${PACKAGE}, which isn't installed beside this one: npm install ${PACKAGE}`;
  command
    .allowUnknownOption()
    .allowExcessArguments()
    .addHelpText("after", `\n${hint}`)
    .action(() => {
      throw new UsageError(hint);
    });
}
