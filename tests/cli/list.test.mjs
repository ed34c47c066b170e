// @ts-check
// What `list` writes.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as moment } from "node:timers/promises";
import { createClient, customerProfileStatuses } from "trusthub-profiles";
import { csv } from "../../element/files/csv.js";
import { toJson } from "../../element/files/json.js";
import { en } from "../../element/texts/en.js";
import { Words } from "../../element/texts/words.js";
import { environmentOf, run, shell, start, startHub, startProxy, startUnread } from "./command.mjs";

/** @import { CustomerProfile } from "trusthub-profiles" */

/** @type {Awaited<ReturnType<typeof startHub>>} */
let hub;
/** Each profile holds something odd: formulas, controls, wrong types. @type {Awaited<ReturnType<typeof startHub>>} */
let odd;
/** @type {CustomerProfile[]} */
let profiles;
/** @type {CustomerProfile[]} */
let oddProfiles;

/** @param {NodeJS.ProcessEnv} env */
function clientOf(env) {
  const credentials = { username: String(env["TWILIO_ACCOUNT_SID"]), password: String(env["TWILIO_AUTH_TOKEN"]) };
  return createClient({ credentials, baseUrl: String(env["TRUSTHUB_URL"]) });
}

before(async () => {
  hub = await startHub({ profiles: 60 });
  odd = await startHub({ profiles: 120, odd: true, plain: false });
  profiles = await clientOf(hub.env).listCustomerProfiles().toArray();
  oddProfiles = await clientOf(odd.env).listCustomerProfiles().toArray();
});
after(() => Promise.all([hub.end(), odd.end()]));

const words = new Words("en", en);

describe("the formats", () => {
  it("ndjson, the default in a pipe: each profile as the client returns it", async () => {
    const { out, err, code } = await run(["list"], { env: hub.env });
    assert.deepEqual([err, code], ["", 0]);
    assert.equal(out, profiles.map((profile) => `${JSON.stringify(profile)}\n`).join(""));
  });

  it("ndjson and json of odd values, as the page exports them", async () => {
    const [ndjson, json] = await Promise.all(
      ["ndjson", "json"].map((format) => run(["list", "--quiet", "--format", format], { env: odd.env })),
    );
    assert.equal(ndjson?.out, oddProfiles.map((profile) => `${toJson(profile)}\n`).join(""));
    assert.equal(json?.out, `[\n${oddProfiles.map((profile) => toJson(profile)).join(",\n")}\n]\n`);
  });

  it("json of an empty list", async () => {
    const { out } = await run(["list", "--format", "json", "--friendly-name", "nobody's"], { env: hub.env });
    assert.deepEqual(JSON.parse(out), []);
  });

  it("csv with the columns of the page's export, its defused formulas and reasons, without a byte order mark", async () => {
    const { out } = await run(["list", "--format", "csv"], { env: odd.env });
    assert.equal(`\uFEFF${out}`, csv.head + oddProfiles.map((profile) => csv.line(profile, words)).join(""));
    assert.match(out, /'=/);
  });

  it("--fields chooses and orders", async () => {
    const fields = ["--fields", "status, sid"];
    const csv = await run(["list", "--limit", "2", "--format", "csv", ...fields], { env: hub.env });
    const rows = profiles.slice(0, 2).map(({ sid, status }) => `${status},${sid}\r\n`);
    assert.equal(csv.out, `status,sid\r\n${rows.join("")}`);
    const ndjson = await run(["list", "--limit", "1", ...fields], { env: hub.env });
    assert.equal(ndjson.out, `{"status":"${profiles[0]?.status}","sid":"${profiles[0]?.sid}"}\n`);
  });

  it("a table shows no control character of a value, nor cuts one in half", async () => {
    const { out } = await run(["list", "--format", "table"], { env: odd.env });
    assert.doesNotMatch(out.replaceAll("\n", ""), /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\ufffd]/);
    assert.doesNotMatch(out, /\p{Surrogate}/u);
  });
});

