// @ts-check
// The package's syntax is that of the lowest versions that docs/runtimes.md states: nothing has to be rewritten for them.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { transform } from "esbuild";
import { root } from "./installed.mjs";

const pkg = join(root, "pkg");

/** \p{Surrogate} is older than all of them; esbuild counts scripts of languages that came later to the same feature. */
const supported = { "regexp-unicode-property-escapes": true };

describe("the package's syntax", async () => {
  const page = await readFile(join(root, "docs/runtimes.md"), "utf8");
  const stated = /Chrome and Edge (\d+), Firefox (\d+), Safari ([\d.]+)/.exec(page);
  assert.ok(stated, "the page states the lowest versions");
  const [, chrome, firefox, safari] = stated;

  for (const target of ["node20", `chrome${chrome}`, `edge${chrome}`, `firefox${firefox}`, `safari${safari}`]) {
    it(`is known to ${target}`, async () => {
      const files = (await readdir(pkg)).filter((file) => /\.c?js$/.test(file) && !file.startsWith("wasm-inlined"));
      for (const file of files) {
        const text = await readFile(join(pkg, file), "utf8");
        const [asItIs, rewritten] = await Promise.all(
          ["esnext", target].map(async (it) => (await transform(text, { target: it, supported })).code),
        );
        assert.equal(rewritten, asItIs, file);
      }
    });
  }
});
