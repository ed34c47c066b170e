// @ts-check
// README's table of consumers is that of the rows. The rows themselves run by `npm run test:consumers`.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { root } from "../package/installed.mjs";
import { engines } from "./browsers.mjs";
import { rows } from "./rows.mjs";
import { markers, readmeTable } from "./table.mjs";

describe("README's table of consumers", () => {
  it("has every row, at its version", async () => {
    const table = markers.exec(await readFile(join(root, "README.md"), "utf8"))?.[0];
    assert.ok(table, "README has the table's markers");
    // A browser's version is the machine's, at the time of the run.
    const versions = Object.fromEntries(
      engines.map((engine) => [engine, new RegExp(`^\\| ${engine} \\| ([\\d.]+) \\|`, "m").exec(table)?.[1] ?? "none"]),
    );
    assert.equal(
      table,
      `<!-- consumers:begin -->\n${readmeTable(rows, versions)}\n<!-- consumers:end -->`,
      "npm run test:consumers -- --write",
    );
  });
});
