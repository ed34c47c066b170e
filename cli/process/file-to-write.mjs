// @ts-check
import { realpath, stat } from "node:fs/promises";
import { CommandError, UsageError } from "./failures.mjs";
import { writeFailure } from "./terminal.mjs";

/**
 * The file that `--output` names, behind links if need be; it need not be there yet. Anything else is refused: renaming over
 * a device, or making it private, would take it away from everybody.
 * @param {string} path
 * @returns {Promise<string>}
 * @throws {UsageError}
 */
export async function fileToWrite(path) {
  if (path === "") throw new UsageError("--output names no file");
  const found = await stat(path).catch(() => null);
  if (found === null) return path;
  if (found.isDirectory()) throw new UsageError(`--output ${path} is a folder; name a file in it`);
  if (!found.isFile())
    throw new UsageError(`--output ${path} is no file; leave --output out and redirect standard output (> ${path})`);
  return realpath(path);
}

/**
 * Work on a file; what the system refuses is explained in words.
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 * @throws {CommandError}
 */
export async function writing(path, work) {
  try {
    return await work();
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === undefined) throw error;
    throw new CommandError(`${path} can't be written: ${writeFailure(code)}`, { cause: error });
  }
}
