// @ts-check
// `npm run test:cli-nodes`: the command's tests on the other Nodes that it is for, which are installed from npm.

import { mkdir, readdir, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { Failure, main, run, step } from "./step.mjs";
import { environment, root } from "./tools.mjs";

const versions = ["22", "24"];
const tests = join(root, "tests/cli");

await main(async () => {
  const files = (await readdir(tests)).filter((file) => file.endsWith(".test.mjs")).map((file) => join(tests, file));
  if (files.length === 0) throw new Failure(`${tests} has no tests`);
  for (const version of versions) {
    const node = await installed(version);
    const env = environment();
    const path = `${dirname(node)}${delimiter}${env.PATH ?? ""}`;
    await step(`the command on Node ${version}`, () =>
      run(node, ["--test", "--test-concurrency=1", ...files], { env: { ...env, PATH: path } }),
    );
  }
});

/**
 * The program of a version.
 * @param {string} version
 */
async function installed(version) {
  const folder = join(root, "target/nodes", version);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "private": true }');
  // The package links the program at its installation, which npm may be told not to run.
  await run("npm", ["install", "--no-audit", "--no-fund", `node@${version}`], { cwd: folder, quiet: true });
  const modules = join(folder, "node_modules");
  const packages = (await readdir(modules)).filter((name) => name.startsWith("node-"));
  const programs = [...packages.map((name) => join(modules, name, "bin/node")), join(modules, "node/bin/node")];
  for (const program of programs) {
    const answer = await run(program, ["--version"], { quiet: true }).catch(() => "");
    if (answer.startsWith(`v${version}.`)) return program;
  }
  throw new Failure(`npm's node@${version} has no program`);
}
