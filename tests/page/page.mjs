// @ts-check
// The page as its reader meets it: what tests do with it, in whichever browser.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, beforeEach, describe } from "node:test";
import { Key } from "selenium-webdriver";
import { startEmulator } from "../../cli/emulator/emulator.mjs";
import { root } from "../../scripts/tools.mjs";
import { startServer } from "../../cli/page/server.mjs";
import { browsers } from "./browsers.mjs";

/** @import { WebDriver, WebElement } from "selenium-webdriver" */
/** @import { Driver as ChromiumDriver } from "selenium-webdriver/chrome.js" */
/** @import { Emulator, EmulatorOptions } from "../../cli/emulator/emulator.mjs" */
/** @import { Browser } from "./browsers.mjs" */

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const screenshots = join(root, "tests/output/screenshots");
const WAIT_MS = 20_000;

/** Noted from the first moment on: what a page refuses to run, and what it throws. */
const watch = `
  if (!window.faults) {
    window.faults = [];
    addEventListener("securitypolicyviolation", (event) => window.faults.push("CSP: " + event.violatedDirective + " " + event.blockedURI));
    addEventListener("error", (event) => window.faults.push("error: " + event.message));
    addEventListener("unhandledrejection", (event) => window.faults.push("rejection: " + event.reason));
  }`;

export class Page {
  /** @type {Emulator} */ emulator;
  /** @type {string} */ url;
  /** @type {WebDriver} */ driver;
  /** @type {string} */ browser;

  /** @param {{ emulator: Emulator, url: string, driver: WebDriver, browser: string }} parts */
  constructor({ emulator, url, driver, browser }) {
    this.emulator = emulator;
    this.url = url;
    this.driver = driver;
    this.browser = browser;
  }

  /** @param {string} [search] */
  async open(search = "") {
    // WebKit's driver may come back before the new page is there.
    await this.driver.executeScript("window.isBefore = true;");
    await this.driver.get(this.url + search);
    await this.until(
      "return window.isBefore === undefined && document.readyState === 'complete' && root !== undefined;",
    );
    await this.driver.executeScript(watch);
  }

  /** End the page, and with it the requests that it waits for. */
  async leave() {
    await this.driver.get("about:blank");
    await this.until("return location.href === 'about:blank';");
  }

  /**
   * Run a script with the element's shadow root as `root`, and the element as `element`.
   * @param {string} script
   * @param {...unknown} args from `arguments[0]` on
   * @returns {Promise<any>}
   */
  run(script, ...args) {
    return this.driver.executeScript(
      `const element = document.querySelector("customer-profiles"), root = element?.shadowRoot ?? undefined; ${script}`,
      ...args,
    );
  }

  /**
   * @param {string} selector within the element
   * @returns {Promise<WebElement>}
   */
  async find(selector) {
    const found = await this.run("return root.querySelector(arguments[0]);", selector);
    assert.ok(found, `the element holds ${selector}`);
    return found;
  }

  /**
   * The text that is read at a selector; empty where nothing is seen. Thousands come without their commas, which WebKit
   * writes in some locales of a server only.
   * @param {string} selector
   * @returns {Promise<string>}
   */
  async text(selector) {
    const text = await this.run(
      "const found = root?.querySelector(arguments[0]); return found?.checkVisibility() ? found.innerText : '';",
      selector,
    );
    return text.replaceAll(/(?<=\d),(?=\d{3})/g, "");
  }

  /**
   * The texts at a selector, of what is there.
   * @param {string} selector
   * @returns {Promise<string[]>}
   */
  texts(selector) {
    return this.run("return [...root.querySelectorAll(arguments[0])].map((found) => found.textContent);", selector);
  }

  /**
   * Wait until the text at a selector holds what is expected, and rows are drawn where the grid is shown: one that was hidden from
   * the start learns its height a frame later.
   * @param {string} selector
   * @param {string | RegExp} expected
   */
  async reads(selector, expected) {
    let last = "";
    const holds = async () => {
      last = await this.text(selector);
      return typeof expected === "string" ? last.includes(expected) : expected.test(last);
    };
    await this.driver.wait(holds, WAIT_MS).catch((cause) => {
      throw new Error(`${selector} should read ${expected}; it reads ${JSON.stringify(last)}`, { cause });
    });
    await this.until(`
      const grid = root?.querySelector(".grid");
      return !grid?.checkVisibility() || grid.getAttribute("aria-busy") === "true" || grid.querySelector(".body .row") !== null;`);
    return last;
  }

  /**
   * Wait until a script gives true.
   * @param {string} script
   * @param {...unknown} args
   */
  async until(script, ...args) {
    await this.driver.wait(() => this.run(script, ...args), WAIT_MS, `waited for ${script}`);
  }

  /** @param {string} selector */
  async click(selector) {
    await (await this.find(selector)).click();
  }

