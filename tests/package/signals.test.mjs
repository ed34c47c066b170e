// @ts-check
// What walks leave behind: on a caller's signal, and in memory. In a process of its own, whose garbage is collected on demand.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { installPackage, runProgram } from "./installed.mjs";

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;

before(async () => {
  installed = await installPackage();
});
after(() => installed.remove());

const BEGINNING = `
  import { getEventListeners } from "node:events";
  import { setFlagsFromString } from "node:v8";
  import { runInNewContext } from "node:vm";
  import { createClient } from "trusthub-profiles";
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  const page = JSON.stringify({ results: [{ sid: null }], meta: { next_page_url: "?PageToken=a" } });
  let pages = 0;
  const fetch = async () => ({ status: 200, text: async () => page.replace("Token=a", "Token=" + (pages += 1)) });
  const client = createClient({ fetch });
  const turns = async (count) => { for (let turn = 0; turn < count; turn += 1) { collect(); await new Promise((resolve) => setTimeout(resolve, 5)); } };
`;

/** @param {string} name @param {string} source */
const run = async (name, source) => JSON.parse(await runProgram(installed.folder, name, BEGINNING + source));

describe("a signal that walks share", () => {
  it("has one listener, whatever their number, and none when they are over", async () => {
    const facts = await run(
      "shared-signal.mjs",
      `
      const warnings = [];
      process.on("warning", (warning) => warnings.push(warning.name));
      const { signal } = new AbortController();
      const walks = Array.from({ length: 100 }, () => client.listCustomerProfiles({ signal }).pages());
      await Promise.all(walks.map((walk) => walk.next()));
      const during = getEventListeners(signal, "abort").length;
      await Promise.all(walks.map((walk) => walk.return()));
      await turns(1);
      console.log(JSON.stringify({ during, after: getEventListeners(signal, "abort").length, warnings }));`,
    );
    assert.deepEqual(facts, { during: 1, after: 0, warnings: [] });
  });

  it("ends them all", async () => {
    const facts = await run(
      "shared-abort.mjs",
      `
      const controller = new AbortController();
      const { signal } = controller;
      const hanging = createClient({ fetch: () => new Promise(() => {}) });
      const walks = Array.from({ length: 20 }, () => hanging.listCustomerProfiles({ signal }).pages().next().catch((error) => error));
      await turns(2);
      controller.abort("mine");
      console.log(JSON.stringify({ reasons: [...new Set(await Promise.all(walks))], listeners: getEventListeners(signal, "abort").length }));`,
    );
    assert.deepEqual(facts, { reasons: ["mine"], listeners: 0 });
  });

  it("keeps no listener for walks that were dropped without return()", async () => {
    const facts = await run(
      "dropped-walks.mjs",
      `
      const { signal } = new AbortController();
      const walk = async () => void (await client.listCustomerProfiles({ signal }).pages().next());
      for (let count = 0; count < 300; count += 1) await walk();
      const before = getEventListeners(signal, "abort").length;
      await turns(10);
      console.log(JSON.stringify({ before, after: getEventListeners(signal, "abort").length }));`,
    );
    assert.deepEqual(facts, { before: 1, after: 0 });
  });
});

describe("a signal that is aborted after garbage was collected", () => {
  it("ends the request that is under way, be it of next() or of a handler", async () => {
    const facts = await run(
      "abort-after-collection.mjs",
      `
      import { createListHandler } from "trusthub-profiles/handler";
      let hangs = false;
      const hanging = async () => (hangs ? new Promise(() => {}) : { status: 200, text: async () => page });
      const handler = createListHandler({ fetch: hanging, authorize: () => true });
      const ask = (signal) => handler(new Request("http://x/v1/CustomerProfiles", { signal }));
      const controllers = Array.from({ length: 2 }, () => new AbortController());
      const first = await createClient({ fetch: hanging }).listCustomerProfiles({ signal: controllers[0].signal });
      // Code that is optimised keeps no variable that it won't read again.
      for (let count = 0; count < 5000; count += 1) {
        await ask(new AbortController().signal);
        await first.next();
      }
      hangs = true;
      const ended = [first.next().catch((error) => error), ask(controllers[1].signal).then(({ status }) => status)];
      await turns(5);
      for (const controller of controllers) controller.abort("mine");
      const late = new Promise((resolve) => setTimeout(resolve, 5000, "late").unref());
      console.log(JSON.stringify(await Promise.all(ended.map((it) => Promise.race([it, late])))));`,
    );
    assert.deepEqual(facts, ["mine", 499]);
  });
});

describe("clients and lists that were dropped", () => {
  for (const [what, without] of /** @type {const} */ ([
    ["", ""],
    [", also without FinalizationRegistry", "delete globalThis.FinalizationRegistry;"],
  ])) {
    it(`leave nothing${what}`, async () => {
      const facts = await run(
        `dropped-lists${without.length}.mjs`,
        `
        ${without}
        const make = (count) => { for (let index = 0; index < count; index += 1) createClient({ fetch, label: "a".repeat(200) }).listCustomerProfiles({ limit: 5 }); };
        make(2000);
        await createClient({ fetch }).listCustomerProfiles();
        await turns(2);
        const before = process.memoryUsage();
        make(100_000);
        await turns(4);
        const after = process.memoryUsage();
        const grown = (name) => after[name] - before[name];
        console.log(JSON.stringify({ heap: grown("heapUsed"), outside: grown("external") + grown("arrayBuffers") }));`,
      );
      // 100,000 clients would be some 50 MB.
      assert.ok(facts.heap < 5e6 && facts.outside < 2e6, JSON.stringify(facts));
    });
  }
});
