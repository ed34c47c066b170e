// @ts-check
// `npm test`: sets up what is missing and runs every test.

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setUp } from "./setup.mjs";
import { build, buildPanicking } from "./build.mjs";
import { main, run, step } from "./step.mjs";
import { environment, findProgram, root } from "./tools.mjs";

/**
 * Named one by one: Node 20 takes folders and no patterns, later versions patterns and no folders.
 * @param {string} folder
 */
async function testFiles(folder) {
  const files = await readdir(join(root, folder));
  return files.filter((file) => file.endsWith(".test.mjs")).map((file) => join(folder, file));
}

await main(async () => {
  await setUp("test");
  await build();
  await buildPanicking();
  await step("the core, native", () => run("cargo", ["test", "--workspace", "--locked"]));
  const env = environment();
  const browsers = /** @type {const} */ ([
    ["Chromium", "--chrome", "--chromedriver", "chromedriver", []],
    ["Firefox", "--firefox", "--geckodriver", "geckodriver", []],
    // WebKitGTK's driver speaks as Safari's does; its browser has no headless mode.
    ["WebKit", "--safari", "--safaridriver", "WebKitWebDriver", ["xvfb-run", "--auto-servernum"]],
  ]);
  for (const [name, browser, option, driver, before] of browsers) {
    const path = findProgram(driver, env.PATH) ?? driver;
    const [program, ...args] = [
      ...before,
      "wasm-pack",
      "test",
      "--headless",
      browser,
      option,
      path,
      "--mode",
      "no-install",
      "--",
      "--test",
      "boundary_page",
      "--test",
      "boundary_worker",
    ];
    await step(`the boundary in ${name}'s pages and workers`, () =>
      run(program ?? "wasm-pack", args, {
        // The runner's own limits (20 s and 5 s) are too tight for a cold browser on two cores.
        env: { ...env, WASM_BINDGEN_TEST_TIMEOUT: "180", WASM_BINDGEN_TEST_DRIVER_TIMEOUT: "60" },
      }),
    );
  }
  const folders = [
    "emulator",
    "tests/package",
    "tests/types",
    "tests/consumers",
    "tests/transport",
    "tests/faults",
    "tests/handler",
    "tests/server",
    "tests/page",
  ];
  const files = await Promise.all(folders.map(testFiles));
  await step(
    "the emulator, the package, its types, the transport, the faults, the handler, the server and the page",
    () => run(process.execPath, ["--test", "--test-concurrency=1", ...files.flat()], { env }),
  );
});
