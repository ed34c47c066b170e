// @ts-check
// `npm run docs:page`: the picture of docs/element.md, docs/page.png.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startEmulator } from "../../cli/emulator/emulator.mjs";
import { root } from "../../scripts/tools.mjs";
import { startServer } from "../../cli/page/server.mjs";
import { startChromium } from "./browsers.mjs";
import { Page } from "./page.mjs";

const emulator = await startEmulator({ profiles: 40_000 });
const server = await startServer({ emulator });
const { driver, quit } = await startChromium();
try {
  const page = new Page({ emulator, url: server.url, driver, browser: "chromium" });
  await page.chromium("Emulation.setDeviceMetricsOverride", {
    width: 1120,
    height: 700,
    deviceScaleFactor: 1,
    mobile: false,
  });
  // A bar that stands still is in sight whenever the picture is taken.
  await page.chromium("Emulation.setEmulatedMedia", {
    features: [{ name: "prefers-reduced-motion", value: "reduce" }],
  });
  await page.open();
  await page.reads(".summary", "Page 1");
  emulator.fault("hang", { page: 24 });
  await page.click("[name=load-all]");
  await page.reads(".numbers", "24000 profiles");
  await page.settled();
  await writeFile(join(root, "docs/page.png"), await driver.takeScreenshot(), "base64");
} finally {
  await quit();
  await server.close();
  await emulator.close();
}
