// @ts-check
// What stays in memory when a body was used, a page is gone or a request was made: nothing of a person's, no credential.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { installPackage, runProgram } from "./installed.mjs";

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;
before(async () => {
  installed = await installPackage();
});
after(() => installed.remove());

/**
 * Run a program that lists the package, and looks for markers: in the memory of every WebAssembly instance, and in every
 * buffer that was made by its length. `found(marker)` tells where.
 * @param {string} source
 * @returns {Promise<any>}
 */
async function output(source) {
  const program = `
    const memories = [];
    const { Instance } = WebAssembly;
    WebAssembly.Instance = new Proxy(Instance, { construct(target, args) {
      const instance = new target(...args);
      memories.push(instance.exports.memory);
      return instance;
    } });
    const buffers = [];
    globalThis.Uint8Array = new Proxy(Uint8Array, { construct(target, args, newTarget) {
      const made = Reflect.construct(target, args, newTarget);
      if (typeof args[0] === "number") buffers.push(made);
      return made;
    } });
    const found = (marker) => [
      ...memories.map((memory) => Buffer.from(memory.buffer)).filter((bytes) => bytes.includes(marker)).map(() => "the core"),
      ...buffers.map((made) => Buffer.from(made.buffer)).filter((bytes) => bytes.includes(marker)).map(() => "a buffer"),
    ];
    const { createClient, parseCustomerProfilePage } = await import("trusthub-profiles");
    const ended = (promise) => promise.then(() => "page", (error) => error.name);
    ${source}
    if (memories.length === 0) throw new Error("no instance was seen");`;
  return JSON.parse(await runProgram(installed.folder, "memory.mjs", program));
}

const SID = `BU${"0123456789abcdef".repeat(2)}`;
/** @param {string} profile @param {string} [next] */
const pageOf = (profile, next = "null") => `{"results":[{"sid":"${SID}",${profile}}],"meta":{"next_page_url":${next}}}`;

