// @ts-check
// `npm run release:check -- TAG`: whether what a tag names can be published: the version stands once, in Cargo.toml, and
// CHANGELOG has its section.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Failure, cargoPackage, main } from "./step.mjs";
import { root } from "./tools.mjs";

await main(async () => {
  const [tag, ...others] = process.argv.slice(2);
  if (tag === undefined || others.length > 0) throw new Failure("expected one tag: npm run release:check -- v1.2.3");
  const { version } = await cargoPackage();
  if (tag !== `v${version}`)
    throw new Failure(`the tag is ${tag}, Cargo.toml has version ${version}: expected v${version}`);
  const changelog = await readFile(join(root, "CHANGELOG.md"), "utf8");
  if (!changelog.split("\n").includes(`## ${version}`))
    throw new Failure(`CHANGELOG.md has no section "## ${version}": what is unreleased becomes it`);
  console.log(`${tag} can be published`);
});
