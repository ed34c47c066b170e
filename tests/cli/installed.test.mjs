// @ts-check
// What is published: both tarballs in an empty folder, by npx and installed.

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { shell, startHub } from "./command.mjs";
import { installBoth, packBoth, sizeOf } from "./installed.mjs";

/** @type {Awaited<ReturnType<typeof startHub>>} */
let hub;
/** @type {Awaited<ReturnType<typeof packBoth>>} */
let packed;
/** @type {string} */
let modules;

before(async () => {
  hub = await startHub({ profiles: 1200 });
  packed = await packBoth();
  modules = await installBoth(packed);
});
after(async () => {
  await hub?.end();
  await packed?.remove();
});

it("npx runs it from the tarballs in an empty folder: the rows, status 0, and nothing else", async () => {
  const cwd = join(packed.folder, "empty");
  await mkdir(cwd);
  const packages = packed.tarballs.map((tarball) => `--package=${tarball}`).join(" ");
  const line = `npx --yes --prefer-offline ${packages} trusthub-profiles list --format csv | head -3; echo "status \${PIPESTATUS[0]}"`;
  const { out } = await shell(line, { env: hub.env, cwd });
  const lines = out.split(/\r?\n/);
  assert.match(String(lines[0]), /^sid,accountSid,/);
  assert.match(String(lines[1]), /^BU/);
  assert.match(String(lines[2]), /^BU/);
  assert.deepEqual(lines.slice(3), ["status 0", ""]);
});

it("both are of one version, and 5 MB at most with all that they need", async () => {
  const manifests = await Promise.all(
    ["trusthub-profiles", "trusthub-profiles-cli"].map(async (name) =>
      JSON.parse(await readFile(join(modules, name, "package.json"), "utf8")),
    ),
  );
  const [client, cli] = manifests;
  assert.equal(cli.version, client.version);
  assert.equal(cli.dependencies["trusthub-profiles"], client.version);
  assert.equal(cli.private, undefined);
  const size = await sizeOf(modules);
  assert.ok(size <= 5_000_000, `${size} bytes`);
});

it("installed without trusthub-profiles-sync, it says how to install that", async () => {
  const { code, out, err } = await shell(`${join(modules, ".bin/trusthub-profiles")} sync --accounts -`, {
    env: hub.env,
  });
  assert.deepEqual([code, out], [2, ""]);
  assert.match(
    err,
    /^trusthub-profiles: sync is of the package trusthub-profiles-sync, .*npm install trusthub-profiles-sync\n$/,
  );
});

it("installed, it lists, says its version and serves the emulator and the page", async () => {
  const command = join(modules, ".bin/trusthub-profiles");
  const { out, err, code } = await shell(`${command} list | wc -l && ${command} --version`, { env: hub.env });
  assert.deepEqual([out.trim().split(/\s+/)[0], err, code], ["1200", "", 0]);
  for (const name of ["emulator", "page", "accounts"]) {
    const help = await shell(`${command} ${name} --help`, { env: hub.env });
    assert.deepEqual([help.err, help.code], ["", 0], name);
    assert.match(help.out, new RegExp(`^Usage: trusthub-profiles ${name} `));
  }
});
