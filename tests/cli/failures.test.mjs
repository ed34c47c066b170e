// @ts-check
// How it ends: the exit status, the message, and where to go on.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { setImmediate as immediate } from "node:timers/promises";
import { failureOf } from "../../cli/process/failures.mjs";
import { makeError } from "../../cli/testing/testing.mjs";
import { deadAddress } from "../package/dead-address.mjs";
import { run, shell, start, startHub, startUnread } from "./command.mjs";

/** @type {Awaited<ReturnType<typeof startHub>>} */
let hub;
/** @type {Awaited<ReturnType<typeof deadAddress>>} */
let dead;

before(async () => {
  hub = await startHub({ profiles: 40 });
  dead = await deadAddress();
});
after(async () => {
  dead.release();
  await hub.end();
});

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string[]} args
 * @property {() => NodeJS.ProcessEnv} [env] instead of the emulator's
 * @property {() => void} [faults]
 * @property {number} code
 * @property {RegExp} err
 * @property {boolean} [resumes] whether it says where to go on
 */

/** @type {readonly Case[]} */
const cases = [
  {
    name: "no credentials",
    args: ["list"],
    env: () => ({}),
    code: 2,
    err: /^trusthub-profiles: no credentials: set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or TWILIO_API_KEY and TWILIO_API_SECRET, or TWILIO_BEARER_TOKEN, [^\n]*--env-file names\n$/,
  },
  {
    name: "half of the credentials",
    args: ["list"],
    env: () => ({ TWILIO_API_KEY: "SK0" }),
    code: 2,
    err: /^trusthub-profiles: no credentials: TWILIO_API_KEY is set, but TWILIO_API_SECRET isn't; [^\n]*\n$/,
  },
  {
    name: "a wrong filter",
    args: ["list", "--status", "approved"],
    code: 2,
    err: /^trusthub-profiles: option '--status <status>' argument 'approved' is invalid\. Allowed choices are draft, pending-review, in-review, twilio-rejected, twilio-approved\.\n$/,
  },
  {
    name: "a wrong policy",
    args: ["list", "--policy-sid", "RN1"],
    code: 2,
    err: /^trusthub-profiles: --policy-sid: expected a SID: RN and 32 hexadecimal digits, got a string\n$/,
  },
  {
    name: "a page size out of bounds",
    args: ["list", "--page-size", "1001"],
    code: 2,
    err: /^trusthub-profiles: option '--page-size <number>' argument '1001' is invalid\. Expected a whole number from 1 to 1000\.\n$/,
  },
  {
    name: "a limit of none",
    args: ["list", "--limit", "0"],
    code: 2,
    err: /^trusthub-profiles: option '--limit <number>' argument '0' is invalid\. Expected a whole number from 1 to 9007199254740991\.\n$/,
  },
  {
    name: "a limit that is no number",
    args: ["list", "--limit", "ten"],
    code: 2,
    err: /^trusthub-profiles: option '--limit <number>' argument 'ten' is invalid\. Expected a whole number[^\n]*\n$/,
  },
  {
    name: "a cursor that is none",
    args: ["list", "--resume", "abc"],
    code: 2,
    err: /^trusthub-profiles: --resume: expected a cursor that a page or an error gave, got a string\n$/,
  },
  {
    name: "--resume of nothing",
    args: ["list", "--resume"],
    code: 2,
    err: /^trusthub-profiles: --resume needs a cursor, or the --output FILE of the call to go on with\n$/,
  },
  {
    name: "an unknown field",
    args: ["list", "--fields", "sid,name"],
    code: 2,
    err: /^trusthub-profiles: --fields: unknown field "name"; ndjson has sid, accountSid, [^\n]*\n$/,
  },
  {
    name: "an unknown option, with what may be a secret",
    args: ["list", "--statsu=canary-secret"],
    code: 2,
    err: /^trusthub-profiles: unknown option '--statsu'[^\n=]*\n$/,
  },
  {
    name: "an unknown option that is near to one",
    args: ["list", "--polcy-sid", "RN"],
    code: 2,
    err: /^trusthub-profiles: unknown option '--polcy-sid' \(Did you mean --policy-sid\?\)\n$/,
  },
  {
    name: "an unknown command",
    args: ["lits"],
    code: 2,
    err: /^trusthub-profiles: unknown command 'lits' \(Did you mean list\?\)\n$/,
  },
  {
    name: "help of an unknown command",
    args: ["help", "lits"],
    code: 2,
    err: /^trusthub-profiles: unknown command 'lits'; trusthub-profiles --help lists them\n$/,
  },
  {
    name: "an --output of no name",
    args: ["list", "--output", ""],
    code: 2,
    err: /^trusthub-profiles: --output names no file\n$/,
  },
  {
    name: "a limit that is negative",
    args: ["list", "--limit", "-1"],
    code: 2,
    err: /^trusthub-profiles: option '--limit <number>' argument '-1' is invalid\. Expected a whole number from 1 [^\n]*\n$/,
  },
  {
    name: "an --output that a slash ends",
    args: ["list", "--output", "folder/"],
    code: 2,
    err: /^trusthub-profiles: --output folder\/ is a folder; name a file in it\n$/,
  },
  {
    name: "an --output that is a dash",
    args: ["list", "--output", "-"],
    code: 2,
    err: /^trusthub-profiles: --output - would be a file of that name: leave it out for standard output, or write \.\/-\n$/,
  },
  {
    name: "a value for an option that takes none",
    args: ["list", "--quiet=canary-secret"],
    code: 2,
    err: /^trusthub-profiles: option '--quiet' takes no value\n$/,
  },
  ...["list", "accounts"].map((command) => ({
    name: `${command} with the line end of a file behind the token`,
    args: [command],
    env: () => ({ ...hub.env, TWILIO_AUTH_TOKEN: `${hub.env.TWILIO_AUTH_TOKEN}\n` }),
    code: 2,
    err: /^trusthub-profiles: TWILIO_AUTH_TOKEN holds a control character, such as a line end: set it without\n$/,
  })),
  ...["list", "accounts"].map((command) => ({
    name: `${command} with a SID that is none`,
    args: [command],
    env: () => ({ ...hub.env, TWILIO_ACCOUNT_SID: `${hub.env.TWILIO_ACCOUNT_SID}:canary-secret` }),
    code: 2,
    err: /^trusthub-profiles: TWILIO_ACCOUNT_SID holds a colon, which ends a user name: set it without\n$/,
  })),
  {
    name: "a bearer token with a space",
    args: ["list"],
    env: () => ({ ...hub.env, TWILIO_BEARER_TOKEN: "Bearer canary-secret" }),
    code: 2,
    err: /^trusthub-profiles: TWILIO_BEARER_TOKEN is no token: expected visible ASCII characters alone, without a space\n$/,
  },
  {
    name: "a host without a scheme",
    args: ["list"],
    env: () => ({ ...hub.env, TRUSTHUB_URL: "trusthub.example" }),
    code: 2,
    err: /^trusthub-profiles: TRUSTHUB_URL: expected an absolute URL\n$/,
  },
  {
    name: "a host with a user",
    args: ["list"],
    env: () => ({ ...hub.env, TRUSTHUB_URL: "http://user:canary-secret@127.0.0.1" }),
    code: 2,
    err: /^trusthub-profiles: TRUSTHUB_URL: expected a URL without user info\n$/,
  },
  { name: "no command", args: [], code: 2, err: /^trusthub-profiles: a command is missing; [^\n]*--help[^\n]*\n$/ },
  {
    ...(takesEnvFile()
      ? { code: 9, err: /^[^\n]*node: \/nowhere\/\.env: not found\s*$/ }
      : { code: 2, err: /^trusthub-profiles: --env-file \/nowhere\/\.env can't be read: ENOENT\n$/ }),
    name: "a missing file of variables",
    args: ["list", "--env-file", "/nowhere/.env"],
  },
  {
    name: "credentials that would go out in the clear",
    args: ["list"],
    env: () => ({ ...hub.env, TRUSTHUB_URL: "http://trusthub.example" }),
    code: 2,
    err: /^trusthub-profiles: TRUSTHUB_URL: credentials are sent over https only, or over http to localhost, [^\n]* and \[::1\]\n$/,
  },
  {
    name: "401",
    args: ["list"],
    env: () => ({ ...hub.env, TWILIO_AUTH_TOKEN: "0".repeat(32) }),
    code: 1,
    err: /^trusthub-profiles: the API answered 401 \(code 20003\): [^\n]* \(request RQ\w+\)\nresume with: [^\n]+\n$/,
    resumes: true,
  },
  {
    name: "429 with a long Retry-After, on the second page",
    args: ["list", "--status", "twilio-approved", "--page-size", "5", "--limit", "9", "--format", "csv"],
    faults: () => hub.emulator.fault("status", { status: 429, headers: { "Retry-After": "3600" }, after: 1 }),
    code: 1,
    err: /^trusthub-profiles: the API answered 429[^\n]*3600[^\n]*\nresume with: trusthub-profiles list --status twilio-approved --page-size 5 --limit 4 --format csv --resume [\w-]+\n$/,
    resumes: true,
  },
  {
    name: "a dead server",
    args: ["list"],
    env: () => ({ ...hub.env, TRUSTHUB_URL: dead.url }),
    code: 1,
    err: /^trusthub-profiles: no response: [^\n]*\(ECONNREFUSED\); asked was http:\/\/127\.0\.0\.1:\d+\nresume with: [^\n]+\n$/,
  },
  {
    name: "a dead proxy",
    args: ["list"],
    env: () => ({ ...hub.env, HTTP_PROXY: dead.url.replace("//", "//user:canary-secret@") }),
    code: 1,
    err: /^trusthub-profiles: no response: [^\n]*\(ECONNREFUSED\); asked was http:\/\/127\.0\.0\.1:\d+, and HTTP_PROXY is set\nresume with: [^\n]+\n$/,
  },
  {
    name: "a redirect",
    args: ["list"],
    faults: () => hub.emulator.fault("redirect"),
    code: 1,
    err: /^trusthub-profiles: [^\n]*a redirect, [^\n]*leave the origin of TRUSTHUB_URL: set TRUSTHUB_URL to where it leads \(request \w+\)\nresume with: [^\n]+\n$/,
  },
  {
    name: "a page without an end",
    args: ["list"],
    faults: () => hub.emulator.fault("large-body"),
    code: 1,
    err: /^trusthub-profiles: the body is larger than 67108864 bytes \(request \w+\)\nresume with: [^\n]+\n$/,
  },
  {
    name: "values that are not as documented, in strict mode",
    args: ["list", "--strict"],
    faults: () =>
      hub.emulator.fault("body", {
        body: '{"results":[{"sid":"canary-value"}],"meta":{"key":"results","next_page_url":null}}',
      }),
    code: 1,
    err: /^trusthub-profiles: [^\n]*\/results\/0\/sid[^\n]*\nresume with: trusthub-profiles list --strict --resume [\w-]+\n$/,
  },
];

describe("it ends with", () => {
  for (const { name, args, env, faults, code, err, resumes } of cases) {
    it(name, async () => {
      hub.emulator.clearFaults();
      faults?.();
      const ended = await run(args, { env: env?.() ?? hub.env });
      assert.match(ended.err, err);
      assert.equal(ended.code, code);
      if (resumes !== true) return;
      // What it says can be pasted.
      const [, words = ""] = /^resume with: trusthub-profiles (.*)$/m.exec(ended.err) ?? [];
      const resumed = await shell(`$COMMAND ${words}`, { env: hub.env });
      assert.deepEqual([resumed.code, resumed.err], [0, ""]);
      assert.notEqual(resumed.out, "");
    });
  }
});

for (const scope of /** @type {const} */ (["attempt", "total"])) {
  it(`names no option of programs where time is up: ${scope}`, async () => {
    const { message } = failureOf(await makeError("timeout", { scope, timeoutMs: 5 }), "https://api.example");
    assert.match(message, /^no [^()]* within 5 ms[^()]*; asked was https:\/\/api\.example$/);
  });
}

it("leaves the server's own words as they came", async () => {
  const words = "option limit and baseUrl (timeoutMs): a relative one is resolved here";
  const { message } = failureOf(
    await makeError("api", { status: 400, code: 21602, message: words }),
    "https://api.example",
  );
  assert.ok(message.includes(words), message);
});

it("says how to go on with a filter that no terminal shows as it is", async (t) => {
  const name = "line\n\u202eend's \\";
  hub.emulator.fault("status", { status: 403 });
  t.after(() => hub.emulator.clearFaults());
  const { err } = await run(["list", "--friendly-name", name], { env: hub.env });
  const [, words = ""] = /^resume with: trusthub-profiles (.*)$/m.exec(err) ?? [];
  assert.match(words, /\\u000a\\u202e/);
  hub.emulator.requests.length = 0;
  const { code } = await shell(`$COMMAND ${words}`, { env: { ...hub.env, LC_ALL: "C.UTF-8" } });
  assert.equal(code, 0);
  assert.equal(new URLSearchParams(hub.emulator.requests[0]?.query).get("FriendlyName"), name);
});

it("-h is --help", async () => {
  for (const args of [[], ["list"], ["accounts"]])
    assert.equal((await run([...args, "-h"])).out, (await run([...args, "--help"])).out);
});

describe("--json-errors", () => {
  it("prints the error's toJSON() with the cursor on one line", async () => {
    hub.emulator.clearFaults();
    hub.emulator.fault("status", { status: 403 });
    const { code, err } = await run(["list", "--json-errors"], { env: hub.env });
    assert.equal(code, 1);
    assert.match(err, /^[^\n]+\n$/);
    const { name, kind, status, cursor, requestId, resumeWith } = JSON.parse(err);
    assert.deepEqual([name, kind, status, typeof requestId], ["ApiError", "api", 403, "string"]);
    assert.ok(resumeWith.endsWith(`--resume ${cursor}`));
  });

  for (const args of [["list", "--prefech"], ["lits"], []]) {
    it(`prints a wrong call the same way: ${args.join(" ")}`, async () => {
      const { code, err } = await run([...args, "--json-errors"], { env: hub.env });
      assert.equal(code, 2);
      assert.equal(JSON.parse(err).name, "UsageError");
    });
  }
});

describe("standard output", () => {
  it("that is full is a failure, with the page that was being written", async () => {
    const { code, err } = await shell("$COMMAND list --page-size 10 > /dev/full", { env: hub.env });
    assert.equal(code, 1);
    assert.match(
      err,
      /^trusthub-profiles: standard output can't be written: no space is left on the device \(ENOSPC\)\nresume with: trusthub-profiles list --page-size 10 --resume [\w-]+\n$/,
    );
  });

  for (const format of ["csv", "ndjson", "json", "table"]) {
    it(`whose reader goes away ends it quietly: ${format}`, async () => {
      const line = `$COMMAND list --page-size 1 --format ${format} | head -n 2; echo "status \${PIPESTATUS[0]}"`;
      const { out, err } = await shell(line, { env: hub.env });
      assert.deepEqual([out.split("\n").length, err], [4, ""]);
      assert.match(out, /\nstatus 0\n$/);
    });
  }

  it("of --help, whose reader goes away", async () => {
    const { out, err } = await shell('$COMMAND --help | true; echo "${PIPESTATUS[0]}"');
    assert.deepEqual([out, err], ["0\n", ""]);
  });
});

describe("a signal", () => {
  /** @type {readonly (readonly ["SIGHUP" | "SIGINT" | "SIGTERM", number, string])[]} */
  const signals = [
    ["SIGINT", 130, "interrupted"],
    ["SIGTERM", 143, "ended by SIGTERM"],
    ["SIGHUP", 129, "ended by SIGHUP"],
  ];
  for (const [signal, code, inWords] of signals) {
    it(`${signal} while a page is awaited ends it, and says where to go on`, async (t) => {
      hub.emulator.clearFaults();
      hub.emulator.fault("hang", { after: 1 });
      const { child, prints, ended } = start(["list", "--page-size", "10", "--format", "csv"], { env: hub.env });
      t.after(() => child.kill("SIGKILL"));
      await prints(/(?:\r\n[^\n]+){10}\r\n$/);
      child.kill(signal);
      const first = await ended;
      assert.equal(first.code, code);
      const [, message, words] =
        /^trusthub-profiles: ([^\n]+)\nresume with: trusthub-profiles (.*)\n$/.exec(first.err) ?? [];
      assert.equal(message, inWords);
      hub.emulator.clearFaults();
      const rest = await shell(`$COMMAND ${words}`, { env: hub.env });
      assert.deepEqual(sidsIn(first.out + rest.out), allSids());
    });
  }

  it("ends it after the page that is being written", async (t) => {
    const { child, ended, read } = await startLong(t);
    child.kill("SIGINT");
    read();
    const { code, out, err } = await ended;
    assert.equal(code, 130);
    assert.match(err, /\nresume with: trusthub-profiles list --resume [\w-]+\n$/);
    const rows = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).sid);
    // Whole pages, and not the whole list.
    assert.ok(rows.length === 1000 || rows.length === 2000, `${rows.length} rows`);
  });

  it("a second time ends it at once, though nobody reads", async (t) => {
    const { child } = await startLong(t);
    const exited = once(child, "exit");
    // What comes before the first was seen is the same as the first.
    while (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGINT");
      await immediate();
    }
    assert.deepEqual(await exited, [null, "SIGINT"]);
  });
});

/**
 * A list whose first page is more than a pipe holds, and nobody reads it.
 * @param {import("node:test").TestContext} t
 */
async function startLong(t) {
  const long = await startHub({ profiles: 3000 });
  t.after(() => long.end());
  const started = await startUnread(["list"], { env: long.env });
  t.after(() => started.child.kill("SIGKILL"));
  return started;
}

function allSids() {
  return [...hub.emulator.profilesOf(String(hub.env.TWILIO_ACCOUNT_SID))].map(({ sid }) => sid);
}

/** Some versions of Node look for an option of their own of this name behind the program too. */
function takesEnvFile() {
  const doesNothing = fileURLToPath(new URL("../../cli/list/row-buffer.mjs", import.meta.url));
  return spawnSync(process.execPath, [doesNothing, "--env-file", "/nowhere/.env"]).status === 9;
}

/** @param {string} csv */
function sidsIn(csv) {
  return [...csv.matchAll(/^BU\w{32}/gm)].map(([sid]) => sid);
}
