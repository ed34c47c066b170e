// @ts-check
// `npm run bench:page -- [--profiles 100000]`: "load all" in the admin page in Chromium, then a scroll through it, orders and a search: the
// time, the longest task on the page's main thread by Chromium's own trace, and the memory.

import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startEmulator } from "../cli/emulator/emulator.mjs";
import { generatedProfiles } from "../cli/emulator/generated-profiles.mjs";
import { chromiumOptions, startChromium } from "../tests/page/browsers.mjs";
import { startServer } from "../cli/page/server.mjs";
import { bar, inMilliseconds, machine } from "./report.mjs";

/** @import { Driver } from "selenium-webdriver/chrome.js" */

/** @typedef {{ name: string, ph: string, pid: number, tid: number, ts: number, dur?: number, tdur?: number }} TraceEvent */

const { values } = parseArgs({ options: { profiles: { type: "string", default: "100000" } } });
const count = Number(values.profiles);
const MIB = 2 ** 20;
const inMiB = (/** @type {number} */ bytes) => `${(bytes / MIB).toFixed(0)} MiB`;

const accountSid = `AC${"0123456789abcdef".repeat(2)}`;
const generated = generatedProfiles({ accountSid, seed: 1, count, plain: false });
const emulator = await startEmulator({
  accounts: [{ accountSid, profiles: Array.from({ length: count }, (_, index) => generated.at(index)) }],
});
const server = await startServer({ emulator });
const options = chromiumOptions();
const folder = await mkdtemp(join(tmpdir(), "trusthub-profiles-"));
const traceFile = join(folder, "trace.json");
// From start to end: its driver's own logs hold no trace of this Chromium.
const userData = join(folder, "profile");
options.addArguments(
  `--user-data-dir=${userData}`,
  "--trace-startup=toplevel,blink.user_timing",
  "--trace-startup-duration=0",
  "--trace-startup-format=json",
  "--trace-startup-record-mode=record-as-much-as-possible",
  `--trace-startup-file=${traceFile}`,
);
const { driver: anyDriver, quit } = await startChromium(options);
const driver = /** @type {Driver} */ (anyDriver);

try {
  await driver.manage().window().setRect({ width: 1280, height: 900 });
  await driver.manage().setTimeouts({ script: 600_000 });
  await driver.get(server.url);
  await driver.wait(
    () =>
      driver.executeScript(
        "return document.querySelector('customer-profiles').shadowRoot?.querySelector('.summary').textContent.startsWith('Page 1');",
      ),
    20_000,
  );
  const before = await heap();

  const loaded = /** @type {{ state: string, profiles: number, pages: number, elapsedMs: number }} */ (
    await driver.executeAsyncScript(`
    const done = arguments[0], element = document.querySelector("customer-profiles");
    element.addEventListener("profiles-end", ({ detail }) => { performance.mark("bench-loaded"); done(detail); });
    performance.mark("bench-start");
    element.shadowRoot.querySelector("[name=load-all]").click();`)
  );
  if (loaded.state !== "complete" || loaded.profiles !== count)
    throw new Error(`${loaded.profiles} of ${count} profiles, ${loaded.state}`);

  const frames = /** @type {number[]} */ (
    await driver.executeAsyncScript(`
    const done = arguments[0], grid = document.querySelector("customer-profiles").shadowRoot.querySelector(".grid");
    const frames = [];
    let last = performance.now(), drawn = 0;
    // Slowly, quickly and in leaps, down to the end.
    const step = () => {
      const now = performance.now();
      frames.push(now - last);
      last = now;
      drawn += 1;
      if (drawn <= 120) grid.scrollTop += 40;
      else if (drawn <= 240) grid.scrollTop += 4_000;
      else if (drawn <= 300) grid.scrollTop = grid.scrollHeight * (drawn - 240) / 60;
      else { performance.mark("bench-scrolled"); return done(frames); }
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);`)
  );
  const arrangedMs = /** @type {number} */ (
    await driver.executeAsyncScript(`
    const done = arguments[0], element = document.querySelector("customer-profiles"), { store } = element;
    const arranged = (wish) => new Promise((resolve) => {
      Object.assign(element, wish);
      const look = () => element.updateComplete.then(() => store.isArranging ? setTimeout(look, 5) : resolve());
      setTimeout(look);
    });
    const start = performance.now();
    arranged({ sort: { by: "friendlyName" } })
      .then(() => arranged({ search: "co" }))
      .then(() => arranged({ sort: { by: "dateUpdated", descending: true } }))
      .then(() => { performance.mark("bench-arranged"); done(performance.now() - start); });`)
  );
  const after = await heap();
  const peak = await peakMemory();
  const version = (await driver.getCapabilities()).getBrowserVersion();
  await quit();
  const { loading, scrolling, arranging } = await longestTasks();

  console.log(`${machine}; Chromium ${version}; the emulator in this process`);
  console.log(
    `\n${count} profiles in ${loaded.pages} pages: ${(loaded.elapsedMs / 1000).toFixed(1)} s, ${Math.round((count / loaded.elapsedMs) * 1000)} a second`,
  );
  console.log(
    `JavaScript's memory after a collection: ${inMiB(before)} before, ${inMiB(after)} with all of them (${((after - before) / count).toFixed(0)} bytes a profile)`,
  );
  console.log(`the page's process at its peak: ${inMiB(peak)}`);
  const sorted = frames.toSorted((one, other) => one - other);
  console.log(
    `frames while scrolling: ${frames.length}, median ${inMilliseconds(sorted[sorted.length >> 1] ?? 0)}, longest ${inMilliseconds(sorted.at(-1) ?? 0)}`,
  );
  console.log(`sorted by name, then searched, then sorted by date: ${inMilliseconds(arrangedMs)} in all\n`);
  for (const [when, { wallMs, cpuMs }] of /** @type {const} */ ([
    ["loading", loading],
    ["scrolling", scrolling],
    ["sorting and searching", arranging],
  ])) {
    bar(`the longest task while ${when}`, wallMs, "<=", 100, inMilliseconds);
    // What other programs took of the machine in the meantime is in the one and not in the other.
    bar(`the most of the processor's time that a task took while ${when}`, cpuMs, "<=", 100, inMilliseconds);
  }
} finally {
  await quit().catch(() => {}); // it may have quit already
  await rm(folder, { recursive: true });
  await server.close();
  await emulator.close();
}

