// @ts-check
// The picture of the terminal in README, docs/terminal.svg: what `list` prints on a pseudo-terminal, drawn as it is.

import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import stringWidth from "../../cli/node_modules/string-width/index.js";
import { root } from "../../scripts/tools.mjs";
import { machine } from "../environment.mjs";
import { bin, environmentOf, startHub } from "./command.mjs";

const execute = promisify(execFile);

const COLUMNS = 110;
const [CELL, LINE, MARGIN] = [8.4, 20, 16];

const words = "list --status twilio-rejected --limit 7";

/** What the command's colours are here. @type {Readonly<Record<string, string>>} */
const styles = { 1: "font-weight:bold", 2: "opacity:.6", 31: "fill:#ff7b72", 32: "fill:#7ee787", 33: "fill:#f2cc60" };

const hub = await startHub({ profiles: 300, seed: 5 });
try {
  const line = `stty cols ${COLUMNS} rows 40; ${process.execPath} ${bin} ${words}`;
  const env = { ...machine, TERM: "xterm-256color", ...environmentOf(hub.emulator) };
  const { stdout } = await execute("script", ["-qec", line, "/dev/null"], { env });
  // What was overwritten is gone from the terminal too.
  const lines = stdout
    .trimEnd()
    .split("\r\n")
    .map((text) => text.replace(/^.*\u001b\[1G/, ""));
  await writeFile(
    join(root, "docs/terminal.svg"),
    drawing([`\u001b[2m$\u001b[22m trusthub-profiles ${words}`, ...lines]),
  );
} finally {
  await hub.end();
}

/** @param {readonly string[]} lines */
function drawing(lines) {
  const [width, height] = [COLUMNS * CELL + 2 * MARGIN, lines.length * LINE + 2 * MARGIN];
  const rows = lines.map((line, row) => drawnLine(line, MARGIN + (row + 0.75) * LINE)).join("\n");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<title>trusthub-profiles ${words}</title>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace" font-size="14" fill="#e6edf3" xml:space="preserve">
${rows}
</g>
</svg>
`;
}

/**
 * @param {string} line
 * @param {number} y
 */
function drawnLine(line, y) {
  let [style, column] = ["", 0];
  const parts = [];
  // A word at a time, each at its own column: fonts differ in what is wide.
  for (const [, code, text] of line.matchAll(/\u001b\[(\d+)m|([^ \u001b]+(?: [^ \u001b]+)*| +)/g)) {
    if (code !== undefined) {
      style = styles[code] ?? "";
      continue;
    }
    const value = String(text);
    const x = (MARGIN + column * CELL).toFixed(1);
    if (value.trim() !== "") {
      const length = (stringWidth(value) * CELL).toFixed(1);
      parts.push(`<text x="${x}" y="${y}" textLength="${length}" style="${style}">${escaped(value)}</text>`);
    }
    column += stringWidth(value);
  }
  return parts.join("");
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"]/g, (unit) => `&#${unit.charCodeAt(0)};`);
}
