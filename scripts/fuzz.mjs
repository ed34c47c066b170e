// @ts-check
// `npm run fuzz -- SECONDS [TARGET…]`: runs each fuzz target for so long, from the seeds in the tree, and says what it
// found. Inputs that reach new code are kept in fuzz/found, which git ignores; failing ones in fuzz/artifacts.

import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { setUp } from "./setup.mjs";
import { Failure, main, run, step } from "./step.mjs";
import { environment, root } from "./tools.mjs";

const folder = join(root, "fuzz");

await main(async () => {
  const [seconds = "60", ...names] = process.argv.slice(2);
  if (!/^[1-9][0-9]*$/.test(seconds))
    throw new Failure(`expected a number of seconds, got "${seconds}": npm run fuzz -- SECONDS [TARGET…]`);
  const known = (await readdir(join(folder, "seeds"))).sort();
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Failure(`no target ${unknown}; there are ${known.join(", ")}`);
  await setUp("fuzz");
  const env = environment();
  await step("nightly compiler, which libFuzzer needs", () =>
    run("rustup", ["run", "nightly", "rustc", "--version"], { env }).catch(() => {
      throw new Failure('no nightly compiler: run "rustup toolchain install nightly"');
    }),
  );
  const fuzz = (/** @type {string[]} */ command, /** @type {string[]} */ ...rest) =>
    run("rustup", ["run", "nightly", "cargo", "fuzz", ...command, "--fuzz-dir", "fuzz", ...rest], {
      env,
      capture: true,
    });
  await step("fuzz targets", () => fuzz(["build"]));
  for (const name of names.length > 0 ? names : known) {
    await step(`${name} for ${seconds} s`, async () => {
      const found = join(folder, "found", name);
      await mkdir(found, { recursive: true });
      const output = await fuzz(
        ["run", name, found, join(folder, "seeds", name)],
        "--",
        `-max_total_time=${seconds}`,
        "-timeout=10",
        "-max_len=8192",
      ).catch((failure) => {
        // The last lines of a failing run have what matters: the input, and how to try it again.
        console.error(failure.output.split("\n").slice(-60).join("\n"));
        throw failure;
      });
      console.log(
        `  ${/Done [0-9]+ runs in [0-9]+ second/.exec(output)?.[0] ?? "no figure"}(s), nothing found; ${(await readdir(found)).length} inputs kept`,
      );
    });
  }
});
