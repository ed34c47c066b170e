// @ts-check
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";

test("the README's example runs and ends", () => {
  const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
  const [, example = ""] = /```js\n(.*?)```/s.exec(readme) ?? [];
  const program = example.replace("./emulator.mjs", new URL("emulator.mjs", import.meta.url).href);
  const args = ["--input-type=module", "-e", program];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 20_000 });
  assert.equal(stderr, "");
  assert.match(stdout, /^429 1 BU[0-9a-f]{32}\n$/);
  assert.equal(status, 0);
});