  /**
   * @param {string} selector
   * @param {string} value
   */
  async choose(selector, value) {
    if (this.browser === "webkit") {
      // Its driver waits for ever once the list of choices is open, which is a window of the system's. The click is for the
      // browser, whose "back" passes over what a script adds to the history without a person.
      await this.driver.actions().move({ x: 1, y: 1 }).click().perform();
      await this.run(
        `const field = root.querySelector(arguments[0]);
        field.value = arguments[1];
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));`,
        selector,
        value,
      );
      return;
    }
    await this.click(`${selector} option[value="${value}"]`);
  }

  /**
   * @param {string} selector
   * @param {string} text
   */
  async type(selector, text) {
    const field = await this.find(selector);
    await field.clear();
    await field.sendKeys(text);
  }

  /**
   * Keys, to whatever has the focus.
   * @param {...keyof typeof Key | string} keys names of Key, or texts
   */
  async press(...keys) {
    const sent = keys.map((key) =>
      key in Key ? /** @type {string} */ (Key[/** @type {keyof typeof Key} */ (key)]) : key,
    );
    for (const key of sent) await this.driver.actions().sendKeys(key).perform();
  }

  /** What has the focus, in words: its role or tag, and its name. @returns {Promise<string>} */
  focused() {
    return this.run(`
      const active = root.activeElement;
      return active === null ? "nothing" : active.localName + " " + (active.getAttribute("aria-label") ?? active.name ?? "") + " " + active.textContent.trim().slice(0, 60);`);
  }

  /** @param {number} width @param {number} height */
  async resize(width, height) {
    await this.driver.manage().window().setRect({ width, height, x: 0, y: 0 });
  }

  /**
   * axe finds nothing.
   * @param {string} state
   */
  async isAccessible(state) {
    await this.driver.executeScript(`if (!window.axe) { ${axe} }`);
    const violations = await this.driver.executeAsyncScript(`
      const done = arguments[arguments.length - 1];
      axe.run({ resultTypes: ["violations"] }).then(({ violations }) => done(violations.map(({ id, help, nodes }) =>
        id + ": " + help + "\\n" + nodes.map((node) => "    " + node.target.flat().join(" ") + " " + node.failureSummary).join("\\n"))), (error) => done([String(error)]));`);
    assert.deepEqual(violations, [], `axe on ${state}`);
  }

  /**
   * A command of Chromium's own.
   * @param {string} command
   * @param {object} parameters
   */
  async chromium(command, parameters) {
    await /** @type {ChromiumDriver} */ (this.driver).sendDevToolsCommand(command, parameters);
  }

  /**
   * The reader's colour scheme: Chromium is told as by its system, elsewhere the page says that it is the one.
   * @param {"light" | "dark"} scheme
   */
  async scheme(scheme) {
    if (this.browser === "chromium")
      await this.chromium("Emulation.setEmulatedMedia", {
        features: [{ name: "prefers-color-scheme", value: scheme }],
      });
    else await this.driver.executeScript("document.documentElement.style.colorScheme = arguments[0];", scheme);
  }

  /** Until the page has drawn what it was told. */
  async settled() {
    await this.driver.executeAsyncScript(
      "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => done())));",
    );
  }

  /** @param {string} name */
  async screenshot(name) {
    await mkdir(screenshots, { recursive: true });
    await writeFile(join(screenshots, `${this.browser}-${name}.png`), await this.driver.takeScreenshot(), "base64");
  }

  /** Nothing was refused by the Content Security Policy, nothing thrown. */
  async hasNoFaults() {
    assert.deepEqual(await this.driver.executeScript("return window.faults ?? [];"), []);
  }
}

/**
 * Tests of the page in each browser.
 * @param {string} what
 * @param {EmulatorOptions} options of the emulator
 * @param {(page: () => Page, browser: string) => void} tests
 */
export function inEachBrowser(what, options, tests) {
  for (const [browser, start] of Object.entries(browsers)) {
    // A driver that hangs, hangs for ever.
    describe(`${what} in ${browser}`, { timeout: 600_000 }, () => {
      /** @type {Page | undefined} */
      let page;
      /** @type {Emulator | undefined} */
      let emulator;
      /** @type {Awaited<ReturnType<typeof startServer>> | undefined} */
      let server;
      /** @type {Browser | undefined} */
      let started;
      before(async () => {
        emulator = await startEmulator(options);
        server = await startServer({ emulator });
        started = await start();
        page = new Page({ emulator, url: server.url, driver: started.driver, browser });
        await page.resize(1280, 900);
      });
      beforeEach(async () => {
        // What the page of the test before still asks for is not this test's.
        await page?.leave();
        emulator?.clearFaults();
        if (emulator !== undefined) emulator.requests.length = 0;
      });
      after(async () => {
        await started?.quit();
        await server?.close();
        await emulator?.close();
      });
      tests(() => /** @type {Page} */ (page), browser);
    });
  }
}
