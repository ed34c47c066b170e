// @ts-check
// `trusthub-profiles accounts`: the account of the environment and its subaccounts.

import { Option } from "commander";

/** @import { Command } from "commander" */
/** @import { AccountsCommandOptions } from "../accounts/accounts.mjs" */
/** @import { Context } from "../process/context.mjs" */

/**
 * @param {Command} command
 * @param {Context} context
 */
export function define(command, context) {
  command
    .description("Lists the subaccounts of the account in the environment, and that account.")
    .option("--active", "only those that are neither suspended nor closed")
    .addOption(
      new Option(
        "--format <format>",
        "table, ndjson, or accounts: the NDJSON that sync --accounts takes, with each account's Auth Token " +
          "(default: a table on a terminal, ndjson in a pipe)",
      ).choices(["table", "ndjson", "accounts"]),
    )
    .option("--output <file>", "write to FILE, which its owner alone can read")
    .addHelpText(
      "after",
      `
It takes TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN, or an API key; TWILIO_API_URL replaces https://api.twilio.com.

Examples:
  trusthub-profiles accounts --active
  trusthub-profiles accounts --active --format accounts --output accounts.ndjson`,
    )
    .action(async (_, /** @type {Command} */ self) => {
      const { accounts } = await import("../accounts/accounts.mjs");
      await accounts(/** @type {AccountsCommandOptions} */ (self.optsWithGlobals()), context);
    });
}
