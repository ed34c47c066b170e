// @ts-check
// `npm start`: sets up what is missing, builds what changed, and runs the command's `page` until Ctrl-C: over the emulator,
// where the environment names no account.

import { build } from "./build.mjs";
import { npmPackages, setUp } from "./setup.mjs";
import { main } from "./step.mjs";

/** What names an account, by the environment or by a file. */
const ACCOUNT = [
  "TWILIO_ACCOUNT_SID",
  "TWILIO_AUTH_TOKEN",
  "TWILIO_API_KEY",
  "TWILIO_API_SECRET",
  "TWILIO_API_KEY_SECRET",
  "TWILIO_BEARER_TOKEN",
];

await main(async () => {
  const { env } = process;
  const args = process.argv.slice(2);
  const namesAccount = ACCOUNT.some((name) => env[name]) || args.some((arg) => /^--env-file(=|$)/.test(arg));
  const usual = [
    ...(env["PORT"] ? ["--port", env["PORT"]] : []),
    ...(env["HOST"] ? ["--host", env["HOST"]] : []),
    ...(namesAccount ? [] : ["--emulator"]),
  ];
  // The command's own packages, by which the arguments are read: what is wrong is said before a minute of building.
  await npmPackages("cli");
  const command = await import("../cli/command/main.mjs");
  await command.main(["page", ...usual, ...args], {
    beforeServing: async () => {
      await setUp("build");
      await build();
    },
  });
});
