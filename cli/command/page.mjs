// @ts-check
// `trusthub-profiles page`: its options, and what is done with them.

import { readPageOptions } from "../page/options.mjs";
import { LARGEST_PORT, LONGEST_MS, MOST_PROFILES, wholeNumberUpTo } from "./numbers.mjs";

/** @import { Command } from "commander" */
/** @import { Context } from "../process/context.mjs" */
/** @import { PageFlags } from "../page/options.mjs" */

/**
 * @param {Command} command
 * @param {Context} context
 */
export function define(command, context) {
  command
    .description(
      "Serves an admin page of the account's profiles until Ctrl-C, on this machine alone, to whoever has the token that it prints.",
    )
    .option("--port <number>", "the port (default: a free one)", wholeNumberUpTo(LARGEST_PORT))
    .option(
      "--host <address>",
      "the address to listen on (default: 127.0.0.1); for an account only one of this machine",
    )
    .option("--open", "open the page in the browser")
    .option("--emulator", "show made-up profiles of a local Trust Hub: no account is asked, and nobody signs in")
    .option(
      "--profiles <number>",
      "with --emulator: how many profiles there are (default: 1000)",
      wholeNumberUpTo(MOST_PROFILES),
    )
    .option("--latency <ms>", "with --emulator: wait before each answer", wholeNumberUpTo(LONGEST_MS))
    .option(
      "--faults <list>",
      "with --emulator: what it does wrong; trusthub-profiles emulator --help lists the faults",
    )
    .addHelpText(
      "after",
      `
Examples:
  trusthub-profiles page --open
  trusthub-profiles page --port 8080 --env-file production.env
  trusthub-profiles page --emulator --profiles 100000 --faults status:503@0.05`,
    )
    .action(async (/** @type {PageFlags} */ flags) => {
      const options = await readPageOptions(flags, context.env);
      await context.beforeServing?.();
      const { serve } = await import("../page/serve.mjs");
      await serve(options, context);
    });
}
