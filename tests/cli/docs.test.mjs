// @ts-check
// docs/cli.md says what --help prints.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { it } from "node:test";
import { cliDocs } from "../../scripts/cli-docs.mjs";
import { root } from "../../scripts/tools.mjs";
import { run } from "./command.mjs";

it("docs/cli.md is what npm run docs:cli writes", async () => {
  assert.equal(await readFile(join(root, "docs/cli.md"), "utf8"), await cliDocs());
});

it("it holds what --help prints, and names every option", async () => {
  const page = await readFile(join(root, "docs/cli.md"), "utf8");
  for (const args of [
    ["--help"],
    ["list", "--help"],
    ["help", "list"],
    ["accounts", "--help"],
    ["emulator", "--help"],
  ]) {
    const { out, code } = await run(args);
    assert.equal(code, 0);
    assert.ok(page.includes(out.trim()), args.join(" "));
  }
});
