// @ts-check
// DESIGN.md has a reason for each dependency, and for nothing that is none.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { run } from "../../scripts/step.mjs";
import { cargoTools, root } from "../../scripts/tools.mjs";

const manifests = ["Cargo.toml", "fuzz/Cargo.toml", "bench/native/Cargo.toml"];
const packages = [".", "cli", "sync", "docs/reference", "tests/apps", "tests/testkit", "tests/types", "examples/next"];

/** What the rows name: each name of the first column, before what explains it. @type {string[]} */
let named;

before(async () => {
  const text = await readFile(join(root, "DESIGN.md"), "utf8");
  const table = text.slice(text.indexOf("## Dependencies"));
  const rows = [...table.matchAll(/^\| ([^|]+) \|/gm)].slice(1).map((match) => String(match[1]));
  named = rows
    .flatMap((row) => row.split(/, |; /))
    .flatMap((name) => {
      const [first, last] = name.split(" to typescript-");
      if (last === undefined) return [name.replace(/ \(.*\)$/, "")];
      return [
        String(first),
        "typescript-5.5",
        "typescript-5.6",
        "typescript-5.7",
        "typescript-5.8",
        "typescript-5.9",
      ].concat("typescript-6.0", `typescript-${last}`);
    })
    .filter((name) => !name.includes("Debian's"));
});

/** @returns {Promise<string[]>} */
async function dependencies() {
  const crates = await Promise.all(
    manifests.map(async (manifest) => {
      const args = ["metadata", "--no-deps", "--locked", "--format-version", "1", "--manifest-path", manifest];
      const metadata = JSON.parse(await run("cargo", args, { quiet: true }));
      return metadata.packages.flatMap((/** @type {any} */ it) =>
        it.dependencies.map((/** @type {any} */ d) => d.name),
      );
    }),
  );
  const npm = await Promise.all(
    packages.map(async (folder) => {
      const manifest = JSON.parse(await readFile(join(root, folder, "package.json"), "utf8"));
      return Object.keys({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies });
    }),
  );
  return [...new Set([...crates, ...npm].flat())];
}

describe("DESIGN.md's dependencies", () => {
  it("are all of them", async () => {
    const all = await dependencies();
    assert.ok(all.length > 50);
    assert.deepEqual(
      all.filter((name) => !named.includes(name)),
      [],
    );
  });

  it("are nothing else", async () => {
    // typia is installed by its bench, tools by set-up.
    const others = ["typia", ...cargoTools.map(({ crate }) => crate)];
    const all = [...(await dependencies()), ...others];
    assert.deepEqual(
      named.filter((name) => !all.includes(name)),
      [],
    );
  });
});
