// @ts-check
// The accounts and their credentials, a JSON object a line. What is in a line is never part of a message.
/** @import { Credentials } from "trusthub-profiles" */
/** @import { Readable } from "node:stream" */
import { open, stat } from "node:fs/promises";
import { createInterface } from "node:readline";
import { SyncError } from "./errors.mjs";
import { accountKey, isAccountSid } from "./stored-profile.mjs";

/**
 * @typedef {object} AccountsWithCredentials
 * @property {() => AsyncIterable<string>} accounts reads them anew
 * @property {(accountSid: string) => Promise<Credentials>} credentials
 */

/**
 * @param {string} path `-` is standard input, which can be read once
 * @param {{ insecure?: boolean | undefined, stdin?: Readable | undefined }} [options] `insecure` takes a file that others
 *   can read
 * @returns {AccountsWithCredentials}
 */
export function readAccountsFile(path, { insecure = false, stdin = process.stdin } = {}) {
  const isStream = path === "-";
  /** @type {{ version: string, accounts: Promise<Map<string, Credentials>> } | null} */
  let read = null;

  /** What the file holds now: tokens rotate while a worker runs. */
  async function current() {
    const version = isStream ? "" : await versionOf(path);
    if (read?.version !== version) {
      const accounts = isStream ? parseLines(stdin, "standard input") : parseFile(path, insecure);
      accounts.catch(() => {
        read = null; // A file that is being replaced may be whole the next time.
      });
      read = { version, accounts };
    }
    return read.accounts;
  }

  return {
    async *accounts() {
      yield* (await current()).keys();
    },
    async credentials(accountSid) {
      const found = (await current()).get(accountKey(accountSid));
      if (found === undefined) {
        throw new SyncError(
          "credentials",
          `${isStream ? "standard input" : path} has no credentials for ${accountSid}`,
        );
      }
      return found;
    },
  };
}

/** @param {string} path */
async function versionOf(path) {
  const { ino, size, mtimeMs } = await stat(path).catch((error) => {
    throw unreadable(path, error);
  });
  return `${ino} ${size} ${mtimeMs}`;
}

/** @param {string} path @param {boolean} insecure */
async function parseFile(path, insecure) {
  const file = await open(path).catch((error) => {
    throw unreadable(path, error);
  });
  try {
    const { mode } = await file.stat();
    // Windows has no such bits.
    if (!insecure && process.platform !== "win32" && (mode & 0o077) !== 0) {
      throw new SyncError(
        "accounts",
        `${path} is open to others than its owner: chmod 600 it, or give --insecure-accounts-file`,
      );
    }
    return await parseLines(file.createReadStream({ autoClose: false }), path);
  } catch (error) {
    throw error instanceof SyncError ? error : unreadable(path, /** @type {NodeJS.ErrnoException} */ (error));
  } finally {
    await file.close();
  }
}

/** @param {string} path @param {NodeJS.ErrnoException} error */
function unreadable(path, error) {
  return new SyncError("accounts", `${path} cannot be read (${error.code ?? error.name})`);
}

/** @param {Readable} stream @param {string} name */
async function parseLines(stream, name) {
  /** @type {Map<string, Credentials>} */
  const accounts = new Map();
  let number = 0;
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    const text = number === 1 ? line.replace(/^\ufeff/, "") : line;
    if (text.trim() === "") continue;
    const { accountSid, credentials } = parseLine(text, `${name}, line ${number}`);
    if (accounts.has(accountSid)) {
      throw new SyncError("accounts", `${name}, line ${number}: ${accountSid} stands there twice`);
    }
    accounts.set(accountSid, credentials);
  }
  if (accounts.size === 0) throw new SyncError("accounts", `${name} holds no account`);
  return accounts;
}

/** @param {string} text @param {string} place */
function parseLine(text, place) {
  /** @type {unknown} */
  let line;
  try {
    line = JSON.parse(text);
  } catch {
    throw new SyncError("accounts", `${place}: not a JSON object`);
  }
  if (typeof line !== "object" || line === null || Array.isArray(line)) {
    throw new SyncError("accounts", `${place}: not a JSON object`);
  }
  const { accountSid, authToken, apiKey, apiSecret } = /** @type {Record<string, unknown>} */ (line);
  if (!isAccountSid(accountSid)) throw new SyncError("accounts", `${place}: \`accountSid\` must be AC and 32 digits`);
  const hasToken = isSecret(authToken);
  const hasKey = isSecret(apiKey) && isSecret(apiSecret);
  if (hasToken === hasKey) {
    throw new SyncError("accounts", `${place}: expected either \`authToken\`, or \`apiKey\` and \`apiSecret\``);
  }
  /** @type {Credentials} */
  const credentials = hasToken
    ? { username: accountSid, password: authToken }
    : { username: /** @type {string} */ (apiKey), password: /** @type {string} */ (apiSecret) };
  return { accountSid: accountKey(accountSid), credentials };
}

/** @param {unknown} value @returns {value is string} */
function isSecret(value) {
  return typeof value === "string" && value !== "";
}
