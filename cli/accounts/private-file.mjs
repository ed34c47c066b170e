// @ts-check
import { open, rename, rm } from "node:fs/promises";
import { fileToWrite, isStillAt, takenOver, writing } from "../process/file-to-write.mjs";

export const OWNER_ONLY = 0o600;

/**
 * `--output` of accounts: a file that its owner alone reads. It is there when it is whole: a sync of half the accounts would
 * miss the others.
 */
export class PrivateFile {
  #path;
  #handle;

  /**
   * @param {string} path
   * @param {import("node:fs/promises").FileHandle} handle of the file that becomes it
   */
  constructor(path, handle) {
    this.#path = path;
    this.#handle = handle;
  }

  /** @param {string} named */
  static async create(named) {
    const path = await fileToWrite(named);
    return writing(partialOf(path), async () => {
      // An earlier one may be another's, or readable by others.
      await rm(partialOf(path), { force: true });
      return new PrivateFile(path, await open(partialOf(path), "wx", OWNER_ONLY));
    });
  }

  /** @param {string} text */
  async write(text) {
    await writing(partialOf(this.#path), () => this.#handle.appendFile(text));
  }

  async finish() {
    if (!(await isStillAt(partialOf(this.#path), this.#handle))) throw takenOver(this.#path);
    await writing(this.#path, async () => {
      await this.#handle.sync();
      // Windows renames no open file.
      await this.#handle.close();
      await rename(partialOf(this.#path), this.#path);
    });
  }

  /** What was there before stays, and what another call began. */
  async discard() {
    const isOwn = await isStillAt(partialOf(this.#path), this.#handle).catch(() => false);
    await this.#handle.close().catch(() => {});
    if (isOwn) await rm(partialOf(this.#path), { force: true }).catch(() => {});
  }
}

/** @param {string} path */
function partialOf(path) {
  return `${path}.partial`;
}
