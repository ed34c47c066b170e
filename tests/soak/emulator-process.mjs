// @ts-check
import { startEmulator } from "../../cli/emulator/emulator.mjs";

const [profiles, seed, faults = ""] = process.argv.slice(2);
const emulator = await startEmulator({ profiles: Number(profiles), seed: Number(seed), faults });
const { accountSid, authToken } =
  /** @type {import("../../cli/emulator/emulator.mjs").Emulator["accounts"][number]} */ (emulator.accounts[0]);
process.send?.({ url: emulator.url, accountSid, authToken });
process.on("disconnect", () => process.exit());
