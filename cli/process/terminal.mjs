// @ts-check
// Standard output and standard error: what is written where, and what ends when a reader goes away.

import { clearLine, cursorTo } from "node:readline";
import { CommandError, ReaderGone } from "./failures.mjs";
import { withoutSecrets } from "./secrets.mjs";

/** Characters that would move the cursor, colour or turn around what a terminal shows. */
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Of a table in a pipe, and on a terminal that doesn't know its own: it says 0. */
const UNKNOWN_WIDTH = 120;

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
    // Node would let FORCE_COLOR win over it, with a warning.
    return this.isTerminal && process.env.NO_COLOR === undefined && this.#stream.hasColors();
  }

  /**
   * @param {string | Uint8Array} text
   * @returns {Promise<void>}
   */
  write(text) {
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

/** @param {string} code */
export function writeFailure(code) {
  const reasons = /** @type {Readonly<Record<string, string>>} */ ({
    ENOSPC: "no space is left on the device (ENOSPC)",
    EDQUOT: "the quota is used up (EDQUOT)",
    EACCES: "permission denied (EACCES)",
    EROFS: "the file system is read-only (EROFS)",
    ENOENT: "there is no such folder (ENOENT)",
    EISDIR: "it is a folder (EISDIR)",
  });
  return reasons[code] ?? code;
}

/** Standard error: messages, and on a terminal one line of progress below them. */
export class Messages {
  #stream = process.stderr;
  #hasLine = false;
  /** @type {readonly string[]} */
  #secrets = [];

  constructor() {
    // Nobody reads it: there is nobody to tell.
    this.#stream.on("error", () => {});
  }

  get isTerminal() {
    return this.#stream.isTTY === true;
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
    this.#stream.write(`${printable(withoutSecrets(line, this.#secrets))}\n`);
  }

  /** @param {string} line replaces the one before */
  showLine(line) {
    this.clearLine();
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
