// @ts-check
// The three engines that the page is tested in, each headless.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { Builder, Capabilities } from "selenium-webdriver";
import chrome from "selenium-webdriver/chrome.js";
import firefox from "selenium-webdriver/firefox.js";
import { environment, findProgram, miniBrowser } from "../../scripts/tools.mjs";

/** @import { AddressInfo } from "node:net" */
/** @import { WebDriver } from "selenium-webdriver" */

/** @typedef {{ driver: WebDriver, quit: () => Promise<void> }} Browser */

/** @param {string} name */
const program = (name) => findProgram(name, environment().PATH) ?? name;

/** What Chromium needs in a container, and without a screen. */
export function chromiumOptions() {
  const options = new chrome.Options();
  options.addArguments(
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
  );
  options.setChromeBinaryPath(program("chromium"));
  return options;
}

/** @param {chrome.Options} [options] */
export async function startChromium(options = chromiumOptions()) {
  const service = new chrome.ServiceBuilder(program("chromedriver"));
  const driver = await new Builder().forBrowser("chrome").setChromeOptions(options).setChromeService(service).build();
  return { driver, quit: () => driver.quit() };
}

async function startFirefox() {
  const options = new firefox.Options();
  options.addArguments("-headless");
  options.setBinary(program("firefox-esr"));
  const service = new firefox.ServiceBuilder(program("geckodriver"));
  const driver = await new Builder()
    .forBrowser("firefox")
    .setFirefoxOptions(options)
    .setFirefoxService(service)
    .build();
  return { driver, quit: () => driver.quit() };
}

/** WebKitGTK has no headless mode: its driver runs within a display that nobody sees. */
async function startWebKit() {
  const port = await freePort();
  const child = spawn(
    program("xvfb-run"),
    ["-a", "-s", "-screen 0 2600x1600x24", program("WebKitWebDriver"), `--port=${port}`],
    {
      stdio: "ignore",
      // A group of its own: xvfb-run leaves its children when it is ended alone.
      detached: true,
      env: { ...process.env, LANG: "C.UTF-8" },
    },
  );
  const end = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
    } catch {
      // It ended by itself.
    }
  };
  process.once("exit", end);
  try {
    const url = `http://127.0.0.1:${port}`;
    await answers(url);
    const capabilities = new Capabilities({
      browserName: "MiniBrowser",
      "webkitgtk:browserOptions": { binary: miniBrowser, args: ["--automation"] },
    });
    const driver = await new Builder().usingServer(url).withCapabilities(capabilities).build();
    return {
      driver,
      quit: async () => {
        const ended = once(child, "exit");
        await driver.quit();
        end();
        await ended;
        process.off("exit", end);
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {AddressInfo} */ (server.address());
  server.close();
  return port;
}

/**
 * Until the driver behind the URL answers.
 * @param {string} url
 */
async function answers(url) {
  for (const deadline = Date.now() + 30_000; ; ) {
    try {
      await fetch(`${url}/status`);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`no WebDriver answers at ${url}`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** @type {Readonly<Record<string, () => Promise<Browser>>>} */
const all = { chromium: startChromium, firefox: startFirefox, webkit: startWebKit };

const chosen = process.env.PAGE_BROWSERS?.split(",") ?? Object.keys(all);

/** All of them, or those that PAGE_BROWSERS names: one is enough while a test is written. */
export const browsers = Object.fromEntries(
  chosen.map((name) => {
    const start = all[name];
    if (start === undefined)
      throw new Error(`PAGE_BROWSERS: expected some of ${Object.keys(all).join(", ")}, got ${name}`);
    return [name, start];
  }),
);
