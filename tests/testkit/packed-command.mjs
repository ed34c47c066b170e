// @ts-check
// The command's package beside an installed `trusthub-profiles`, from its tarball. What it depends on is not installed: the
// emulator and the test kit need nothing of it.

import { execFile } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../package/installed.mjs";

const execute = promisify(execFile);

/** @param {string} folder where trusthub-profiles is installed */
export async function placeCommand(folder) {
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const { stdout } = await execute("npm", args, { cwd: join(root, "cli") });
  const { filename } = /** @type {{ filename: string }} */ (Object.values(JSON.parse(stdout))[0]);
  const place = join(folder, "node_modules/trusthub-profiles-cli");
  await mkdir(place, { recursive: true });
  await execute("tar", ["-xzf", join(folder, filename), "-C", place, "--strip-components=1"]);
  await rm(join(folder, filename));
}
