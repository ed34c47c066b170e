// @ts-check
// `--output FILE`: rows go to FILE.partial, which becomes FILE at the end. FILE.partial.json says how far the partial is whole,
// so that `--resume` goes on there, whatever ended the process.

import { open, readFile, rename, rm, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { CommandError, UsageError } from "../process/failures.mjs";
import { isStillAt, takenOver, writing } from "../process/file-to-write.mjs";
import { writeFailure } from "../process/terminal.mjs";

/** @import { FileHandle } from "node:fs/promises" */

/**
 * What a list is, as far as its file depends on it: another one can't go on in the same file.
 * @typedef {object} ListFacts
 * @property {string} format
 * @property {readonly string[] | null} fields
 * @property {{ status: string | null, friendlyName: string | null, policySid: string | null }} filters
 * @property {string | null} issuesFile
 *
 * As of the last whole page.
 * @typedef {object} Progress
 * @property {1} version
 * @property {string | null} cursor where the next page begins; null at the beginning, and at the end
 * @property {boolean} isComplete
 * @property {number} bytes
 * @property {number} rows
 * @property {{ count: number, bytes: number }} issues
 * @property {string} [writer] the call that writes the partial: a later one takes it over
 *
 * @typedef {ListFacts & Progress} State
 */

const VERSION = 1;

/** Of a file's mode: the rest says what kind of file it is. */
const PERMISSIONS = 0o777;

/** Of a file that was read-only: `--resume` has to write to its partial. */
const OWNER_WRITES = 0o200;

export class OutputFile {
  #path;
  #facts;
  /** @type {FileHandle} */
  #data;
  /** @type {FileHandle | null} */
  #issues;
  /** @type {State} */
  state;
  // The global one, so that a list to standard output loads no node:crypto.
  #writer = crypto.randomUUID();

  /**
   * @param {string} path
   * @param {ListFacts} facts
   * @param {{ data: FileHandle, issues: FileHandle | null, state: State }} opened
   */
  constructor(path, facts, { data, issues, state }) {
    this.#path = path;
    this.#facts = facts;
    this.#data = data;
    this.#issues = issues;
    this.state = state;
  }

  /**
   * A new one; what an earlier call left is replaced.
   * @param {string} path
   * @param {ListFacts} facts
   * @param {string} head
   * @param {string | null} cursor where the list begins
   */
  static async create(path, facts, head, cursor) {
    const mode = (await stat(path).catch(() => null))?.mode;
    const { issuesFile } = facts;
    // First: where it can't be written, what an earlier call left stays.
    const issues = issuesFile === null ? null : await writing(issuesFile, () => open(issuesFile, "w"));
    return writing(partialOf(path), async () => {
      // Without its state a partial is nothing, and a state with another partial would be wrong.
      await rm(stateOf(path), { force: true });
      // A new file: an earlier call may still write to the old one.
      await rm(partialOf(path), { force: true });
      const data = await open(partialOf(path), "wx");
      // Who may not read the file that is there may not read the one that replaces it.
      if (mode !== undefined) await data.chmod((mode & PERMISSIONS) | OWNER_WRITES);
      /** @type {State} */
      const state = {
        version: VERSION,
        ...facts,
        cursor,
        isComplete: false,
        bytes: Buffer.byteLength(head),
        rows: 0,
        issues: { count: 0, bytes: 0 },
      };
      await data.write(head);
      return new OutputFile(path, facts, { data, issues, state }).#begin(state);
    });
  }

  /**
   * Goes on where an earlier call ended: what is behind its last whole page is cut off.
   * @param {string} path
   * @param {ListFacts} facts
   */
  static async resume(path, facts) {
    const state = await readState(path);
    requireSame(path, state, facts);
    return writing(partialOf(path), async () => {
      const data = await cutBack(partialOf(path), state.bytes);
      const { issuesFile } = facts;
      const issues =
        issuesFile === null ? null : await writing(issuesFile, () => cutBack(issuesFile, state.issues.bytes));
      return new OutputFile(path, facts, { data, issues, state }).#begin(state);
    });
  }

  /**
   * One whole page: its rows, its issues, and then how far the file is whole.
   * @param {{ rows: Uint8Array, issues: string, count: number, issueCount: number, nextCursor: string | null }} page
   */
  async page({ rows, issues, count, issueCount, nextCursor }) {
    const { state } = this;
    await this.#requireOwn();
    await writing(partialOf(this.#path), async () => {
      await append(this.#data, rows, state.bytes);
      await this.#data.datasync();
    });
    const { issuesFile } = this.#facts;
    if (this.#issues !== null && issuesFile !== null && issues !== "") {
      const handle = this.#issues;
      await writing(issuesFile, async () => {
        await append(handle, issues, state.issues.bytes);
        await handle.datasync();
      });
    }
    await this.#keep({
      ...state,
      cursor: nextCursor,
      isComplete: nextCursor === null,
      bytes: state.bytes + rows.byteLength,
      rows: state.rows + count,
      issues: {
        count: state.issues.count + issueCount,
        bytes: state.issues.bytes + (this.#issues === null ? 0 : Buffer.byteLength(issues)),
      },
    });
  }

  /** @param {string} tail */
  async finish(tail) {
    await this.#requireOwn();
    await writing(partialOf(this.#path), async () => {
      await append(this.#data, tail, this.state.bytes);
      await this.#data.sync();
      // Windows renames no open file.
      await this.close();
      await rename(partialOf(this.#path), this.#path);
      await rm(stateOf(this.#path), { force: true });
    });
  }

  async close() {
    await this.#data.close();
    await this.#issues?.close();
  }

  /** Two calls that write the same file would leave a mixture of both. The later one goes on. */
  async #requireOwn() {
    const text = await readFile(stateOf(this.#path), "utf8").catch(() => "");
    if (parsed(text)?.writer !== this.#writer || !(await isStillAt(partialOf(this.#path), this.#data)))
      throw takenOver(this.#path);
  }

  /** @param {State} state */
  async #begin(state) {
    await this.#keep(state, async () => {});
    return this;
  }

  /**
   * @param {State} state
   * @param {() => Promise<void>} [require]
   */
  async #keep(state, require = () => this.#requireOwn()) {
    const path = stateOf(this.#path);
    await writing(path, async () => {
      const handle = await open(temporaryOf(this.#path), "w", 0o600);
      try {
        await handle.writeFile(`${JSON.stringify({ ...state, writer: this.#writer })}\n`);
        await handle.datasync();
      } finally {
        await handle.close();
      }
      await require();
      await rename(temporaryOf(this.#path), path);
    });
    this.state = state;
  }
}

/**
 * The issues would otherwise be written over the rows, or be replaced by them.
 * @param {string} path of the output
 * @param {string} issuesFile
 */
export function requireApart(path, issuesFile) {
  const taken = [path, partialOf(path), stateOf(path), temporaryOf(path)].map((name) => resolve(name));
  if (taken.includes(resolve(issuesFile)))
    throw new UsageError(`--issues ${issuesFile} is a file of --output: name another one`);
}

const partialOf = (/** @type {string} */ path) => `${path}.partial`;
const stateOf = (/** @type {string} */ path) => `${path}.partial.json`;
const temporaryOf = (/** @type {string} */ path) => `${stateOf(path)}.tmp`;

/**
 * @param {string} path
 * @returns {Promise<State>}
 */
async function readState(path) {
  const text = await readFile(stateOf(path), "utf8").catch((error) => {
    if (error.code !== "ENOENT") throw new CommandError(`${stateOf(path)} can't be read: ${writeFailure(error.code)}`);
    throw new UsageError(`--resume: there is no ${stateOf(path)} to go on from; leave --resume out to begin`);
  });
  const state = parsed(text);
  if (!isState(state))
    throw new CommandError(`${stateOf(path)} is not what this version writes; leave --resume out to begin again`);
  return state;
}

/**
 * Whether it has all that going on needs; a file of this name may be anybody's.
 * @param {any} state
 * @returns {state is State}
 */
function isState(state) {
  if (state?.version !== VERSION || typeof state.isComplete !== "boolean") return false;
  const { format, fields, filters, issues, cursor, issuesFile } = state;
  const counts = [state.bytes, state.rows, issues?.count, issues?.bytes];
  const strings = [cursor, issuesFile, filters?.status, filters?.friendlyName, filters?.policySid];
  return (
    typeof format === "string" &&
    (fields === null || Array.isArray(fields)) &&
    counts.every((count) => Number.isSafeInteger(count) && count >= 0) &&
    strings.every((value) => value === null || typeof value === "string")
  );
}

/** @param {string} text @returns {any} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * @param {string} path
 * @param {State} state
 * @param {ListFacts} facts
 */
function requireSame(path, state, facts) {
  /** @type {[string, unknown, unknown][]} */
  const parts = [
    ["--format", state.format, facts.format],
    ["--fields", state.fields?.join(",") ?? null, facts.fields?.join(",") ?? null],
    ["--status", state.filters.status, facts.filters.status],
    ["--friendly-name", state.filters.friendlyName, facts.filters.friendlyName],
    ["--policy-sid", state.filters.policySid, facts.filters.policySid],
    ["--issues", state.issuesFile, facts.issuesFile],
  ];
  for (const [option, before, now] of parts) {
    if (before === now) continue;
    const was = before === null ? `without ${option}` : `with ${option} ${JSON.stringify(before)}`;
    throw new UsageError(
      `--resume: ${path}.partial was begun ${was}; go on with the same, or leave --resume out to begin again`,
    );
  }
}

/**
 * @param {string} path
 * @param {number} bytes
 */
async function cutBack(path, bytes) {
  const handle = await open(path, "r+").catch((error) => {
    if (error.code === "ENOENT") throw new CommandError(`${path} is gone; leave --resume out to begin again`);
    throw error;
  });
  const { size } = await handle.stat();
  if (size < bytes) {
    await handle.close();
    throw new CommandError(
      `${path} has ${size} bytes, of ${bytes} that were written; leave --resume out to begin again`,
    );
  }
  await handle.truncate(bytes);
  return handle;
}

/**
 * @param {FileHandle} handle
 * @param {string | Uint8Array} data
 * @param {number} position
 */
async function append(handle, data, position) {
  const bytes = typeof data === "string" ? Buffer.from(data) : data;
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}
