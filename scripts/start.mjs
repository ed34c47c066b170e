// @ts-check
// `npm start`: sets up what is missing, builds, and serves the page with the emulator behind it until Ctrl-C.

import { startEmulator } from "../emulator/emulator.mjs";
import { startServer } from "../www/server.mjs";
import { build } from "./build.mjs";
import { setUp } from "./setup.mjs";
import { main } from "./step.mjs";

await main(async () => {
  await setUp("build");
  await build();
  const emulator = await startEmulator({ profiles: 1000 });
  const server = await startServer({ emulator, port: Number(process.env.PORT ?? 0) });
  console.log(`\n  The page:     ${server.url}\n  The emulator: ${emulator.url}\n\n  Ctrl-C ends both.`);
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    process.once(signal, async () => {
      await server.close();
      await emulator.close();
    });
  }
});
