// @ts-check
// The programs of README and of the pages in docs/: each is strict TypeScript and strict JavaScript as it stands, and runs
// against the emulator. A program with a title is whole; any other has what its reader has already (reader.mjs).

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { startEmulator } from "../../cli/emulator/emulator.mjs";
import { facts } from "../../scripts/generate.mjs";
import { codeBlocks } from "../../scripts/markdown.mjs";
import { packedPages } from "../../scripts/pages.mjs";
import { machine } from "../environment.mjs";
import { installPackage, root } from "../package/installed.mjs";
import { placeCommand } from "../testkit/packed-command.mjs";
import { compile, compilers } from "../types/compile.mjs";
import { declared } from "../types/examples.mjs";

/** @import { CodeBlock } from "../../scripts/markdown.mjs" */
/** @import { Emulator } from "../../cli/emulator/emulator.mjs" */

/** What programs import besides. */
const packages = [
  "@fastify/cookie",
  "@fastify/session",
  "@hono/node-server",
  "@opentelemetry/api",
  "@types/express",
  "@types/express-session",
  "fastify",
  "hono",
  "prom-client",
];

/** What programs of docs/testing.md import besides; tests/testkit runs those. */
const testTools = ["@jest/globals", "msw", "nock", "undici", "vitest"];

/** The folders of all of them, by their names. @type {Record<string, string>} */
const folders = Object.fromEntries([
  ...packages.map((name) => [name, join(root, "node_modules", name)]),
  ...testTools.map((name) => [name, join(root, "tests/testkit/node_modules", name)]),
]);

/** Without the READMEs of the command, which has command lines, and of sync: tests/sync runs its program and its queries. */
const pages = [...(await packedPages()).keys()].filter((page) => !["cli/README.md", "sync/README.md"].includes(page));
const blocks = (await Promise.all(pages.map(codeBlocks))).flat();
const programs = blocks.filter(({ language }) => ["js", "ts", "jsx", "tsx"].includes(language));
/** Files of examples/, which a page shows whole. */
const shown = programs.filter(({ title }) => title?.startsWith("examples/"));
const runnable = programs.filter((program) => !shown.includes(program));
/** Scripts within pages. */
const scripts = blocks
  .filter(({ language }) => language === "html")
  .flatMap(({ source, ...block }) => {
    const script = /<script type="module">\n(.*?)<\/script>/s.exec(source)?.[1];
    return script === undefined ? [] : [{ ...block, source: script }];
  });

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;

before(async () => {
  installed = await installPackage();
  for (const file of ["network.mjs", "reader.mjs"])
    await copyFile(join(root, "tests/docs", file), join(installed.folder, file));
  await placeCommand(installed.folder);
  for (const [name, folder] of Object.entries(folders)) {
    const link = join(installed.folder, "node_modules", name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(folder, link);
  }
  await mkdir(join(installed.folder, "examples"));
  for (const { title, source } of shown) await writeFile(join(installed.folder, String(title)), source);
});
after(() => installed.remove());

/** @param {CodeBlock} block */
const nameOf = ({ markdown, line, title }) => `${markdown}, line ${line}${title === null ? "" : ` (${title})`}`;

/**
 * A program's file: its own, in the language that it is tried in, so that programs find each other.
 * @param {CodeBlock} block
 * @param {string} extension
 */
const fileOf = ({ markdown, line, title }, extension) =>
  title?.replace(/\.mjs$/, `.${extension}`) ?? `${markdown.replace(/\W/g, "-")}-${line}.${extension}`;

describe("programs of the docs", () => {
  it("are in each page", () => {
    for (const page of pages) {
      // Which have figures, and command lines.
      if (page === "docs/speed.md" || page === "docs/cli.md") continue;
      assert.ok(
        blocks.some(({ markdown, language }) => markdown === page && language !== "sh"),
        page,
      );
    }
  });

  for (const compiler of [compilers[0], compilers.at(-1)]) {
    for (const [what, extension] of /** @type {const} */ ([
      ["TypeScript", "mts"],
      ["JavaScript", "mjs"],
    ])) {
      it(`are strict ${what}, by TypeScript ${compiler}`, async () => {
        const all = [...runnable, ...scripts].filter(({ language }) => extension === "mts" || language !== "ts");
        const files = Object.fromEntries(
          all.map((block) => {
            // What require gives has types in JavaScript alone.
            const isCommonJs = block.title?.endsWith(".cjs") === true;
            return [fileOf(block, extension), isCommonJs ? block.source : `${block.source}\nexport {};\n`];
          }),
        );
        const found = await compile({
          folder: installed.folder,
          compiler: String(compiler),
          resolution: "nodenext, ES modules",
          node: "20",
          dom: true,
          packages: folders,
          files: {
            [`reader-${extension}.d.ts`]: declared,
            ...files,
            ...Object.fromEntries(shown.map(({ title, source }) => [String(title), source])),
          },
        });
        assert.equal(found, "");
      });
    }
  }

  for (const block of runnable) {
    const { info, title, source } = block;
    if (/\bnorun\b/.test(info)) continue;
    it(`run: ${nameOf(block)}`, async () => {
      const faults = /\bfaults="([^"]*)"/.exec(info)?.[1];
      const count = /\blines="(\d+)"/.exec(info)?.[1];
      const emulator = await startEmulator({ profiles: 130, ...(faults === undefined ? {} : { faults }) });
      try {
        const file = fileOf(block, "mjs");
        await writeFile(join(installed.folder, file), source);
        // Node 20 and 22 may be told to require no ES module.
        const flags = file.endsWith(".cjs") ? [[], ["--no-experimental-require-module"]] : [[]];
        for (const flag of flags) {
          const output = await printed(emulator, file, [
            "--import",
            title === null ? "./reader.mjs" : "./network.mjs",
            ...flag,
          ]);
          const lines = output.trimEnd().split("\n");
          if (count !== undefined) assert.equal(lines.length, Number(count), output);
          for (const expected of expectedLines(source)) {
            assert.ok(lines.includes(expected), `${output}\nhas no line: ${expected}`);
          }
        }
        if (title !== null && count === undefined)
          assert.ok(expectedLines(source).length > 0, "it says what it prints");
      } finally {
        await emulator.close();
      }
    });
  }

  for (const block of shown) {
    it(`are the file that they name: ${nameOf(block)}`, async () => {
      assert.equal(block.source, await readFile(join(root, String(block.title)), "utf8"));
    });
  }
});

