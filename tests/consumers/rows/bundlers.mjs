// @ts-check
// Bundlers whose output is one script: it runs in an empty folder, so that it can't find anything that it left behind.

import { copyFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { moduleFiles } from "../programs.mjs";

/** @import { Row } from "../rows.mjs" */
/** @import { Consumer } from "../consumer.mjs" */

/** @type {Row[]} */
export const bundlers = [
  {
    where: "esbuild",
    packages: { esbuild: "0.28.2" },
    way: "bundle",
    run: async (consumer) => {
      await consumer.write(moduleFiles);
      await consumer.run("esbuild", ["main.mjs", "--bundle", "--minify", "--format=esm", "--outfile=dist/main.mjs"]);
      return runAlone(consumer, "main.mjs");
    },
  },
  {
    where: "Rollup",
    packages: { "rollup": "4.68.8", "@rollup/plugin-node-resolve": "16.0.3" },
    way: "bundle",
    run: async (consumer) => {
      await consumer.write(moduleFiles);
      await consumer.run("rollup", ["main.mjs", "--plugin", "node-resolve", "--format", "es", "--dir", "dist", "--entryFileNames", "main.mjs", "--failAfterWarnings"]);
      return runAlone(consumer, "main.mjs");
    },
  },
  {
    where: "webpack",
    packages: { "webpack": "5.112.2", "webpack-cli": "7.3.1" },
    way: "bundle",
    run: async (consumer) => {
      await consumer.write(moduleFiles);
      await consumer.run("webpack", ["build", "--mode", "production", "--entry", "./main.mjs", "--output-filename", "main.cjs"]);
      return runAlone(consumer, "main.cjs");
    },
  },
];

/**
 * @param {Consumer} consumer
 * @param {string} file of `dist`, and its only one
 */
async function runAlone({ folder, run }, file) {
  const files = await readdir(join(folder, "dist"), { recursive: true });
  if (files.join() !== file) throw new Error(`expected ${file} alone, got ${files.join(", ")}`);
  const alone = await mkdtemp(join(tmpdir(), "trusthub-profiles-alone-"));
  try {
    await copyFile(join(folder, "dist", file), join(alone, basename(file)));
    return await run(process.execPath, [file], { cwd: alone });
  } finally {
    await rm(alone, { recursive: true });
  }
}
