// @ts-check
// The program behind `npm start`: what it prints, and how it ends.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, it } from "node:test";
import { startEmulator } from "../../cli/emulator/emulator.mjs";
import { root } from "../package/installed.mjs";

/** @import { Emulator } from "../../cli/emulator/emulator.mjs" */

/**
 * @param {readonly string[]} args
 * @param {Record<string, string>} env
 */
function start(args, env) {
  const child = spawn(process.execPath, ["www/command.mjs", ...args], {
    cwd: root,
    env: { PATH: process.env.PATH ?? "", ...env },
  });
  let printed = "";
  child.stdout.on("data", (text) => {
    printed += text;
  });
  child.stderr.on("data", (text) => {
    printed += text;
  });
  const ended = once(child, "close");
  return {
    child,
    /** Until it says how it ends. */
    async ready() {
      while (!printed.includes("Ctrl-C ends it.")) {
        await Promise.race([once(child.stdout, "data"), ended.then(() => assert.fail(printed))]);
      }
      return printed;
    },
    /** @returns {Promise<{ code: number | null, signal: string | null, printed: string }>} */
    async end() {
      const [code, signal] = await ended;
      return { code, signal, printed };
    },
  };
}

describe("npm start", () => {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    it(`serves made-up profiles until ${signal}`, async () => {
      const program = start(["--profiles", "30", "--latency", "1"], {});
      const printed = await program.ready();
      const url = /The page: (http:\/\/127\.0\.0\.1:\d+\/)\n {2}Made-up profiles, of a local Trust Hub/.exec(
        printed,
      )?.[1];
      assert.ok(url, printed);
      const page = await fetch(`${url}twilio/v1/CustomerProfiles?PageSize=1000`);
      assert.equal((await page.json()).results.length, 30);
      program.child.kill(signal);
      const { code } = await program.end();
      assert.equal(code, 0);
      await assert.rejects(fetch(url));
    });
  }

  it("serves a real account to whoever has the token, and prints nothing else that is secret", async (context) => {
    const emulator = await startEmulator({ profiles: 3 });
    context.after(() => emulator.close());
    const { accountSid, authToken } = /** @type {Emulator["accounts"][number]} */ (emulator.accounts[0]);
    const program = start([], {
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      TRUSTHUB_URL: emulator.url,
    });
    const printed = await program.ready();
    assert.match(
      printed,
      /The page: http:\/\/127\.0\.0\.1:\d+\/sign-in#[\w-]{43}\n {2}A real Twilio account is behind it/,
    );
    assert.ok(!printed.includes(authToken));
    program.child.kill();
    assert.equal((await program.end()).code, 0);
  });

  it("ends at once when told twice", async () => {
    const program = start(["--faults", "hang"], {});
    const url = /http:\S+/.exec(await program.ready())?.[0];
    fetch(`${url}twilio/v1/CustomerProfiles`).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 200));
    program.child.kill("SIGINT");
    await new Promise((resolve) => setTimeout(resolve, 100));
    program.child.kill("SIGINT");
    assert.equal((await program.end()).signal, "SIGINT");
  });

  it("says what is wrong, and ends", async () => {
    const { code, printed } = await start(["--profiles", "x"], {}).end();
    assert.deepEqual([code, printed], [1, 'start: --profiles takes a whole number from 0 to 4294967295, not "x"\n']);
  });

  it("says when its port is taken", async () => {
    const first = start([], {});
    const port = /127\.0\.0\.1:(\d+)/.exec(await first.ready())?.[1] ?? "";
    const { code, printed } = await start([], { PORT: port }).end();
    assert.equal(code, 1);
    assert.match(printed, /^start: .*EADDRINUSE/);
    first.child.kill();
    await first.end();
  });
});
