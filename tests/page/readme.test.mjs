// @ts-check
// README's pages work as they stand, and the element's own README names all that an embedder can use.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { root } from "../../scripts/tools.mjs";
import { inEachBrowser } from "./page.mjs";

const readme = await readFile(join(root, "README.md"), "utf8");
const [list, embedded] = [...readme.matchAll(/^```html\n(.*?)^```$/gms)].map((match) => match[1]);

inEachBrowser("README", { profiles: 55 }, (page) => {
  /** @param {string | undefined} html */
  const write = async (html) => {
    assert.ok(html);
    // A page of the server's origin, in which there is nothing yet.
    await page().driver.get(`${page().url}no-such-file`);
    page().emulator.requests.length = 0;
    await page().driver.executeScript("document.open(); document.write(arguments[0]); document.close();", html);
  };

  it("lists profiles in a page", async () => {
    await write(list);
    await page().driver.wait(async () => (await page().driver.executeScript("return document.querySelectorAll('#profiles li').length;")) === 55, 20_000);
    assert.equal(page().emulator.requests.length, 3);
  });

  it("embeds the element", async () => {
    await write(embedded);
    await page().reads(".summary", "Page 1: 50 profiles");
  });
});

describe("the element's README", async () => {
  const folder = join(root, "www/customer-profiles");
  const own = await readFile(join(folder, "README.md"), "utf8");
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".js"));
  const source = (await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")))).join("\n");
  /** @param {RegExp} pattern */
  const found = (pattern) => [...new Set([...source.matchAll(pattern)].map((match) => String(match[1])))];
  for (const [what, names] of /** @type {const} */ ([
    ["custom properties", found(/var\((--customer-profiles-[\w-]+)/g)],
    ["parts", found(/\bpart: "([\w-]+)"/g)],
    ["events", found(/"(profiles-[a-z]+)"/g)],
  ])) {
    it(`names all ${what}`, () => {
      assert.ok(names.length > 5, `${what} are found: ${names}`);
      for (const name of names) assert.ok(own.includes(`\`${name}\``), `${what}: ${name}`);
    });
  }
});
