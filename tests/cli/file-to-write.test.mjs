// @ts-check
// What `--output` may name: a file, one that a link leads to, or nothing yet. All else stays as it is.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { lstat, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { run, startHub } from "./command.mjs";

/** @type {Awaited<ReturnType<typeof startHub>>} */
let hub;

before(async () => {
  hub = await startHub({ profiles: 3 });
});
after(() => hub.end());

for (const args of [
  ["list", "--format", "ndjson"],
  ["accounts", "--format", "ndjson"],
]) {
  const [command] = args;

  describe(`${command} --output`, () => {
    it("refuses what is no file, which a pipe stands for here, and leaves it as it is", async () => {
      const pipe = join(hub.folder, `${command}-pipe`);
      execFileSync("mkfifo", ["--mode=0664", pipe]);
      const before = await lstat(pipe);
      const { code, err } = await run([...args, "--output", pipe], { env: hub.env });
      assert.match(err, /--output \S+-pipe is no file; leave --output out and redirect standard output/);
      assert.equal(code, 2);
      const { ino, mode } = await lstat(pipe);
      assert.deepEqual([ino, mode], [before.ino, before.mode]);
    });

    it("refuses a folder", async () => {
      const folder = join(hub.folder, `${command}-folder`);
      await mkdir(folder);
      const { code, err } = await run([...args, "--output", folder], { env: hub.env });
      assert.match(err, /--output \S+-folder is a folder; name a file in it\n$/);
      assert.equal(code, 2);
    });

    it("writes the file that a link leads to, and keeps the link", async () => {
      const [file, link] = [`${command}-file`, `${command}-link`].map((name) => join(hub.folder, name));
      await writeFile(String(file), "before");
      await symlink(String(file), String(link));
      const { code, err } = await run([...args, "--output", String(link)], { env: hub.env });
      assert.equal(code, 0, err);
      assert.ok((await lstat(String(link))).isSymbolicLink());
      assert.equal((await readFile(String(file), "utf8")).trimEnd().split("\n").length, 3);
    });

    it("writes the file that a link leads to, though it isn't there yet", async () => {
      const link = join(hub.folder, `${command}-first`);
      await symlink(`${command}-second`, link);
      await symlink(`${command}-third`, join(hub.folder, `${command}-second`));
      const { code, err } = await run([...args, "--output", link], { env: hub.env });
      assert.equal(code, 0, err);
      assert.ok((await lstat(link)).isSymbolicLink());
      assert.ok((await lstat(join(hub.folder, `${command}-third`))).isFile());
    });

    it("refuses a circle of links", async () => {
      const link = join(hub.folder, `${command}-circle`);
      await symlink(link, link);
      const { code, err } = await run([...args, "--output", link], { env: hub.env });
      assert.match(err, /--output \S+-circle is a link that leads back to itself\n$/);
      assert.equal(code, 2);
    });
  });
}