describe("the docs name", () => {
  const page = (/** @type {string} */ file) => readFile(join(root, file), "utf8");

  it("each error class, with what it has of its own", async () => {
    const library = await installed.load();
    const text = await page("docs/errors.md");
    const classes = Object.entries(library).filter(
      ([, value]) => Object.getPrototypeOf(value) === library.TrustHubError,
    );
    assert.equal(classes.length, 6);
    for (const [name] of classes) assert.ok(text.includes(`| \`${name}\` |`), name);
    const declarations = await page("pkg-template/index.d.ts");
    for (const [, name, body = ""] of declarations.matchAll(
      /^export declare class (\w+) extends TrustHubError \{(.*?)^\}/gms,
    )) {
      const row = text.split("\n").find((line) => line.startsWith(`| \`${name}\` |`)) ?? "";
      const own = [...body.matchAll(/^  readonly (\w+)/gm)].map((match) => match[1]).filter((it) => it !== "kind");
      for (const property of own) assert.ok(row.includes(`\`${property}\``), `${name}.${property}`);
    }
  });

  it("each event, with what it has of its own", async () => {
    const text = await page("docs/events.md");
    const union =
      /^export type ClientEvent = EventPlace &(.*?)^  \);/ms.exec(await page("pkg-template/index.d.ts"))?.[1] ?? "";
    const events = union.split(/readonly type: /).slice(1);
    assert.equal(events.length, 5);
    for (const event of events) {
      const type = /^"(\w+)"/.exec(event)?.[1];
      // A property of all events is called page, too.
      const row = text.split("\n").findLast((line) => line.startsWith(`| \`${type}\` |`)) ?? "";
      for (const [, property] of event.matchAll(/readonly (\w+): /g))
        assert.ok(row.includes(`\`${property}\``), `${type}.${property}`);
    }
  });

  it("each code of an issue, and each option of a handler", async () => {
    const { issueCodes, options } = await facts();
    const lists = await page("docs/lists.md");
    for (const code of issueCodes) assert.ok(lists.includes(`| \`${code}\` |`), code);
    const handler = await page("docs/handler.md");
    for (const { name } of options.filter(({ scope }) => scope === "Handler"))
      assert.ok(handler.includes(`| \`${name}\` |`), name);
  });
});

/** What comments say that it prints: behind a call of console.log, or at the end. @param {string} source */
function expectedLines(source) {
  const beside = [...source.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)];
  const below = [...source.matchAll(/^\/\/ prints: (.*)$/gm)];
  return [...beside, ...below].map((match) => String(match[1]));
}

/**
 * @param {Emulator} emulator
 * @param {string} file
 * @param {readonly string[]} flags
 * @returns {Promise<string>}
 */
function printed(emulator, file, flags) {
  const { accountSid, authToken } = /** @type {Emulator["accounts"][number]} */ (emulator.accounts[0]);
  const env = {
    ...machine,
    TRUSTHUB_URL: emulator.url,
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    PROFILE_SID: String(emulator.profile(accountSid, 0)["sid"]),
  };
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [...flags, file],
      { cwd: installed.folder, env, timeout: 60_000 },
      (error, stdout, stderr) => (error === null ? resolve(stdout) : reject(new Error(`${stderr || error}`))),
    );
  });
}
