// @ts-check
// `npm run bench:engines -- [--rounds 30]`: decoding in this Node, Node 24 and 26, Deno, Bun and Chromium. Engines
// that come from npm are installed into bench/output/engines at first.

/** @import { Times } from "./rounds.mjs" */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Builder } from "selenium-webdriver";
import chrome from "selenium-webdriver/chrome.js";
import { findProgram } from "../scripts/tools.mjs";
import { runChild } from "./child.mjs";
import { jsonParse } from "./contenders/json-parse.mjs";
import { mapping } from "./contenders/mapping.mjs";
import { ours } from "./contenders/ours.mjs";
import { installed } from "./installed.mjs";
import { machine, table } from "./report.mjs";
import { median, ratios } from "./statistics.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** From npm: packages that hold a program of their own name. */
const engines = /** @type {const} */ ([
  { name: "Node", npm: "node", version: "24.21.0", flags: [] },
  { name: "Node", npm: "node", version: "26.10.0", flags: [] },
  { name: "Deno", npm: "deno", version: "2.9.6", flags: ["run", "--allow-read", "--no-config"] },
  { name: "Bun", npm: "bun", version: "1.4.5", flags: [] },
]);

const { values } = parseArgs({ options: { rounds: { type: "string", default: "30" } } });
const rounds = String(values.rounds);

/** @typedef {{ name: string, version: string, times: Times }} Measured */

/** @type {readonly (() => Promise<Measured>)[]} */
const runs = [
  async () => ({ name: "Node", version: process.versions.node, times: await runChild(["engine-program.mjs", rounds]) }),
  ...engines.map(({ name, npm, version, flags }) => async () => {
    const folder = await installed(`engines/${npm}-${version}`, { [npm]: version });
    const program = join(folder, "node_modules/.bin", npm);
    return { name, version, times: await runChild(["engine-program.mjs", rounds], { program, flags }) };
  }),
  inChromium,
];

const rows = [];
/** @type {string[]} */
let pages = [];
for (const run of runs) {
  const { name, version, times } = await run();
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

/** @returns {Promise<Measured>} */
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
    return { name: "Chromium", times, version: String((await driver.getCapabilities()).get("browserVersion")) };
  } finally {
    await driver.quit();
    server.close();
    server.closeAllConnections();
  }
}
