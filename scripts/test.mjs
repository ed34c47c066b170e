// @ts-check
// `npm test`: sets up what is missing and runs every test.

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { testBoundary } from "./boundary.mjs";
import { setUp } from "./setup.mjs";
import { build, buildPanicking } from "./build.mjs";
import { main, run, step } from "./step.mjs";
import { environment, root } from "./tools.mjs";

/**
 * Named one by one: Node 20 takes folders and no patterns, later versions patterns and no folders.
 * @param {string} folder
 */
async function testFiles(folder) {
  const files = await readdir(join(root, folder));
  return files.filter((file) => file.endsWith(".test.mjs")).map((file) => join(folder, file));
}

await main(async () => {
  await setUp("test");
  await build();
  await buildPanicking();
  await step("the core, native", () => run("cargo", ["test", "--workspace", "--locked"]));
  await testBoundary();
  const folders = [
    "cli/emulator",
    "tests/package",
    "tests/docs",
    "tests/types",
    "tests/consumers",
    "tests/transport",
    "tests/faults",
    "tests/handler",
    "tests/server",
    "tests/page",
    "tests/apps",
  ];
  const files = await Promise.all(folders.map(testFiles));
  await step(
    "the emulator, the package, its docs, its types, the transport, the faults, the handler, the server and the page",
    () => run(process.execPath, ["--test", "--test-concurrency=1", ...files.flat()], { env: environment() }),
  );
});
