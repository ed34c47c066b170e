// @ts-check
// `npm run test:pages -- [PAGES]`: holds the decoder to the second one on so many pages, half a million if no number is
// given: first mutated pages, then as many of several accounts.

import { Failure, main, run } from "./step.mjs";

await main(async () => {
  const [pages = "500000"] = process.argv.slice(2);
  if (!/^[1-9][0-9]{0,8}$/.test(pages))
    throw new Failure(`expected a number of pages, got "${pages}": npm run test:pages -- [PAGES]`);
  await run(
    "cargo",
    [
      "test",
      "--locked",
      "--test",
      "mutated_pages",
      "decode_as_serde_json_reads_them",
      "--",
      "--nocapture",
      "--test-threads=1",
    ],
    {
      env: { ...process.env, PAGES: pages },
    },
  );
});
