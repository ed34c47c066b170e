// @ts-check
// `npm test`: sets up what is missing and runs every test, in two lanes side by side: most tests wait for a browser, a
// clock or a process, so that one lane leaves a core idle.

import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
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
  const failures = (await Promise.all([browserLane(), otherLane()])).flat();
  if (failures.length > 0) throw new Failure(`failed:\n${failures.join("\n")}`);
});

/** Its output is shown as it comes. */
async function browserLane() {
  const boundary = "the boundary, in three browsers";
  const page = "the page, in three browsers";
  return [
    ...(await failure(boundary, testBoundary())),
    ...(await failure(
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
      nodeTests(["tests/sync/chaos.test.mjs"], { ...options, program: syncNode(24) }),
    )),
  ];
}

/**
 * A step that fails doesn't end its lane, so that one run shows every failure.
 * @param {string} what
 * @param {Promise<unknown>} work
 * @returns {Promise<string[]>} what failed and why, if it did
 */
async function failure(what, work) {
  try {
    await work;
    return [];
  } catch (error) {
    if (error instanceof Failure) return [`${what}: ${error.message}`];
    throw error;
  }
}

/**
 * @param {readonly string[]} paths folders and files
 * @param {{ capture?: boolean, program?: string }} [options]
 */
async function nodeTests(paths, { program = process.execPath, ...options } = {}) {
  const files = (await Promise.all(paths.map(testFiles))).flat();
  const folder = await mkdtemp(join(tmpdir(), "failed-tests-"));
  const failed = join(folder, "list");
  const reporters = ["tap", "stdout", join(root, "scripts/failed-tests.mjs"), failed].map(
    (value, index) => `--test-reporter${index % 2 === 0 ? "" : "-destination"}=${value}`,
  );
  try {
    // One file at a time: a file's servers and browsers would disturb another's.
    const args = ["--test", "--test-concurrency=1", ...reporters, ...files];
    return await run(program, args, { env: environment(), ...options });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(`\n${await readFile(failed, "utf8")}`, error.output);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * Named one by one: Node 20 takes folders and no patterns, later versions patterns and no folders.
 * @param {string} path of a folder, or of a file
 */
async function testFiles(path) {
  if (path.endsWith(".mjs")) return [path];
  const files = await readdir(join(root, path));
  return files.filter((file) => file.endsWith(".test.mjs")).map((file) => join(path, file));
}

/**
 * @param {string} what
 * @param {(options: { capture: true }) => Promise<string>} work
 */
async function shownAtEnd(what, work) {
  const start = performance.now();
  let output = "";
  const failures = await failure(
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
  process.stdout.write(`▸ ${what}\n${output}  ${failures.length === 0 ? "done" : "✗ failed"} in ${seconds} s\n`);
  return failures;
}