/** What JavaScript holds after a collection, in bytes. */
async function heap() {
  await driver.sendDevToolsCommand("HeapProfiler.collectGarbage", {});
  await driver.sendDevToolsCommand("Performance.enable", {});
  const { metrics } = /** @type {{ metrics: { name: string, value: number }[] }} */ (
    /** @type {unknown} */ (await driver.sendAndGetDevToolsCommand("Performance.getMetrics", {}))
  );
  return metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? NaN;
}

/** The longest tasks of the page's main thread by Chromium's trace, which it writes when it quits. */
async function longestTasks() {
  /** @type {{ traceEvents: TraceEvent[] }} */
  const { traceEvents: events } = JSON.parse(await readFile(traceFile, "utf8"));
  const mark = (/** @type {string} */ name) => {
    const found = events.find((event) => event.name === name);
    if (found === undefined) throw new Error(`the trace of ${events.length} events has no ${name}`);
    return found;
  };
  const [start, end, last] = [mark("bench-start"), mark("bench-loaded"), mark("bench-scrolled")];
  const arranged = mark("bench-arranged");
  const tasks = events.filter(
    (event) => event.name.endsWith("RunTask") && event.pid === start.pid && event.tid === start.tid && event.ph === "X",
  );
  if (tasks.length < 100) throw new Error(`the trace has ${tasks.length} tasks of the page only`);
  const longest = (/** @type {number} */ from, /** @type {number} */ to) => {
    const within = tasks.filter(({ ts }) => ts >= from && ts < to);
    const most = (/** @type {"dur" | "tdur"} */ what) =>
      within.reduce((most, task) => Math.max(most, task[what] ?? 0), 0) / 1000;
    return { wallMs: most("dur"), cpuMs: most("tdur") };
  };
  // The task that begins to load holds the first mark.
  const first = tasks.find(({ ts, dur = 0 }) => ts <= start.ts && ts + dur >= start.ts);
  return {
    loading: longest(first?.ts ?? start.ts, end.ts),
    scrolling: longest(end.ts, last.ts),
    arranging: longest(last.ts, arranged.ts),
  };
}

/** The most that the page's process held, in bytes, by Linux's own count. */
async function peakMemory() {
  const processes = await readdir("/proc");
  const peaks = await Promise.all(
    processes
      .filter((name) => /^\d+$/.test(name))
      .map(async (pid) => {
        try {
          const command = await readFile(`/proc/${pid}/cmdline`, "utf8");
          if (!command.includes("--type=renderer") || !command.includes(userData)) return 0;
          return Number(/^VmHWM:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024;
        } catch {
          return 0; // a process that ended meanwhile
        }
      }),
  );
  return Math.max(...peaks);
}
