// @ts-check
// `npm run dry-runs`: a field, a filter and a status are added to a copy of the tree as CONTRIBUTING.md says, and
// nothing else is edited. Each must be generated, and all that holds the package to something must pass with it.

import { copyFile, mkdir, mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { applyPatch, dryRuns } from "./contributing.mjs";
import { npmPackages, setUp } from "./setup.mjs";
import { Failure, main, run, step } from "./step.mjs";
import { environment, root } from "./tools.mjs";

/** @import { DryRun } from "./contributing.mjs" */

/** Folders that set-up makes, which the copy shares. */
const shared = [".tools", "node_modules", ...["cli", "sync", "tests/types"].map((folder) => `${folder}/node_modules`)];

/** Tests of the tables' consequences in the package: those that read the facts, and some of what a user sees. */
const packageTests = ["generated", "private", "schema", "list"].map((name) => `tests/package/${name}.test.mjs`);

/** Native tests which must have run, lest another name of theirs let a dry run pass without them. */
const neededTests = [
  "each_property_alone_takes_the_fast_path",
  "all_properties_take_the_fast_path_in_any_order",
  "every_parameter_of_the_table_is_served",
];

await main(async () => {
  const words = process.argv.slice(2);
  const all = await dryRuns();
  const chosen = all.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  if (chosen.length === 0) {
    const names = all.map(({ name }) => name).join(", ");
    throw new Failure(`no dry run's name holds ${words.join(" or ")}; there are ${names}`);
  }
  await setUp("build");
  for (const folder of ["sync", "tests/types"]) await npmPackages(folder);
  const copy = await realpath(await mkdtemp(join(tmpdir(), "trusthub-profiles-dry-runs-")));
  try {
    await step("a copy of the tree", () => copyTree(copy));
    for (const dryRun of chosen) await step(dryRun.name, () => dryRunIn(copy, dryRun));
  } finally {
    await rm(copy, { recursive: true });
  }
});

/** With its own history, against which changes are seen. @param {string} copy */
async function copyTree(copy) {
  const listed = await run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { quiet: true });
  const files = new Set(listed.split("\0").filter((file) => file !== "" && existsSync(join(root, file))));
  for (const file of files) {
    if (shared.includes(file)) continue;
    await mkdir(dirname(join(copy, file)), { recursive: true });
    await copyFile(join(root, file), join(copy, file));
  }
  await git(copy, ["init", "--quiet"]);
  await git(copy, ["add", "--all"]);
  const author = ["-c", "user.name=dry runs", "-c", "user.email=dry-runs@localhost", "-c", "commit.gpgSign=false"];
  await git(copy, [...author, "commit", "--quiet", "--no-verify", "--message", "the tree"]);
  for (const folder of shared) await symlink(await realpath(join(root, folder)), join(copy, folder));
}

/** @param {string} copy @param {DryRun} dryRun */
async function dryRunIn(copy, { row, generated, apart }) {
  await git(copy, ["checkout", "--quiet", "."]);
  // One target folder for all dry runs, now and later: what others wrote is compiled once.
  const target = { CARGO_TARGET_DIR: join(root, "target/dry-runs") };
  const native = { ...process.env, ...target };
  const tools = { ...environment(), ...target };
  const node = (/** @type {string[]} */ args) => run(process.execPath, args, { cwd: copy, env: tools, quiet: true });

  await applyPatch(copy, row);
  const edited = await changedFiles(copy);
  if (edited.length !== 1) throw new Failure(`the row is in ${edited.join(", ")}: expected one file`);
  await step("npm run generate", async () => {
    await run(process.execPath, ["scripts/generate.mjs"], { cwd: copy, env: native, quiet: true });
    await checkGenerated(copy, generated, edited);
  });
  await applyPatch(copy, apart);

  await step("the core, native, with the second decoder and the fast path's count", async () => {
    const output = await run("cargo", ["test", "--workspace", "--locked"], { cwd: copy, env: native, quiet: true });
    for (const name of neededTests) {
      const passed = new RegExp(`^test \\S*${name} \\.\\.\\. ok$`, "m");
      if (!passed.test(output)) throw new Failure(`the test ${name} didn't run`);
    }
    const counts = [...output.matchAll(/^test result: ok\. (\d+) passed/gm)].map((match) => Number(match[1]));
    const passed = counts.reduce((sum, count) => sum + count, 0);
    console.log(`  ${passed} tests passed`);
  });
  await step("the package", () => node(["scripts/build.mjs"]));
  await step("formatting and types", async () => {
    await run("cargo", ["fmt", "--check"], { cwd: copy, env: native, quiet: true });
    await run("biome", ["check", "--error-on-warnings"], { cwd: copy, env: tools, quiet: true });
    await run("tsc", ["--project", "tsconfig.json"], { cwd: copy, env: tools, quiet: true });
  });
  await step("the package's tests, and its types against the contract", async () => {
    const tests = await node(["--test", "--test-concurrency=1", ...packageTests]);
    const patterns = ["takes the same programs", "assignable to each other"].map(
      (name) => `--test-name-pattern=${name}`,
    );
    const types = await node(["--test", ...patterns, "tests/types/types.test.mjs"]);
    for (const [what, output, least] of /** @type {const} */ ([
      ["package", tests, 50],
      ["types", types, 2],
    ])) {
      const passed = Number(/^# pass (\d+)$/m.exec(output)?.[1]);
      if (!(passed >= least)) throw new Failure(`${what}: ${passed} tests passed, of ${least} or more`);
      console.log(`  ${what}: ${passed} tests passed`);
    }
  });
}

/**
 * Exactly the files that CONTRIBUTING.md names were written, with the lines that it shows.
 * @param {string} copy
 * @param {DryRun["generated"]} expected
 * @param {string[]} edited before
 */
async function checkGenerated(copy, expected, edited) {
  const written = (await changedFiles(copy)).filter((file) => !edited.includes(file));
  const named = expected.map(({ file }) => file).sort();
  if (written.join() !== named.join()) {
    throw new Failure(`npm run generate wrote ${written.join(", ")}; CONTRIBUTING.md names ${named.join(", ")}`);
  }
  for (const { file, lines } of expected) {
    const changes = (await git(copy, ["diff", "--unified=0", "--", file])).split("\n");
    for (const line of lines) {
      if (changes.includes(line)) continue;
      throw new Failure(`${file}: CONTRIBUTING.md expects the change ${JSON.stringify(line)}`);
    }
  }
}

/** @param {string} copy */
async function changedFiles(copy) {
  return (await git(copy, ["diff", "--name-only"]))
    .split("\n")
    .filter((file) => file !== "")
    .sort();
}

/** @param {string} copy @param {string[]} args */
function git(copy, args) {
  return run("git", args, { cwd: copy, quiet: true });
}
