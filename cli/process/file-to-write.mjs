// @ts-check
import { readlink, realpath, stat } from "node:fs/promises";
import { dirname, resolve, sep } from "node:path";
import { CommandError, UsageError } from "./failures.mjs";
import { writeFailure } from "./terminal.mjs";

/**
 * The file that an option names, behind links if need be; it need not be there yet. A device is refused: renaming over it, or
 * making it private, would take it away from everybody, and nothing of it can be taken back.
 * @param {string} path
 * @param {string} [option]
 * @returns {Promise<string>}
 * @throws {UsageError}
 */
export async function fileToWrite(path, option = "--output") {
  requireFileName(path, option);
  const found = await stat(path).catch(({ code }) => code);
  if (typeof found === "string") {
    if (found === "ELOOP") throw new UsageError(`${option} ${path} is a link that leads back to itself`);
    // What a link leads to may not be there yet.
    const target = found === "ENOENT" ? await readlink(path).catch(() => null) : null;
    return target === null ? path : fileToWrite(resolve(dirname(path), target), option);
  }
  if (found.isDirectory()) throw new UsageError(`${option} ${path} is a folder; name a file in it`);
  if (!found.isFile()) {
    const instead = option === "--output" ? ` and redirect standard output (> ${path})` : "";
    throw new UsageError(`${option} ${path} is no file; leave ${option} out${instead}`);
  }
  return realpath(path);
}

/**
 * @param {string} path
 * @param {string} option
 * @throws {UsageError}
 */
export function requireFileName(path, option) {
  if (path === "") throw new UsageError(`${option} names no file`);
  if (path === "-")
    throw new UsageError(
      `${option} - would be a file of that name: leave it out${option === "--output" ? " for standard output" : ""}, or write ./-`,
    );
  if (path.endsWith("/") || path.endsWith(sep))
    throw new UsageError(`${option} ${path} is a folder; name a file in it`);
}

/**
 * Whether a path still leads to the file that was opened there: another call may have put its own in its place.
 * @param {string} path
 * @param {import("node:fs/promises").FileHandle} handle
 */
export async function isStillAt(path, handle) {
  const there = await stat(path, { bigint: true }).catch(() => null);
  return there?.ino === (await handle.stat({ bigint: true })).ino;
}

/**
 * @param {string} path
 * @returns {UsageError}
 */
export function takenOver(path) {
  return new UsageError(`another call writes ${path} too and began later, so this one ends; wait for that one`);
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
