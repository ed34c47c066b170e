// @ts-check
/** @import { Command } from "commander" */
/** @import { Context, DatabaseOptions } from "./shared.mjs" */
import { interruption, wholeNumber, withDatabase, withSync } from "./shared.mjs";

/** @typedef {DatabaseOptions & { since?: number, follow?: boolean, status?: string, account?: string[] }} ChangesCommandOptions */

/** @param {Command} command @param {Context} context */
export function define(command, context) {
  withDatabase(command)
    .description("What changed, as NDJSON, oldest first. Whoever keeps the last `id` misses nothing.")
    .option("--since <id>", "only what came after this change", (text) => wholeNumber(command, "--since", text))
    .option("--follow", "go on as changes come")
    .option("--status <status>", "only profiles that came to this status")
    .option("--account <sid...>", "only these accounts")
    .addHelpText(
      "after",
      `
Examples:
  trusthub-profiles changes --status twilio-rejected
  trusthub-profiles changes --since 4711 --follow`,
    )
    .action(async (_, /** @type {Command} */ self) => {
      const options = /** @type {ChangesCommandOptions} */ (self.optsWithGlobals());
      await changes(options, context);
    });
}

/** @param {ChangesCommandOptions} options @param {Context} context */
async function changes(options, context) {
  const { since, follow, status, account } = options;
  const { signal, release } = interruption();
  try {
    await withSync({ ...options, quiet: true }, context, {}, async (sync) => {
      for await (const change of sync.changes({ since, follow, status, account, signal })) {
        await context.output.write(`${JSON.stringify(change)}\n`);
      }
    });
  } finally {
    release();
  }
  if (signal.aborted) throw signal.reason;
}
