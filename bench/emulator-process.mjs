// @ts-check
// The emulator, told as JSON how many profiles it has and which faults.

import { startEmulator } from "../cli/emulator/emulator.mjs";
import { generatedProfiles } from "../cli/emulator/generated-profiles.mjs";

const { profiles: count, faults } = JSON.parse(process.argv[2] ?? "{}");
const accountSid = `AC${"0123456789abcdef".repeat(2)}`;
// Made beforehand: otherwise most of a list's wall time would be the making of its profiles.
const generated = generatedProfiles({ accountSid, seed: 1, count, plain: true });
const profiles = Array.from({ length: count }, (_, index) => generated.at(index));
const emulator = await startEmulator({
  accounts: [{ accountSid, profiles }],
  plain: true,
  ...(faults !== undefined && { faults }),
});
process.send?.({ url: emulator.url, accountSid, authToken: emulator.accounts[0]?.authToken });
process.on("disconnect", () => process.exit());
