// @ts-check
// `npm run docs`: the pages of docs/ with the reference of the package (target/reference), and the reference of the core
// (target/doc). Warnings are errors, and the core's examples run.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setUp } from "./setup.mjs";
import { main, run, step } from "./step.mjs";
import { root } from "./tools.mjs";

/** Both, as web pages. */
export async function references() {
  await setUp("docs");
  const folder = join(root, "docs/reference");
  await step("the package's reference (typedoc)", () =>
    run(join(folder, "node_modules/.bin/typedoc"), [], { cwd: folder, quiet: true }),
  );
  await step("the core's reference (rustdoc)", () =>
    run("cargo", ["doc", "--workspace", "--no-deps", "--locked"], {
      env: { ...process.env, RUSTDOCFLAGS: "--deny warnings" },
      quiet: true,
    }),
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    await references();
    await step("the core's examples", () => run("cargo", ["test", "--doc", "--workspace", "--locked"]));
    console.log("\n  target/reference/index.html and target/doc/trusthub_profiles/index.html");
  });
}
