// @ts-check
import { realpath, stat } from "node:fs/promises";
import { UsageError } from "./failures.mjs";

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
