// @ts-check
// The table of consumers in docs/runtimes.md is that of the rows. Chromium's rows run here, so that what all rows share is
// tried by each `npm test`; the others by `npm run test:consumers`.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { startEmulator } from "../../cli/emulator/emulator.mjs";
import { installPackage, root } from "../package/installed.mjs";
import { engines } from "./browsers.mjs";
import { PROFILES } from "./programs.mjs";
import { browsers } from "./rows/browsers.mjs";
import { rows } from "./rows.mjs";
import { markers, matrixTable } from "./table.mjs";
import { settingOf, trial } from "./trial.mjs";

/** @import { Emulator } from "../../cli/emulator/emulator.mjs" */

describe("the table of consumers", () => {
  it("has every row, at its version", async () => {
    const table = markers.exec(await readFile(join(root, "docs/runtimes.md"), "utf8"))?.[0];
    assert.ok(table, "the page has the table's markers");
    // A browser's version is the machine's, at the time of the run.
    const versions = Object.fromEntries(
      engines.map((engine) => [engine, new RegExp(`^\\| ${engine} \\| ([\\d.]+) \\|`, "m").exec(table)?.[1] ?? "none"]),
    );
    assert.equal(
      table,
      `<!-- consumers:begin -->\n${matrixTable(rows, versions)}\n<!-- consumers:end -->`,
      "npm run test:consumers -- --write",
    );
  });
});

describe("the package in Chromium", () => {
  /** @type {Awaited<ReturnType<typeof installPackage>>} */
  let installed;
  /** @type {Emulator} */
  let emulator;

  before(async () => {
    installed = await installPackage();
    emulator = await startEmulator({ profiles: PROFILES });
  });
  after(async () => {
    await emulator?.close();
    await installed?.remove();
  });

  for (const row of browsers.filter(({ where }) => where === "Chromium")) {
    it(row.way, async () => assert.equal(await trial(settingOf(installed.tarball, emulator), row), null));
  }
});
