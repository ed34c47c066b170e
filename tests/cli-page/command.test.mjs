// @ts-check
// `trusthub-profiles page` and `npm start`: what they print, what they open, and how they end.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { startEmulator } from "../../cli/emulator/emulator.mjs";
import { machine } from "../environment.mjs";
import { root } from "../package/installed.mjs";

/** @import { Emulator } from "../../cli/emulator/emulator.mjs" */

const MONTH_MS = 30 * 86_400_000;

const page = ["cli/bin.mjs", "page"];
const npmStart = ["scripts/start.mjs"];

/**
 * @param {readonly string[]} args
 * @param {Record<string, string>} env
 */
function start(args, env = {}) {
  const child = spawn(process.execPath, args, { cwd: root, env: { ...machine, ...env } });
  let output = "";
  let messages = "";
  child.stdout.on("data", (text) => {
    output += text;
  });
  child.stderr.on("data", (text) => {
    messages += text;
  });
  const ended = once(child, "close");
  return {
    child,
    /** Until it says how it ends. */
    async ready() {
      while (!output.includes("Ctrl-C ends it.")) {
        await Promise.race([once(child.stdout, "data"), ended.then(() => assert.fail(output + messages))]);
      }
      return output;
    },
    /** @returns {Promise<{ code: number | null, signal: string | null, output: string, messages: string }>} */
    async end() {
      const [code, signal] = await ended;
      return { code, signal, output, messages };
    },
  };
}

/** @param {string} output */
const urlIn = (output) => /The page: (http:\S+)/.exec(output)?.[1] ?? assert.fail(output);

/**
 * What a check returns, once it returns something.
 * @template T
 * @param {() => Promise<T | undefined>} check
 * @returns {Promise<T>}
 */
