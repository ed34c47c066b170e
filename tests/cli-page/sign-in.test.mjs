// @ts-check
// The way in, in real browsers: by the address that was printed, and by hand.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { Builder, By, until } from "selenium-webdriver";
import chrome from "selenium-webdriver/chrome.js";
import firefox from "selenium-webdriver/firefox.js";
import { startEmulator } from "../../cli/emulator/emulator.mjs";
import { environment, findProgram } from "../../scripts/tools.mjs";
import { startServer } from "../../cli/page/server.mjs";
import { root } from "../package/installed.mjs";

/** @import { Emulator } from "../../cli/emulator/emulator.mjs" */
/** @import { PageServer } from "../../cli/page/server.mjs" */
/** @import { WebDriver } from "selenium-webdriver" */

const program = (/** @type {string} */ name) => findProgram(name, environment().PATH) ?? name;

/** @type {Record<string, () => Promise<WebDriver>>} */
const browsers = {
  chromium: async () => {
    const options = new chrome.Options();
    options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
    options.setChromeBinaryPath(program("chromium"));
    return new Builder()
      .forBrowser("chrome")
      .setChromeOptions(options)
      .setChromeService(new chrome.ServiceBuilder(program("chromedriver")))
      .build();
  },
  firefox: async () => {
    const options = new firefox.Options();
    options.addArguments("-headless");
    options.setBinary(program("firefox-esr"));
    return new Builder()
      .forBrowser("firefox")
      .setFirefoxOptions(options)
      .setFirefoxService(new firefox.ServiceBuilder(program("geckodriver")))
      .build();
  },
};

for (const [name, start] of Object.entries(browsers)) {
  describe(`signing in with ${name}`, () => {
    /** @type {Emulator} */
    let emulator;
    /** @type {PageServer} */
    let server;
    /** @type {WebDriver} */
    let driver;
    before(async () => {
      emulator = await startEmulator({ profiles: 3 });
      const { accountSid, authToken } = /** @type {Emulator["accounts"][number]} */ (emulator.accounts[0]);
      server = await startServer({
        account: { credentials: { username: accountSid, password: authToken }, baseUrl: emulator.url },
      });
      driver = await start();
    });
    after(async () => {
      await driver?.quit();
      await server?.close();
      await emulator?.close();
    });

    const isIn = async () => {
      await driver.wait(until.urlIs(server.url), 20_000);
      // The page asked by itself, with the cookie that no script can read.
      await driver.wait(async () => emulator.requests.length > 0, 20_000);
      assert.equal(await driver.executeScript("return document.cookie"), "");
    };

    it("is asked for first", async () => {
      await driver.get(server.url);
      await driver.wait(until.urlIs(`${server.url}sign-in`), 20_000);
      assert.equal(await driver.switchTo().activeElement().getAttribute("name"), "token");
      await mkdir(join(root, "tests/output"), { recursive: true });
      await writeFile(join(root, `tests/output/${name}-sign-in.png`), await driver.takeScreenshot(), "base64");
    });

    it("says when the token is another one", async () => {
      await driver.findElement(By.id("token")).sendKeys("wrong");
      await driver.findElement(By.css("button")).click();
      const refusal = await driver.wait(until.elementLocated(By.css("#refusal:not(:empty)")), 20_000);
      assert.equal(await refusal.getText(), "That is not the token of this start. Each start prints another one.");
      assert.equal(emulator.requests.length, 0);
    });

    it("opens by the token", async () => {
      await driver.findElement(By.id("token")).sendKeys(new URL(server.startUrl).hash.slice(1));
      await driver.findElement(By.css("button")).click();
      await isIn();
    });

    it("opens by the printed address, and leaves no token in the history", async () => {
      await driver.manage().deleteAllCookies();
      emulator.requests.length = 0;
      await driver.get("about:blank");
      await driver.get(server.startUrl);
      await isIn();
      await driver.navigate().back();
      assert.ok(!(await driver.getCurrentUrl()).includes("#"), await driver.getCurrentUrl());
    });
  });
}
