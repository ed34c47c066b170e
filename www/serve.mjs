// @ts-check
// Serves the page until Ctrl-C.

import { startEmulator } from "../cli/emulator/emulator.mjs";
import { startServer } from "./server.mjs";

/** @import { StartOptions } from "./start-options.mjs" */

const SIGNALS = /** @type {const} */ (["SIGINT", "SIGTERM"]);

/** @param {StartOptions} options */
export async function serve({ host, port, credentials, baseUrl, profiles, faults }) {
  const emulator =
    credentials === undefined ? await startEmulator({ profiles, ...(faults !== undefined && { faults }) }) : undefined;
  const server = await startServer({
    host,
    port,
    ...(emulator && { emulator }),
    ...(credentials && { credentials }),
    ...(baseUrl !== undefined && { baseUrl }),
  }).catch(async (error) => {
    await emulator?.close();
    throw error;
  });
  const end = async () => {
    // Once more ends it at once.
    for (const signal of SIGNALS) process.removeListener(signal, end);
    await server.close();
    await emulator?.close();
  };
  for (const signal of SIGNALS) process.once(signal, end);

  const behind =
    emulator === undefined
      ? "  A real Twilio account is behind it. The address holds a token: whoever has it sees the account's profiles.\n"
      : `  Made-up profiles, of a local Trust Hub at ${emulator.url}\n`;
  console.log(`\n  The page: ${server.startUrl}\n${behind}\n  Ctrl-C ends it.`);
}
