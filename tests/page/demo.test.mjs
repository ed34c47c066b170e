// @ts-check
// The demo page says whose profiles it shows, under a strict Content Security Policy.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { it } from "node:test";
import { root } from "../../scripts/tools.mjs";
import { inEachBrowser } from "./page.mjs";
import { servePage } from "./serve-page.mjs";

const html = await readFile(join(root, "cli/built/page/index.html"), "utf8");

inEachBrowser("the demo page", { profiles: 55 }, (page) => {
  it("takes properties that were set before the element's module came", async () => {
    const early = html.replace(
      "</body>",
      "<script>document.querySelector('customer-profiles').texts = { loadAll: 'Alle laden' };</script></body>",
    );
    const server = await servePage(early, page().url, { "/server-info.json": null });
    try {
      await page().driver.get(server.url);
      await page().reads(".summary", "Page 1: 50 profiles");
      assert.equal(await page().text("[name=load-all]"), "Alle laden");
      assert.equal(page().emulator.requests.length, 1, "and asks once");
    } finally {
      server.close();
    }
  });

  for (const [info, expected] of /** @type {const} */ ([
    ['{"mode":"emulator"}', "Made up: they come from the local emulator, no real account is asked"],
    ['{"mode":"twilio"}', "Of a real Twilio account: they hold personal data"],
    ['{"mode":"constructor"}', "Of a Twilio account, from Trust Hub"],
    [null, "Of a Twilio account, from Trust Hub"],
  ])) {
    it(`says "${expected}" when the server says ${info}`, async () => {
      const server = await servePage(html, page().url, { "/server-info.json": info });
      try {
        await page().driver.get(server.url);
        await page().reads(".summary", "Page 1: 50 profiles");
        const read = () => page().driver.executeScript("return document.querySelector('.source').textContent;");
        await page().driver.wait(
          async () => (await read()) === expected,
          20_000,
          `the header should read ${expected}; it reads ${await read()}`,
        );
        await page().isAccessible(`the demo page with ${info}`);
        if (info === '{"mode":"emulator"}') await page().screenshot("emulator");
        assert.equal(
          await page().driver.executeScript("return getComputedStyle(document.body).margin;"),
          "0px",
          "its stylesheet is let in",
        );
      } finally {
        server.close();
      }
    });
  }
});
