// @ts-check
// The walk over the list, from the options to the last row.

import { createClient, parseCursor } from "trusthub-profiles";
import { toJson } from "#tables";
import { clientOptionsOf } from "../process/environment.mjs";
import { CommandError, Interrupted, ReaderGone, UsageError, isClientError } from "../process/failures.mjs";
import { fileToWrite, requireFileName } from "../process/file-to-write.mjs";
import { Progress } from "../process/progress.mjs";
import { interruptSignal } from "../process/signals.mjs";
import { formatOf } from "./formats.mjs";
import { OutputFile, requireApart } from "./output-file.mjs";
import { requireSameList, resumeCommand } from "./resume.mjs";
import { RowBuffer } from "./row-buffer.mjs";
import { StandardOutput } from "./standard-output.mjs";

/** @import { CustomerProfilePage, CustomerProfileStatus, ListOptions } from "trusthub-profiles" */
/** @import { Context } from "../process/context.mjs" */
/** @import { Format, FormatName } from "./formats.mjs" */

const LARGEST_PAGE = 1000;

/**
 * @typedef {object} ListCommandOptions
 * @property {CustomerProfileStatus} [status]
 * @property {string} [friendlyName]
 * @property {string} [policySid]
 * @property {number} [pageSize]
 * @property {number} [limit]
 * @property {string | true} [resume]
 * @property {FormatName} [format]
 * @property {string} [fields]
 * @property {string} [output]
 * @property {string} [issues]
 * @property {boolean} [strict]
 * @property {boolean} [prefetch]
 * @property {boolean} [quiet]
 * @property {string} [envFile]
 */

/**
 * @typedef {object} ListCall
 * @property {ListCommandOptions} options
 * @property {FormatName} format
 * @property {readonly string[] | null} fields
 * @property {readonly (readonly [string, string | true])[]} given the options of the command line
 */

/**
 * @param {ListCall} call
 * @param {Context} context
 */
export async function list({ options, format: formatName, fields, given }, context) {
  const { output, messages } = context;
  const progress = new Progress(messages, { quiet: options.quiet === true });
  const client = createClient({
    ...(await clientOptionsOf(context.env)),
    validation: options.strict === true ? "strict" : "report",
    onEvent: (event) => progress.listen(event),
  });
  const format = await formatFor(formatName, { fields, isFile: options.output !== undefined }, context);

  const { status, friendlyName, policySid, limit, pageSize, resume } = options;
  const first = typeof resume === "string" ? parseCursor(resume) : null;
  if (first !== null) {
    await requireSameList(first, {
      Status: status,
      FriendlyName: friendlyName,
      PolicySid: policySid,
      PageSize: pageSize,
    });
  }
  const query = {
    status,
    friendlyName,
    policySid,
    pageSize: pageSize ?? (limit === undefined ? LARGEST_PAGE : undefined),
  };
  // Throws where an option can't be right, before a file is touched.
  client.listCustomerProfiles({ ...query, limit });

  const facts = {
    format: formatName,
    fields,
    filters: { status: status ?? null, friendlyName: friendlyName ?? null, policySid: policySid ?? null },
    issuesFile: options.issues ?? null,
  };
  const target = await targetOf({ options, head: format.head, facts, first }, output, progress);
  const begun = "cursor" in target.state ? target.state : { cursor: first, isComplete: false };

  const interrupt = interruptSignal();
  const buffer = new RowBuffer();
  /** Where the next page begins; null at the list's beginning. @type {string | null} */
  let position = begun.cursor;
  try {
    const left = limit === undefined ? undefined : limit - target.state.rows;
    if (!begun.isComplete && !(left !== undefined && left <= 0)) {
      progress.start();
      /** @type {ListOptions} */
      const where = position === null ? query : { cursor: parseCursor(position) };
      const walk = client.listCustomerProfiles({
        ...where,
        limit: left,
        prefetch: options.prefetch,
        maxPages: Infinity,
        signal: interrupt.signal,
      });
      for await (const page of walk.pages()) {
        position = page.cursor;
        const isLast = page.nextCursor === null || target.state.rows + page.profiles.length === limit;
        const rows = buffer.encode(rowsOf(page, format, target.state.rows));
        await target.page({ rows, ...factsOf(page, options.issues !== undefined) });
        progress.page(page.profiles.length);
        position = page.nextCursor;
        if (isLast) break;
        interrupt.signal.throwIfAborted();
      }
    }
    await target.finish(format.tail(target.state.rows));
  } catch (error) {
    await target.close().catch(() => {});
    progress.end();
    if (error instanceof ReaderGone) throw error;
    context.cursor = isClientError(error) ? error.cursor : position;
    context.resumeWith = resumption(error, { options, given, position, rows: target.state.rows });
    throw error;
  } finally {
    interrupt.release();
  }
  progress.end(options.output === undefined ? "" : `${options.output}: `);
  reportIssues(target.state.issues.count, options, messages);
}

