// @ts-check
/** @import { FaultName, FaultOptions } from "./api.d.ts" */
/** @import { Emulator } from "./emulator.mjs" */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as moment } from "node:timers/promises";
import { ask, basic } from "./ask.mjs";
import { startEmulator } from "./emulator.mjs";
import { FAULTS } from "./faults.mjs";

/**
 * @param {FaultName} name
 * @param {(emulator: Emulator) => Promise<void>} check
 */
function withFault(name, check) {
  covered.add(name);
  test(`fault ${name}: ${FAULTS[name].says}`, async (t) => {
    const emulator = await startEmulator();
    t.after(() => emulator.close());
    await check(emulator);
  });
}

/** @type {Set<string>} */
const covered = new Set();

withFault("latency", async (emulator) => {
  emulator.fault("latency", { ms: 80 });
  const start = performance.now();
  assert.equal((await ask(emulator)).status, 200);
  assert.ok(performance.now() - start >= 75);
});

withFault("status", async (emulator) => {
  emulator.fault("status", { status: 429, headers: { "Retry-After": "2" } });
  const headers = { "content-type": "application/problem+json" };
  emulator.fault("status", { status: 400, body: { params: {} }, headers });
  emulator.fault("status", { status: 418, body: "short and stout" });
  emulator.fault("status", { status: 204 });
  const busy = await ask(emulator);
  assert.deepEqual([busy.status, busy.headers.get("retry-after"), busy.body.code], [429, "2", 20429]);
  const problem = await ask(emulator);
  assert.deepEqual([problem.status, problem.text], [400, '{"params":{}}']);
  assert.equal(problem.headers.get("content-type"), "application/problem+json");
  assert.equal((await ask(emulator)).text, "short and stout");
  const nothing = await ask(emulator);
  assert.deepEqual([nothing.status, nothing.text, nothing.headers.get("content-length")], [204, "", null]);
  assert.equal((await ask(emulator)).status, 200);
  assert.deepEqual(
    emulator.requests.map((request) => request.status),
    [429, 400, 418, 204, 200],
  );
});

withFault("html", async (emulator) => {
  emulator.fault("html");
  emulator.fault("html", { status: 200 });
  const gateway = await ask(emulator);
  assert.deepEqual([gateway.status, gateway.headers.get("content-type")], [502, "text/html"]);
  assert.match(gateway.text, /^<html>/);
  assert.equal(gateway.headers.get("twilio-request-id"), null);
  assert.equal((await ask(emulator)).status, 200);
});

withFault("body", async (emulator) => {
  emulator.fault("body", { body: "{" });
  emulator.fault("body", { body: Uint8Array.of(0xff, 0x00) });
  assert.equal((await ask(emulator)).text, "{");
  const { headers, text } = await ask(emulator);
  assert.deepEqual([headers.get("content-length"), text], ["2", "\ufffd\0"]);
});

withFault("empty-body", async (emulator) => {
  emulator.fault("empty-body");
  const { status, headers, text } = await ask(emulator);
  assert.deepEqual([status, headers.get("content-length"), text], [200, "0", ""]);
});

withFault("redirect", async (emulator) => {
  emulator.fault("redirect", { location: "https://other.example/" });
  const { status, headers } = await ask(emulator);
  assert.deepEqual([status, headers.get("location")], [307, "https://other.example/"]);
});

withFault("reset", async (emulator) => {
  emulator.fault("reset");
  await assert.rejects(ask(emulator), (/** @type {Error} */ error) => {
    assert.equal(/** @type {NodeJS.ErrnoException} */ (error.cause).code, "ECONNRESET");
    return true;
  });
  assert.equal(emulator.requests[0]?.status, null);
  assert.equal((await ask(emulator)).status, 200);
});

withFault("hang", async (emulator) => {
  emulator.fault("hang");
  const controller = new AbortController();
  const hung = begun(emulator, controller.signal);
  const ended = assert.rejects(hung, { name: "AbortError" });
  while (emulator.requests.length === 0) await moment(5);
  // Nor does it come later.
  assert.equal(await Promise.race([hung, moment(60)]), undefined);
  controller.abort();
  await ended;
  assert.equal((await ask(emulator)).status, 200);
});

withFault("loop", async (emulator) => {
  emulator.fault("loop", { page: 1 });
  const first = (await ask(emulator)).body;
  const second = (await ask(emulator, first.meta.next_page_url ?? "")).body;
  assert.equal(second.meta.next_page_url, first.meta.next_page_url);
  assert.deepEqual((await ask(emulator, second.meta.next_page_url ?? "")).body, second);
});

