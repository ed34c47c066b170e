// @ts-check
/** @import { Command } from "commander" */
/** @import { Sync } from "../../index.d.ts" */
/** @import { Context, DatabaseOptions } from "./shared.mjs" */
import { eventLines, interruption, wholeNumber, withDatabase, withSync } from "./shared.mjs";

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

/**
 * A database that was restored, or another one, has given that ID to no change, and will give it to some later one: its
 * reader would miss what comes until then.
 * @param {number} since @param {Sync} sync @param {Context} context
 */
async function warnOfTheEnd(since, sync, { messages }) {
  for await (const _ of sync.changes({ since: since - 1 })) return;
  messages.say(`the feed has no change ${since} and none after it: is it another database, or one that was restored?`);
}

/** @param {ChangesCommandOptions} options @param {Context} context */
async function changes(options, context) {
  const { since, follow, status, account } = options;
  const { signal, release } = interruption();
  try {
    await withSync({ ...options, quiet: true }, context, { onEvent: eventLines(options, context) }, async (sync) => {
      if (since !== undefined && since > 0) await warnOfTheEnd(since, sync, context);
      for await (const change of sync.changes({ since, follow, status, account, signal })) {
        await context.output.write(`${JSON.stringify(change)}\n`);
      }
    });
  } finally {
    release();
  }
  if (signal.aborted) throw signal.reason;
}
