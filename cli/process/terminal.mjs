// @ts-check
// Standard output and standard error: what is written where, and what ends when a reader goes away.

import { clearLine, cursorTo } from "node:readline";
import { CommandError, ReaderGone } from "./failures.mjs";
import { withoutSecrets } from "./secrets.mjs";

/** Characters that would move the cursor, colour or turn around what a terminal shows. */
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Of a table in a pipe, and on a terminal that doesn't know its own: it says 0. */
const UNKNOWN_WIDTH = 120;

const LINE_FEED = 10;

/** What a pipe says whose reader is gone; EOF is Windows'. */
const GONE = new Set(["EPIPE", "EOF", "ERR_STREAM_DESTROYED"]);

/**
 * A string of the API's that can't steer a terminal.
 * @param {string} text
 */
export function printable(text) {
  return text.replace(CONTROLS, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Standard output: a write is over when the reader took it, so that a slow one slows whoever writes. */
export class Output {
  #stream = process.stdout;
  /** Whether the terminal's cursor stands behind a row that is not ended, as between two pages of JSON. */
  hasOpenRow = false;

  constructor() {
    // Without a listener a failed write would end the process by itself; each write reports its own.
    this.#stream.on("error", () => {});
  }

  get isTerminal() {
    return this.#stream.isTTY === true;
  }

  get columns() {
    return this.#stream.columns || UNKNOWN_WIDTH;
  }

  /** Not where NO_COLOR is set, nor on a terminal that has none. */
  get hasColors() {
    // Node would let FORCE_COLOR win over it, with a warning. An empty one counts as none (no-color.org), but not for Node.
    const { NO_COLOR, ...env } = process.env;
    return this.isTerminal && !NO_COLOR && this.#stream.hasColors(env);
  }

  /**
   * @param {string | Uint8Array} text
   * @returns {Promise<void>}
   */
  write(text) {
    if (text.length > 0) this.hasOpenRow = this.isTerminal && !endsALine(text);
    return new Promise((resolve, reject) => {
      this.#stream.write(text, (error) => {
        if (!error) return resolve();
        const { code = error.message } = /** @type {NodeJS.ErrnoException} */ (error);
        if (GONE.has(code)) return reject(new ReaderGone());
        reject(new CommandError(`standard output can't be written: ${writeFailure(code)}`, { cause: error }));
      });
    });
  }
}

/** @param {string | Uint8Array} text */
function endsALine(text) {
  const last = text.at(-1);
  return last === "\n" || last === LINE_FEED;
}

/** @param {string} code */
export function writeFailure(code) {
  const reasons = /** @type {Readonly<Record<string, string>>} */ ({
    ENOSPC: "no space is left on the device (ENOSPC)",
    EDQUOT: "the quota is used up (EDQUOT)",
    EACCES: "permission denied (EACCES)",
    EROFS: "the file system is read-only (EROFS)",
    ENOENT: "there is no such folder (ENOENT)",
    EISDIR: "it is a folder (EISDIR)",
    ENOTDIR: "a part of its path is no folder (ENOTDIR)",
    EFBIG: "the file would be larger than allowed (EFBIG)",
  });
  return reasons[code] ?? code;
}

/** Standard error: messages, and on a terminal one line of progress below them. */
export class Messages {
  #stream = process.stderr;
  #output;
  #hasLine = false;
  /** @type {readonly string[]} */
  #secrets = [];

  /** @param {Pick<Output, "hasOpenRow">} output which may be on the same terminal */
  constructor(output) {
    this.#output = output;
    // Nobody reads it: there is nobody to tell.
    this.#stream.on("error", () => {});
  }

  /** Where a line can be shown and taken away again; a dumb one can only add. */
  get isTerminal() {
    return this.#stream.isTTY === true && process.env.TERM !== "dumb";
  }

  get columns() {
    return this.#stream.columns || 80;
  }

  /** @param {readonly string[]} secrets what is printed by no message */
  hide(secrets) {
    this.#secrets = secrets;
  }

  /** @param {string} line */
  say(line) {
    this.clearLine();
    const begin = this.#output.hasOpenRow ? "\n" : "";
    this.#output.hasOpenRow = false;
    this.#stream.write(`${begin}${printable(withoutSecrets(line, this.#secrets))}\n`);
  }

  /** @param {string} line replaces the one before */
  showLine(line) {
    this.clearLine();
    // To clear it would clear the row too.
    if (this.#output.hasOpenRow) return;
    this.#stream.write(line);
    this.#hasLine = true;
  }

  clearLine() {
    if (!this.#hasLine) return;
    clearLine(this.#stream, 0);
    cursorTo(this.#stream, 0);
    this.#hasLine = false;
  }
}
