// @ts-check
// A small one; `npm run soak:sync` is the large one.

import { test } from "node:test";
import { survive } from "./chaos/chaos.mjs";

test("killed workers, a stopped database and failing requests lose nothing and double nothing", async (t) => {
  const report = await survive(t, {
    sizes: [2600, 1400, ...Array(10).fill(30)],
    seed: 7,
    nights: 1,
    workers: 2,
    concurrency: 2,
    leaseMs: 1000,
    failing: 0.05,
    least: { kills: 2, stalls: 1, stops: 1 },
    everyPages: { kill: 8, stall: 6, stop: 15 },
    changesEachPage: 10,
  });
  t.diagnostic(JSON.stringify(report));
});
