// @ts-check
// `npm run soak -- [PROFILES]`: long runs, each in a process of its own.

import { build } from "./build.mjs";
import { setUp } from "./setup.mjs";
import { main, run } from "./step.mjs";

await main(async () => {
  await setUp("build");
  await build();
  await run(process.execPath, ["soak/failing-list.mjs", ...process.argv.slice(2)]);
  await run(process.execPath, ["--expose-gc", "soak/long-walk.mjs"]);
});
