// @ts-check
// The build leaves out what didn't change, and nothing else.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { build as bundle } from "esbuild";
import { packageStage, published } from "../../scripts/build.mjs";
import { pageStage, tablesStage } from "../../scripts/cli.mjs";
import { coreStage } from "../../scripts/core.mjs";
import { unlessDone } from "../../scripts/stamp.mjs";
import { root } from "../../scripts/tools.mjs";

/** @import { Stage } from "../../scripts/stamp.mjs" */

describe("a stage of the build", () => {
  /** @type {string} */
  let folder;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "stamp-"));
  });
  after(() => rm(folder, { recursive: true }));

  /** @type {Stage} */
  const stage = {
    name: "joined",
    inputs: ["source", "head.txt", "maybe.txt"],
    facts: { tool: "1.0" },
    outputs: ["joined.txt", "made"],
  };
  const write = (/** @type {string} */ file, /** @type {string} */ text) => writeFile(join(folder, file), text);
  const work = async () => {
    await mkdir(join(folder, "made"), { recursive: true });
    await write("joined.txt", "joined");
    await write("made/part.txt", "a part");
  };
  /** @param {Partial<Stage>} [other] */
  const isDone = (other = {}, doing = work) => unlessDone({ ...stage, ...other }, doing, folder);

  beforeEach(async () => {
    await mkdir(join(folder, "source/deep"), { recursive: true });
    await write("source/one.txt", "one");
    await write("source/deep/two.txt", "two");
    await write("head.txt", "head");
    await isDone();
    assert.equal(await isDone(), false, "nothing changed");
  });

  for (const [what, change] of /** @type {[string, () => Promise<unknown>][]} */ ([
    ["a file that it reads changed", () => write("head.txt", "haed")],
    ["a file in a folder in a folder changed", () => write("source/deep/two.txt", "2")],
    ["a file came", () => write("source/three.txt", "")],
    ["a file that may be missing came", () => write("maybe.txt", "")],
    ["a file went", () => rm(join(folder, "source/one.txt"))],
    [
      "a file's text moved to another",
      async () => {
        await write("source/one.txt", "two");
        await write("source/deep/two.txt", "one");
      },
    ],
    ["what it leaves is missing", () => rm(join(folder, "joined.txt"))],
    ["what it leaves was edited", () => write("made/part.txt", "another part")],
    ["what it leaves has a file more", () => write("made/more.txt", "")],
    ["its stamp is broken", () => write("target/stamps/joined.json", "{")],
  ])) {
    it(`is done again when ${what}`, async () => {
      await change();
      assert.equal(await isDone(), true);
      await rm(join(folder, "made"), { recursive: true });
      await rm(join(folder, "source"), { recursive: true });
      await rm(join(folder, "maybe.txt"), { force: true });
    });
  }

  it("is done again when a tool is of another version", async () => {
    assert.equal(await isDone({ facts: { tool: "1.1" } }), true);
    assert.equal(await isDone({ facts: { tool: "1.1" } }), false);
    assert.equal(await isDone(), true);
  });

  it("is done again after it failed, and when something changed while it was done", async () => {
    await write("head.txt", "other");
    const failing = isDone({}, async () => {
      await work();
      throw new Error("no space left");
    });
    await assert.rejects(failing, { message: "no space left" });
    const changing = async () => {
      await work();
      await write("head.txt", "newer");
    };
    assert.equal(await isDone({}, changing), true);
    assert.equal(await isDone(), true);
    assert.equal(await isDone(), false);
  });

  it("is not done again by another date", async () => {
    await write("head.txt", await readFile(join(folder, "head.txt"), "utf8"));
    assert.equal(await isDone(), false);
  });
});

describe("the stages know all that they read:", () => {
  /** @param {Stage} stage @param {string} file */
  const knows = ({ inputs }, file) => inputs.some((input) => file === input || file.startsWith(`${input}/`));

  /** What modules import of the project, by themselves and by others. @param {string[]} modules */
  const importsOf = async (modules) => {
    const { metafile } = await bundle({
      entryPoints: modules,
      bundle: true,
      platform: "node",
      format: "esm",
      packages: "external",
      metafile: true,
      write: false,
      outdir: "nowhere",
      absWorkingDir: root,
      logLevel: "silent",
    });
    return Object.keys(metafile.inputs);
  };

  it("the core's, by what cargo noted when it compiled", async (context) => {
    const folder = join(root, "target/wasm32-unknown-unknown/release");
    const notes = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".d"));
    if (notes.length === 0) return context.skip("the core was not compiled here");
    const stage = await coreStage(published);
    for (const note of notes) {
      const [, listed = ""] = (await readFile(join(folder, note), "utf8")).split(/:\s/);
      const files = listed
        .trim()
        .split(/(?<!\\) /)
        .map((file) => relative(root, file.replaceAll("\\ ", " ")));
      assert.ok(files.length > 10);
      for (const file of files) assert.ok(knows(stage, file), file);
    }
  });

  it("the scripts that do the work", async () => {
    for (const [module, stage, others] of /** @type {[string, Stage, string[]][]} */ ([
      ["core", await coreStage(published), []],
      // It does the other stages too, and what comes before.
      ["build", await packageStage(published), ["setup", "stamp", "cli", "page"]],
      ["cli", pageStage(), ["stamp"]],
      ["cli", tablesStage(), ["stamp", "page"]],
    ])) {
      const modules = await importsOf([`scripts/${module}.mjs`]);
      assert.ok(modules.length > 2);
      for (const file of modules) {
        if (!others.includes(file.slice("scripts/".length, -".mjs".length)))
          assert.ok(knows(stage, file), `${stage.name}: ${file}`);
      }
    }
  });

  it("the modules that are bundled", async () => {
    for (const [module, stage] of /** @type {const} */ ([
      ["cli/tables.mjs", tablesStage()],
      ["cli/page/hono.mjs", pageStage()],
      ["www/sign-in/sign-in.js", pageStage()],
    ])) {
      for (const file of await importsOf([module])) assert.ok(knows(stage, file), `${stage.name}: ${file}`);
    }
  });
});
