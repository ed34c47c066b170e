// @ts-check
// Where to go on, as a command that can be pasted, and whether a cursor is of the list that was asked for.

import { UsageError } from "../process/failures.mjs";
import { printable } from "../process/terminal.mjs";

/** @import { Cursor } from "trusthub-profiles" */

/** What a shell takes as it stands. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/**
 * As a word of a shell. What a terminal doesn't show as it is stands as bash, zsh and ksh escape it.
 * @param {string} text
 */
export function quoted(text) {
  if (PLAIN.test(text)) return text;
  if (printable(text) === text) return `'${text.replaceAll("'", `'\\''`)}'`;
  return `$'${printable(text.replace(/['\\]/g, "\\$&"))}'`;
}

/**
 * @param {readonly (readonly [option: string, value: string | true])[]} options as they were given
 * @param {{ cursor: string | null, limit: number | undefined }} rest
 * @returns {string}
 */
export function resumeCommand(options, { cursor, limit }) {
  const words = options.flatMap(([option, value]) => {
    if (option === "--resume") return [];
    if (option === "--limit" && limit !== undefined) return [option, String(limit)];
    return value === true ? [option] : [option, quoted(value)];
  });
  return ["trusthub-profiles list", ...words, "--resume", ...(cursor === null ? [] : [quoted(cursor)])].join(" ");
}

/**
 * A cursor holds its list's filters and page size. Whoever names them beside it must name the same: nothing else would be what
 * was asked for. The client alone reads a cursor, so the request that it makes of it is looked at, and not sent.
 * @param {Cursor} cursor
 * @param {Readonly<Record<string, string | number | undefined>>} given by the names of the query
 */
export async function requireSameList(cursor, given) {
  const wanted = Object.entries(given).filter(([, value]) => value !== undefined);
  if (wanted.length === 0) return;
  const { listCustomerProfiles } = await import("trusthub-profiles");
  let query = new URLSearchParams();
  const fetch = async (/** @type {string} */ url) => {
    query = new URL(url).searchParams;
    throw new Error("it is looked at, and not sent");
  };
  await listCustomerProfiles({ fetch, maxRetries: 0, cursor }).then(
    () => {},
    () => {},
  );
  for (const [name, value] of wanted) {
    if (query.get(name) === String(value)) continue;
    const option = `--${name.replace(/(?<!^)[A-Z]/g, "-$&").toLowerCase()}`;
    const was = query.has(name) ? `has ${option} ${JSON.stringify(query.get(name))}` : `has no ${option}`;
    throw new UsageError(`--resume: the list of this cursor ${was}; leave ${option} out to go on with it`);
  }
}
