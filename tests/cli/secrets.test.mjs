// @ts-check
// No secret is seen: in messages, in help, among the processes, in what the debugger shows of an error.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { once } from "node:events";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { inspect, promisify } from "node:util";
import { runProgram } from "../../cli/command/program.mjs";
import { secretsOf, withoutSecrets } from "../../cli/process/secrets.mjs";
import { run, start, startHub } from "./command.mjs";

const execute = promisify(execFile);

const secrets = {
  TWILIO_AUTH_TOKEN: "canary-auth-token-0123456789abcdef",
  TWILIO_API_SECRET: "canary-api-secret-0123456789abcdef",
  TWILIO_BEARER_TOKEN: "canary-bearer-0123456789abcdef",
};
const proxyPassword = "canary-proxy-password";

const sid = `AC${"0".repeat(32)}`;
const key = `SK${"0".repeat(32)}`;

/** What would show a secret, in its spellings. */
const shown = [
  ...Object.values(secrets),
  proxyPassword,
  // As a request carries it, of which the first letters of the secret are too much already.
  ...Object.values(secrets).flatMap((secret) => [base64(secret).slice(0, 20)]),
  base64(`${sid}:${secrets.TWILIO_AUTH_TOKEN}`).slice(0, 56),
  base64(`${key}:${secrets.TWILIO_API_SECRET}`).slice(0, 56),
];

/** @param {string} text */
function base64(text) {
  return Buffer.from(text).toString("base64");
}

/** @type {Awaited<ReturnType<typeof startHub>>} */
let hub;
/** A server that repeats every header that it got, as a status and as a page. @type {import("node:http").Server} */
let echo;
/** @type {string} */
let echoUrl;

