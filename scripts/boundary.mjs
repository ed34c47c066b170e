// @ts-check
// `npm run test:boundary -- [BROWSER [NAME]]`: the tests of the bindings (tests/boundary) in pages and workers: in every
// browser, or in one, and there only those whose name contains NAME.

import { pathToFileURL } from "node:url";
import { setUp } from "./setup.mjs";
import { Failure, main, run, step } from "./step.mjs";
import { environment, findProgram } from "./tools.mjs";

/**
 * @typedef {object} Engine
 * @property {string} option wasm-pack's for the browser
 * @property {string} driverOption wasm-pack's for its driver
 * @property {string} driver
 * @property {readonly string[]} prefix what wasm-pack runs in
 */

/** @type {Readonly<Record<string, Engine>>} */
const engines = {
  chromium: { option: "--chrome", driverOption: "--chromedriver", driver: "chromedriver", prefix: [] },
  firefox: { option: "--firefox", driverOption: "--geckodriver", driver: "geckodriver", prefix: [] },
  // WebKitGTK's driver speaks Safari's protocol; its browser has no headless mode.
  webkit: {
    option: "--safari",
    driverOption: "--safaridriver",
    driver: "WebKitWebDriver",
    prefix: ["xvfb-run", "--auto-servernum"],
  },
};

/** @param {readonly string[]} [names] of browsers @param {readonly string[]} [filter] for the tests' names */
export async function testBoundary(names = Object.keys(engines), filter = []) {
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...environment(),
    // The runner's own limits (20 s and 5 s) are too tight for a cold browser on two cores.
    WASM_BINDGEN_TEST_TIMEOUT: "180",
    WASM_BINDGEN_TEST_DRIVER_TIMEOUT: "60",
  };
  for (const name of names) {
    const engine = engines[name];
    if (engine === undefined) {
      throw new Failure(`no browser ${name}: expected one of ${Object.keys(engines).join(", ")}`);
    }
    const { option, driverOption, driver, prefix } = engine;
    const browser = ["--headless", option, driverOption, findProgram(driver, env.PATH) ?? driver];
    const tests = ["boundary_page", "boundary_worker"].flatMap((test) => ["--test", test]);
    const [program = "", ...args] = [
      ...prefix,
      ...[
        "wasm-pack",
        "test",
        ...browser,
        "--mode",
        "no-install",
        "--",
        ...tests,
        ...(filter.length === 0 ? [] : ["--", ...filter]),
      ],
    ];
    await step(`the boundary in ${name}'s pages and workers`, () => run(program, args, { env }));
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [browser, ...filter] = process.argv.slice(2);
  await main(async () => {
    await setUp("test");
    await testBoundary(browser === undefined ? undefined : [browser], filter);
  });
}
