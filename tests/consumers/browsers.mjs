// @ts-check
// Three engines, driven the same way, and old builds of one of them.

import { spawn } from "node:child_process";
import { Builder, Capabilities } from "selenium-webdriver";
import chrome from "selenium-webdriver/chrome.js";
import firefox from "selenium-webdriver/firefox.js";
import { environment, findProgram } from "../../scripts/tools.mjs";
import { freePort, listening } from "./consumer.mjs";

/** @import { WebDriver } from "selenium-webdriver" */

const PATH = environment().PATH;

/** How long a page may take to say something. */
const TITLE_MS = 60_000;

/** @typedef {{ version: string, title(url: string): Promise<string> }} Browser */

/** @type {Record<string, () => Promise<{ driver: WebDriver, end?: () => void }>>} */
const starts = {
  Chromium: async () => {
    const options = new chrome.Options();
    options.addArguments(
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
    );
    options.setChromeBinaryPath(findProgram("chromium", PATH) ?? "chromium");
    const service = new chrome.ServiceBuilder(findProgram("chromedriver", PATH) ?? "chromedriver");
    return {
      driver: await new Builder().forBrowser("chrome").setChromeOptions(options).setChromeService(service).build(),
    };
  },
  Firefox: async () => {
    const options = new firefox.Options();
    options.addArguments("-headless");
    options.setBinary(findProgram("firefox-esr", PATH) ?? "firefox");
    const service = new firefox.ServiceBuilder(findProgram("geckodriver", PATH) ?? "geckodriver");
    return {
      driver: await new Builder().forBrowser("firefox").setFirefoxOptions(options).setFirefoxService(service).build(),
    };
  },
  WebKit: async () => {
    const port = await freePort();
    const server = spawn("xvfb-run", ["--auto-servernum", "WebKitWebDriver", "--host=127.0.0.1", `--port=${port}`], {
      detached: true,
      stdio: "ignore",
    });
    const end = () => {
      if (server.pid !== undefined && server.exitCode === null) process.kill(-server.pid, "SIGTERM");
    };
    try {
      const url = `http://127.0.0.1:${port}`;
      await listening(`${url}/status`, server);
      // The driver knows the browser that came with it.
      const capabilities = new Capabilities({ browserName: "MiniBrowser" });
      return { driver: await new Builder().usingServer(url).withCapabilities(capabilities).build(), end };
    } catch (error) {
      end();
      throw error;
    }
  },
};

/** Of a Chromium that Debian doesn't have, and no driver is at hand for. */
const HEADLESS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
];

export const engines = Object.keys(starts);

/**
 * @template T
 * @param {string} engine
 * @param {(browser: Browser) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withBrowser(engine, use) {
  const start = starts[engine];
  if (start === undefined) throw new Error(`no engine ${engine}`);
  const { driver, end = () => {} } = await start();
  try {
    return await use({
      version: String((await driver.getCapabilities()).get("browserVersion") ?? ""),
      async title(url) {
        await driver.get(url);
        await driver.wait(async () => (await driver.getTitle()) !== "waiting", TITLE_MS, "the page said nothing");
        return driver.getTitle();
      },
    });
  } finally {
    await driver.quit().catch(() => {});
    end();
  }
}

/**
 * What a page says in an old build of Chromium: its list of targets has their titles.
 * @param {string} program
 * @param {string} profile a folder for what it keeps
 * @param {string} version what the program has to be
 * @param {string} url
 * @returns {Promise<string>}
 */
export async function titleInChromium(program, profile, version, url) {
  const port = await freePort();
  const child = spawn(program, [...HEADLESS, `--remote-debugging-port=${port}`, `--user-data-dir=${profile}`, url], {
    detached: true,
    stdio: "ignore",
  });
  const tools = `http://127.0.0.1:${port}/json`;
  try {
    await listening(tools, child);
    const { Browser: name } = await (await fetch(`${tools}/version`)).json();
    if (name !== `HeadlessChrome/${version}`) throw new Error(`expected Chromium ${version}, got ${name}`);
    for (const end = performance.now() + TITLE_MS; performance.now() < end; ) {
      /** @type {{ url: string, title: string }[]} */
      const targets = await (await fetch(`${tools}/list`)).json();
      const title = targets.find((target) => target.url === url)?.title;
      // Before it was loaded, a page's address stands for its title.
      if (title !== undefined && title !== "waiting" && !url.endsWith(title)) return title;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("the page said nothing");
  } finally {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
  }
}
