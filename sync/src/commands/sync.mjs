// @ts-check
/** @import { Command } from "commander" */
/** @import { Progress, Summary, Sync } from "../../index.d.ts" */
/** @import { Context, WalkOptions } from "./shared.mjs" */
import {
  checkAccounts,
  counted,
  Ending,
  eventLines,
  interruption,
  walksOf,
  withAccounts,
  withDatabase,
  withSync,
  wrongCall,
} from "./shared.mjs";

/** @typedef {WalkOptions & { wait: boolean, acceptGone?: boolean, every?: string, tz?: string }} SyncCommandOptions */

/** @param {Command} command @param {Context} context */
export function define(command, context) {
  withAccounts(withDatabase(command))
    .description("Walks every account and keeps its profiles in a database, with a feed of what changed.")
    .option("--no-wait", "only queue the walks, for `work` to work off")
    .option("--accept-gone", "mark profiles as gone however many are missing")
    .option("--every <cron>", "walk by a schedule, e.g. '0 3 * * *'; off ends it")
    .option("--tz <zone>", "the time zone of --every, e.g. Europe/Berlin (default: UTC)")
    .addHelpText(
      "after",
      `
Without --accounts: the account of the environment and all its active subaccounts, as they are each time.

Examples:
  trusthub-profiles sync
  trusthub-profiles sync --accounts accounts.ndjson --database postgres://sync@db.example/profiles
  trusthub-profiles sync --every '0 3 * * *' --tz Europe/Berlin

Exit status: 1 when an account failed or lost more profiles than is likely.`,
    )
    .action(async (_, /** @type {Command} */ self) => {
      const options = /** @type {SyncCommandOptions} */ (self.optsWithGlobals());
      if (options.tz !== undefined && options.every === undefined) wrongCall(self, "option '--tz' needs '--every'");
      if (options.every !== undefined && options.acceptGone) {
        wrongCall(self, "option '--accept-gone' is for one night, not for '--every'");
      }
      if (options.every !== undefined && options.accounts === "-") {
        wrongCall(self, "option '--every' needs accounts that can be read each night: a file, not standard input");
      }
      await run(options, context);
    });
}

/** @param {SyncCommandOptions} options @param {Context} context */
async function run(options, context) {
  const { messages } = context;
  if (options.every === "off") {
    await withSync(options, context, {}, (sync) => sync.unschedule());
    messages.say("the schedule is off");
    return;
  }
  const walks = await walksOf(options, context);
  const onEvent = options.every === undefined ? undefined : eventLines(options, context);
  if (options.every !== undefined) await checkAccounts(options, walks);
  await withSync(options, context, { ...walks, onEvent }, async (sync) => {
    if (options.every !== undefined) return schedule(sync, options.every, options, context);
    if (!options.wait) {
      const { queued, alreadyOpen } = await sync.enqueue(undefined, { acceptGone: options.acceptGone });
      const open = alreadyOpen === 0 ? "" : `, ${counted(alreadyOpen, "was", "were")} queued or under way already`;
      messages.say(`${counted(queued, "account")} queued${open}`);
      return;
    }
    await night(sync, options, context);
  });
}

/** @param {Sync} sync @param {string} every @param {SyncCommandOptions} options @param {Context} context */
async function schedule(sync, every, { tz, wait }, { messages }) {
  await sync.schedule(every, { tz });
  messages.say(`scheduled: ${every} (${tz ?? "UTC"})${wait ? "; this process works until it is stopped" : ""}`);
  if (!wait) return;
  const { signal, release } = interruption();
  try {
    await sync.work({ signal });
  } finally {
    release();
  }
  throw signal.reason;
}

/** @param {Sync} sync @param {SyncCommandOptions} options @param {Context} context */
async function night(sync, { acceptGone, quiet = false }, { messages, output }) {
  const { signal, release } = interruption();
  const isShown = messages.isTerminal && !quiet;
  const onProgress = (/** @type {Progress} */ progress) => {
    if (isShown) messages.showLine(progressLine(progress, messages.columns - 1));
  };
  /** @type {Summary} */
  let summary;
  try {
    summary = await sync.run({ acceptGone, signal, onProgress });
  } catch (error) {
    // Interrupted while the database is away: its summary cannot be had.
    throw signal.aborted ? signal.reason : error;
  } finally {
    release();
    messages.clearLine();
  }
  await output.write(summaryText(summary));
  if (signal.aborted) throw signal.reason;
  const { failed, suspicious } = summary;
  if (failed.length + suspicious.length > 0) {
    const parts = [
      ...(failed.length > 0 ? [`${counted(failed.length, "account")} failed`] : []),
      ...(suspicious.length > 0 ? [`${counted(suspicious.length, "account")} suspicious`] : []),
    ];
    throw new Ending(1, parts.join(", "));
  }
}

/** @param {Progress} progress @param {number} columns */
function progressLine({ accounts, ended, failed, profiles, elapsedMs }, columns) {
  const width = 20;
  const filled = accounts === 0 ? width : Math.floor((ended / accounts) * width);
  const rate = Math.round(profiles / Math.max(elapsedMs / 1000, 0.001));
  const bar = `[${"#".repeat(filled)}${".".repeat(width - filled)}]`;
  const failures = failed === 0 ? "" : `, ${failed} failed`;
  const line = `${bar} ${ended} of ${counted(accounts, "account")}, ${counted(profiles, "profile")}, ${rate} a second${failures}`;
  return line.slice(0, columns);
}

/** @param {Summary} summary */
function summaryText(summary) {
  const { accounts, complete, profiles, odd, elapsedMs, failed, suspicious, unfinished } = summary;
  const kinds = /** @type {const} */ (["new", "changed", "approved", "rejected", "gone", "back"]);
  const lines = [
    `${complete} of ${counted(accounts, "account")} walked, ${counted(profiles, "profile")} seen, ${(elapsedMs / 1000).toFixed(1)} s`,
    kinds.map((kind) => `${summary[kind]} ${kind}`).join(", "),
    ...(odd > 0 ? [`${counted(odd, "profile")} without a valid SID: see trusthub.oddities`] : []),
    ...failed.map(({ accountSid, reason }) => `failed: ${accountSid}: ${reason}`),
    ...suspicious.map(({ accountSid, reason }) => `suspicious: ${accountSid}: ${reason} (--accept-gone marks them)`),
    ...(unfinished.length > 0
      ? [`${counted(unfinished.length, "account")} not done: the next sync goes on there`]
      : []),
  ];
  return lines.map((line) => `${line.replace(/\p{Cc}/gu, " ")}\n`).join("");
}
