// @ts-check
// The example of a route handler in Next, installed, built and served in a folder of its own: `npm run test:next`.

import { execFile } from "node:child_process";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { after } from "node:test";
import { promisify } from "node:util";
import { machine } from "../environment.mjs";
import { startProgram } from "../handler/running-example.mjs";
import { testExample } from "../handler/test-example.mjs";
import { installPackage, root } from "../package/installed.mjs";

const execute = promisify(execFile);

const installed = await installPackage();
const library = await installed.load();
after(() => installed.remove());

const project = join(installed.folder, "next");
const env = { ...machine, NEXT_TELEMETRY_DISABLED: "1" };
await cp(join(root, "examples/next"), project, { recursive: true });
await execute("npm", ["ci", "--no-audit", "--no-fund"], { cwd: project });
await cp(join(installed.folder, "node_modules/trusthub-profiles"), join(project, "node_modules/trusthub-profiles"), {
  recursive: true,
});
await execute("npm", ["run", "build"], { cwd: project, env });

testExample(
  "next",
  (more) =>
    startProgram(
      process.execPath,
      ["node_modules/next/dist/bin/next", "start", "--hostname", "127.0.0.1", "--port", "0"],
      project,
      { ...env, ...more },
      (printed) => {
        const origin = /Ready in/.test(printed) ? /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0] : undefined;
        return origin === undefined ? undefined : `${origin}/twilio/v1/CustomerProfiles`;
      },
    ),
  library,
);
