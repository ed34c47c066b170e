// @ts-check
/** @import { Command } from "commander" */
/** @import { SyncEvent } from "../../index.d.ts" */
/** @import { Context, WalkOptions } from "./shared.mjs" */
import { interruption, walksOf, withAccounts, withDatabase, withSync } from "./shared.mjs";

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
  const onEvent = (/** @type {SyncEvent} */ event) => {
    const line = options.quiet ? null : lineOf(event);
    if (line !== null) messages.say(line);
  };
  try {
    const walks = await walksOf(options, context);
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
      return `the database is away: ${event.reason}`;
    default:
      return null;
  }
}
