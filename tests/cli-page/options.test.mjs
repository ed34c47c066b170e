// @ts-check
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readStartOptions } from "../../www/start-options.mjs";

const account = { TWILIO_ACCOUNT_SID: "AC1", TWILIO_AUTH_TOKEN: "t" };
const key = { TWILIO_API_KEY: "SK1", TWILIO_API_KEY_SECRET: "s" };
const real = { host: "127.0.0.1", port: 0, profiles: 0 };

describe("what npm start is told", () => {
  for (const [args, env, expected] of /** @type {[string[], Record<string, string>, unknown][]} */ ([
    [[], {}, { host: "127.0.0.1", port: 0, profiles: 1000 }],
    [[], { PORT: "8080", HOST: "0.0.0.0" }, { host: "0.0.0.0", port: 8080, profiles: 1000 }],
    [
      [],
      { PORT: "", HOST: "", TWILIO_ACCOUNT_SID: "", TWILIO_AUTH_TOKEN: "" },
      { host: "127.0.0.1", port: 0, profiles: 1000 },
    ],
    [
      ["--profiles", "100000", "--latency=20", "--faults", "status:503@0.05"],
      {},
      { host: "127.0.0.1", port: 0, profiles: 100_000, faults: "latency:20,status:503@0.05" },
    ],
    [["--latency", "0"], {}, { host: "127.0.0.1", port: 0, profiles: 1000, faults: "latency:0" }],
    [[], account, { ...real, credentials: { username: "AC1", password: "t" } }],
    [[], key, { ...real, credentials: { username: "SK1", password: "s" } }],
    [[], { ...account, ...key }, { ...real, credentials: { username: "SK1", password: "s" } }],
    [[], { TWILIO_ACCOUNT_SID: "AC1", ...key }, { ...real, credentials: { username: "SK1", password: "s" } }],
    [
      [],
      { ...account, HOST: "::1", TRUSTHUB_URL: "http://127.0.0.1:1" },
      { ...real, host: "::1", credentials: { username: "AC1", password: "t" }, baseUrl: "http://127.0.0.1:1" },
    ],
  ])) {
    it(`${JSON.stringify(args)} ${JSON.stringify(env)}`, () => assert.deepEqual(readStartOptions(args, env), expected));
  }

  for (const [args, env, message] of /** @type {[string[], Record<string, string>, string][]} */ ([
    [
      ["--profile", "3"],
      {},
      'unknown flag "--profile"; the nearest is "--profiles", the known are: --profiles, --latency, --faults, --help',
    ],
    [["3"], {}, '"3" is no flag; flags begin with --'],
    [["--profiles", "many"], {}, '--profiles takes a whole number from 0 to 4294967295, not "many"'],
    [["--latency=-1"], {}, '--latency takes a whole number from 0 to 2147483647, not "-1"'],
    [[], { PORT: "65536" }, 'PORT takes a whole number from 0 to 65535, not "65536"'],
    [
      [],
      { TWILIO_ACCOUNT_SID: "AC1" },
      "TWILIO_ACCOUNT_SID is set, but TWILIO_AUTH_TOKEN isn't: set both for the real account, or neither for the emulator",
    ],
    [
      [],
      { TWILIO_API_KEY_SECRET: "s" },
      "TWILIO_API_KEY_SECRET is set, but TWILIO_API_KEY isn't: set both for the real account, or neither for the emulator",
    ],
    [
      ["--faults", "reset"],
      account,
      "--faults is the emulator's, but the environment names a real account: leave one of them out",
    ],
    [
      [],
      { ...account, HOST: "0.0.0.0" },
      "HOST is 0.0.0.0, but a real account is shown on this machine alone: leave HOST out, and put a server of yours with a sign-in before it",
    ],
  ])) {
    it(`refuses ${JSON.stringify(args)} ${JSON.stringify(env)}`, () => {
      assert.throws(() => readStartOptions(args, env), { message });
    });
  }

  it("explains itself", () => {
    const help = readStartOptions(["--help"], {});
    assert.equal(typeof help, "string");
    for (const name of ["--profiles", "--latency", "--faults", "PORT", "HOST", "TWILIO_API_KEY", "TWILIO_AUTH_TOKEN"])
      assert.ok(String(help).includes(name), name);
  });
});
