// @ts-check
// What a run prints: tables, and bars that are kept or missed.

import { cpus } from "node:os";

/** The machine, as far as it is named. */
export const machine = `Node ${process.versions.node} (V8 ${process.versions.v8}), ${cpus().length} cores`;

/**
 * A table of Markdown with aligned columns; the first column is text, the others are numbers.
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export function table(head, rows) {
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  /** @param {readonly string[]} cells */
  const line = (cells) => {
    const padded = widths.map((width, column) => {
      const cell = cells[column] ?? "";
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    });
    return `| ${padded.join(" | ")} |`;
  };
  const rule = widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

/**
 * Print whether a bar is kept; one that isn't ends the process with status 1.
 * @param {string} what
 * @param {number} value
 * @param {"<=" | ">=" | "="} relation
 * @param {number} bound
 * @param {(value: number) => string} [form] how both are written
 */
export function bar(what, value, relation, bound, form = (number) => number.toFixed(2)) {
  const isKept = { "<=": value <= bound, ">=": value >= bound, "=": value === bound }[relation];
  console.log(`${isKept ? "✔" : "✗"} ${what}: ${form(value)} (${relation} ${form(bound)})`);
  if (!isKept) process.exitCode = 1;
}

/** @param {number} bytes */
export const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
/** @param {number} bytes */
export const kibibytes = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;
/** @param {number} milliseconds */
export const inMilliseconds = (milliseconds) => `${milliseconds.toFixed(1)} ms`;