withFault("cycle", async (emulator) => {
  emulator.fault("cycle");
  const links = [];
  for (let link = ""; links.length < 6; links.push(link)) {
    link = (await ask(emulator, link)).body.meta.next_page_url ?? "";
  }
  assert.equal(new Set(links).size, 2);
  assert.deepEqual(links.slice(2, 4), links.slice(0, 2));
});

withFault("same-rows", async (emulator) => {
  emulator.fault("same-rows");
  const links = new Set();
  const first = (await ask(emulator)).body;
  for (let page = first; links.size < 20; page = (await ask(emulator, page.meta.next_page_url ?? "")).body) {
    assert.deepEqual(page.results, first.results);
    assert.equal(page.meta.page, links.size);
    links.add(page.meta.next_page_url);
  }
});

withFault("empty-page", async (emulator) => {
  emulator.fault("empty-page");
  const lengths = [];
  const sids = new Set();
  for (let link = ""; lengths.length < 7; ) {
    const { results, meta } = (await ask(emulator, link)).body;
    lengths.push(results.length);
    for (const profile of results) sids.add(profile["sid"]);
    link = meta.next_page_url ?? "";
  }
  assert.deepEqual(lengths, [50, 0, 50, 50, 50, 50, 10]);
  assert.equal(sids.size, 260);
});

withFault("no-next-link", async (emulator) => {
  emulator.fault("no-next-link");
  assert.ok(!("next_page_url" in (await ask(emulator)).body.meta));
  assert.ok("next_page_url" in (await ask(emulator)).body.meta);
});

withFault("relative-link", async (emulator) => {
  emulator.fault("relative-link");
  assert.match((await ask(emulator)).body.meta.next_page_url ?? "", /^\/v1\/CustomerProfiles\?.*PageToken=/);
});

withFault("foreign-link", async (emulator) => {
  emulator.fault("foreign-link");
  emulator.fault("foreign-link", { origin: "http://localhost:9" });
  const pattern = /^https:\/\/trusthub\.example\/v1\/CustomerProfiles\?.*PageToken=/;
  // A page without a next link leaves the fault for one that has it.
  await ask(emulator, "", emulator.accounts[1]);
  assert.match((await ask(emulator)).body.meta.next_page_url ?? "", pattern);
  assert.match((await ask(emulator)).body.meta.next_page_url ?? "", /^http:\/\/localhost:9\/v1\/CustomerProfiles\?/);
});

withFault("bad-link", async (emulator) => {
  emulator.fault("bad-link");
  const link = (await ask(emulator)).body.meta.next_page_url ?? "";
  assert.ok(link.startsWith(`${emulator.url}/v1/TrustProducts?`), link);
});

withFault("slow-body", async (emulator) => {
  emulator.fault("slow-body", { ms: 10 });
  const start = performance.now();
  assert.equal((await ask(emulator, "?PageSize=10")).body.results.length, 10);
  assert.ok(performance.now() - start >= 70);
});

withFault("cut-body", async (emulator) => {
  emulator.fault("cut-body");
  const response = await begun(emulator);
  assert.equal(response.status, 200);
  assert.ok(Number(response.headers.get("content-length")) > 1000);
  await assert.rejects(response.text(), { message: "terminated" });
});

withFault("hang-body", async (emulator) => {
  emulator.fault("hang-body");
  const controller = new AbortController();
  const response = await begun(emulator, controller.signal);
  assert.equal(response.status, 200);
  const text = response.text();
  const ended = assert.rejects(text, { name: "AbortError" });
  assert.equal(await Promise.race([text, moment(60)]), undefined);
  controller.abort();
  await ended;
});

withFault("truncated", async (emulator) => {
  emulator.fault("truncated");
  const { headers, text } = await ask(emulator);
  assert.equal(Number(headers.get("content-length")), Buffer.byteLength(text));
  assert.throws(() => JSON.parse(text), SyntaxError);
});

withFault("large-body", async (emulator) => {
  emulator.fault("large-body", { bytes: 300_000 });
  const padded = await ask(emulator);
  assert.equal(padded.headers.get("content-length"), null);
  assert.equal(Object.getOwnPropertyDescriptor(padded.body, "padding")?.value.length, 300_000);
  assert.equal(padded.body.results.length, 50);

  emulator.fault("large-body");
  const { body } = await begun(emulator);
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > 5_000_000) break;
  }
  assert.ok(length > 5_000_000);
});

test("each fault of the table has a test", () => {
  assert.deepEqual([...covered].sort(), Object.keys(FAULTS).sort());
});