describe("the filters", () => {
  for (const status of customerProfileStatuses) {
    it(`--status ${status}`, async () => {
      const { out } = await run(["list", "--status", status, "--fields", "sid"], { env: hub.env });
      const expected = profiles.filter((profile) => profile.status === status).map(({ sid }) => `{"sid":"${sid}"}\n`);
      assert.equal(out, expected.join(""));
    });
  }

  it("all of them, and pages of the size that was asked for", async () => {
    const [{ friendlyName, policySid, sid } = /** @type {never} */ ({})] = profiles;
    hub.emulator.requests.length = 0;
    const filters = ["--friendly-name", String(friendlyName), "--policy-sid", String(policySid), "--page-size", "7"];
    const { out } = await run(["list", ...filters], { env: hub.env });
    assert.ok(out.includes(String(sid)));
    const query = new URLSearchParams(hub.emulator.requests[0]?.query);
    assert.deepEqual(
      ["FriendlyName", "PolicySid", "PageSize"].map((name) => query.get(name)),
      [friendlyName, policySid, "7"],
    );
  });

  it("pages of min(limit, 1,000)", async () => {
    for (const [options, size] of /** @type {const} */ ([
      [[], "1000"],
      [["--limit", "20"], "20"],
      [["--limit", "5000"], "1000"],
    ])) {
      hub.emulator.requests.length = 0;
      await run(["list", ...options], { env: hub.env });
      assert.equal(new URLSearchParams(hub.emulator.requests[0]?.query).get("PageSize"), size);
    }
  });
});

describe("the walk", () => {
  it("writes the first page before it asks for the second", async (t) => {
    const { env } = hub;
    hub.emulator.fault("hang", { page: 1, times: Infinity });
    t.after(() => hub.emulator.clearFaults());
    hub.emulator.requests.length = 0;
    const { child, prints } = start(["list", "--page-size", "10"], { env });
    t.after(() => child.kill("SIGKILL"));
    await prints(/(?:\n.*){9}\n/);
  });

  it("goes no faster than its reader", async (t) => {
    const large = await startHub({ profiles: 20_000 });
    t.after(() => large.end());
    const { child, ended, read } = await startUnread(["list"], { env: large.env });
    t.after(() => child.kill("SIGKILL"));
    // Whoever reads nothing gets one page, however long it takes: the buffers between hold less than another.
    const others = await startHub({ profiles: 1000 });
    for (let lists = 0; lists < 3; lists += 1) await run(["list"], { env: others.env });
    await others.end();
    assert.equal(large.emulator.requests.length, 1);
    read();
    const { out, code } = await ended;
    assert.deepEqual([out.split("\n").length - 1, code, large.emulator.requests.length], [20_000, 0, 20]);
  });

  it("asks for the next page meanwhile with --prefetch", async (t) => {
    const large = await startHub({ profiles: 5000 });
    t.after(() => large.end());
    const { child } = await startUnread(["list", "--prefetch"], { env: large.env });
    t.after(() => child.kill("SIGKILL"));
    while (large.emulator.requests.length < 2) await moment(5);
  });

  it("goes on at a cursor, with its own filters beside it, and refuses others", async () => {
    const first = await clientOf(hub.env).listCustomerProfiles({ status: "draft", pageSize: 2 });
    const cursor = String(first.nextCursor);
    const rest = profiles.filter(({ status }) => status === "draft").slice(2);
    for (const options of [[], ["--status", "draft"], ["--page-size", "2"]]) {
      const { out, err } = await run(["list", "--resume", cursor, "--fields", "sid", ...options], { env: hub.env });
      assert.equal(err, "");
      assert.equal(out, rest.map(({ sid }) => `{"sid":"${sid}"}\n`).join(""));
    }
    for (const [options, message] of /** @type {const} */ ([
      [["--status", "in-review"], /the list of this cursor has --status "draft"; leave --status out/],
      [["--friendly-name", "X"], /the list of this cursor has no --friendly-name; leave/],
      [["--page-size", "3"], /the list of this cursor has --page-size "2"; leave/],
    ])) {
      const { code, err } = await run(["list", "--resume", cursor, ...options], { env: hub.env });
      assert.match(err, message);
      assert.equal(code, 2);
    }
  });
});

