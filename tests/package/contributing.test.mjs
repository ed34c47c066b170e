// @ts-check
// The dry runs of CONTRIBUTING.md still fit the tree; `npm run dry-runs` does them.

import assert from "node:assert/strict";
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
