// @ts-check
/** @import { Command } from "commander" */
/** @import { Context, DatabaseOptions } from "./shared.mjs" */
import { counted, Ending, wholeNumber, withDatabase, withSync, wrongCall } from "./shared.mjs";

/** @typedef {DatabaseOptions & { olderThan?: number }} ForgetCommandOptions */

/** @param {Command} command @param {Context} context */
export function define(command, context) {
  withDatabase(command)
    .argument("[sid...]", "profiles, BU and 32 digits")
    .description(
      "Erases personal data: of these profiles, from their rows and the feed, for good; or of the feed's old changes. Old walks go with these.",
    )
    .option("--older-than <days>", "of changes before so many days; deletes older walks and oddities too", (text) =>
      wholeNumber(command, "--older-than", text),
    )
    .addHelpText(
      "after",
      `
Names, email addresses, callbacks, unknown properties and odd values are erased; SIDs, statuses and dates stay. Later walks
do not store them again.

Examples:
  trusthub-profiles forget BU0123456789abcdef0123456789abcdef
  trusthub-profiles forget --older-than 90`,
    )
    .action(async (/** @type {string[]} */ sids, _, /** @type {Command} */ self) => {
      const options = /** @type {ForgetCommandOptions} */ (self.optsWithGlobals());
      const { olderThan } = options;
      if ((sids.length === 0) === (olderThan === undefined)) wrongCall(self, "expected either SIDs or '--older-than'");
      const what = olderThan === undefined ? sids : { olderThanDays: olderThan };
      const { profiles, changes, oddities, walks } = await withSync(options, context, {}, (sync) => sync.forget(what));
      context.messages.say(
        olderThan === undefined
          ? `erased: ${counted(profiles, "profile")}, ${counted(changes, "change")}`
          : `erased: ${counted(changes, "change")}; deleted: ${counted(walks, "walk")}, ${counted(oddities, "oddity", "oddities")}`,
      );
      const unknown = new Set(sids).size - profiles;
      if (olderThan === undefined && unknown > 0) {
        throw new Ending(
          1,
          `${counted(unknown, "SID is", "SIDs are")} of no stored profile: nothing was erased of them`,
        );
      }
    });
}
