// @ts-check
// Bundlers: what they write runs in a folder of its own, with the project moved away.

import { readFile, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { withBrowser } from "../browsers.mjs";
import { commonJsFiles, elementModule, moduleFiles } from "../programs.mjs";
import { inTurn } from "../trial.mjs";
import { inPage, showProgram } from "./browsers.mjs";

/** @import { Row } from "../rows.mjs" */
/** @import { Consumer } from "../consumer.mjs" */

/** The program as either form has it, by what it calls the package with. */
const forms = { import: "main.mjs", require: "main.cjs" };

const esbuild = { where: "esbuild", packages: { esbuild: "0.28.2" } };
const webpack = { where: "webpack", packages: { webpack: "5.112.2", "webpack-cli": "7.3.1" } };
const rspack = { where: "Rspack", packages: { "@rspack/core": "2.3.3", "@rspack/cli": "2.2.8" } };
const bun = { where: "bun build", packages: { bun: "1.4.5" } };

/** Of webpack, and of Rspack, whose command has no `--target`. */
const forNodeFiles = {
  "for-node.cjs":
    'module.exports = ({ input }) => ({\n  mode: "production", target: "node", entry: `./${input}`,\n' +
    '  output: { filename: "main.cjs" },\n});\n',
};

/** @type {(input: string) => string[]} */
const forNode = (input) => ["build", "--config", "for-node.cjs", "--env", `input=${input}`];

/** @type {(target: string) => (input: string) => string[]} */
const bunBuild = (target) => (input) => ["build", input, `--target=${target}`, "--outfile=dist/main.mjs"];

/** @type {(...more: string[]) => (input: string) => string[]} */
const esbuildCommonJs =
  (...more) =>
  (input) => [input, "--bundle", "--platform=node", "--format=cjs", "--outfile=dist/main.cjs", ...more];

/** @type {Row[]} */
export const bundlers = [
  {
    ...esbuild,
    way: "bundle",
    run: (consumer) =>
      bundled(
        consumer,
        { import: "main.mjs" },
        "esbuild",
        (input) => [input, "--bundle", "--minify", "--format=esm", "--outfile=dist/main.mjs"],
        "main.mjs",
      ),
  },
  {
    ...esbuild,
    way: "the element",
    run: async (consumer) => {
      await consumer.write({ "program.mjs": elementModule() });
      await consumer.run("esbuild", [
        "program.mjs",
        "--bundle",
        "--minify",
        "--format=esm",
        "--outfile=dist/program.js",
      ]);
      const program = await readFile(join(consumer.folder, "dist/program.js"), "utf8");
      return inPage(consumer, { files: { "/program.mjs": program, "/main.js": showProgram } }, (url) =>
        withBrowser("Chromium", (browser) => browser.title(url)),
      );
    },
  },
  ...["", "require", "module", "module-sync"].map((condition) => ({
    ...esbuild,
    way: condition === "" ? "CommonJS" : `CommonJS, condition ${condition}`,
    run: (/** @type {Consumer} */ consumer) =>
      bundled(
        consumer,
        forms,
        "esbuild",
        esbuildCommonJs(...(condition === "" ? [] : [`--conditions=${condition}`])),
        "main.cjs",
      ),
  })),
  {
    where: "Rollup",
    packages: { rollup: "4.68.8", "@rollup/plugin-node-resolve": "16.0.3" },
    way: "bundle",
    run: (consumer) =>
      bundled(
        consumer,
        { import: "main.mjs" },
        "rollup",
        (input) => [
          input,
          "--plugin",
          "node-resolve",
          "--format",
          "es",
          "--dir",
          "dist",
          "--entryFileNames",
          "main.mjs",
          "--failAfterWarnings",
        ],
        "main.mjs",
      ),
  },
  {
    ...webpack,
    way: "bundle",
    run: (consumer) =>
      bundled(
        consumer,
        { import: "main.mjs" },
        "webpack",
        (input) => ["build", "--mode", "production", "--entry", `./${input}`, "--output-filename", "main.cjs"],
        "main.cjs",
      ),
  },
  { ...webpack, way: "target node", run: (consumer) => bundled(consumer, forms, "webpack", forNode, "main.cjs") },
  { ...rspack, way: "target node", run: (consumer) => bundled(consumer, forms, "rspack", forNode, "main.cjs") },
  {
    where: "ncc",
    packages: { "@vercel/ncc": "0.45.0" },
    way: "build",
    run: (consumer) => bundled(consumer, forms, "ncc", (input) => ["build", input, "--out", "dist"]),
  },
  { ...bun, way: "target node", run: (consumer) => bundled(consumer, forms, "bun", bunBuild("node"), "main.mjs") },
  {
    ...bun,
    way: "target bun",
    run: (consumer) => bundled(consumer, forms, "bun", bunBuild("bun"), "main.mjs", ["bun"]),
  },
  {
    ...bun,
    way: "--compile",
    run: (consumer) =>
      bundled(consumer, forms, "bun", (input) => ["build", input, "--compile", "--outfile=dist/main"], "main", []),
  },
];

/**
 * @param {Consumer} consumer
 * @param {Record<string, string>} inputs the programs, by form
 * @param {string} bundler
 * @param {(input: string) => string[]} args
 * @param {string} [only] of `dist`, the only file; without it, the program that it begins with, whatever is beside it
 * @param {string[]} [runner] what runs that file, if it doesn't run by itself
 */
async function bundled(consumer, inputs, bundler, args, only, runner = [process.execPath]) {
  const { folder, write, run, elsewhere } = consumer;
  await write({ ...moduleFiles, ...commonJsFiles, ...forNodeFiles });
  return inTurn(
    consumer,
    Object.fromEntries(
      Object.entries(inputs).map(([form, input]) => [
        form,
        async () => {
          await rm(join(folder, "dist"), { recursive: true, force: true });
          await run(bundler, args(input));
          const files = await readdir(join(folder, "dist"), { recursive: true });
          if (only !== undefined && files.join() !== only)
            throw new Error(`expected ${only} alone, got ${files.join(", ")}`);
          const main = only ?? files.find((file) => /^index\.[cm]?js$/.test(file)) ?? "";
          return elsewhere("dist", async (alone) => {
            const [program = "", ...more] = [...runner, join(alone, main)];
            return run(program, more, { cwd: alone });
          });
        },
      ]),
    ),
  );
}
