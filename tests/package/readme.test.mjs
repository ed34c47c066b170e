// @ts-check
// Every program of README runs as it stands: in Node as an ES module and by `require`, and in a page.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { startEmulator } from "../../emulator/emulator.mjs";
import { installPackage, root, runProgram } from "./installed.mjs";

/** @import { Emulator } from "../../emulator/emulator.mjs" */

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;
/** @type {Emulator} */
let emulator;
/** @type {Record<string, string>} */
const snippets = {};
/** @type {NodeJS.ProcessEnv} */
let env;

before(async () => {
  const readme = await readFile(join(root, "README.md"), "utf8");
  for (const [, file, source] of readme.matchAll(/^```js title="([^"]+)"\n(.*?)^```$/gms))
    snippets[String(file)] = String(source);
  installed = await installPackage();
  emulator = await startEmulator({ profiles: 130 });
  const account = /** @type {Emulator["accounts"][number]} */ (emulator.accounts[0]);
  env = { TRUSTHUB_URL: emulator.url, TWILIO_ACCOUNT_SID: account.accountSid, TWILIO_AUTH_TOKEN: account.authToken };
});
after(async () => {
  await emulator.close();
  await installed.remove();
});

describe("README's programs", () => {
  for (const [name, file, flags] of /** @type {const} */ ([
    ["an ES module", "list.mjs", []],
    ["require", "list.cjs", []],
    ["require without ES modules", "list.cjs", ["--no-experimental-require-module"]],
    ["errors", "errors.mjs", []],
    ["pages", "pages.mjs", []],
    ["resuming", "resume.mjs", []],
    ["decoding", "decode.mjs", []],
    ["the schema", "schema.mjs", []],
    ["slim", "slim.mjs", []],
    ["the handler", "embed.mjs", []],
  ])) {
    it(`run: ${name}`, async () => {
      emulator.requests.length = 0;
      const source = snippets[file];
      assert.ok(source, `README has ${file}`);
      const output = await runProgram(installed.folder, file, source, env, [...flags]);
      const expected = /^\/\/ prints: (.*)$/m.exec(source)?.[1];
      assert.ok(expected, `${file} says what it prints`);
      assert.equal(output.trim().split("\n").at(-1), expected);
      if (file.startsWith("list")) assert.equal(emulator.requests.length, 3);
    });
  }

  it("list every error", async () => {
    const readme = await readFile(join(root, "README.md"), "utf8");
    for (const name of [
      "OptionsError",
      "ApiError",
      "NetworkError",
      "TimeoutError",
      "ResponseError",
      "PaginationError",
    ]) {
      assert.ok(readme.includes(`| \`${name}\` |`), `README's table names ${name}`);
    }
  });
});
