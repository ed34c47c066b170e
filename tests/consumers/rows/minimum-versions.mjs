// @ts-check
// The lowest versions that are stated, which work, and those below, which say what is missing.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { titleInChromium } from "../browsers.mjs";
import { commonJsFiles, moduleFiles, slimFiles } from "../programs.mjs";
import { inTurn } from "../trial.mjs";
import { inPage, ways } from "./browsers.mjs";

/** @import { Row } from "../rows.mjs" */
/** @import { Consumer } from "../consumer.mjs" */
/** @import { Served } from "./browsers.mjs" */

/** Builds of Chromium by what they are the first or the last to do, and the npm packages that hold them. */
const chromiums = {
  withoutSimd: { version: "90.0.4427.0", packages: { "chrome-aws-lambda": "8.0.2" } },
  withSimd: { version: "91.0.4469.0", packages: { "chrome-aws-lambda": "9.1.0" } },
  withoutLargeModules: { version: "114.0.5735.0", packages: { "@sparticuz/chromium": "114.0.0" } },
  withLargeModules: { version: "115.0.5790.0", packages: { "@sparticuz/chromium": "115.0.0" } },
};

/** @type {(chromium: { version: string, packages: Record<string, string> }, way: string, refused?: RegExp) => Row} */
const inChromium = ({ version, packages }, way, refused) => ({
  where: "Old Chromium",
  version,
  packages,
  way: refused === undefined ? way : `${way} (refused)`,
  ...(refused === undefined ? {} : { refused }),
  run: async (consumer) => {
    const program = await unpacked(consumer, Object.keys(packages)[0] ?? "");
    return inPage(consumer, /** @type {Served} */ (ways[way]), (url) => titleInChromium(program, join(consumer.folder, "profile"), version, url));
  },
});

const lowestNode = { where: "Node", packages: { node: "20.0.0" } };

/** @type {Row[]} */
export const minimumVersions = [
  inChromium(chromiums.withoutSimd, "module script", /^Error: .*\bSIMD\b/),
  inChromium(chromiums.withSimd, "slim, streamed"),
  inChromium(chromiums.withoutLargeModules, "module script", /^Error: .*synchronously.*trusthub-profiles\/slim/),
  inChromium(chromiums.withoutLargeModules, "module worker"),
  inChromium(chromiums.withoutLargeModules, "slim, streamed"),
  inChromium(chromiums.withLargeModules, "module script"),
  {
    ...lowestNode,
    way: "import; require; slim by both",
    run: async (consumer) => {
      await consumer.write({ ...moduleFiles, ...commonJsFiles, ...slimFiles });
      return inTurn(consumer, Object.fromEntries(["main.mjs", "main.cjs", "slim.mjs", "slim.cjs"].map((main) => [main, () => consumer.run("node", [main])])));
    },
  },
  {
    where: "Node",
    packages: { node: "19.8.1", npm: "9.9.4" },
    way: "npm, told that engines are strict (refused)",
    refused: /\bEBADENGINE\b.*\n(?:.*\n)*.*"node":">=20/,
    run: ({ run, tarball }) => run("npm", ["install", "--engine-strict", "--no-save", tarball]),
  },
  {
    where: "Node without SSE4.1",
    packages: { node: "20.20.2" },
    way: "import (refused)",
    refused: /^Error: .*\bSIMD\b.*\bSSE4\.1\b/m,
    run: async ({ write, run }) => {
      await write(moduleFiles);
      const node = (await run("node", ["--print", "process.execPath"])).trim();
      return run("qemu-x86_64", ["-cpu", "core2duo", node, "main.mjs"]);
    },
  },
];

/**
 * The program that such a package holds compressed, for servers with little space.
 * @param {Consumer} consumer
 * @param {string} name
 */
async function unpacked({ folder }, name) {
  const program = join(folder, "chromium");
  await writeFile(program, brotliDecompressSync(await readFile(join(folder, "node_modules", name, "bin/chromium.br"))), { mode: 0o755 });
  return program;
}
