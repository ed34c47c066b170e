// @ts-check
// `npm run test:consumers -- [--write] [WORD…]`: the packed package in every runtime, bundler and browser, each row in
// a folder of its own. WORDs choose rows by their place; `--write` puts the table into docs/runtimes.md.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startEmulator } from "../../cli/emulator/emulator.mjs";
import { build } from "../../scripts/build.mjs";
import { debianPrograms, setUp } from "../../scripts/setup.mjs";
import { Failure, main } from "../../scripts/step.mjs";
import { matrixPackages, root } from "../../scripts/tools.mjs";
import { installPackage } from "../package/installed.mjs";
import { withBrowser, engines } from "./browsers.mjs";
import { PROFILES } from "./programs.mjs";
import { rows } from "./rows.mjs";
import { markers, matrixTable } from "./table.mjs";
import { settingOf, trial } from "./trial.mjs";

await main(async () => {
  const words = process.argv.slice(2).filter((word) => word !== "--write");
  const writes = process.argv.includes("--write");
  const chosen = rows.filter(
    (row) => words.length === 0 || words.some((word) => row.where.toLowerCase() === word.toLowerCase()),
  );
  if (chosen.length === 0)
    throw new Failure(
      `no row is called ${words.join(" or ")}; there are ${[...new Set(rows.map((row) => row.where))].join(", ")}`,
    );
  if (writes && words.length > 0) throw new Failure("the table needs every row: leave the words out");

  await setUp("test");
  await debianPrograms(matrixPackages);
  await build();
  const installed = await installPackage();
  const emulator = await startEmulator({ profiles: PROFILES });
  const setting = settingOf(installed.tarball, emulator);
  /** @type {string[]} */
  const failures = [];
  try {
    for (const row of chosen) {
      const version = row.version ?? Object.values(row.packages)[0];
      const name = `${[row.where, version].filter(Boolean).join(" ")}: ${row.way}`;
      const start = performance.now();
      const failure = await trial(setting, row);
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(failure === null ? `✔ ${name} (${seconds} s)` : `✗ ${name} (${seconds} s)\n${failure}`);
      if (failure !== null) failures.push(name);
    }
  } finally {
    await emulator.close();
    await installed.remove();
  }
  if (failures.length > 0)
    throw new Failure(`${failures.length} of ${chosen.length} rows failed: ${failures.join("; ")}`);
  console.log(`\n${chosen.length} rows, all of them ran`);
  if (!writes) return;

  /** @type {Record<string, string>} */
  const versions = {};
  for (const engine of engines) versions[engine] = await withBrowser(engine, async ({ version }) => version);
  const page = join(root, "docs/runtimes.md");
  const text = await readFile(page, "utf8");
  await writeFile(
    page,
    text.replace(markers, () => `<!-- consumers:begin -->\n${matrixTable(rows, versions)}\n<!-- consumers:end -->`),
  );
  console.log("docs/runtimes.md was written");
});
