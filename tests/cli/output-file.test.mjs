// @ts-check
// `--output FILE`: whole at the end, whatever ended the process before.

import assert from "node:assert/strict";
import { appendFile, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as moment } from "node:timers/promises";
import { run, shell, start, startGate, startHub } from "./command.mjs";

/** @type {Awaited<ReturnType<typeof startHub>>} */
let hub;
/** @type {string[]} */
let sids;

before(async () => {
  // Some values are odd, so that issues are written too.
  hub = await startHub({ profiles: 300, plain: false, seed: 4 });
  sids = [...hub.emulator.profilesOf(String(hub.env.TWILIO_ACCOUNT_SID))].map(({ sid }) => String(sid));
});
after(() => hub.end());

const query = ["--page-size", "10"];

/** @param {string} file */
async function stateOf(file) {
  return JSON.parse(await readFile(`${file}.partial.json`, "utf8").catch(() => "{}"));
}

/** @param {string} file */
async function leftOf(file) {
  return (await readdir(hub.folder)).filter((name) => join(hub.folder, name).startsWith(`${file}.`));
}

/** @type {Readonly<Record<string, (text: string) => string[]>>} */
const readers = {
  csv(text) {
    const lines = text.trimEnd().split("\r\n");
    assert.equal(lines.filter((line) => line.startsWith("sid,")).length, 1);
    return lines.slice(1).map((line) => String(line.split(",")[0]));
  },
  ndjson: (text) =>
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).sid),
  json: (text) => JSON.parse(text).map((/** @type {{ sid: string }} */ { sid }) => sid),
};

describe("killed again and again, and resumed", () => {
  for (const [format, read] of Object.entries(readers)) {
    it(`${format}: each profile once, as if nothing had happened`, async (t) => {
      const file = join(hub.folder, `killed.${format}`);
      const whole = join(hub.folder, `whole.${format}`);
      const issues = (/** @type {string} */ path) => ["--issues", `${path}.found`];
      assert.equal((await run(["list", ...query, "--output", whole, ...issues(whole)], { env: hub.env })).code, 0);

      t.after(() => hub.emulator.clearFaults());
      let kills = 0;
      for (let enough = 40; ; enough += 90) {
        const resume = kills === 0 ? [] : ["--resume"];
        hub.emulator.clearFaults();
        hub.emulator.fault("latency", { ms: 10, times: Infinity });
        // However late this process sees how far it is, the list waits to be killed.
        hub.emulator.fault("hang", { page: Math.ceil(enough / 10) + 2 });
        const { child, ended } = start(["list", ...query, "--output", file, ...issues(file), ...resume], {
          env: hub.env,
        });
        while (child.exitCode === null && !((await stateOf(file)).rows >= enough)) await moment(2);
        child.kill("SIGKILL");
        const { code, err } = await ended;
        if (code !== null) {
          assert.equal(code, 0, err);
          break;
        }
        kills += 1;
        // As if it had been killed in the middle of a page.
        await appendFile(`${file}.partial`, '"half a row');
      }
      assert.ok(kills >= 3, `${kills} kills`);
      const text = await readFile(file, "utf8");
      assert.deepEqual(read(text), sids);
      assert.equal(text, await readFile(whole, "utf8"));
      const found = await readFile(`${file}.found`, "utf8");
      assert.equal(found, await readFile(`${whole}.found`, "utf8"));
      assert.notEqual(found, "");
      assert.deepEqual(await leftOf(file), [`killed.${format}.found`]);
    });
  }

  it("before the first page, and after the last", async () => {
    const file = join(hub.folder, "edges.json");
    hub.emulator.fault("hang");
    const first = start(["list", ...query, "--output", file], { env: hub.env });
    while ((await stateOf(file)).rows !== 0) await moment(2);
    first.child.kill("SIGKILL");
    await first.ended;
    hub.emulator.clearFaults();
    const { code } = await run(["list", ...query, "--output", file, "--resume"], { env: hub.env });
    assert.equal(code, 0);
    const text = await readFile(file, "utf8");
    assert.deepEqual(readers["json"]?.(text), sids);

    // What stands there between the last page and the renaming.
    const rows = text.slice(0, -"\n]\n".length);
    const late = join(hub.folder, "late.json");
    await writeFile(`${late}.partial`, rows);
    const none = { status: null, friendlyName: null, policySid: null };
    const state = { version: 1, format: "json", fields: null, filters: none, issuesFile: null, cursor: null };
    const counts = {
      isComplete: true,
      bytes: Buffer.byteLength(rows),
      rows: sids.length,
      issues: { count: 0, bytes: 0 },
    };
    await writeFile(`${late}.partial.json`, JSON.stringify({ ...state, ...counts }));
    hub.emulator.requests.length = 0;
    assert.equal((await run(["list", "--output", late, "--resume"], { env: hub.env })).code, 0);
    assert.equal(await readFile(late, "utf8"), text);
    assert.equal(hub.emulator.requests.length, 0);
  });
});

