// @ts-check
// The lowest versions that are stated, which work, and those below, which say what is missing.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { titleInChromium } from "../browsers.mjs";
import { CORE_BYTES, commonJsFiles, moduleFiles, slimFiles } from "../programs.mjs";
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

/**
 * A page in such a build.
 * @param {{ version: string, packages: Record<string, string> }} chromium
 * @param {string} way
 * @param {{ says?: string, refused?: RegExp }} [refusal] where that version is too old
 * @returns {Row}
 */
const inChromium = ({ version, packages }, way, { says, refused } = {}) => ({
  where: "Old Chromium",
  version,
  packages,
  way: says === undefined ? way : `${way}: ${says}`,
  ...(refused === undefined ? {} : { refused }),
  run: async (consumer) => {
    const program = await unpacked(consumer, Object.keys(packages)[0] ?? "");
    return inPage(consumer, /** @type {Served} */ (ways[way]), (url) =>
      titleInChromium(program, join(consumer.folder, "profile"), version, url),
    );
  },
});

const noSimd = { says: "an error that names SIMD", refused: /^Error: .*\bSIMD\b/ };
const noSynchrony = {
  says: "an error that names slim",
  refused: /^Error: .*synchronously.*\btrusthub-profiles\/slim\b/,
};

/**
 * Programs in a Node of that version.
 * @param {string} version
 * @param {string} way
 * @param {Record<string, string>} files
 * @param {readonly string[]} mains
 * @returns {Row}
 */
const inNode = (version, way, files, mains) => ({
  where: "Node",
  packages: { node: version },
  way,
  run: async (consumer) => {
    await consumer.write(files);
    return inTurn(consumer, Object.fromEntries(mains.map((main) => [main, () => consumer.run("node", [main])])));
  },
});

/** @type {Row[]} */
export const minimumVersions = [
  inChromium(chromiums.withoutSimd, "module script", noSimd),
  inChromium(chromiums.withoutSimd, "slim, streamed", noSimd),
  inChromium(chromiums.withSimd, "slim, streamed"),
  inChromium(chromiums.withSimd, "module worker"),
  inChromium(chromiums.withoutLargeModules, "module script", noSynchrony),
  inChromium(chromiums.withoutLargeModules, "module worker"),
  inChromium(chromiums.withoutLargeModules, "slim, streamed"),
  inChromium(chromiums.withLargeModules, "module script"),
  inNode(
    "20.0.0",
    "import; require; slim, given bytes",
    { ...moduleFiles, ...commonJsFiles, ...slimFiles(CORE_BYTES) },
    ["main.mjs", "main.cjs", "slim.mjs", "slim.cjs"],
  ),
  inNode("20.16.0", "slim", slimFiles(), ["slim.mjs", "slim.cjs"]),
  {
    where: "Node",
    packages: { node: "20.15.1" },
    way: "slim: an error that names Node 20.16",
    refused: /^Error: .*\b20\.16\b.*\bbytes\b/m,
    run: async ({ write, run }) => (await write(slimFiles()), run("node", ["slim.mjs"])),
  },
  {
    where: "Node",
    packages: { node: "19.8.1", npm: "9.9.4" },
    way: "npm with `engine-strict` refuses the package",
    refused: /\bEBADENGINE\b.*"node":">=20/s,
    run: ({ run, tarball }) => run("npm", ["install", "--engine-strict", "--no-save", tarball]),
  },
  {
    where: "Node without SSE4.1 (QEMU's core2duo)",
    packages: { node: "20.20.2" },
    way: "import: an error that names SIMD and SSE4.1",
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
  await writeFile(
    program,
    brotliDecompressSync(await readFile(join(folder, "node_modules", name, "bin/chromium.br"))),
    { mode: 0o755 },
  );
  return program;
}
