// @ts-check
// `npm run pack`: the tarballs as they are published, built twice in two folders: the same bytes, or a failure. They are left
// in target/release-package.

import { createHash } from "node:crypto";
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { setUp } from "./setup.mjs";
import { Failure, main, run, step } from "./step.mjs";
import { root } from "./tools.mjs";

const output = join(root, "target/release-package");

/** The folders of what is packed. */
const packages = ["pkg", "target/cli-package", "target/sync-package"];

await main(async () => {
  await setUp("build");
  const folder = await mkdtemp(join(tmpdir(), "trusthub-profiles-pack-"));
  try {
    // Paths of different lengths: neither they nor what was built before may leave a trace.
    const copies = [join(folder, "one"), join(folder, "another/and/deeper")];
    const built = [];
    for (const copy of copies) built.push(await step(`build and pack in ${copy}`, () => buildAndPack(copy)));
    const [first = [], second = []] = built;
    for (const [index, { name, bytes }] of first.entries()) {
      if (second[index]?.bytes.equals(bytes)) continue;
      throw new Failure(`two builds, two packages: ${name}: ${(await differences(copies)).join(", ")} differ`);
    }
    await rm(output, { recursive: true, force: true });
    await mkdir(output, { recursive: true });
    for (const { name, file, bytes } of first) {
      await copyFile(file, join(output, name));
      const digest = createHash("sha256").update(bytes).digest("hex");
      console.log(`\n  ${join(output, name)}: ${bytes.length} bytes, sha256 ${digest}`);
    }
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
  await run("node", ["scripts/cli-package.mjs"], { cwd: copy, quiet: true });
  return Promise.all(packages.map((name) => pack(join(copy, name))));
}

/** @param {string} folder of a package */
async function pack(folder) {
  const [packed] = /** @type {{ filename: string }[]} */ (
    Object.values(JSON.parse(await run("npm", ["pack", "--json"], { cwd: folder, quiet: true })))
  );
  if (packed === undefined) throw new Failure("npm pack names no file");
  const file = join(folder, packed.filename);
  return { name: packed.filename, file, bytes: await readFile(file) };
}

/** @param {readonly string[]} copies */
async function differences([one = "", another = ""]) {
  const differ = [];
  for (const folder of packages) {
    const entries = await readdir(join(one, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((candidate) => candidate.isFile())) {
      const name = relative(one, join(entry.parentPath, entry.name));
      const [left, right] = await Promise.all(
        [one, another].map((copy) => readFile(join(copy, name)).catch(() => Buffer.alloc(0))),
      );
      if (left !== undefined && right !== undefined && !left.equals(right)) differ.push(name);
    }
  }
  return differ;
}
