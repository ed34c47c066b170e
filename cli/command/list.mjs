// @ts-check
// `trusthub-profiles list`: its options, and what is done with them.

import { Option } from "commander";
import { fields, statuses } from "#tables";
import { formatNames, parseFields } from "../list/formats.mjs";
import { UsageError } from "../process/failures.mjs";
import { wholeNumberUpTo } from "./numbers.mjs";

/** @import { Command } from "commander" */
/** @import { FormatName } from "../list/formats.mjs" */
/** @import { ListCommandOptions } from "../list/list.mjs" */
/** @import { Context } from "../process/context.mjs" */

const names = [...fields.map(({ name }) => name), "extra"];

const LARGEST_PAGE = 1000;

/** What fits a line of the help. */
const HALF = 9;

/**
 * @param {Command} command
 * @param {Context} context
 */
export function define(command, context) {
  command
    .description(
      "Lists Customer-Profiles: the whole list unless --limit is given. Rows are written page by page, as they come.",
    )
    .addOption(new Option("--status <status>", "only those of this status").choices(statuses.map(({ name }) => name)))
    .option("--friendly-name <name>", "only those of this name (Twilio doesn't say whether parts of a name match)")
    .option("--policy-sid <sid>", "only those of this policy: RN and 32 hexadecimal digits")
    .option(
      "--page-size <number>",
      "profiles a request, 1 to 1000 (default: 1000, or the limit where that is less)",
      wholeNumberUpTo(LARGEST_PAGE, 1),
    )
    .option("--limit <number>", "at most so many profiles", wholeNumberUpTo(Number.MAX_SAFE_INTEGER, 1))
    .option(
      "--resume [cursor]",
      "go on at a cursor that an earlier call printed; with --output and no cursor: at the end of FILE.partial",
    )
    .addOption(
      new Option("--format <format>", "default: as FILE's name ends, a table on a terminal, ndjson in a pipe").choices(
        formatNames,
      ),
    )
    .option("--fields <names>", "only these fields, in this order, separated by commas")
    .option("--output <file>", "write FILE.partial, and rename it when it is whole")
    .option("--issues <file>", "write each value that is not as documented, as NDJSON")
    .option("--strict", "fail at the first page with a value that is not as documented")
    .option("--prefetch", "ask for the next page while this one is written")
    .addHelpText(
      "after",
      `
Examples:
  trusthub-profiles list
  trusthub-profiles list --status twilio-rejected --format csv --fields sid,friendlyName,reasons > rejected.csv
  trusthub-profiles list --output profiles.ndjson
  trusthub-profiles list --output profiles.ndjson --resume
  trusthub-profiles list --limit 20 --format json | jq '.[].friendlyName'

Fields: ${names.slice(0, HALF).join(", ")},
${names.slice(HALF).join(", ")} (what the API adds to its documented ones);
in csv and table also reasons (why a profile was rejected, in words).

ndjson and json hold each profile as the client returns it; csv is RFC 4180 with the columns of the page's export, where
text that a spreadsheet would take for a formula begins with '.`,
    )
    .action(async (/** @type {ListCommandOptions} */ _, /** @type {Command} */ self) => {
      const options = /** @type {ListCommandOptions} */ (self.optsWithGlobals());
      const given = givenOptions(self);
      const format = formatFor(options, context.output.isTerminal);
      const fields = options.fields === undefined ? null : parseFields(options.fields, format);
      if (options.resume === true && options.output === undefined)
        throw new UsageError("--resume needs a cursor, or the --output FILE of the call to go on with");
      const { list } = await import("../list/list.mjs");
      await list({ options, format, fields, given }, context);
    });
}

/**
 * @param {ListCommandOptions} options
 * @param {boolean} isTerminal
 * @returns {FormatName}
 */
function formatFor({ format, output }, isTerminal) {
  if (format !== undefined) return format;
  if (output === undefined) return isTerminal ? "table" : "ndjson";
  const ending = /\.(csv|json)$/i.exec(output)?.[1]?.toLowerCase();
  return ending === "csv" || ending === "json" ? ending : "ndjson";
}

/**
 * The options of the command line, for a command that goes on.
 * @param {Command} command
 * @returns {[string, string | true][]}
 */
function givenOptions(command) {
  const commands = [command, command.parent].filter((one) => one !== null);
  return commands.flatMap((one) =>
    one.options
      .filter((option) => one.getOptionValueSource(option.attributeName()) === "cli")
      .map((option) => {
        const value = one.getOptionValue(option.attributeName());
        return /** @type {[string, string | true]} */ ([option.long, value === true ? true : String(value)]);
      }),
  );
}
