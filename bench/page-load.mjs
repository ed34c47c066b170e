// @ts-check
// `npm run bench:page-load -- [--runs 5] [--before a0d38bb]`: the first visit to the admin page over a slow network, in Chromium: bytes,
// requests and the time to the first rows, beside the page of an earlier commit, whose files were neither bundled nor compressed.

import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { startEmulator } from "../cli/emulator/emulator.mjs";
import { startServer } from "../cli/page/server.mjs";
import { published } from "../scripts/core.mjs";
import { run } from "../scripts/step.mjs";
import { root } from "../scripts/tools.mjs";
import { startChromium } from "../tests/page/browsers.mjs";
import { bar, inMilliseconds, kilobytes, machine, table } from "./report.mjs";
import { median } from "./statistics.mjs";

/** @import { Driver } from "selenium-webdriver/chrome.js" */

/** @typedef {{ bytes: number, requests: number, rowsMs: number }} Visit */

/** "Slow 4G" of Chromium's developer tools. */
const slow4G = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 };

const { values } = parseArgs({
  options: { runs: { type: "string", default: "5" }, before: { type: "string", default: "a0d38bb" } },
});
const runs = Number(values.runs);

const emulator = await startEmulator({ profiles: 1000 });
const folder = await mkdtemp(join(tmpdir(), "page-load-"));
/** @type {{ close: () => Promise<void> }[]} */
const servers = [];
try {
  const { startServer: startEarlier } = await serverOf(values.before);
  const [before, now] = [await startEarlier({ emulator }), await startServer({ emulator })];
  servers.push(before, now);

  /** @type {{ before: Visit[], now: Visit[] }} */
  const visits = { before: [], now: [] };
  for (let done = 0; done < runs; done += 1) {
    visits.before.push(await visit(before.url));
    visits.now.push(await visit(now.url));
  }

  console.log(`${machine}; Chromium over Slow 4G (562.5 ms, 1.44 Mbit/s); medians of ${runs} first visits each\n`);
  const [earlier, today] = [medians(visits.before), medians(visits.now)];
  console.log(
    table(
      ["the first visit", "requests", "on the wire", "to the first rows"],
      [
        [`at ${values.before}`, ...cells(earlier)],
        ["now", ...cells(today)],
      ],
    ),
  );
  console.log();
  bar("bytes on the wire", today.bytes, "<=", 150_000, kilobytes);
  bar("requests", today.requests, "<=", 12, String);
  // Each pair is of the same moment: what slows the machine for a while slows both.
  const ratios = visits.now.map(({ rowsMs }, index) => rowsMs / (visits.before[index]?.rowsMs ?? NaN));
  bar("the time to the first rows, now to before", median(ratios), "<=", 0.5);
} finally {
  for (const server of servers) await server.close();
  await emulator.close();
  await rm(folder, { recursive: true });
}

/**
 * The server of an earlier commit, with the package as that commit makes it of the core that is built here.
 * @param {string} commit
 */
async function serverOf(commit) {
  const tree = join(folder, "tree.tar");
  await run("git", ["archive", "--output", tree, commit]);
  await run("tar", ["--extract", "--file", tree, "--directory", folder]);
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  await symlink(join(root, ".tools"), join(folder, ".tools"));
  // Its script lists the published pages by git.
  await run("git", ["init", "--quiet"], { cwd: folder });
  await cp(published.wasmPackOutput, join(folder, "target/wasm-pack"), { recursive: true });
  const assemble = 'import("./scripts/build.mjs").then((build) => build.assemble(build.published));';
  await run(process.execPath, ["--eval", assemble], { cwd: folder });
  return import(pathToFileURL(join(folder, "www/server.mjs")).href);
}

/**
 * In a browser that has never been there.
 * @param {string} url
 * @returns {Promise<Visit>}
 */
async function visit(url) {
  const { driver: anyDriver, quit } = await startChromium();
  const driver = /** @type {Driver} */ (anyDriver);
  try {
    await driver.sendDevToolsCommand("Network.enable", {});
    await driver.sendDevToolsCommand("Network.emulateNetworkConditions", slow4G);
    await driver.sendDevToolsCommand("Page.addScriptToEvaluateOnNewDocument", {
      source: `
        const look = () => {
          if (document.querySelector("customer-profiles")?.shadowRoot?.querySelector(".body .row") != null)
            window.firstRows = performance.now();
          else requestAnimationFrame(look);
        };
        look();`,
    });
    await driver.get(url);
    await driver.wait(() => driver.executeScript("return window.firstRows !== undefined;"), 60_000);
    return /** @type {Visit} */ (
      await driver.executeScript(`
        const loads = performance.getEntries()
          .filter(({ entryType, name }) => ["navigation", "resource"].includes(entryType) && name.startsWith("http"));
        return {
          bytes: loads.reduce((sum, { transferSize }) => sum + transferSize, 0),
          requests: loads.length,
          rowsMs: window.firstRows,
        };`)
    );
  } finally {
    await quit();
  }
}

/** @param {readonly Visit[]} visits @returns {Visit} */
function medians(visits) {
  return {
    bytes: median(visits.map(({ bytes }) => bytes)),
    requests: median(visits.map(({ requests }) => requests)),
    rowsMs: median(visits.map(({ rowsMs }) => rowsMs)),
  };
}

/** @param {Visit} visit */
function cells({ bytes, requests, rowsMs }) {
  return [String(requests), kilobytes(bytes), inMilliseconds(rowsMs)];
}
