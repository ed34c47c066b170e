// @ts-check
// What `accounts` writes.

import { open } from "node:fs/promises";
import { CommandError, UsageError } from "../process/failures.mjs";
import { fileToWrite } from "../process/file-to-write.mjs";
import { interruptSignal } from "../process/signals.mjs";
import { printable, writeFailure } from "../process/terminal.mjs";
import { accountsOf } from "./subaccounts.mjs";

/** @import { Context } from "../process/context.mjs" */
/** @import { Subaccount } from "./subaccounts.mjs" */

/** @typedef {"table" | "ndjson" | "accounts"} AccountsFormat */

/** @typedef {{ active?: boolean, format?: AccountsFormat, output?: string }} AccountsCommandOptions */

const OWNER_ONLY = 0o600;

/** SIDs are 34 characters long, the longest status is "suspended". */
const STATUS_WIDTH = 9;

/**
 * @param {AccountsCommandOptions} options
 * @param {Context} context
 */
export async function accounts({ active = false, format, output: path }, { env, output }) {
  const isTerminal = path === undefined && output.isTerminal;
  const chosen = format ?? (isTerminal ? "table" : "ndjson");
  if (chosen === "accounts" && isTerminal)
    throw new UsageError(
      "--format accounts holds Auth Tokens, so no terminal shows it: name an --output FILE, or a pipe",
    );
  const file = path === undefined ? null : await privateFile(await fileToWrite(path));
  const write = file === null ? (/** @type {string} */ text) => output.write(text) : writerOf(file, String(path));
  const interrupt = interruptSignal();
  try {
    if (chosen === "table") await write(line({ sid: "SID", status: "Status", name: "Name", owner: "Owner" }));
    for await (const page of accountsOf(env, { active, signal: interrupt.signal })) {
      await write(page.map((account) => textOf(account, chosen)).join(""));
    }
  } finally {
    interrupt.release();
    await file?.close();
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
  if (format === "ndjson") return `${JSON.stringify({ sid, friendlyName, status, ownerAccountSid })}\n`;
  if (authToken === null)
    throw new CommandError(
      `the API returned no Auth Token of ${sid}: TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN are needed for --format accounts`,
    );
  return `${JSON.stringify({ accountSid: sid, authToken })}\n`;
}

/** @param {{ sid: string, status: string, name: string, owner: string }} cells */
function line({ sid, status, name, owner }) {
  return `${sid.padEnd(34)}  ${printable(status).padEnd(STATUS_WIDTH)}  ${owner.padEnd(34)}  ${printable(name)}\n`;
}

/** @param {string} path */
async function privateFile(path) {
  try {
    const file = await open(path, "w", OWNER_ONLY);
    // The mode of one that was there is its own.
    await file.chmod(OWNER_ONLY);
    return file;
  } catch (error) {
    const { code = "" } = /** @type {NodeJS.ErrnoException} */ (error);
    throw new CommandError(`${path} can't be written: ${writeFailure(code)}`);
  }
}

/**
 * @param {import("node:fs/promises").FileHandle} file
 * @param {string} path
 */
function writerOf(file, path) {
  return async (/** @type {string} */ text) => {
    await file.appendFile(text).catch(({ code }) => {
      throw new CommandError(`${path} can't be written: ${writeFailure(code)}`);
    });
  };
}