before(async () => {
  hub = await startHub({ profiles: 5 });
  echo = createServer((request, response) => {
    const message = Object.entries(request.headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join("; ");
    response.writeHead(403, { "content-type": "application/json" });
    response.end(JSON.stringify({ code: 20403, message: `\u001b[31m${message}`, more_info: message }));
  });
  echo.listen(0, "127.0.0.1");
  await once(echo, "listening");
  echoUrl = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (echo.address()).port}`;
});
after(async () => {
  await hub.end();
  echo.close();
});

/** @param {string} text */
function assertNone(text) {
  for (const secret of shown) assert.ok(!text.includes(secret), `it shows ${secret}: ${text}`);
}

/** @type {readonly (readonly [string, NodeJS.ProcessEnv])[]} */
const whoever = [
  ["an Auth Token", { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: secrets.TWILIO_AUTH_TOKEN }],
  ["a key", { TWILIO_API_KEY: key, TWILIO_API_SECRET: secrets.TWILIO_API_SECRET }],
  ["a bearer token", { TWILIO_BEARER_TOKEN: secrets.TWILIO_BEARER_TOKEN }],
];

describe("no message holds it, though the server repeats it", () => {
  for (const [name, env] of whoever) {
    for (const options of [[], ["--json-errors"]]) {
      it(`${name} ${options}`, async () => {
        const { out, err } = await run(["list", ...options], { env: { ...env, TRUSTHUB_URL: echoUrl } });
        assert.match(err, /403/);
        assertNone(out + err);
        // Nor what would colour the terminal.
        assert.doesNotMatch(err, /\u001b/);
      });
    }
  }

  for (const [name, env] of whoever.slice(0, 2)) {
    for (const options of [[], ["--json-errors"]]) {
      it(`accounts, with ${name} ${options}`, async () => {
        const { out, err } = await run(["accounts", ...options], { env: { ...env, TWILIO_API_URL: echoUrl } });
        assert.match(err, /403.*authorization: Basic …/);
        assertNone(out + err);
        assert.doesNotMatch(err, /\u001b/);
      });
    }
  }

  it("a secret that JSON, URLs and HTML spell in another way", () => {
    const secret = 'can"ary+/ü&token<';
    const hidden = secretsOf({ TWILIO_API_KEY: "SK1", TWILIO_API_SECRET: secret });
    for (const text of [
      secret,
      JSON.stringify({ secret }),
      encodeURIComponent(secret),
      "can&quot;ary+/ü&amp;token&lt;",
      base64(secret),
      base64(`SK1:${secret}`).replace(/=+$/, ""),
      Buffer.from(`SK1:${secret}`).toString("base64url"),
    ]) {
      const shown = withoutSecrets(`before ${text} after`, hidden);
      assert.match(shown, /^before (?:…=*|\{"secret":"…"\}) after$/, text);
    }
  });

  it("a password in a URL, however it is written", () => {
    const written = "canary@1%2F2é";
    for (const variable of ["HTTPS_PROXY", "http_proxy", "TRUSTHUB_URL", "TWILIO_API_URL"]) {
      const url = `http://user:${written}@proxy.example:8080`;
      const hidden = secretsOf({ [variable]: url });
      for (const text of [written, new URL(url).password, "canary@1/2é"])
        assert.equal(withoutSecrets(`before ${text} after`, hidden), "before … after", `${variable}: ${text}`);
    }
  });

  for (const [command, variable] of [
    ["list", "TRUSTHUB_URL"],
    ["accounts", "TWILIO_API_URL"],
  ]) {
    it(`what a debugger shows of the errors of ${command}`, async () => {
      for (const [, credentials] of whoever.slice(0, 2)) {
        for (const more of [{}, { HTTP_PROXY: `http://user:${proxyPassword}@127.0.0.1:1` }]) {
          const env = { ...credentials, [String(variable)]: echoUrl, ...more };
          const silent = { isTerminal: false, say() {}, clearLine() {}, write: async () => {} };
          const context = /** @type {any} */ ({ output: silent, messages: silent, env, cursor: null });
          const error = await runProgram([String(command)], context, async () => {}).then(
            () => assert.fail("no error came"),
            (thrown) => thrown,
          );
          assert.match(String(error), /403|ECONNREFUSED/);
          const all = { depth: Infinity, showHidden: true, maxArrayLength: Infinity, maxStringLength: Infinity };
          assertNone(inspect(error, all));
        }
      }
    });
  }

  it("of a proxy, that isn't there or isn't one", async () => {
    for (const proxy of [`http://user:${proxyPassword}@127.0.0.1:1`, `http://user:${proxyPassword}@[`]) {
      const { out, err, code } = await run(["list"], { env: { ...hub.env, HTTP_PROXY: proxy, HTTPS_PROXY: proxy } });
      assert.notEqual(code, 0);
      assertNone(out + err);
    }
  });

  it("--help, with everything in the environment", async () => {
    for (const args of [["--help"], ["list", "--help"], ["accounts", "--help"]])
      assertNone((await run(args, { env: { ...secrets, TWILIO_ACCOUNT_SID: sid } })).out);
  });
});

describe("the process", () => {
  it("shows none in its command line, and prints none to resume", async (t) => {
    hub.emulator.fault("hang", { after: 1 });
    t.after(() => hub.emulator.clearFaults());
    const env = { ...hub.env };
    const token = String(env.TWILIO_AUTH_TOKEN);
    const { child, ended, prints } = start(["list", "--page-size", "2"], { env });
    t.after(() => child.kill("SIGKILL"));
    await prints(/\n.*\n/);
    const { stdout } = await execute("ps", ["-ww", "-o", "args=", "-p", String(child.pid)]);
    assert.match(stdout, /list --page-size 2/);
    assert.ok(!stdout.includes(token));
    child.kill("SIGINT");
    const { err } = await ended;
    assert.match(err, /resume with/);
    assert.ok(!err.includes(token));
  });

  it("leaves none in a file", async () => {
    const file = join(hub.folder, "list.csv");
    hub.emulator.fault("status", { status: 403, after: 1 });
    const { err } = await run(["list", "--page-size", "2", "--output", file], { env: hub.env });
    const left = await Promise.all([`${file}.partial`, `${file}.partial.json`].map((path) => readFile(path, "utf8")));
    assert.ok(!left.concat(err).join("").includes(String(hub.env.TWILIO_AUTH_TOKEN)));
  });
});
