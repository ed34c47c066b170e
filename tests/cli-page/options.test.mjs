// @ts-check
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { UsageError } from "../../cli/process/failures.mjs";
import { readPageOptions } from "../../cli/page/options.mjs";

/** @import { PageFlags } from "../../cli/page/options.mjs" */

const token = { TWILIO_ACCOUNT_SID: "AC1", TWILIO_AUTH_TOKEN: "t" };
const key = { TWILIO_API_KEY: "SK1", TWILIO_API_SECRET: "s" };
const usual = { host: "127.0.0.1", port: 0, open: false };
const asToken = { credentials: { username: "AC1", password: "t" } };
const asKey = { credentials: { username: "SK1", password: "s" } };

describe("the options of page", () => {
  for (const [flags, env, expected] of /** @type {[PageFlags, Record<string, string>, unknown][]} */ ([
    [{ emulator: true }, {}, { ...usual, emulator: { profiles: 1000 } }],
    [{ emulator: true }, token, { ...usual, emulator: { profiles: 1000 } }],
    [
      { emulator: true, port: 8080, host: "0.0.0.0", open: true },
      {},
      { host: "0.0.0.0", port: 8080, open: true, emulator: { profiles: 1000 } },
    ],
    [
      { emulator: true, profiles: 100_000, latency: 20, faults: "status:503@0.05" },
      {},
      { ...usual, emulator: { profiles: 100_000, faults: "latency:20,status:503@0.05" } },
    ],
    [{ emulator: true, latency: 0 }, {}, { ...usual, emulator: { profiles: 1000, faults: "latency:0" } }],
    [{}, token, { ...usual, account: asToken }],
    [{}, key, { ...usual, account: asKey }],
    [{}, { ...token, ...key }, { ...usual, account: asKey }],
    [{}, { ...token, ...key, TWILIO_BEARER_TOKEN: "b" }, { ...usual, account: { credentials: { bearerToken: "b" } } }],
    [
      { host: "::1" },
      { ...token, TRUSTHUB_URL: "http://127.0.0.1:1" },
      { ...usual, host: "::1", account: { ...asToken, baseUrl: "http://127.0.0.1:1" } },
    ],
  ])) {
    it(`${JSON.stringify(flags)} ${JSON.stringify(env)}`, async () =>
      assert.deepEqual(await readPageOptions(flags, env), expected));
  }

  it("has a fetch that goes through the proxy that the environment names", async () => {
    const { account } = await readPageOptions({}, { ...token, HTTPS_PROXY: "http://127.0.0.1:1" });
    assert.equal(typeof account?.fetch, "function");
  });

  for (const [flags, env, message] of /** @type {[PageFlags, Record<string, string>, string | RegExp][]} */ ([
    [{}, {}, /^no credentials: set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or /],
    [{}, { TWILIO_ACCOUNT_SID: "AC1" }, /TWILIO_ACCOUNT_SID is set, but TWILIO_AUTH_TOKEN isn't/],
    [{ faults: "reset" }, token, "--faults is the emulator's: add --emulator, or leave it out"],
    [
      { host: "0.0.0.0" },
      token,
      "--host is 0.0.0.0, but an account is shown on this machine alone: leave --host out, and put a server of yours with a sign-in before it",
    ],
  ])) {
    it(`are refused: ${JSON.stringify(flags)} ${JSON.stringify(env)}`, async () => {
      await assert.rejects(readPageOptions(flags, env), (/** @type {Error} */ error) => {
        assert.ok(error instanceof UsageError);
        if (typeof message === "string") assert.equal(error.message, message);
        else assert.match(error.message, message);
        return true;
      });
    });
  }
});
