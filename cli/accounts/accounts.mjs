// @ts-check
// What `accounts` writes.

import { fchmodSync, fstatSync } from "node:fs";
import { toJson } from "#tables";
import { CommandError, UsageError } from "../process/failures.mjs";
import { Progress } from "../process/progress.mjs";
import { interruptSignal } from "../process/signals.mjs";
import { printable } from "../process/terminal.mjs";
import { OWNER_ONLY, PrivateFile } from "./private-file.mjs";
import { accountsOf } from "./subaccounts.mjs";

/** @import { Context } from "../process/context.mjs" */
/** @import { Subaccount } from "./subaccounts.mjs" */

/** @typedef {"table" | "ndjson" | "accounts"} AccountsFormat */

/** @typedef {{ active?: boolean, format?: AccountsFormat, output?: string, quiet?: boolean }} AccountsCommandOptions */

const STANDARD_OUTPUT = 1;

/** Of a file's mode: what its group and everybody may. */
const OTHERS = 0o077;

/** SIDs are 34 characters long, the longest status is "suspended". */
const STATUS_WIDTH = 9;

/**
 * @param {AccountsCommandOptions} options
 * @param {Context} context
 */
export async function accounts({ active = false, format, output: path, quiet = false }, { env, output, messages }) {
  const isTerminal = path === undefined && output.isTerminal;
  const chosen = format ?? (isTerminal ? "table" : "ndjson");
  if (chosen === "accounts" && isTerminal)
    throw new UsageError(
      "--format accounts holds Auth Tokens, so no terminal shows it: name an --output FILE, or a pipe",
    );
  const file = path === undefined ? null : await PrivateFile.create(path);
  const target = file ?? output;
  if (chosen === "accounts" && file === null) keepPrivate(STANDARD_OUTPUT);
  const progress = new Progress(messages, { quiet, one: "account", many: "accounts" });
  const interrupt = interruptSignal();
  progress.start();
  try {
    // It goes out with the first page: a call that fails before it prints nothing.
    let head = chosen === "table" ? line({ sid: "SID", status: "Status", name: "Name", owner: "Owner" }) : "";
    for await (const page of accountsOf(env, { active, signal: interrupt.signal })) {
      progress.clear();
      await target.write(head + page.map((account) => textOf(account, chosen)).join(""));
      head = "";
      progress.page(page.length);
    }
    await file?.finish();
  } catch (error) {
    progress.end();
    await file?.discard();
    throw error;
  } finally {
    interrupt.release();
  }
  progress.end(path === undefined ? "" : `${path}: `);
}

/**
 * A file that the shell opened, by its umask for others to read: it gets Auth Tokens.
 * @param {number} descriptor
 */
function keepPrivate(descriptor) {
  const stats = fstatSync(descriptor);
  if (!stats.isFile() || (stats.mode & OTHERS) === 0) return;
  try {
    fchmodSync(descriptor, OWNER_ONLY);
  } catch {
    throw new UsageError(
      "standard output is a file that others can read, so it gets no Auth Tokens: name an --output FILE",
    );
  }
}

/**
 * @param {Subaccount} account
 * @param {AccountsFormat} format
 */
function textOf({ sid, friendlyName, status, ownerAccountSid, authToken }, format) {
  if (format === "table")
    return line({
      sid,
      status,
      name: friendlyName ?? "–",
      owner: ownerAccountSid === sid ? "itself" : (ownerAccountSid ?? "–"),
    });
  if (format === "ndjson") return `${toJson({ sid, friendlyName, status, ownerAccountSid })}\n`;
  if (authToken === null)
    throw new CommandError(
      `the API returned no Auth Token of ${sid}: TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN are needed for --format accounts`,
    );
  return `${JSON.stringify({ accountSid: sid, authToken })}\n`;
}

/** @param {{ sid: string, status: string, name: string, owner: string }} cells */
function line({ sid, status, name, owner }) {
  const columns = [sid.padEnd(34), status.padEnd(STATUS_WIDTH), owner.padEnd(34), name];
  return `${columns.map(printable).join("  ")}\n`;
}
