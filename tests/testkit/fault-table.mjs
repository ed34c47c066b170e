// @ts-check
// The table of the emulator's faults in docs/emulator.md: `node tests/testkit/fault-table.mjs` writes it.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { FAULTS } from "../../cli/emulator/faults.mjs";
import { root } from "../package/installed.mjs";

const stages = {
  before: "before the answer",
  answer: "in place of the answer",
  page: "on the page",
  send: "in how it is sent",
};

export function faultTable() {
  const rows = Object.entries(FAULTS).map(([name, { says, stage, defaults }]) => {
    const settings = Object.entries(defaults).map(
      // JSON has no Infinity.
      ([setting, value]) => `\`${setting}\` (${value === Infinity ? "Infinity" : `\`${JSON.stringify(value)}\``})`,
    );
    return `| \`${name}\` | ${says} | ${settings.join(", ")} | ${stages[stage]} |`;
  });
  return ["| fault | what it does | settings (default) | stage |", "|---|---|---|---|", ...rows, ""].join("\n");
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = join(root, "docs/emulator.md");
  const text = await readFile(file, "utf8");
  await writeFile(
    file,
    text.replace(/(<!-- faults:begin -->\n).*?(<!-- faults:end -->)/s, (_, begin, end) => begin + faultTable() + end),
  );
}