test("faults are for the requests that their conditions name", async (t) => {
  const emulator = await startEmulator();
  t.after(() => emulator.close());
  const [first, second] = emulator.accounts;
  const statuses = async (/** @type {number} */ count) => {
    const seen = [];
    while (seen.length < count) seen.push((await ask(emulator)).status);
    return seen;
  };
  emulator.fault("status", { times: 2 });
  emulator.fault("status", { status: 500, after: 3 });
  assert.deepEqual(await statuses(5), [503, 503, 200, 500, 200]);

  emulator.fault("status", { page: 1 });
  const { meta } = (await ask(emulator)).body;
  assert.equal((await ask(emulator, meta.next_page_url ?? "")).status, 503);
  assert.equal((await ask(emulator, meta.next_page_url ?? "")).status, 200);

  emulator.fault("status", { account: second?.accountSid ?? "" });
  assert.equal((await ask(emulator, "", first)).status, 200);
  assert.equal((await ask(emulator, "", second)).status, 503);

  emulator.fault("status", { times: Infinity });
  assert.deepEqual(await statuses(3), [503, 503, 503]);
  emulator.clearFaults();
  assert.deepEqual(await statuses(1), [200]);

  // A gateway fails before it looks at credentials; a page's fault waits for a page.
  emulator.fault("loop", { times: 1 });
  emulator.fault("html");
  const wrong = { accountSid: "ACnone", authToken: "none", profiles: 0 };
  assert.equal((await ask(emulator, "", wrong)).status, 502);
  assert.equal((await ask(emulator, "", wrong)).status, 401);
  const { meta: looped } = (await ask(emulator)).body;
  assert.equal(looped.next_page_url, looped.url);
});

test("faults of different stages meet in one request", async (t) => {
  const emulator = await startEmulator();
  t.after(() => emulator.close());
  emulator.fault("latency", { ms: 50 });
  emulator.fault("empty-page", { page: 0 });
  emulator.fault("slow-body", { ms: 1 });
  const start = performance.now();
  assert.deepEqual((await ask(emulator)).body.results, []);
  assert.ok(performance.now() - start >= 45);
});

test("a text of faults stays, each with its probability, the same for a seed", async (t) => {
  const run = async (/** @type {number} */ seed) => {
    const emulator = await startEmulator({ seed, faults: "latency:1, status:429@0.3" });
    t.after(() => emulator.close());
    const seen = [];
    while (seen.length < 200) seen.push((await ask(emulator, "?PageSize=1")).status);
    return seen;
  };
  const seen = await run(4);
  const refused = seen.filter((status) => status === 429).length;
  assert.ok(refused > 35 && refused < 85, `${refused} of 200`);
  assert.deepEqual(await run(4), seen);
  assert.notDeepEqual(await run(5), seen);
});

test("a fault that can't be is refused when it is asked for", async (t) => {
  const emulator = await startEmulator();
  t.after(() => emulator.close());
  /** @type {[name: any, options: FaultOptions, message: RegExp][]} */
  const cases = [
    ["lop", {}, /^unknown fault "lop"; the nearest is "loop", the known are: latency, status, /],
    ["loop", { ms: 5 }, /^unknown option of the fault "loop" "ms"; /],
    ["latency", { ms: -1 }, /^the fault "latency" takes ms as milliseconds from 0 to 2147483647, not -1$/],
    ["latency", { ms: 2 ** 31 }, /milliseconds/],
    ["status", { status: 101 }, /^the fault "status" takes status as a status from 200 to 599, not 101$/],
    ["status", { headers: { "bad name": "x" } }, /takes headers as an object of header names and values/],
    ["redirect", { location: "a\nb" }, /takes location as a URL or a path/],
    ["foreign-link", { origin: "https://a.example/path" }, /takes origin as a scheme and host/],
    ["bad-link", { path: "v1" }, /takes path as a path from \//],
    ["loop", { times: 0 }, /takes times as a number from 1, or Infinity/],
    ["loop", { chance: 2 }, /takes chance as a probability from 0 to 1/],
  ];
  for (const [name, options, message] of cases) {
    assert.throws(() => emulator.fault(name, options), { name: "TypeError", message }, name);
  }
  assert.equal((await ask(emulator)).status, 200);
});

/**
 * A response whose body is still to come.
 * @param {Emulator} emulator
 * @param {AbortSignal} [signal]
 */
function begun(emulator, signal = AbortSignal.timeout(10_000)) {
  const [account] = emulator.accounts;
  return fetch(`${emulator.url}/v1/CustomerProfiles`, {
    headers: { Authorization: basic(account?.accountSid ?? "", account?.authToken ?? "") },
    signal,
  });
}