/**
 * @param {FormatName} name
 * @param {{ fields: readonly string[] | null, isFile: boolean }} options
 * @param {Context} context
 * @returns {Promise<Format>}
 */
async function formatFor(name, { fields, isFile }, { output }) {
  if (name !== "table") return formatOf(name, { fields, isShown: output.isTerminal && !isFile });
  const { tableOf } = await import("./table.mjs");
  return tableOf({ columns: output.columns, hasColors: output.hasColors && !isFile, fields });
}

/**
 * @param {{ options: ListCommandOptions, head: string, facts: import("./output-file.mjs").ListFacts, first: string | null }} call
 * @param {import("../process/terminal.mjs").Output} output
 * @param {Progress} progress
 */
async function targetOf({ options, head, facts, first }, output, progress) {
  const { issuesFile } = facts;
  if (options.output === undefined) {
    if (issuesFile !== null) requireFileName(issuesFile, "--issues");
    return StandardOutput.create(output, progress, { head, issuesFile, goesOn: first !== null });
  }
  const file = await fileToWrite(options.output);
  if (issuesFile !== null) requireApart(file, await fileToWrite(issuesFile, "--issues"));
  if (options.resume !== true) return OutputFile.create(file, facts, head, first);
  const resumed = await OutputFile.resume(file, facts);
  if (options.limit === undefined || options.limit >= resumed.state.rows) return resumed;
  await resumed.close();
  throw new UsageError(`--limit ${options.limit}: ${options.output}.partial has ${resumed.state.rows} rows already`);
}

/**
 * @param {CustomerProfilePage} page
 * @param {Format} format
 * @param {number} before how many rows are before it
 */
function* rowsOf({ profiles }, format, before) {
  let row = before;
  for (const profile of profiles) yield format.row(profile, row++);
}

/**
 * @param {CustomerProfilePage} page
 * @param {boolean} hasIssues whether the issues are written
 */
function factsOf({ profiles, issues, cursor, nextCursor }, hasIssues) {
  return {
    count: profiles.length,
    issues: hasIssues ? issues.map((issue) => `${toJson({ cursor, ...issue })}\n`).join("") : "",
    issueCount: issues.length,
    nextCursor,
  };
}

/**
 * The command that goes on, where there is a page to go on at.
 * @param {unknown} error
 * @param {{ options: ListCommandOptions, given: ListCall["given"], position: string | null, rows: number }} walk
 */
function resumption(error, { options, given, position, rows }) {
  if (!(error instanceof Interrupted || error instanceof CommandError || isClientError(error))) return undefined;
  if (isClientError(error) && (error.kind === "options" || error.cursor === null)) return undefined;
  if (options.output !== undefined) return resumeCommand(given, { cursor: null, limit: undefined });
  const cursor = isClientError(error) ? error.cursor : position;
  if (cursor === null) return undefined;
  const limit = options.limit === undefined ? undefined : options.limit - rows;
  return resumeCommand(given, { cursor, limit });
}

/**
 * @param {number} count
 * @param {ListCommandOptions} options
 * @param {import("../process/terminal.mjs").Messages} messages
 */
function reportIssues(count, { issues, quiet }, messages) {
  if (count === 0 || quiet === true) return;
  const values = count === 1 ? "1 value is" : `${count} values are`;
  messages.say(`${values} not as documented; ${issues === undefined ? "--issues FILE writes them" : `see ${issues}`}`);
}
