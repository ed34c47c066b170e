// @ts-check
// The dry runs of CONTRIBUTING.md still fit the tree (`npm run dry-runs` does them), and its commands name what exists.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { applyPatch, dryRuns } from "../../scripts/contributing.mjs";
import { generated } from "../../scripts/generate.mjs";
import { root } from "../../scripts/tools.mjs";

describe("the dry runs of CONTRIBUTING.md", async () => {
  const all = await dryRuns();

  it("are a field, a filter and a status", () => {
    assert.deepEqual(
      all.map(({ name }) => name),
      ["A field", "A filter", "A status"],
    );
  });

  it("name files that npm run generate writes", async () => {
    const files = (await generated()).map(({ file }) => file);
    for (const dryRun of all) {
      for (const { file } of dryRun.generated) assert.ok(files.includes(file), file);
    }
  });

  for (const { name, row, apart } of all) {
    it(`apply to the tree: ${name}`, async () => {
      for (const patch of [row, apart]) {
        await applyPatch(root, patch, { check: true });
        // Every line of it counts.
        const other = patch.replace(/^ .*\S.*$/m, (line) => `${line} of another tree`);
        await assert.rejects(applyPatch(root, other, { check: true }), /doesn't apply/);
      }
    });
  }
});

describe("the commands of CONTRIBUTING.md", async () => {
  const read = (/** @type {string} */ file) => readFile(join(root, file), "utf8");
  const commands = [...(await read("CONTRIBUTING.md")).matchAll(/`((?:[A-Z_]+=\S+ )?(?:npm|node|cargo) [^`]+)`/g)].map(
    (match) => String(match[1]),
  );
  /** Every pattern of the commands that match. @param {RegExp} pattern */
  const found = (pattern) =>
    commands.flatMap((command) => [...command.matchAll(pattern)].map((match) => match.slice(1)));

  it("name scripts of package.json", async () => {
    const { scripts } = JSON.parse(await read("package.json"));
    const names = found(/npm run ([\w:-]+)/g).flat();
    assert.ok(names.length > 10);
    for (const name of names) assert.ok(Object.hasOwn(scripts, String(name)), name);
  });

  it("name files, and tests in them", async () => {
    const files = found(/node --test .*?([\w/-]+\.test\.mjs)/g).flat();
    files.push(...found(/cargo test --test (\w+)/g).map(([name]) => `tests/${name}.rs`));
    assert.ok(files.length > 10);
    for (const file of files) assert.ok(existsSync(join(root, String(file))), file);
    // Rows have their names from tables, which these two files list.
    const tables = (await Promise.all(["docs/faults.md", "docs/attacks.md"].map(read))).join();
    for (const [name = "", file = ""] of found(/--test-name-pattern="([^"]+)" ([\w/-]+\.test\.mjs)/g)) {
      assert.ok(`${tables}${await read(file)}`.includes(name), `${file} has a test "${name}"`);
    }
    for (const [name = "", filter = ""] of found(/cargo test --test (\w+) (\w+)/g)) {
      assert.match(await read(`tests/${name}.rs`), new RegExp(`fn \\w*${filter}`), `${name} has a test ${filter}`);
    }
  });
});
