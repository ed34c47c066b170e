// @ts-check
// `npm run audit`: known weaknesses of what the package is built with. Says so where a database can't be reached.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { setUp } from "./setup.mjs";
import { Failure, main, run, step } from "./step.mjs";
import { environment, root } from "./tools.mjs";

/** Words with which the tools say that they didn't get their database, rather than what they found in it. */
const UNREACHED =
  /couldn't fetch|failed to fetch|could not resolve|connect|network|audit endpoint returned an error|ENOTFOUND|ECONNREFUSED|E40[0-9]|request to .* failed/i;

/**
 * @param {string} database
 * @param {() => Promise<unknown>} audit
 * @returns {Promise<void>}
 */
function look(database, audit) {
  return step(database, async () => {
    try {
      await audit();
      console.log("  nothing known");
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (!UNREACHED.test(error.output)) throw new Failure(`${error.message}\n${error.output}`);
      console.log(`  ${database} could not be reached: nothing was looked up`);
    }
  });
}

await main(async () => {
  await setUp("audit");
  const env = environment();
  await look("RustSec's advisories (cargo audit)", () =>
    run("cargo", ["audit", "--deny", "warnings"], { env, capture: true }),
  );
  if (existsSync(join(root, "fuzz/Cargo.lock"))) {
    await look("RustSec's advisories, for the fuzz targets", () =>
      run("cargo", ["audit", "--file", "fuzz/Cargo.lock"], { env, capture: true }),
    );
  }
  await look("npm's advisories (npm audit)", () =>
    run("npm", ["audit", "--audit-level", "low", "--loglevel", "warn"], { env, capture: true }),
  );
});
