// @ts-check
// The command's package beside an installed `trusthub-profiles`, as it is published. What it depends on is not installed: the
// emulator and the test kit need nothing of it but the client.

import { join } from "node:path";
import { assembleCliPackage } from "../../scripts/cli-package.mjs";

/** @param {string} folder where trusthub-profiles is installed */
export async function placeCommand(folder) {
  await assembleCliPackage(join(folder, "node_modules/trusthub-profiles-cli"));
}
