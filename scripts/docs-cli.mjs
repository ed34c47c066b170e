// @ts-check
// `npm run docs:cli`: docs/cli.md, from the command's help.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setUp } from "./setup.mjs";
import { main } from "./step.mjs";
import { root } from "./tools.mjs";

await main(async () => {
  await setUp("build");
  const { cliDocs } = await import("./cli-docs.mjs");
  await writeFile(join(root, "docs/cli.md"), await cliDocs());
});
