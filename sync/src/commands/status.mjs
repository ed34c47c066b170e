// @ts-check
/** @import { Command } from "commander" */
/** @import { Status } from "../../index.d.ts" */
/** @import { Context, DatabaseOptions } from "./shared.mjs" */
import { counted, withDatabase, withSync, wrongCall } from "./shared.mjs";

const FORMATS = ["table", "json"];

/** @typedef {DatabaseOptions & { format?: string }} StatusCommandOptions */

/** @param {Command} command @param {Context} context */
export function define(command, context) {
  withDatabase(command)
    .description(
      "How the walks stand: by state, the oldest, the failed with their reasons, each account's last complete one.",
    )
    .option("--format <format>", "table or json (default: a table on a terminal, json in a pipe)")
    .addHelpText(
      "after",
      `
Example:
  trusthub-profiles status --format json | jq '.failed[]'`,
    )
    .action(async (_, /** @type {Command} */ self) => {
      const options = /** @type {StatusCommandOptions} */ (self.optsWithGlobals());
      const format = options.format ?? (context.output.isTerminal ? "table" : "json");
      if (!FORMATS.includes(format)) wrongCall(self, `option '--format': expected one of ${FORMATS.join(", ")}`);
      const status = await withSync({ ...options, quiet: true }, context, {}, (sync) => sync.status());
      await context.output.write(format === "json" ? `${JSON.stringify(status)}\n` : table(status));
    });
}

/** @param {Status} status */
function table({ walks, oldest, failed, accounts, schedules, lastChange }) {
  const states = Object.entries(walks).filter(([, count]) => count > 0);
  const lines = [
    `${counted(accounts.length, "account")}: ${states.map(([state, count]) => `${count} ${state}`).join(", ") || "none walked"}`,
    ...(oldest === null
      ? []
      : [`oldest open walk: ${oldest.accountSid}, ${oldest.state}, queued ${text(oldest.queuedAt)}`]),
    ...schedules.map(({ every, tz }) => `schedule: ${every} (${tz})`),
    `last change: ${lastChange}`,
    ...failed.map(
      ({ accountSid, state, reason, finishedAt }) => `${state} ${text(finishedAt)}: ${accountSid}: ${reason}`,
    ),
    "",
    `${"account".padEnd(34)}  ${"last complete walk".padEnd(20)}  profiles`,
    ...accounts.map(
      ({ accountSid, lastComplete, profiles }) =>
        `${accountSid.padEnd(34)}  ${(lastComplete === null ? "–" : text(lastComplete)).padEnd(20)}  ${profiles}`,
    ),
  ];
  return lines.map((line) => `${line.replace(/\p{Cc}/gu, " ")}\n`).join("");
}

/** @param {Date} date */
const text = (date) => `${date.toISOString().slice(0, 19)}Z`;
