// @ts-check
// The demo page in real browsers: it lists, filters and turns pages through the package.

import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { Builder, By, until } from "selenium-webdriver";
import chrome from "selenium-webdriver/chrome.js";
import firefox from "selenium-webdriver/firefox.js";
import { findProgram } from "../../scripts/tools.mjs";
import { startEmulator } from "../../emulator/emulator.mjs";
import { startServer } from "../../www/server.mjs";
import { root } from "./installed.mjs";

/** @import { Emulator } from "../../emulator/emulator.mjs" */
/** @import { WebDriver } from "selenium-webdriver" */

const output = join(root, "tests/output");

/** @type {Record<string, () => Promise<WebDriver>>} */
const browsers = {
  chromium: async () => {
    const options = new chrome.Options();
    options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900");
    options.setChromeBinaryPath(findProgram("chromium") ?? "chromium");
    const service = new chrome.ServiceBuilder(findProgram("chromedriver") ?? "chromedriver");
    return new Builder().forBrowser("chrome").setChromeOptions(options).setChromeService(service).build();
  },
  firefox: async () => {
    const options = new firefox.Options();
    options.addArguments("-headless", "--width=1280", "--height=900");
    options.setBinary(findProgram("firefox-esr") ?? "firefox");
    const service = new firefox.ServiceBuilder(findProgram("geckodriver") ?? "geckodriver");
    return new Builder().forBrowser("firefox").setFirefoxOptions(options).setFirefoxService(service).build();
  },
};

for (const [name, start] of Object.entries(browsers)) {
  describe(`the page in ${name}`, () => {
    /** @type {Emulator} */
    let emulator;
    /** @type {Awaited<ReturnType<typeof startServer>>} */
    let server;
    /** @type {WebDriver} */
    let driver;

    before(async () => {
      emulator = await startEmulator({ profiles: 55 });
      server = await startServer({ emulator });
      driver = await start();
      await driver.get(server.url);
    });
    after(async () => {
      await driver?.quit();
      await server?.close();
      await emulator?.close();
    });

    /** @param {string} text */
    const summaryIs = async (text) => {
      const summary = await driver.findElement(By.css("output"));
      await driver.wait(until.elementTextContains(summary, text), 20_000);
      return driver.findElements(By.css("tbody tr"));
    };
    /** @param {string} button */
    const press = (button) => driver.findElement(By.css(`button[name=${button}]`)).click();
    /** @param {string} file */
    const screenshot = async (file) => {
      await mkdir(output, { recursive: true });
      await writeFile(join(output, `${name}-${file}.png`), await driver.takeScreenshot(), "base64");
    };

    it("lists the first page, in order", async () => {
      const rows = await summaryIs("Page 1: 20 profiles");
      assert.equal(rows.length, 20);
      const account = /** @type {Emulator["accounts"][number]} */ (emulator.accounts[0]);
      const sids = await Promise.all((await driver.findElements(By.css("td.sid"))).map((cell) => cell.getText()));
      assert.deepEqual(sids, sids.map((_, index) => emulator.profile(account.accountSid, index).sid));
      await screenshot("first-page");
    });

    it("turns pages forward and back", async () => {
      await press("next");
      await summaryIs("Page 2: 20 profiles");
      await press("next");
      await summaryIs("Page 3: 15 profiles");
      assert.equal(await driver.findElement(By.css("button[name=next]")).isEnabled(), false);
      await press("previous");
      await summaryIs("Page 2: 20 profiles");
    });

    it("filters by status", async () => {
      await driver.findElement(By.css("option:nth-child(6)")).click();
      await summaryIs("Page 1:");
      await driver.wait(async () => {
        const badges = await Promise.all((await driver.findElements(By.css(".status"))).map((badge) => badge.getText()));
        return badges.length > 0 && badges.every((badge) => badge === "twilio-approved");
      }, 20_000);
      await screenshot("approved");
    });

    it("says what went wrong", async () => {
      emulator.fault("status", { status: 403, body: { code: 20403, message: "Account suspended", status: 403 } });
      await driver.findElement(By.css("option:nth-child(1)")).click();
      await summaryIs("the API answered 403 (code 20403): Account suspended (request RQ");
      await screenshot("error");
    });

    it("is as easy as README says", async (context) => {
      const readme = await readFile(join(root, "README.md"), "utf8");
      const html = /^```html\n(.*?)^```$/ms.exec(readme)?.[1];
      assert.ok(html);
      emulator.requests.length = 0;
      // A server of its own, since the page's policy allows no script but its own.
      const other = createServer(async (request, response) => {
        if (request.url === "/") return response.setHeader("Content-Type", "text/html").end(html);
        const answer = await fetch(new URL(request.url ?? "", server.url));
        return response.writeHead(answer.status, { "Content-Type": answer.headers.get("Content-Type") ?? "" }).end(Buffer.from(await answer.arrayBuffer()));
      });
      await new Promise((resolve) => other.listen(0, "127.0.0.1", () => resolve(undefined)));
      context.after(() => other.close());
      await driver.get(`http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (other.address()).port}/`);
      await driver.wait(async () => (await driver.findElements(By.css("#profiles li"))).length === 55, 20_000);
      assert.equal(emulator.requests.length, 3);
      await screenshot("readme");
    });

  });
}
