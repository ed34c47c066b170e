// @ts-check
// The table of consumers in docs/runtimes.md is that of the rows. The rows themselves run by `npm run test:consumers`.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { root } from "../package/installed.mjs";
import { engines } from "./browsers.mjs";
import { rows } from "./rows.mjs";
import { markers, matrixTable } from "./table.mjs";

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
