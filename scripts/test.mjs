// @ts-check
// `npm test`: sets up what is missing and runs every test, in two lanes side by side: most tests wait for a browser, a
// clock or a process, so that one lane leaves a core idle.

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { testBoundary } from "./boundary.mjs";
import { setUp } from "./setup.mjs";
import { build, buildPanicking } from "./build.mjs";
import { Failure, main, run, step } from "./step.mjs";
import { environment, root, syncNode } from "./tools.mjs";

/** The page's tests run three browsers each, and take as long as all others. */
const browserFolders = ["tests/page", "tests/apps"];

const otherFolders = [
  "cli/emulator",
  "tests/cli",
  "tests/package",
  "cli/testing",
  "tests/testkit",
  "tests/docs",
  "tests/types",
  "tests/consumers",
  "tests/transport",
  "tests/faults",
  "tests/handler",
  "tests/cli-page",
];

await main(async () => {
  await setUp("test");
  await build();
  await buildPanicking();
  const failed = (await Promise.all([browserLane(), otherLane()])).flat();
  if (failed.length > 0) throw new Failure(`failed: ${failed.join("; ")}`);
});

/** Its output is shown as it comes. */
async function browserLane() {
  const boundary = "the boundary, in three browsers";
  const page = "the page, in three browsers";
  return [
    ...(await nameIfFailed(boundary, testBoundary())),
    ...(await nameIfFailed(
      page,
      step(page, () => nodeTests(browserFolders)),
    )),
  ];
}

/** Its output is shown when each step has ended, since two at once can't be read. */
async function otherLane() {
  return [
    ...(await shownAtEnd("the core, native", (options) => run("cargo", ["test", "--workspace", "--locked"], options))),
    ...(await shownAtEnd(
      "the packages, their docs and types, the transport, the faults, the handler and the server",
      (options) => nodeTests(otherFolders, options),
    )),
    ...(await shownAtEnd("sync, on Node 22", (options) =>
      nodeTests(["tests/sync"], { ...options, program: syncNode(22) }),
    )),
    ...(await shownAtEnd("sync, on Node 24", (options) =>
      run(syncNode(24), ["--test", "tests/sync/chaos.test.mjs"], { env: environment(), ...options }),
    )),
  ];
}

/**
 * A step that fails doesn't end its lane, so that one run shows every failure.
 * @param {string} what
 * @param {Promise<unknown>} work
 * @returns {Promise<string[]>} the step's name if it failed
 */
async function nameIfFailed(what, work) {
  try {
    await work;
    return [];
  } catch (error) {
    if (error instanceof Failure) return [what];
    throw error;
  }
}

/**
 * @param {readonly string[]} folders
 * @param {{ capture?: boolean, program?: string }} [options]
 */
async function nodeTests(folders, { program = process.execPath, ...options } = {}) {
  const files = await Promise.all(folders.map(testFiles));
  // One file at a time: a file's servers and browsers would disturb another's.
  return run(program, ["--test", "--test-concurrency=1", ...files.flat()], { env: environment(), ...options });
}

/**
 * Named one by one: Node 20 takes folders and no patterns, later versions patterns and no folders.
 * @param {string} folder
 */
async function testFiles(folder) {
  const files = await readdir(join(root, folder));
  return files.filter((file) => file.endsWith(".test.mjs")).map((file) => join(folder, file));
}

/**
 * @param {string} what
 * @param {(options: { capture: true }) => Promise<string>} work
 */
async function shownAtEnd(what, work) {
  const start = performance.now();
  let output = "";
  const failed = await nameIfFailed(
    what,
    work({ capture: true }).then(
      (all) => {
        output = all;
      },
      (error) => {
        if (error instanceof Failure) output = error.output;
        throw error;
      },
    ),
  );
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`▸ ${what}\n${output}  ${failed.length === 0 ? "done" : "✗ failed"} in ${seconds} s\n`);
  return failed;
}