describe("a failure in the middle", () => {
  it("leaves the partial, and says how to go on", async () => {
    const file = join(hub.folder, "it's a list.csv");
    const options = ["--page-size", "100", "--limit", "250", "--fields", "sid,status"];
    hub.emulator.fault("status", { status: 403, after: 2 });
    const { code, err } = await run(["list", ...options, "--output", file], { env: hub.env });
    assert.equal(code, 1);
    const words = options.join(" ");
    assert.ok(
      err.endsWith(`resume with: trusthub-profiles list ${words} --output '${file.replace("'", "'\\''")}' --resume\n`),
      err,
    );
    assert.equal((await stateOf(file)).rows, 200);
    const resumed = await run(["list", ...options, "--output", file, "--resume"], { env: hub.env });
    assert.equal(resumed.code, 0, resumed.err);
    assert.deepEqual(readers["csv"]?.(await readFile(file, "utf8")), sids.slice(0, 250));
  });

  it("where the file may grow no further", async () => {
    const file = join(hub.folder, "full.ndjson");
    const list = `$COMMAND list --page-size 10 --output '${file}'`;
    // In blocks of 1,024 bytes: it fails in the middle of a page.
    const { err, out } = await shell(`(ulimit -f 25; ${list}); echo $?; ${list} --resume --quiet; echo $?`, hub);
    assert.match(
      err,
      /^trusthub-profiles: \S+full\.ndjson\.partial can't be written: the file would be larger than allowed \(EFBIG\)\nresume with: [^\n]+ --resume\n$/,
    );
    assert.equal(out, "1\n0\n");
    assert.deepEqual(readers["ndjson"]?.(await readFile(file, "utf8")), sids);
  });

  it("in a folder that isn't there", async () => {
    const { code, err } = await run(["list", "--output", join(hub.folder, "no/where.csv")], { env: hub.env });
    assert.equal(code, 1);
    assert.match(err, /no\/where\.csv\.partial can't be written: there is no such folder \(ENOENT\)\n$/);
  });
});

describe("--resume is refused", () => {
  const begun = ["--format", "csv", "--fields", "sid,status", "--status", "draft", "--friendly-name", "A & B"];

  before(async () => {
    hub.emulator.fault("status", { status: 403 });
    await run(["list", ...begun, "--output", join(hub.folder, "other.csv")], { env: hub.env });
  });

  /** @type {readonly (readonly [string, string[], RegExp])[]} */
  const others = [
    ["another format", ["--format", "json", ...begun.slice(2)], /was begun with --format "csv"/],
    ["other fields", [...begun.slice(0, 3), "sid", ...begun.slice(4)], /was begun with --fields "sid,status"/],
    ["another status", [...begun.slice(0, 5), "in-review", ...begun.slice(6)], /was begun with --status "draft"/],
    ["no name", begun.slice(0, 6), /was begun with --friendly-name "A & B"/],
    ["a policy", [...begun, "--policy-sid", `RN${"0".repeat(32)}`], /was begun without --policy-sid/],
    ["a file of issues", [...begun, "--issues", "others.found"], /was begun without --issues/],
  ];
  for (const [name, options, message] of others) {
    it(`for ${name}`, async () => {
      const file = join(hub.folder, "other.csv");
      const { code, err } = await run(["list", ...options, "--output", file, "--resume"], { env: hub.env });
      assert.match(err, message);
      assert.equal(code, 2);
    });
  }

  for (const [name, state] of Object.entries({
    "no JSON": "{",
    "of another version": '{"version":2}',
    "without its parts": '{"version":1,"isComplete":false,"bytes":0}',
  })) {
    it(`where the state is ${name}`, async () => {
      const file = join(hub.folder, "odd-state.csv");
      await writeFile(`${file}.partial`, "");
      await writeFile(`${file}.partial.json`, state);
      const { code, err } = await run(["list", "--output", file, "--resume"], { env: hub.env });
      assert.match(err, /odd-state\.csv\.partial\.json is not what this version writes; leave --resume out[^\n]*\n$/);
      assert.equal(code, 1);
    });
  }

  it("where nothing was begun", async () => {
    const file = join(hub.folder, "never.csv");
    const { code, err } = await run(["list", "--output", file, "--resume"], { env: hub.env });
    assert.match(err, /never\.csv\.partial\.json to go on from; leave --resume out to begin\n$/);
    assert.equal(code, 2);
  });

  it("where the partial is shorter than what was written", async () => {
    const file = join(hub.folder, "other.csv");
    await writeFile(`${file}.partial`, "");
    const { code, err } = await run(["list", ...begun, "--output", file, "--resume"], { env: hub.env });
    assert.match(err, /other\.csv\.partial has 0 bytes, of 12 that were written; leave --resume out to begin again\n$/);
    assert.equal(code, 1);
  });
});

describe("two calls of one file", () => {
  /**
   * One that has its first page, and waits for its second.
   * @param {import("node:test").TestContext} t
   * @param {string} file
   */
  async function begun(t, file) {
    const gate = await startGate(t, hub.emulator, 1);
    const call = start(["list", ...query, "--output", file], { env: { ...hub.env, ...gate.env } });
    t.after(() => call.child.kill("SIGKILL"));
    while (gate.kept === 0 || (await stateOf(file)).rows !== 10) await moment(2);
    return { ...call, gate };
  }

  it("leave what the later one wrote, and the earlier one says so", async (t) => {
    const file = join(hub.folder, "both.ndjson");
    const earlier = await begun(t, file);
    const drafts = ["list", "--status", "draft", "--quiet"];
    const { out } = await run(drafts, { env: hub.env });
    assert.equal((await run([...drafts, "--output", file], { env: hub.env })).code, 0);
    earlier.gate.open();
    const { code, err } = await earlier.ended;
    assert.match(err, /^trusthub-profiles: another call writes \S+both\.ndjson too and began later, so [^\n]*\n$/);
    assert.equal(code, 2);
    assert.equal(await readFile(file, "utf8"), out);
    assert.deepEqual(await leftOf(file), []);
  });

  it("of which the later one resumes", async (t) => {
    const file = join(hub.folder, "both.csv");
    const earlier = await begun(t, file);
    const later = await startGate(t, hub.emulator, 1);
    const resumed = start(["list", ...query, "--output", file, "--resume"], { env: { ...hub.env, ...later.env } });
    t.after(() => resumed.child.kill("SIGKILL"));
    while (later.kept === 0 || (await stateOf(file)).rows !== 20) await moment(2);
    earlier.gate.open();
    assert.equal((await earlier.ended).code, 2);
    later.open();
    const { code, err } = await resumed.ended;
    assert.equal(code, 0, err);
    assert.deepEqual(readers["csv"]?.(await readFile(file, "utf8")), sids);
  });
});

it("a file that others may not read is replaced by one that they may not read", async () => {
  const file = join(hub.folder, "private.csv");
  await writeFile(file, "before", { mode: 0o600 });
  assert.equal((await run(["list", ...query, "--output", file], { env: hub.env })).code, 0);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
});

it("a limit of fewer rows than there are already is refused", async (t) => {
  const file = join(hub.folder, "fewer.csv");
  hub.emulator.fault("status", { status: 403, page: 2 });
  t.after(() => hub.emulator.clearFaults());
  await run(["list", ...query, "--limit", "50", "--output", file], { env: hub.env });
  const { code, err } = await run(["list", ...query, "--limit", "15", "--output", file, "--resume"], { env: hub.env });
  assert.match(err, /^trusthub-profiles: --limit 15: \S+fewer\.csv\.partial has 20 rows already\n$/);
  assert.equal(code, 2);
});

for (const [issues, message, status = 2] of /** @type {const} */ ([
  ["/dev/null", /--issues \/dev\/null is no file; leave --issues out\n$/],
  ["/tmp", /--issues \/tmp is a folder; name a file in it\n$/],
  ["nowhere/", /--issues nowhere\/ is a folder; name a file in it\n$/],
  ["", /--issues names no file\n$/],
  ["/nowhere/issues", /: \/nowhere\/issues can't be written: there is no such folder \(ENOENT\)\n$/, 1],
])) {
  it(`--issues "${issues}" is refused beside --output, before anything is written`, async () => {
    const file = join(hub.folder, "refused.csv");
    const { code, err } = await run(["list", "--output", file, "--issues", issues], { env: hub.env });
    assert.match(err, message);
    assert.equal(code, status);
    assert.deepEqual(await leftOf(file), []);
  });
}

for (const name of ["apart.csv", "apart.csv.partial", "apart.csv.partial.json", "apart.csv.partial.json.tmp"]) {
  it(`--issues is no file of --output: ${name}`, async () => {
    const options = ["--output", join(hub.folder, "apart.csv"), "--issues", join(hub.folder, "x", "..", name)];
    const { code, err } = await run(["list", ...options], { env: hub.env });
    assert.match(err, /: --issues \S+ is a file of --output: name another one\n$/);
    assert.equal(code, 2);
    assert.deepEqual(
      (await readdir(hub.folder)).filter((file) => file.startsWith("apart")),
      [],
    );
  });
}

it("a file that was there is replaced at the end alone", async () => {
  const file = join(hub.folder, "there.csv");
  await writeFile(file, "before");
  hub.emulator.fault("status", { status: 403, after: 1 });
  await run(["list", ...query, "--output", file], { env: hub.env });
  assert.equal(await readFile(file, "utf8"), "before");
  await run(["list", ...query, "--output", file, "--resume"], { env: hub.env });
  assert.deepEqual(readers["csv"]?.(await readFile(file, "utf8")), sids);
});
