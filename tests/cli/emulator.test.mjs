// @ts-check
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { FAULTS } from "../../cli/emulator/faults.mjs";
import { machine } from "../environment.mjs";

const COMMAND = fileURLToPath(new URL("../../cli/bin.mjs", import.meta.url));

/** @param {string[]} args */
function start(args) {
  const child = spawn(process.execPath, [COMMAND, "emulator", ...args], {
    env: machine,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (output.out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (output.err += text));
  return { child, output, closed: once(child, "close") };
}

/** @param {string[]} args */
async function run(args) {
  const { child, output, closed } = start(args);
  await closed;
  return { ...output, code: child.exitCode };
}

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
  test(`it serves what it prints, until ${signal}`, async (t) => {
    const { child, output, closed } = start(["--port", "0", "--profiles", "100000", "--seed", "7", "--latency", "1"]);
    t.after(() => child.kill("SIGKILL"));
    while (!output.out.includes("Ctrl-C")) await once(child.stdout, "data");
    const [, user = "", url = ""] = /^curl --user '([^']+)' '([^']+)'$/m.exec(output.out) ?? [];
    const response = await fetch(url, { headers: { Authorization: `Basic ${Buffer.from(user).toString("base64")}` } });
    const body = /** @type {{ results: unknown[] }} */ (await response.json());
    assert.equal(body.results.length, 5);
    assert.match(output.out, /^account {2}AC[0-9a-f]{32} {2}token {3}[0-9a-f]{32} {2}100000 profiles$/m);
    child.kill(signal);
    await closed;
    assert.deepEqual(
      [child.exitCode, output.err],
      signal === "SIGINT" ? [130, "trusthub-profiles: interrupted\n"] : [143, "trusthub-profiles: ended by SIGTERM\n"],
    );
  });
}

test("--accounts makes up so many, and names the first ten", async (t) => {
  const { child, output, closed } = start(["--port", "0", "--accounts", "12", "--profiles", "2"]);
  t.after(() => child.kill("SIGKILL"));
  while (!output.out.includes("Ctrl-C")) await once(child.stdout, "data");
  assert.equal(output.out.match(/^account .* 2 profiles$/gm)?.length, 10);
  assert.match(output.out, /^and 2 more, /m);
  const [, user = "", url = ""] = /^curl --user '([^']+)' '([^']+)'$/m.exec(output.out) ?? [];
  const response = await fetch(new URL("/2010-04-01/Accounts.json", url), {
    headers: { Authorization: `Basic ${Buffer.from(user).toString("base64")}` },
  });
  assert.equal(/** @type {{ accounts: unknown[] }} */ (await response.json()).accounts.length, 12);
  child.kill();
  await closed;
});

test("--help names every flag and every fault", async () => {
  const { code, out, err } = await run(["--help"]);
  assert.deepEqual([code, err], [0, ""]);
  const flags = [
    "port",
    "host",
    "profiles",
    "accounts",
    "seed",
    "days-per-second",
    "latency",
    "faults",
    "link-origin",
    "cors",
    "plain",
    "odd",
    "help",
  ];
  for (const flag of flags) assert.match(out, new RegExp(`^  (?:-h, )?--${flag} `, "m"));
  for (const [name, { says }] of Object.entries(FAULTS)) {
    assert.ok(out.includes(`  ${name.padEnd(24)}${says}`), name);
  }
});

test("what is wrong on the command line is said in a line", async () => {
  /** @type {[args: string[], message: RegExp][]} */
  const cases = [
    [["--prot", "1"], /^trusthub-profiles: unknown option '--prot' \(Did you mean --port\?\)\n$/],
    [["8081"], /^trusthub-profiles: too many arguments for 'emulator'\. Expected 0 arguments but got 1[^\n]*\n$/],
    [["--port", "http"], /^trusthub-profiles: option '--port <number>' argument 'http' is invalid\. Expected a whole/],
    [["--port", "65536"], /whole number from 0 to 65535\.\n$/],
    [["--port"], /^trusthub-profiles: option '--port <number>' argument missing\n$/],
    [["--faults", "latnecy:5"], /^trusthub-profiles: unknown fault "latnecy"; the nearest is "latency", the known are/],
    [["--accounts", "1000001"], /whole number from 1 to 1000000\.\n$/],
    [["--accounts", "0"], /whole number from 1 to 1000000\.\n$/],
    [
      ["--link-origin", "trusthub.example"],
      /^trusthub-profiles: --link-origin is a scheme and host, e\.g\. \S+, not "trusthub\.example"\n$/,
    ],
    [["--faults", "loop:5"], /^trusthub-profiles: the fault "loop" takes nothing after a colon\n$/],
    [["--faults", "status:x"], /the fault "status" takes status as a status from 200 to 599, not "x"\n$/],
    [["--faults", "latency:5@2"], /the fault "latency" takes chance as a probability from 0 to 1, not 2\n$/],
  ];
  for (const [args, message] of cases) {
    const { code, out, err } = await run(args);
    assert.deepEqual([code, out], [2, ""], args.join(" "));
    assert.match(err, message);
  }
});
