// @ts-check
// The emulator without a socket: its fetch answers as Node's own does over one.

/** @import { Emulator } from "./api.d.ts" */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { setTimeout as moment } from "node:timers/promises";
import { basic } from "./ask.mjs";
import * as emulatorModule from "./emulator.mjs";
import { FAULTS } from "./faults.mjs";

const { createEmulator, startEmulator } = emulatorModule;
const LIST = "https://trusthub.twilio.com/v1/CustomerProfiles";

/** @param {Emulator} emulator */
function headersOf(emulator) {
  const [account] = emulator.accounts;
  return { Authorization: basic(String(account?.accountSid), String(account?.authToken)) };
}

/** How a fetch and its body end. @param {Promise<Response>} asked @param {() => void} onHeaders */
async function ending(asked, onHeaders) {
  try {
    const response = await asked;
    const { status } = response;
    onHeaders();
    try {
      return { status, text: await response.text() };
    } catch (error) {
      return { status, error: String(error) };
    }
  } catch (error) {
    return { error: String(error) };
  }
}

test("it answers as over a socket: rows, links, refusals, and Accounts.json", async (t) => {
  const options = { seed: 3, linkOrigin: "https://trusthub.twilio.com" };
  const emulator = createEmulator(options);
  const server = await startEmulator(options);
  t.after(() => server.close());
  const headers = headersOf(emulator);
  for (const target of [
    "/v1/CustomerProfiles?PageSize=20",
    "/v1/CustomerProfiles?Status=none",
    `/v1/CustomerProfiles/${emulator.profile(String(emulator.accounts[0]?.accountSid), 0)["sid"]}`,
    "/2010-04-01/Accounts.json",
    "/none",
  ]) {
    const own = await emulator.fetch(`https://trusthub.twilio.com${target}`, { headers });
    const theirs = await fetch(server.url + target, { headers });
    assert.equal(own.status, theirs.status, target);
    assert.equal(await own.text(), await theirs.text(), target);
    for (const name of ["content-type", "content-length", "twilio-request-id", "x-api-domain"])
      assert.equal(own.headers.get(name), theirs.headers.get(name), `${target}: ${name}`);
  }
  assert.equal((await emulator.fetch(LIST)).status, 401);
  assert.equal((await emulator.fetch(new Request(LIST, { headers }))).status, 200);
  assert.equal((await emulator.fetch(new URL(LIST), { method: "HEAD", headers })).status, 405);
  assert.deepEqual(
    emulator.requests.map(({ status }) => status),
    [200, 400, 200, 200, 404, 401, 200, 405],
  );
});

test("links have the origin of the request", async () => {
  const emulator = createEmulator();
  const response = await emulator.fetch("https://other.example/v1/CustomerProfiles", { headers: headersOf(emulator) });
  const { meta } = /** @type {any} */ (await response.json());
  assert.ok(meta.next_page_url.startsWith("https://other.example/v1/CustomerProfiles?"), meta.next_page_url);
});

test("each fault ends as it does over a socket", async (t) => {
  const options = { profiles: 130, linkOrigin: "https://trusthub.twilio.com" };
  const emulator = createEmulator(options);
  const server = await startEmulator(options);
  t.after(() => server.close());
  const headers = headersOf(emulator);
  for (const name of /** @type {(keyof typeof FAULTS)[]} */ (Object.keys(FAULTS))) {
    const settings = name === "large-body" ? { bytes: 300_000 } : "ms" in FAULTS[name].defaults ? { ms: 1 } : {};
    const ends = [];
    for (const [of, ask] of /** @type {const} */ ([
      [emulator, emulator.fetch],
      [server, fetch],
    ])) {
      of.fault(name, { ...settings, times: 2 });
      const url = `${of === server ? server.url : "https://trusthub.twilio.com"}/v1/CustomerProfiles`;
      const init = /** @type {const} */ ({ headers, redirect: "manual" });
      // What hangs is given up where it does: before its headers, or after.
      for (const target of [url, `${url}?PageSize=3`]) {
        of.requests.length = 0;
        const controller = new AbortController();
        const end = ending(ask(target, { ...init, signal: controller.signal }), () => {
          if (name === "hang-body") setTimeout(() => controller.abort(), 20);
        });
        while (name === "hang" && of.requests.length === 0) await moment(5);
        if (name === "hang") controller.abort();
        ends.push(await end);
      }
      of.clearFaults();
    }
    assert.deepEqual(ends.slice(0, 2), ends.slice(2), name);
  }
});

test("an abort ends a request with its reason, before and after the headers; close ends what hangs", async () => {
  const emulator = createEmulator();
  const reason = new Error("mine");
  await assert.rejects(emulator.fetch(LIST, { signal: AbortSignal.abort(reason) }), reason);
  assert.equal(emulator.requests.length, 0);
  emulator.fault("hang");
  const controller = new AbortController();
  const hung = emulator.fetch(LIST, { signal: controller.signal });
  controller.abort(reason);
  await assert.rejects(hung, reason);
  emulator.fault("hang-body");
  const other = new AbortController();
  const response = await emulator.fetch(LIST, { headers: headersOf(emulator), signal: other.signal });
  const text = response.text();
  other.abort(reason);
  await assert.rejects(text, reason);
  emulator.fault("hang");
  const left = emulator.fetch(LIST);
  await emulator.close();
  await assert.rejects(left, { name: "TypeError", message: "fetch failed" });
});

test("a body that nobody reads, or that is cancelled, makes an endless answer stop", async () => {
  const emulator = createEmulator();
  emulator.fault("large-body");
  const response = await emulator.fetch(LIST, { headers: headersOf(emulator) });
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  assert.ok(((await reader.read()).value?.length ?? 0) > 0);
  await reader.cancel();
  emulator.fault("large-body");
  await emulator.fetch(LIST, { headers: headersOf(emulator) });
  await emulator.close();
});

test("the declarations name what the module exports", () => {
  const declarations = readFileSync(new URL("api.d.ts", import.meta.url), "utf8");
  const declared = [...declarations.matchAll(/^export declare (?:function|const|class) (\w+)/gm)].map((it) => it[1]);
  assert.deepEqual(Object.keys(emulatorModule).sort(), declared.sort());
});