async function eventually(check) {
  for (const deadline = Date.now() + 20_000; ; ) {
    const found = await check();
    if (found !== undefined) return found;
    if (Date.now() > deadline) assert.fail("it didn't come");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** @type {Emulator} */
let emulator;
/** @type {Record<string, string>} a real account, to the command */
let account;
before(async () => {
  emulator = await startEmulator({ profiles: 3 });
  const { accountSid, authToken } = /** @type {Emulator["accounts"][number]} */ (emulator.accounts[0]);
  account = { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TRUSTHUB_URL: emulator.url };
});
after(() => emulator.close());

describe("page", () => {
  for (const [signal, status] of /** @type {const} */ ([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ])) {
    it(`serves made-up profiles until ${signal}, and ends with ${status}`, async () => {
      const program = start([...page, "--emulator", "--profiles", "30", "--latency", "1"], account);
      const output = await program.ready();
      assert.match(output, /The page: http:\/\/127\.0\.0\.1:\d+\/\n {2}Made-up profiles, of a local Trust Hub/);
      const url = urlIn(output);
      const list = await fetch(`${url}twilio/v1/CustomerProfiles?PageSize=1000`);
      const { results } = await list.json();
      assert.equal(results.length, 30);
      // What changed since yesterday is asked of a page.
      const newest = Math.max(...results.map((/** @type {any} */ { date_updated }) => Date.parse(date_updated)));
      assert.ok(Math.abs(Date.now() - newest) < MONTH_MS, new Date(newest).toISOString());
      program.child.kill(signal);
      assert.equal((await program.end()).code, status);
      await assert.rejects(fetch(url));
    });
  }

  it("serves a real account to whoever has the token, and prints nothing else that is secret", async () => {
    const program = start(page, account);
    const output = await program.ready();
    assert.match(
      output,
      /The page: http:\/\/127\.0\.0\.1:\d+\/sign-in#[\w-]{43}\n {2}A real Twilio account is behind it/,
    );
    program.child.kill();
    const { code, messages } = await program.end();
    assert.equal(code, 143);
    assert.ok(!(output + messages).includes(account["TWILIO_AUTH_TOKEN"] ?? ""));
  });

  it("takes the account from a file, and reports what its API answers in a line", async (context) => {
    const folder = await mkdtemp(join(tmpdir(), "page-"));
    context.after(() => rm(folder, { recursive: true }));
    const file = join(folder, "account.env");
    await writeFile(
      file,
      `${Object.entries({ ...account, TWILIO_AUTH_TOKEN: "of-another-account" })
        .map((pair) => pair.join("="))
        .join("\n")}\n`,
    );
    const program = start([...page, "--env-file", file]);
    const { origin, hash } = new URL(urlIn(await program.ready()));
    const signedIn = await fetch(`${origin}/sign-in`, {
      method: "POST",
      redirect: "manual",
      headers: { Origin: origin },
      body: new URLSearchParams({ token: hash.slice(1) }),
    });
    const Cookie = signedIn.headers.get("Set-Cookie")?.split(";")[0] ?? "";
    assert.equal((await fetch(`${origin}/twilio/v1/CustomerProfiles`, { headers: { Cookie } })).status, 502);
    program.child.kill("SIGINT");
    const { messages } = await program.end();
    assert.match(messages, /^[^\n]*401[^\n]* \(request RQ\w+\)\n/);
    assert.ok(!messages.includes("of-another-account"), messages);
  });

  it("ends at once when it is interrupted twice", async () => {
    const program = start([...page, "--emulator", "--faults", "hang"]);
    const url = urlIn(await program.ready());
    // Node says that it may go on when it has begun to answer.
    const hanging = request(`${url}twilio/v1/CustomerProfiles`, { headers: { Expect: "100-continue" } });
    hanging.on("error", () => {}).end();
    await once(hanging, "continue");
    program.child.kill("SIGINT");
    await eventually(
      async () =>
        await fetch(url).then(
          () => undefined,
          () => true,
        ),
    );
    program.child.kill("SIGINT");
    assert.equal((await program.end()).signal, "SIGINT");
  });

  it("says what is wrong in a line, with 2 where it is the call and 1 where it is not", async () => {
    const first = start([...page, "--emulator"]);
    const { port } = new URL(urlIn(await first.ready()));
    for (const [args, code, expected] of /** @type {[string[], number, RegExp][]} */ ([
      [[], 2, /no credentials: set TWILIO_ACCOUNT_SID/],
      [["--prot", "1"], 2, /unknown option '--prot' \(Did you mean --port\?\)/],
      [
        ["--emulator", "--profiles", "x"],
        2,
        /'--profiles <number>' argument 'x' is invalid\. Expected a whole number from 0 to 2147483648\./,
      ],
      [["--emulator", "--faults", "hagn"], 2, /unknown fault "hagn"; the nearest is "hang"/],
      [
        ["--emulator", "--port", port],
        1,
        /can't listen on 127\.0\.0\.1, port \d+: another program listens there.*EADDRINUSE/,
      ],
    ])) {
      const ended = await start([...page, ...args]).end();
      assert.equal(ended.code, code, ended.messages);
      assert.match(ended.messages, new RegExp(`^trusthub-profiles: [^\\n]*${expected.source}[^\\n]*\\n$`));
      assert.equal(ended.output, "");
    }
    first.child.kill();
    await first.end();
  });
});

describe("page --open", () => {
  /** @type {string} */
  let folder;
  /** @type {Record<string, string>} a browser that writes down what it was started with */
  let browser;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "page-"));
    const program = join(folder, "browser");
    await writeFile(program, '#!/bin/sh\nprintf %s "$1" > "$0.part" && mv "$0.part" "$0.opened"\n');
    await chmod(program, 0o755);
    browser = { BROWSER: program, TMPDIR: folder };
  });
  after(() => rm(folder, { recursive: true }));

  const opened = async () => {
    const file = join(folder, "browser.opened");
    const address = await eventually(() => readFile(file, "utf8").catch(() => undefined));
    await rm(file);
    return address;
  };

  it("opens the page of made-up profiles by its address", async () => {
    const program = start([...page, "--emulator", "--open"], browser);
    assert.equal(await opened(), urlIn(await program.ready()));
    program.child.kill();
    await program.end();
  });

  it("opens an account's page by a file of this user's, since arguments are seen by every process", async () => {
    const program = start([...page, "--open"], { ...account, ...browser });
    const address = await opened();
    const url = urlIn(await program.ready());
    assert.ok(!address.includes(new URL(url).hash), address);
    const file = address.startsWith("file:") ? fileURLToPath(address) : address;
    assert.ok((await readFile(file, "utf8")).includes(`url=${url}"`));
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.equal((await stat(dirname(file))).mode & 0o777, 0o700);
    program.child.kill();
    assert.equal((await program.end()).code, 143);
    assert.ok(!existsSync(dirname(file)), "it is removed at the end");
  });
});

describe("npm start", () => {
  it("is page over the emulator, and builds nothing where nothing changed", async () => {
    // It may have something to build.
    const first = start(npmStart);
    await first.ready();
    first.child.kill("SIGINT");
    await first.end();
    const program = start([...npmStart, "--profiles", "30"], { PORT: "0" });
    const output = await program.ready();
    const list = await fetch(`${urlIn(output)}twilio/v1/CustomerProfiles?PageSize=1000`);
    assert.equal((await list.json()).results.length, 30);
    program.child.kill("SIGINT");
    assert.equal((await program.end()).code, 130);
    const steps = output.split("\n").filter((line) => line.startsWith("▸"));
    assert.ok(steps.length >= 4, output);
    for (const step of steps) assert.match(step, /: nothing changed$/);
  });

  it("is page over the account that the environment names", async () => {
    const program = start(npmStart, account);
    assert.match(await program.ready(), /\/sign-in#[\w-]{43}\n {2}A real Twilio account is behind it/);
    program.child.kill();
    await program.end();
  });

  it("refuses a wrong call before it builds anything", async () => {
    const { code, output, messages } = await start([...npmStart, "--profiles", "x"]).end();
    assert.deepEqual([code, output], [2, ""]);
    assert.match(messages, /'--profiles <number>' argument '[^']*' is invalid/);
  });
});
