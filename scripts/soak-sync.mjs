// @ts-check
// `npm run soak:sync -- [NIGHTS] [SEED]`: killed workers, a stopped database and failing requests, at full size.

import { build } from "./build.mjs";
import { setUp, syncPackages } from "./setup.mjs";
import { main, run } from "./step.mjs";
import { syncNode } from "./tools.mjs";

await main(async () => {
  await setUp("build");
  await syncPackages();
  await build();
  await run(syncNode(22), ["tests/soak/sync.mjs", ...process.argv.slice(2)]);
});