describe("values that are not as documented", () => {
  it("are counted, and written with --issues", async () => {
    const { err, code } = await run(["list"], { env: odd.env });
    const [, count] = /^(\d+) values are not as documented; --issues FILE writes them\n$/.exec(err) ?? [];
    assert.equal(code, 0);
    const file = join(odd.folder, "issues.ndjson");
    const second = await run(["list", "--issues", file], { env: odd.env });
    assert.equal(second.err, `${count} values are not as documented; see ${file}\n`);
    const lines = (await readFile(file, "utf8"))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.equal(lines.length, Number(count));
    assert.deepEqual(Object.keys(lines[0]), ["cursor", "path", "code", "expected", "value"]);
  });

  it("are kept by the call that goes on", async (t) => {
    const [whole, file] = ["whole.found", "parts.found"].map((name) => join(odd.folder, name));
    const list = (/** @type {string | undefined} */ issues) => [
      "list",
      "--page-size",
      "40",
      "--issues",
      String(issues),
    ];
    const { out } = await run(list(whole), { env: odd.env });
    odd.emulator.fault("status", { status: 403, page: 1 });
    t.after(() => odd.emulator.clearFaults());
    const first = await run(list(file), { env: odd.env });
    const [, cursor] = / --resume (\S+)\n$/.exec(first.err) ?? [];
    const second = await run([...list(file), "--resume", String(cursor)], { env: odd.env });
    assert.equal(first.out + second.out, out);
    assert.equal(await readFile(String(file), "utf8"), await readFile(String(whole), "utf8"));
  });

  it("come before their page's rows: where they can't be written, the call that goes on doubles none", async () => {
    const { out, err, code } = await run(["list", "--page-size", "40", "--issues", "/dev/full"], { env: odd.env });
    assert.deepEqual([out, code], ["", 1]);
    assert.match(
      err,
      /the file of --issues can't be written: no space is left on the device \(ENOSPC\)\nresume with: /,
    );
  });
});

describe("the environment", () => {
  it("the bearer token before the key before the Auth Token", async (t) => {
    const accountSid = `AC${"2".repeat(32)}`;
    const key = { sid: `SK${"1".repeat(32)}`, secret: "key-secret" };
    const three = await startHub({
      accounts: [
        {
          profiles: 1,
          accountSid,
          authToken: "token-secret",
          apiKey: key,
          bearerToken: "bearer-secret",
        },
      ],
    });
    t.after(() => three.end());
    /** @type {NodeJS.ProcessEnv[]} */
    const wrong = [
      { TWILIO_AUTH_TOKEN: "wrong-token", TWILIO_API_KEY: key.sid, TWILIO_API_SECRET: key.secret },
      { TWILIO_AUTH_TOKEN: "wrong-token", TWILIO_API_KEY: key.sid, TWILIO_API_KEY_SECRET: key.secret },
      { TWILIO_API_KEY: key.sid, TWILIO_API_SECRET: "wrong-secret", TWILIO_BEARER_TOKEN: "bearer-secret" },
    ];
    for (const env of wrong) {
      const { err, code } = await run(["list"], { env: { ...environmentOf(three.emulator), ...env } });
      assert.deepEqual([err, code], ["", 0]);
    }
  });

  it("a file of variables, which the environment comes before", async () => {
    const lines = Object.entries({ ...hub.env, TWILIO_AUTH_TOKEN: "wrong-token" }).map(
      ([name, value]) => `${name}="${value}"`,
    );
    const file = join(hub.folder, "variables.env");
    // A byte order mark, as some editors write it, is no part of a name.
    await writeFile(file, `\uFEFF${lines.join("\r\n")}`);
    const { TWILIO_AUTH_TOKEN } = hub.env;
    const { code, err } = await run(["list", "--env-file", file, "--limit", "1"], { env: { TWILIO_AUTH_TOKEN } });
    assert.deepEqual([err, code], ["", 0]);
    assert.equal((await run(["list", "--env-file", file])).code, 1);
  });

  it("a proxy, and what needs none", async (t) => {
    const { asked, url } = await startProxy(t);
    const env = { ...hub.env, HTTP_PROXY: url };
    const through = await run(["list", "--limit", "1"], { env });
    assert.deepEqual([through.err, through.code], ["", 0]);
    assert.deepEqual(asked, [new URL(hub.emulator.url).host]);
    const direct = await run(["list", "--limit", "1"], { env: { ...env, NO_PROXY: "127.0.0.1" } });
    assert.deepEqual([direct.err, direct.code, asked.length], ["", 0, 1]);
  });
});

it("its output can be read by what reads such files", async () => {
  const line = `$COMMAND list --format json | node -e 'let t="";process.stdin.on("data",c=>t+=c).on("end",()=>console.log(JSON.parse(t).length))'`;
  assert.equal((await shell(line, { env: hub.env })).out, "60\n");
});
