// @ts-check
// `npm run test:next`: the handler in Next, apart from `npm test` since Next is large and slow to install.

import { build } from "./build.mjs";
import { setUp } from "./setup.mjs";
import { main, run } from "./step.mjs";

await main(async () => {
  await setUp("build");
  await build();
  await run(process.execPath, ["--test", "tests/next/next.test.mjs"]);
});