describe("what a body held", () => {
  for (const [name, body, status, expected] of /** @type {const} */ ([
    ["a name", pageOf('"friendly_name":"MARKER-1"'), 200, "page"],
    ["a name with letters beyond ASCII", pageOf('"friendly_name":"Sö MARKER-1 中"'), 200, "page"],
    ["a name with escapes", pageOf('"friendly_name":"\\"MARKER-1\\u0041"'), 200, "page"],
    ["an address", pageOf('"email":"MARKER-1@example.com"'), 200, "page"],
    ["an unknown property", pageOf('"later":{"MARKER-1":["MARKER-1"]}'), 200, "page"],
    ["errors", pageOf('"errors":[{"code":"MARKER-1"}]'), 200, "page"],
    ["a value with an issue", pageOf('"date_created":"MARKER-1"'), 200, "page"],
    ["a status that isn't documented", pageOf('"status":"MARKER-1"'), 200, "page"],
    ["a link to the next page", pageOf('"status":null', '"/v1/CustomerProfiles?PageToken=MARKER-1"'), 200, "page"],
    ["a body that is cut short", '{"results":[{"friendly_name":"MARKER-1"', 200, "ResponseError"],
    ["a body that is no page", '{"results":"MARKER-1"}', 200, "ResponseError"],
    [
      "a refusal",
      '{"message":"MARKER-1","details":{"a":"MARKER-1"},"more_info":"https://MARKER-1.example"}',
      400,
      "ApiError",
    ],
    ["a refusal that is none of the API's", "<html>MARKER-1</html>", 502, "ApiError"],
  ])) {
    it(`is gone when it was read: ${name}`, async () => {
      const told = await output(`
        const body = ${JSON.stringify(body)};
        const options = { fetch: async () => new Response(body, { status: ${status} }), maxRetries: 0 };
        const outcome = await ended(createClient(options).listCustomerProfiles());
        console.log(JSON.stringify({ outcome, found: found("MARKER-1") }));`);
      assert.deepEqual(told, { outcome: expected, found: [] });
    });
  }

  it("is gone when it was read in strict mode, by the decoder alone, and by the schema", async () => {
    const told = await output(`
      const { customerProfileSchema } = await import("trusthub-profiles");
      const body = ${JSON.stringify(pageOf('"friendly_name":"MARKER-1","status":"MARKER-2"'))};
      const options = { fetch: async () => new Response(body), validation: "strict" };
      const outcomes = [await ended(createClient(options).listCustomerProfiles())];
      outcomes.push(parseCustomerProfilePage(body).issues.length);
      outcomes.push(customerProfileSchema["~standard"].validate({ friendly_name: "MARKER-3", email: 7 }).issues.length);
      console.log(JSON.stringify({ outcomes, found: ["MARKER-1", "MARKER-2", "MARKER-3"].flatMap(found) }));`);
    assert.deepEqual(told, { outcomes: ["ResponseError", 1, 1], found: [] });
  });

  it("is gone of 14 MiB as well, whatever buffers it grew through, and of what was cut off at a limit", async () => {
    const told = await output(`
      const profile = ${JSON.stringify(`{"sid":"${SID}","friendly_name":"MARKER-1"},`)};
      const body = Buffer.from('{"results":[' + profile.repeat(14 * 2 ** 20 / profile.length | 0) + '{}],"meta":{"next_page_url":null}}');
      const parts = (size) => new ReadableStream({ start(controller) {
        for (let at = 0; at < body.length; at += size) controller.enqueue(body.subarray(at, at + size));
        controller.close();
      } });
      const outcomes = [];
      for (const [size, maxBodyBytes] of [[2 ** 16, 2 ** 26], [2 ** 20, 2 ** 26], [2 ** 16, 2 ** 20]]) {
        outcomes.push(await ended(createClient({ fetch: async () => new Response(parts(size)), maxBodyBytes }).listCustomerProfiles()));
      }
      console.log(JSON.stringify({ outcomes, found: found("MARKER-1") }));`);
    assert.deepEqual(told, { outcomes: ["page", "page", "ResponseError"], found: [] });
  });

  it("is found by this test where it is, in a part that the caller's own stream holds, and is kept by nothing else", async () => {
    const told = await output(`
      const { setFlagsFromString } = await import("node:v8");
      setFlagsFromString("--expose-gc");
      const collect = (await import("node:vm")).runInNewContext("gc");
      const text = ${JSON.stringify(pageOf('"friendly_name":"MARKER-1"'))};
      let part = new Uint8Array(text.length);
      part.set(Buffer.from(text));
      const kept = new WeakRef(part);
      let during;
      const parts = [part];
      const reader = { read: async () => {
        if (parts.length === 0) during = found("MARKER-1");
        return { done: parts.length === 0, value: parts.shift() };
      }, cancel() {} };
      const outcome = await ended(createClient({ fetch: async () => ({ status: 200, body: { getReader: () => reader } }) }).listCustomerProfiles());
      part.fill(0);
      const after = found("MARKER-1");
      part = undefined;
      buffers.length = 0;
      await new Promise((resolve) => setTimeout(resolve, 5));
      collect();
      console.log(JSON.stringify({ outcome, during, found: after, isCollected: kept.deref() === undefined }));`);
    assert.deepEqual(told, { outcome: "page", during: ["a buffer"], found: [], isCollected: true });
  });
});

describe("what a request was made of", () => {
  it("is gone from the core when the request was made: credentials, filters, cursors", async () => {
    const told = await output(`
      const page = ${JSON.stringify(pageOf('"status":null'))};
      const seen = [];
      let during;
      const fetch = async (_url, { headers }) => {
        seen.push(headers.Authorization);
        during = found("MARKER-6");
        return new Response(page);
      };
      const client = createClient({ fetch, credentials: { username: "MARKER-1", password: "MARKER-2" } });
      await client.listCustomerProfiles({ friendlyName: "MARKER-3" });
      await createClient({ fetch, credentials: async () => ({ bearerToken: "MARKER-4" }) }).listCustomerProfiles().toArray();
      const refused = await ended((async () => client.listCustomerProfiles({ friendlyName: "MARKER-5", pageSize: 0 }))());
      // A walk under way knows its filters: this shows that the core is looked into.
      await client.listCustomerProfiles({ friendlyName: "MARKER-6" }).toArray();
      const basic = Buffer.from("MARKER-1:MARKER-2").toString("base64");
      const markers = [basic, "MARKER-1", "MARKER-2", "MARKER-3", "MARKER-4", "MARKER-5", "MARKER-6"];
      console.log(JSON.stringify({ sent: seen.length, basic: seen[0] === "Basic " + basic, refused, during, found: markers.flatMap(found) }));`);
    assert.deepEqual(told, { sent: 3, basic: true, refused: "OptionsError", during: ["the core"], found: [] });
  });
});
