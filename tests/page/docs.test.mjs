// @ts-check
// The pages in the docs work as they stand, and the element's page names all that an embedder can use.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { TRUSTED_TYPES_POLICY } from "../../scripts/element.mjs";
import { codeBlocks } from "../../scripts/markdown.mjs";
import { root } from "../../scripts/tools.mjs";
import { inEachBrowser } from "./page.mjs";
import { servePage } from "./serve-page.mjs";

/** The one page that a file shows. @param {string} markdown */
const pageIn = async (markdown) =>
  (await codeBlocks(markdown)).filter(({ language }) => language === "html").map(({ source }) => source)[0];
const list = await pageIn("docs/start.md");
const embedded = await pageIn("docs/element.md");

inEachBrowser("docs", { profiles: 55 }, (page) => {
  /**
   * @param {string | undefined} html
   * @param {() => Promise<unknown>} test
   */
  const inPage = async (html, test) => {
    assert.ok(html);
    const server = await servePage(`<!doctype html><link rel="icon" href="data:,">${html}`, page().url);
    try {
      await page().driver.get(server.url);
      await test();
    } finally {
      server.close();
    }
  };

  it("lists profiles in a page", () =>
    inPage(list, async () => {
      await page().driver.wait(
        async () =>
          (await page().driver.executeScript("return document.querySelectorAll('#profiles li').length;")) === 55,
        20_000,
      );
      assert.equal(page().emulator.requests.length, 3);
    }));

  it("says what the page's Content Security Policy lacks where it forbids WebAssembly", async () => {
    const server = await servePage(
      `<!doctype html><link rel="icon" href="data:,"><script type="module" src="/pkg/element.standalone.js"></script>
      <customer-profiles base-url="/twilio"></customer-profiles>`,
      page().url,
      {},
      "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:",
    );
    try {
      await page().driver.get(server.url);
      await page().reads(".notice", "This page can't run the list");
      await page().reads(".notice", "'wasm-unsafe-eval'");
      assert.deepEqual(page().emulator.requests, []);
    } finally {
      server.close();
    }
  });

  for (const [file, imports] of /** @type {const} */ ([
    ["element.js", '<script type="importmap">{ "imports": { "trusthub-profiles": "/pkg/index.js" } }</script>'],
    ["element.standalone.js", ""],
  ])) {
    it(`compiles the core asynchronously in ${file}, and once`, () =>
      inPage(
        `<script>
          window.compiled = [];
          const { compile, Module } = WebAssembly;
          WebAssembly.compile = (...args) => (window.compiled.push("asynchronously"), compile.apply(WebAssembly, args));
          WebAssembly.Module = function (...args) { window.compiled.push("synchronously"); return new Module(...args); };
        </script>
        ${imports}<script type="module" src="/pkg/${file}"></script>
        <customer-profiles base-url="/twilio"></customer-profiles><customer-profiles base-url="/twilio"></customer-profiles>`,
        async () => {
          await page().reads(".summary", "Page 1: 50 profiles");
          await page().driver.wait(() => page().emulator.requests.length === 2, 20_000);
          assert.deepEqual(await page().driver.executeScript("return window.compiled;"), ["asynchronously"]);
        },
      ));
  }

  it("fills a column's template with values, but nothing that runs as a script", () =>
    inPage(
      `<script type="module" src="/pkg/element.standalone.js"></script>
      <customer-profiles base-url="/twilio"><template slot="column" data-label="Notes">
        <a href="/notes/{sid}" aria-label="Notes of {friendlyName}" onclick="show('{friendlyName}')">Notes</a>
      </template></customer-profiles>`,
      async () => {
        await page().reads(".summary", "Page 1: 50 profiles");
        const [attributes, { sid, friendlyName }] = await page().run(`
          const link = root.querySelector("[data-index='1'] .own a");
          return [["href", "aria-label", "onclick"].map((name) => link.getAttribute(name)), element.profiles[1]];`);
        assert.deepEqual(attributes, [`/notes/${sid}`, `Notes of ${friendlyName}`, "show('{friendlyName}')"]);
      },
    ));

  it("embeds the element, under a strict Content Security Policy", () =>
    inPage(embedded, async () => {
      await page().reads(".summary", "Page 1: 50 profiles");
      await page().driver.executeScript(
        "window.refused = []; document.addEventListener('securitypolicyviolation', (event) => window.refused.push(event.violatedDirective));",
      );
      await page().click(".row[data-index='0'] .open");
      await page().reads(".record", "Account SID");
      await page().press("ESCAPE");
      await page().click("[name=load-all]");
      await page().reads(".summary", "All loaded: 55 profiles");
      assert.deepEqual(await page().driver.executeScript("return window.refused;"), []);
      const [display, height] = await page().run(
        "return [getComputedStyle(root.querySelector('.filters')).display, root.querySelector('.chart .bar').getBoundingClientRect().height];",
      );
      assert.equal(display, "grid", "its styles are let in");
      assert.ok(height > 0, "the chart's bars are drawn");
    }));
});

describe("the element's Trusted Types policy", () => {
  for (const file of ["README.md", "docs/element.md"]) {
    it(`is named in ${file}`, async () => {
      assert.match(await readFile(join(root, file), "utf8"), new RegExp(`trusted-types ${TRUSTED_TYPES_POLICY}\\b`));
    });
  }
});

describe("the element's page in the docs", async () => {
  const folder = join(root, "element");
  const own = await readFile(join(root, "docs/element.md"), "utf8");
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".js"));
  const source = (await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")))).join("\n");
  /** @param {RegExp} pattern */
  const found = (pattern) => [...new Set([...source.matchAll(pattern)].map((match) => String(match[1])))];
  for (const [what, names] of /** @type {const} */ ([
    ["custom properties", found(/var\((--customer-profiles-[\w-]+)/g)],
    ["parts", found(/\bpart="([\w-]+)"/g)],
    ["events", found(/"(profiles-[a-z]+)"/g)],
  ])) {
    it(`names all ${what}`, () => {
      assert.ok(names.length > 5, `${what} are found: ${names}`);
      for (const name of names) assert.ok(own.includes(`\`${name}\``), `${what}: ${name}`);
    });
  }
});
