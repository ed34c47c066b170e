// @ts-check
// The emulator and the test kit as users get them: packed, in strict TypeScript, and in the test tools of docs/testing.md,
// whose programs are run as they stand.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { FAULTS } from "../../cli/emulator/faults.mjs";
import { codeBlocks } from "../../scripts/markdown.mjs";
import { machine } from "../environment.mjs";
import { installPackage, root } from "../package/installed.mjs";
import { compile, compilers } from "../types/compile.mjs";
import { faultTable } from "./fault-table.mjs";
import { placeCommand } from "./packed-command.mjs";

const tools = join(root, "tests/testkit/node_modules");
const programs = (await codeBlocks("docs/testing.md")).filter(({ title }) => title?.endsWith(".test.mjs"));

/** The examples of the declarations, by file. @type {Record<string, string>} */
const examples = {};
for (const entry of ["emulator", "testing"]) {
  const declarations = await readFile(join(root, `cli/${entry}/api.d.ts`), "utf8");
  for (const [, lines = "", name] of declarations.matchAll(
    /^ \* @example\n(.*?)^ \*\/\nexport declare function (\w+)/gms,
  ))
    examples[`example-${name}.mts`] = lines.replace(/^ \* ?/gm, "");
}

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;

before(async () => {
  installed = await installPackage();
  await placeCommand(installed.folder);
  for (const name of ["@jest/globals", "jest", "msw", "nock", "undici", "vitest"]) {
    const link = join(installed.folder, "node_modules", name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(tools, name), link);
  }
  for (const { title, source } of programs) await writeFile(join(installed.folder, String(title)), source);
  await writeFile(
    join(installed.folder, "jest.config.json"),
    '{ "testMatch": ["**/*.jest.test.mjs"], "transform": {} }',
  );
});
after(() => installed.remove());

/**
 * @param {readonly string[]} args
 * @returns {Promise<{ code: unknown, output: string }>}
 */
function node(args) {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      args,
      { cwd: installed.folder, env: { ...machine, NO_COLOR: "1" }, timeout: 60_000 },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : error.code, output: stdout + stderr }),
    );
  });
}

/** How each runs its program, and what it then says. @type {Record<string, { args: (file: string) => string[], says: RegExp }>} */
const runners = {
  vitest: { args: (file) => [join(tools, "vitest/vitest.mjs"), "run", file], says: /Tests {2}2 passed/ },
  jest: {
    args: (file) => ["--experimental-vm-modules", join(tools, "jest/bin/jest.js"), file],
    says: /Tests: +2 passed/,
  },
  msw: { args: (file) => ["--test", file], says: /^# pass 1$/m },
  nock: { args: (file) => ["--test", file], says: /^# pass 1$/m },
  undici: { args: (file) => ["--test", file], says: /^# pass 1$/m },
};

describe("the test kit", { concurrency: 2 }, () => {
  for (const [name, { args, says }] of Object.entries(runners)) {
    it(`works with ${name}`, async () => {
      const program = programs.find(({ title }) => title?.includes(name));
      const { code, output } = await node(args(String(program?.title)));
      assert.equal(code, 0, output);
      assert.match(output, says);
    });
  }

  it("is tried by every program of docs/testing.md", () => {
    assert.equal(programs.length, Object.keys(runners).length);
  });

  for (const compiler of [compilers[0], compilers.at(-1)]) {
    it(`is strict TypeScript, by TypeScript ${compiler}, its wrong uses refused`, async () => {
      const found = await compile({
        folder: installed.folder,
        compiler: String(compiler),
        resolution: "nodenext, ES modules",
        node: "20",
        files: { ...examples, "testkit.ts": await readFile(join(root, "tests/testkit/programs/types.ts"), "utf8") },
      });
      assert.equal(found, "");
    });
  }
});

describe("the examples of the declarations", () => {
  it("are all here", () => {
    assert.equal(Object.keys(examples).length, 5);
  });

  for (const [name, source] of Object.entries(examples)) {
    it(`run: ${name}`, async () => {
      const file = name.replace(".mts", ".mjs");
      await writeFile(join(installed.folder, file), source);
      const { code, output } = await node([file]);
      assert.equal(code, 0, output);
      const prints = [...source.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map((match) => match[1]);
      assert.equal(output.trim(), prints.join("\n"));
    });
  }
});

describe("docs/emulator.md", () => {
  it("has the table of the faults", async () => {
    const text = await readFile(join(root, "docs/emulator.md"), "utf8");
    const [, table = ""] = /<!-- faults:begin -->\n(.*?)<!-- faults:end -->/s.exec(text) ?? [];
    assert.equal(table, faultTable(), "node tests/testkit/fault-table.mjs writes it");
    for (const name of Object.keys(FAULTS)) assert.ok(table.includes(`| \`${name}\` |`), name);
  });
});
