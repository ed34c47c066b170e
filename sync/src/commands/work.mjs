// @ts-check
/** @import { Command } from "commander" */
/** @import { Context, WalkOptions } from "./shared.mjs" */
import { checkAccounts, eventLines, interruption, walksOf, withAccounts, withDatabase, withSync } from "./shared.mjs";

/** @param {Command} command @param {Context} context */
export function define(command, context) {
  withAccounts(withDatabase(command))
    .description("Works off what `sync` queued, on any number of machines, until it is stopped.")
    .addHelpText(
      "after",
      `
SIGTERM and Ctrl-C end it after the page under way; another worker goes on there.

Example:
  trusthub-profiles work --database postgres://sync@db.example/profiles --accounts accounts.ndjson --concurrency 8`,
    )
    .action(async (_, /** @type {Command} */ self) => {
      const options = /** @type {WalkOptions} */ (self.optsWithGlobals());
      await work(options, context);
    });
}

/** @param {WalkOptions} options @param {Context} context */
async function work(options, context) {
  const { messages } = context;
  const { signal, release } = interruption();
  const onEvent = eventLines(options, context);
  try {
    const walks = await walksOf(options, context);
    await checkAccounts(options, walks);
    await withSync(options, context, { ...walks, onEvent }, async (sync) => {
      await sync.migrate();
      if (!options.quiet) messages.say("waiting for walks");
      await sync.work({ signal });
    });
  } finally {
    release();
  }
  throw signal.reason;
}
