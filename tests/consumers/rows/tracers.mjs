// @ts-check
// Tracers, by which files a server is sent: only those run, with the project moved away.

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { commonJsFiles, mixedFiles, moduleFiles } from "../programs.mjs";
import { inTurn } from "../trial.mjs";

/** @import { Row } from "../rows.mjs" */
/** @import { Consumer } from "../consumer.mjs" */

const nfts = ["0.27.10", "0.29.4", "1.11.5"];
const nodes = ["20.20.2", "22.23.3", "24.21.0"];

/** Copies what nft says that the programs named need. */
const trace = `
  import { cp } from "node:fs/promises";
  import nft from "@vercel/nft";
  const { fileList } = await nft.nodeFileTrace(process.argv.slice(2), { base: process.cwd() });
  for (const file of fileList) await cp(file, "traced/" + file, { verbatimSymlinks: true });`;

/** @type {Row[]} */
export const tracers = nfts.flatMap((nft) =>
  nodes.map((node) => ({
    where: "nft",
    packages: { "@vercel/nft": nft, node },
    way: `Node ${node}`,
    run: traced,
  })),
);

/** @param {Consumer} consumer */
async function traced(consumer) {
  const { folder, write, run, elsewhere } = consumer;
  await write({ ...moduleFiles, ...commonJsFiles, ...mixedFiles, "trace.mjs": trace });
  return inTurn(
    consumer,
    Object.fromEntries(
      ["main.mjs", "main.cjs", "mixed.mjs"].map((main) => [
        main,
        async () => {
          await rm(join(folder, "traced"), { recursive: true, force: true });
          await run("node", ["trace.mjs", main]);
          return elsewhere("traced", (alone) => run("node", [main], { cwd: alone }));
        },
      ]),
    ),
  );
}
