// @ts-check
// `npm run pack`: the tarball as it is published, built twice in two folders: the same bytes, or a failure. It is left in
// target/release-package.

import { createHash } from "node:crypto";
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setUp } from "./setup.mjs";
import { Failure, main, run, step } from "./step.mjs";
import { root } from "./tools.mjs";

const output = join(root, "target/release-package");

await main(async () => {
  await setUp("build");
  const folder = await mkdtemp(join(tmpdir(), "trusthub-profiles-pack-"));
  try {
    // Paths of different lengths: neither they nor what was built before may leave a trace.
    const copies = [join(folder, "one"), join(folder, "another/and/deeper")];
    const built = [];
    for (const copy of copies) built.push(await step(`build and pack in ${copy}`, () => buildAndPack(copy)));
    const [first, second] = built;
    if (first === undefined || second === undefined) throw new Failure("nothing was built");
    if (!first.bytes.equals(second.bytes))
      throw new Failure(`two builds, two packages: ${(await differences(copies)).join(", ")} differ`);
    await rm(output, { recursive: true, force: true });
    await mkdir(output, { recursive: true });
    await copyFile(first.file, join(output, first.name));
    console.log(
      `\n  ${join(output, first.name)}: ${first.bytes.length} bytes, sha256 ${createHash("sha256").update(first.bytes).digest("hex")}`,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** @param {string} copy the folder that it makes */
async function buildAndPack(copy) {
  const tracked = (await run("git", ["ls-files", "-z"], { quiet: true })).split("\0").filter((file) => file !== "");
  for (const file of tracked) {
    await mkdir(dirname(join(copy, file)), { recursive: true });
    await copyFile(join(root, file), join(copy, file));
  }
  for (const shared of [".tools", "node_modules", "cli/node_modules"])
    await symlink(join(root, shared), join(copy, shared));
  await run("node", ["scripts/build.mjs"], { cwd: copy, quiet: true });
  const [packed] = /** @type {{ filename: string }[]} */ (
    Object.values(JSON.parse(await run("npm", ["pack", "--json"], { cwd: join(copy, "pkg"), quiet: true })))
  );
  if (packed === undefined) throw new Failure("npm pack names no file");
  const file = join(copy, "pkg", packed.filename);
  return { name: packed.filename, file, bytes: await readFile(file) };
}

/** @param {readonly string[]} copies */
async function differences([one = "", another = ""]) {
  const names = await readdir(join(one, "pkg"));
  const differ = [];
  for (const name of names) {
    const [left, right] = await Promise.all(
      [one, another].map((copy) => readFile(join(copy, "pkg", name)).catch(() => Buffer.alloc(0))),
    );
    if (left !== undefined && right !== undefined && !left.equals(right)) differ.push(name);
  }
  return differ;
}
