// @ts-check
// On a terminal: a pseudo-terminal of util-linux's `script`.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { stripVTControlCharacters } from "node:util";
import stringWidth from "../../cli/node_modules/string-width/index.js";
import { machine } from "../environment.mjs";
import { bin, startHub } from "./command.mjs";

/** @type {Awaited<ReturnType<typeof startHub>>} */
let hub;

before(async () => {
  hub = await startHub({ profiles: 60 });
});
after(() => hub.end());

/**
 * @param {string} words after the command
 * @param {{ columns?: number, env?: NodeJS.ProcessEnv }} [terminal]
 */
function open(words, { columns = 100, env = {} } = {}) {
  // Of the shells that get Ctrl-C as well, some would end with it, before they say the status.
  const line = `trap : INT; stty cols ${columns} rows 30; '${process.execPath}' '${bin}' ${words}; echo "status $?"`;
  const child = spawn("script", ["-qec", line, "/dev/null"], {
    env: { ...machine, TERM: "xterm-256color", ...hub.env, ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk) => (text += chunk));
  const ended = once(child, "close").then(() => text);
  return {
    child,
    ended,
    /** @param {RegExp} pattern */
    async shows(pattern) {
      while (!pattern.test(text)) await once(child.stdout, "data");
    },
  };
}

/** The rows as they stand, without what is overwritten. @param {string} text */
function rowsOf(text) {
  const lines = text
    .split("\r\n")
    .map((line) => stripVTControlCharacters(line.slice(line.lastIndexOf("\u001b[1G") + 1)));
  return lines.map((line) => line.replace(/^\[1G/, ""));
}

describe("a table", () => {
  for (const [columns, titles] of /** @type {const} */ ([
    [120, ["Name", "Status", "SID", "Valid until", "Updated"]],
    [80, ["Name", "Status", "SID", "Valid until"]],
    [70, ["Name", "Status", "SID"]],
    [40, ["Name", "Status"]],
  ])) {
    it(`fits ${columns} columns`, async () => {
      const rows = rowsOf(await open("list --quiet", { columns }).ended);
      assert.deepEqual(rows[0]?.trim().split(/ {2,}/), titles);
      const sids = rows.filter((row) => /BU[0-9a-f]{32}/.test(row));
      assert.equal(sids.length, columns === 40 ? 0 : 60);
      for (const row of rows) assert.ok(stringWidth(row) <= columns, row);
    });
  }

  it("has all columns where the terminal doesn't know its width", async () => {
    const [titles] = rowsOf(await open("list --quiet --limit 1", { columns: 0 }).ended);
    assert.deepEqual(titles?.trim().split(/ {2,}/), ["Name", "Status", "SID", "Valid until", "Updated"]);
  });

  it("of chosen fields has a title for each", async () => {
    const fields = "sid,friendlyName,email,dateCreated,reasons,extra";
    const [titles] = rowsOf(await open(`list --quiet --limit 1 --fields ${fields}`, { columns: 200 }).ended);
    assert.deepEqual(titles?.trim().split(/ {2,}/), [
      "SID",
      "Name",
      "E-mail",
      "Created",
      "Why it was rejected",
      "extra",
    ]);
  });

  it("says why a profile was rejected, and colours its status", async () => {
    const text = await open("list --status twilio-rejected --limit 3").ended;
    assert.match(text, /\u001b\[31mRejected/);
    assert.match(text, /\u001b\[31m {2}186\d\d: The /);
    assert.match(text, /\u001b\[1mName/);
  });

  it("has colour where NO_COLOR is empty", async () => {
    assert.match(await open("list --quiet --limit 1", { env: { NO_COLOR: "" } }).ended, /\u001b\[1mName/);
  });

  for (const env of [{ NO_COLOR: "1" }, { NO_COLOR: "1", FORCE_COLOR: "1" }, { TERM: "dumb" }, { CI: "true" }]) {
    it(`has no colour where ${Object.keys(env)[0]} says so: ${JSON.stringify(env)}`, async () => {
      const text = await open("list --quiet --limit 3", { env }).ended;
      assert.doesNotMatch(text, /\u001b\[\d*m/);
    });
  }
});

describe("progress", () => {
  it("stands below the rows, and shows waits", async (t) => {
    hub.emulator.fault("status", { status: 503, headers: { "Retry-After": "1" }, page: 1 });
    t.after(() => hub.emulator.clearFaults());
    const text = await open("list --page-size 30").ended;
    assert.match(text, /\r?30 profiles in 1 page, [\d,]+ a second; attempt 1 failed \(503\), again in 1 s/);
    assert.match(text, /60 profiles in 2 pages, \d+\.\d s\r\nstatus 0/);
    assert.equal(rowsOf(text).filter((row) => /BU[0-9a-f]{32}/.test(row)).length, 60);
  });

  it("is on standard error alone", async () => {
    const text = await open("list --page-size 30 > /dev/null").ended;
    assert.match(text, /60 profiles in 2 pages, \d+\.\d s\r\nstatus 0\r\n$/);
    assert.doesNotMatch(text, /BU/);
  });

  it("counts accounts", async () => {
    const text = await open("accounts").ended;
    assert.match(text, /\d accounts? in 1 page, \d+\.\d s\r\nstatus 0\r\n$/);
    assert.doesNotMatch(await open("accounts --quiet").ended, /in 1 page/);
  });

  it("is not shown on a terminal that can't take it away", async (t) => {
    hub.emulator.fault("latency", { ms: 350 });
    t.after(() => hub.emulator.clearFaults());
    assert.doesNotMatch(await open("list --limit 2", { env: { TERM: "dumb" } }).ended, /\u001b/);
  });

  it("is not shown with --quiet", async () => {
    assert.equal(await open("list --quiet > /dev/null").ended, "status 0\r\n");
  });
});

describe("JSON, whose last row of a page is ended by the next", () => {
  it("loses no row to the line of progress", async (t) => {
    hub.emulator.fault("latency", { ms: 350, page: 1 });
    t.after(() => hub.emulator.clearFaults());
    const text = await open("list --page-size 30 --format json --fields sid").ended;
    assert.equal(rowsOf(text).filter((row) => /BU[0-9a-f]{32}/.test(row)).length, 60);
    assert.match(text, /\r\n\]\r\n60 profiles in 2 pages/);
  });

  it("is followed by a message on a line of its own", async (t) => {
    hub.emulator.fault("status", { status: 403, page: 1 });
    t.after(() => hub.emulator.clearFaults());
    const text = await open("list --page-size 30 --format json --fields sid --quiet").ended;
    assert.match(text, /"\}\r\ntrusthub-profiles: the API answered 403/);
  });
});

describe("what the API sends", () => {
  const steering = "\u001b[31mred\u001b]0;title\u0007 \u202ertl \u009b2J\rover";
  /** @type {Awaited<ReturnType<typeof startHub>>} */
  let hostile;
  before(async () => {
    const sid = `BU${"0".repeat(32)}`;
    const profiles = [{ sid, friendly_name: steering, status: steering, email: steering }];
    hostile = await startHub({ accounts: [{ profiles, friendlyName: steering }] });
  });
  after(() => hostile.end());

  for (const command of [
    ...["table", "csv", "ndjson", "json"].map((format) => `list --quiet --format ${format}`),
    ...["table", "ndjson"].map((format) => `accounts --quiet --format ${format}`),
  ]) {
    it(`steers no terminal: ${command}`, async () => {
      const text = await open(command, { env: { ...hostile.env, NO_COLOR: "1" } }).ended;
      assert.match(text, /\\u001b\[31mred|values? (?:is|are) not/);
      assert.doesNotMatch(text.replaceAll(/\r+\n/g, ""), /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    });
  }

  it("stands in a CSV file as it is", async () => {
    const file = join(hostile.folder, "whole.csv");
    assert.match(await open(`list --quiet --output '${file}'`, { env: hostile.env }).ended, /^status 0\r\n$/);
    assert.ok((await readFile(file, "utf8")).includes(steering));
  });
});

it("a table in a file has no colour", async () => {
  const file = join(hub.folder, "table.txt");
  assert.match(await open(`list --quiet --format table --output '${file}'`).ended, /^status 0\r\n$/);
  assert.doesNotMatch(await readFile(file, "utf8"), /\u001b/);
});

it("Ctrl-C ends it after the page, with the command that goes on", async (t) => {
  hub.emulator.fault("hang", { page: 1 });
  t.after(() => hub.emulator.clearFaults());
  const { child, ended, shows } = open("list --page-size 10");
  t.after(() => child.kill("SIGKILL"));
  await shows(/10 profiles in 1 page/);
  child.stdin.write("\u0003");
  const text = await ended;
  assert.match(
    text,
    /trusthub-profiles: interrupted\r\nresume with: trusthub-profiles list --page-size 10 --resume [\w-]+\r\nstatus 130\r\n$/,
  );
});

it("accounts with tokens are refused on a terminal", async () => {
  const text = await open("accounts --format accounts").ended;
  assert.match(text, /--format accounts holds Auth Tokens, so no terminal shows it: [^\n]*\r\nstatus 2\r\n$/);
});
