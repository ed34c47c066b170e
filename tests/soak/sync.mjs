// @ts-check
// `npm run soak:sync -- [NIGHTS] [SEED]`: the chaos of tests/sync at full size.

import { survive } from "../sync/chaos/chaos.mjs";

const [nights = 6, seed = Date.now() % 2 ** 31] = process.argv.slice(2).map(Number);

/** @type {(() => unknown)[]} */
const after = [];
try {
  console.log(`seed ${seed}`);
  const report = await survive(
    { after: (/** @type {any} */ act) => void after.unshift(act) },
    {
      // 200,000 profiles of 1,000 accounts; twenty walks have several pages.
      sizes: Array.from({ length: 1000 }, (_, index) => (index % 50 === 0 ? 4500 : index % 49 === 0 ? 0 : 115)),
      seed,
      nights,
      workers: 3,
      concurrency: 4,
      leaseMs: 2000,
      failing: 0.05,
      least: { kills: 40, stalls: 5, stops: 8 },
      everyPages: { kill: 25, stall: 80, stop: 150 },
      changesEachPage: 10,
      postgresFlags: [], // as users run it: with fsync
      log: console.log,
    },
  );
  console.log(JSON.stringify(report, null, 2));
} finally {
  for (const act of after) await act();
}
