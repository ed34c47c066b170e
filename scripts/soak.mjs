// @ts-check
// `npm run soak -- [PROFILES]`: long runs, each in a process of its own.

import { build } from "./build.mjs";
import { setUp } from "./setup.mjs";
import { main, run } from "./step.mjs";

await main(async () => {
  await setUp("build");
  await build();
  // A young generation of a fixed size: V8 grows its own when it likes, which would hide what the client keeps.
  await run(process.execPath, ["--max-semi-space-size=8", "tests/soak/failing-list.mjs", ...process.argv.slice(2)]);
  await run(process.execPath, ["--expose-gc", "tests/soak/long-walk.mjs"]);
});
