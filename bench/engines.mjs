// @ts-check
// `npm run bench:engines -- [--rounds 30]`: decoding in this Node, Node 24, Deno, Bun and Chromium. Engines that come
// from npm are installed into bench/output/engines at first.

/** @import { Times } from "./rounds.mjs" */
import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { Builder } from "selenium-webdriver";
import chrome from "selenium-webdriver/chrome.js";
import { findProgram } from "../scripts/tools.mjs";
import { inBench, runChild } from "./child.mjs";
import { jsonParse } from "./contenders/json-parse.mjs";
import { mapping } from "./contenders/mapping.mjs";
import { ours } from "./contenders/ours.mjs";
import { machine, table } from "./report.mjs";
import { median, ratios } from "./statistics.mjs";

const execute = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));
const engines = inBench("output/engines");

/** By npm's packages, of which each has a program of its name. */
const versions = { node: "24.9.0", deno: "2.9.6", bun: "1.4.5" };

const { values } = parseArgs({ options: { rounds: { type: "string", default: "30" } } });
const rounds = String(values.rounds);

await installEngines();
const program = (/** @type {string} */ name) => join(engines, "node_modules/.bin", name);
/** @type {readonly (readonly [name: string, run: () => Promise<{ times: Times, version: string }>])[]} */
const runs = [
  ["Node", () => inProgram(process.execPath, process.versions.node)],
  ["Node", () => inProgram(program("node"), versions.node)],
  ["Deno", () => inProgram(program("deno"), versions.deno, ["run", "--allow-read", "--no-config"])],
  ["Bun", () => inProgram(program("bun"), versions.bun)],
  ["Chromium", inChromium],
];

const rows = [];
/** @type {string[]} */
let pages = [];
for (const [name, run] of runs) {
  const { times, version } = await run();
  pages = Object.keys(times);
  rows.push([
    `${name} ${version}`,
    ...pages.flatMap((page) => {
      const { [ours.name]: own = [], [jsonParse.name]: baseline = [], [mapping.name]: mapped = [] } = times[page] ?? {};
      return [
        median(baseline).toFixed(3),
        median(ratios(own, baseline)).toFixed(2),
        median(ratios(mapped, baseline)).toFixed(2),
      ];
    }),
  ]);
}
console.log(`${machine}, ${rounds} rounds; ms of ${jsonParse.name}, and over it ours and ${mapping.name}\n`);
console.log(table(["", ...pages.flatMap((page) => [`${page}: ms`, "ours", "mapping"])], rows));

async function installEngines() {
  const manifest = JSON.stringify({ private: true, dependencies: versions }, null, 2);
  await mkdir(engines, { recursive: true });
  const present = await readFile(join(engines, "package.json"), "utf8").catch(() => "");
  const isThere =
    present === manifest &&
    Object.keys(versions).every((name) => findProgram(name, join(engines, "node_modules/.bin")));
  if (isThere) return;
  console.log("installing Node, Deno and Bun from npm");
  await writeFile(join(engines, "package.json"), manifest);
  await execute("npm", ["install", "--no-audit", "--no-fund"], { cwd: engines });
}

/**
 * @param {string} program
 * @param {string} version
 * @param {readonly string[]} [flags]
 * @returns {Promise<{ times: Times, version: string }>}
 */
async function inProgram(program, version, flags = []) {
  return { times: await runChild(["engine-program.mjs", rounds], { program, flags }), version };
}

/** @returns {Promise<{ times: Times, version: string }>} */
async function inChromium() {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    if (path === "/") {
      response.setHeader("Content-Type", "text/html").end("<!doctype html><title>bench</title>");
      return;
    }
    // The URL parser has taken the dots out of the path; nothing beside these folders is served.
    const isServed = /^\/(?:bench|emulator|pkg)\/[\w/.-]+\.m?js$/.test(path);
    const body = isServed ? await readFile(join(root, path)).catch(() => null) : null;
    response.writeHead(body === null ? 404 : 200, {
      "Content-Type": extname(path) === "" ? "text/plain" : "text/javascript",
    });
    response.end(body ?? "not found");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const options = new chrome.Options();
  options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
  options.setChromeBinaryPath(findProgram("chromium") ?? "chromium");
  const service = new chrome.ServiceBuilder(findProgram("chromedriver") ?? "chromedriver");
  const driver = await new Builder().forBrowser("chrome").setChromeOptions(options).setChromeService(service).build();
  try {
    await driver.manage().setTimeouts({ script: 600_000 });
    await driver.get(`http://127.0.0.1:${port}/`);
    // The last argument is what selenium waits for.
    const answer = await driver.executeAsyncScript(
      `const [rounds, done] = arguments;
      import("/bench/engine-run.mjs").then(({ measureHere }) => done({ times: measureHere(rounds) }))
        .catch((error) => done({ failure: String(error.stack ?? error) }));`,
      Number(rounds),
    );
    const { times, failure } = /** @type {{ times: Times, failure?: string }} */ (answer);
    if (failure !== undefined) throw new Error(`Chromium: ${failure}`);
    return { times, version: String((await driver.getCapabilities()).get("browserVersion")) };
  } finally {
    await driver.quit();
    server.close();
    server.closeAllConnections();
  }
}
