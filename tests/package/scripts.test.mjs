// @ts-check
// The npm commands work in a clean clone: what a script imports before it has set anything up is there by then.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { root } from "../../scripts/tools.mjs";

/** @typedef {import("esbuild").Metafile["outputs"]} Outputs */

const { scripts } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
const files = new Set(
  Object.values(scripts).flatMap((command) => /^node (scripts\/[\w-]+\.mjs)/.exec(command)?.[1] ?? []),
);

describe("a script that sets up what it needs", () => {
  it("is each of the commands that package.json names", () => assert.ok(files.has("scripts/test.mjs")));

  for (const file of files) {
    it(`imports no npm package before it runs: ${file}`, async () => {
      const { metafile } = await build({
        entryPoints: [join(root, file)],
        bundle: true,
        write: false,
        metafile: true,
        format: "esm",
        platform: "node",
        packages: "external",
        // What is imported at run time stays apart from what is imported at the start.
        splitting: true,
        outdir: join(root, "nowhere"),
        absWorkingDir: root,
        logLevel: "silent",
      });
      const { outputs } = metafile;
      const entry = Object.values(outputs).find(({ entryPoint }) => entryPoint === file);
      assert.ok(entry !== undefined);
      assert.deepEqual(staticPackages(outputs, entry), []);
    });
  }
});

it("the pages of the packages are found without git: a release is built in a copy without a history", async () => {
  const module = pathToFileURL(join(root, "scripts/pages.mjs")).href;
  const program = `import { pagesOf } from ${JSON.stringify(module)}; console.log((await pagesOf("trusthub-profiles-sync")).join());`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program], {
    env: { PATH: "" },
  });
  assert.match(stdout, /^sync\/README\.md,docs\/sync\.md/);
});

/**
 * @param {Outputs} outputs
 * @param {Outputs[string] | undefined} output
 * @returns {string[]}
 */
function staticPackages(outputs, output, seen = new Set()) {
  if (output === undefined || seen.has(output)) return [];
  seen.add(output);
  return output.imports
    .filter(({ kind }) => kind === "import-statement")
    .flatMap(({ path, external }) => {
      if (!external) return staticPackages(outputs, outputs[path], seen);
      return path.startsWith("node:") ? [] : [path];
    });
}
