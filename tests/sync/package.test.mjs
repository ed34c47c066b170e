// @ts-check
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { assembleSyncPackage } from "../../scripts/cli-package.mjs";
import { cargoPackage, run } from "../../scripts/step.mjs";

test("the package as it is published: one version with the client, its declarations, its migrations, no tests", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "trusthub-profiles-sync-package-"));
  t.after(() => rm(folder, { recursive: true }));
  await assembleSyncPackage(folder);
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const { version } = await cargoPackage();
  assert.deepEqual([manifest.version, manifest.private, manifest.devDependencies], [version, undefined, undefined]);
  assert.equal(manifest.dependencies["trusthub-profiles"], version);
  for (const range of Object.values({ ...manifest.dependencies, ...manifest.optionalDependencies })) {
    assert.match(String(range), /^\d+\.\d+\.\d+/, "exactly one version");
  }
  const packed = JSON.parse(await run("npm", ["pack", "--dry-run", "--json"], { cwd: folder, quiet: true }));
  const files = Object.values(packed).flatMap(({ files }) =>
    files.map((/** @type {{ path: string }} */ { path }) => path),
  );
  for (const file of ["index.d.ts", "README.md", "LICENSE-MIT", "migrations/0001-profiles.sql", "src/index.mjs"]) {
    assert.ok(files.includes(file), file);
  }
  assert.deepEqual(
    files.filter((file) => /test|node_modules|package-lock/.test(file)),
    [],
  );
  for (const { types, default: code } of [manifest.exports["."]]) {
    assert.ok(files.includes(types.slice(2)) && files.includes(code.slice(2)));
  }
});
