// @ts-check
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { resolve } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { startEmulator } from "../../cli/emulator/emulator.mjs";
import { installPackage, root } from "./installed.mjs";

/** @import { Emulator } from "../../cli/emulator/emulator.mjs" */
/** @import { ClientOptions, CustomerProfile } from "trusthub-profiles" */

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;
/** @type {typeof import("trusthub-profiles")} */
let library;
/** @type {Emulator} */
let emulator;

before(async () => {
  installed = await installPackage();
  library = await installed.load();
  emulator = await startEmulator({ profiles: 260 });
});
after(async () => {
  await emulator.close();
  await installed.remove();
});
beforeEach(() => {
  emulator.clearFaults();
  emulator.requests.length = 0;
});

/** @param {ClientOptions} [options] */
function client(options = {}) {
  const account = /** @type {Emulator["accounts"][number]} */ (emulator.accounts[0]);
  const credentials = { username: account.accountSid, password: account.authToken };
  return library.createClient({ baseUrl: emulator.url, credentials, ...options });
}

/** @param {AsyncIterable<CustomerProfile>} list */
async function sids(list) {
  const sids = [];
  for await (const profile of list) sids.push(profile.sid);
  return sids;
}

function allSids() {
  const account = /** @type {Emulator["accounts"][number]} */ (emulator.accounts[0]);
  return [...emulator.profilesOf(account.accountSid)].map((profile) => profile.sid);
}

describe("a list", () => {
  it("sends nothing before it is used", async () => {
    client().listCustomerProfiles();
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(emulator.requests.length, 0);
  });

  it("gives its first page when awaited, with one request however often", async () => {
    const list = client().listCustomerProfiles({ pageSize: 20 });
    const [first, again] = await Promise.all([list, list]);
    assert.equal(first, again);
    assert.equal(first, await list);
    assert.equal(first.profiles.length, 20);
    assert.equal(emulator.requests.length, 1);
  });

  for (const pageSize of [1000, 260, 100, 7]) {
    it(`gives every profile once, in pages of ${pageSize}`, async () => {
      assert.deepEqual(await sids(client().listCustomerProfiles({ pageSize })), allSids());
      assert.equal(emulator.requests.length, Math.ceil(260 / pageSize));
    });
  }

  it("gives pages and an array too, and each iteration is a walk of its own", async () => {
    const list = client().listCustomerProfiles({ pageSize: 100 });
    const counts = [];
    for await (const page of list.pages()) counts.push(page.profiles.length);
    assert.deepEqual(counts, [100, 100, 60]);
    assert.equal((await list.toArray()).length, 260);
    assert.equal(emulator.requests.length, 6);
  });

  it("is taken by 1,000 a page by toArray(), unless the caller says how many", async () => {
    for (const [options, sizes] of /** @type {const} */ ([
      [{}, ["1000"]],
      [{ limit: Infinity }, ["1000"]],
      [{ status: undefined, pageSize: undefined }, ["1000"]],
      [{ pageSize: 200 }, ["200", "200"]],
      [{ limit: 7 }, ["7"]],
      [{ limit: 260, pageSize: 130 }, ["130", "130"]],
    ])) {
      emulator.requests.length = 0;
      const profiles = await client().listCustomerProfiles(options).toArray();
      assert.equal(profiles.length, Math.min(260, options.limit ?? 260));
      const asked = emulator.requests.map(({ query }) => new URLSearchParams(query).get("PageSize"));
      assert.deepEqual(asked, sizes, JSON.stringify(options));
    }
    // A cursor carries its own size; other ways to use a list leave it to the API.
    const { nextCursor } = await client().listCustomerProfiles({ pageSize: 130 });
    const rest = client().listCustomerProfiles({ cursor: /** @type {any} */ (nextCursor) });
    assert.equal((await rest.toArray()).length, 130);
    const list = client().listCustomerProfiles();
    emulator.requests.length = 0;
    await list;
    await list.pages().next();
    await list[Symbol.asyncIterator]().next();
    assert.deepEqual(
      emulator.requests.map(({ query }) => query),
      ["", "", ""],
    );
  });

  it("never ends in silence on a page without next_page_url", async () => {
    for (const use of /** @type {((list: ReturnType<ReturnType<typeof client>["listCustomerProfiles"]>) => Promise<unknown>)[]} */ ([
      (list) => list.toArray(),
      (list) => sids(list),
      async (list) => {
        for await (const page of list.pages()) assert.equal(page.profiles.length, 60);
      },
      async (list) => (await list).next(),
      async (list) => client().listCustomerProfiles({ cursor: /** @type {any} */ ((await list).nextCursor) }),
    ])) {
      emulator.fault("no-next-link");
      const list = client().listCustomerProfiles({ pageSize: 60 });
      await assert.rejects(use(list), (error) => {
        assert.ok(library.PaginationError.is(error), String(error));
        assert.deepEqual([error.reason, error.cursor, error.retryable], ["bad-link", null, false]);
        assert.match(
          error.message,
          /^the page has no next_page_url, .*a proxy on the way drops properties that are null$/,
        );
        return true;
      });
    }
    emulator.fault("no-next-link");
    const page = await client().listCustomerProfiles({ pageSize: 60 });
    assert.deepEqual(
      page.issues.filter(({ code }) => code === "missing").map(({ path }) => path),
      ["/meta/next_page_url"],
    );
    assert.notEqual(page.nextCursor, null, "null would read as the end");
    // A walk that wouldn't go on there misses nothing; a page that is strict is none.
    emulator.fault("no-next-link");
    assert.equal((await client().listCustomerProfiles({ limit: 60 }).toArray()).length, 60);
    emulator.fault("no-next-link");
    const strict = client({ validation: "strict" }).listCustomerProfiles({ pageSize: 60 });
    await assert.rejects(strict.toArray(), { name: "ResponseError" });
    // The decoder alone knows no walk: it reports the issue.
    const { issues } = library.parseCustomerProfilePage('{"results":[],"meta":{}}');
    assert.deepEqual(
      issues.map(({ path, code }) => [path, code]),
      [["/meta/next_page_url", "missing"]],
    );
  });

  it("answers parallel calls of next in their order", async () => {
    const iterator = client().listCustomerProfiles({ pageSize: 2, limit: 5 })[Symbol.asyncIterator]();
    const results = await Promise.all(Array.from({ length: 7 }, () => iterator.next()));
    assert.deepEqual(
      results.map((result) => result.value?.sid),
      [...allSids().slice(0, 5), undefined, undefined],
    );
    assert.deepEqual(
      results.map((result) => result.done),
      [false, false, false, false, false, true, true],
    );
  });

  it("walks by next and previous, and resumes at a cursor", async () => {
    const first = await client().listCustomerProfiles({ pageSize: 100 });
    assert.equal(first.previousCursor, null);
    const second = await first.next();
    const third = await second?.next();
    assert.equal(await third?.next(), null);
    const back = await third?.previous();
    assert.deepEqual(back?.profiles, second?.profiles);
    const resumed = await client().listCustomerProfiles({
      cursor: /** @type {any} */ (JSON.parse(JSON.stringify(second?.cursor))),
    });
    assert.deepEqual(resumed.profiles, second?.profiles);
    assert.deepEqual(
      await sids(client().listCustomerProfiles({ cursor: /** @type {any} */ (first.nextCursor) })),
      allSids().slice(100),
    );
  });

  for (const [limit, pageSize, requests] of /** @type {const} */ ([
    [1, undefined, 1],
    [20, undefined, 1],
    [260, undefined, 1],
    [1000, undefined, 1],
    [5000, undefined, 1],
    [100, 100, 1],
    [101, 100, 2],
    [250, 50, 5],
    [Infinity, 100, 3],
  ])) {
    it(`takes ${requests} requests for a limit of ${limit} with ${pageSize ?? "no"} page size`, async () => {
      const list = client().listCustomerProfiles(pageSize === undefined ? { limit } : { limit, pageSize });
      assert.deepEqual(await sids(list), allSids().slice(0, Math.min(limit, 260)));
      assert.equal(emulator.requests.length, requests);
    });
  }

  it("cuts the awaited page at the limit", async () => {
    const page = await client().listCustomerProfiles({ limit: 3, pageSize: 5 });
    assert.equal(page.profiles.length, 3);
    assert.notEqual(page.nextCursor, null);
  });

  it("prefetches on request, never past the limit, and no further after break", async () => {
    const prefetched = client().listCustomerProfiles({ pageSize: 50, limit: 150, prefetch: true });
    assert.deepEqual(await sids(prefetched), allSids().slice(0, 150));
    assert.equal(emulator.requests.length, 3);
    emulator.requests.length = 0;
    for await (const profile of client().listCustomerProfiles({ pageSize: 10, prefetch: true })) {
      assert.equal(profile.sid, allSids()[0]);
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.ok(emulator.requests.length <= 2);
  });

  it("gives plain, cloneable profiles with dates and unknown properties", async () => {
    const profiles = await client().listCustomerProfiles().toArray();
    assert.deepEqual(structuredClone(profiles), profiles);
    assert.ok(profiles.every((profile) => profile.dateCreated instanceof Date || profile.dateCreated === null));
    assert.ok(
      profiles.some((profile) => "extra" in profile),
      "the emulator sends unknown properties now and then",
    );
    assert.ok(profiles.some((profile) => !("extra" in profile)));
  });

  it("filters, and carries the filter through the pages", async () => {
    const list = client().listCustomerProfiles({ status: "twilio-approved", pageSize: 10 });
    const approved = await list.toArray();
    assert.ok(approved.length > 10);
    assert.ok(approved.every((profile) => profile.status === "twilio-approved"));
    const name = /** @type {string} */ (approved[0]?.friendlyName);
    const named = await client().listCustomerProfiles({ friendlyName: name }).toArray();
    assert.ok(named.length > 0 && named.every((profile) => profile.friendlyName === name));
  });
});

describe("errors", () => {
  it("come at the call for options that can't be right", () => {
    assert.throws(() => client().listCustomerProfiles(/** @type {any} */ ({ pagesize: 5 })), {
      name: "OptionsError",
      kind: "options",
      option: "pagesize",
      message: "option pagesize: unknown name; did you mean pageSize?",
    });
    assert.throws(() => client({ baseUrl: "http://example.com" }), { name: "OptionsError", option: "baseUrl" });
    assert.throws(() => library.parseCustomerProfilePage(/** @type {any} */ (7)), {
      name: "OptionsError",
      option: "body",
    });
  });

  it("tell what the API said, and where to resume", async () => {
    const list = client({ credentials: { username: "AC0", password: "wrong-secret" } }).listCustomerProfiles();
    const error = await list.then(
      () => assert.fail("no error"),
      (error) => error,
    );
    assert.ok(error instanceof library.ApiError && error instanceof Error && library.TrustHubError.is(error));
    assert.deepEqual(
      [error.name, error.status, error.code, error.attempts, error.retryable],
      ["ApiError", 401, 20003, 1, false],
    );
    assert.match(String(error.requestId), /^RQ/);
    assert.equal(error.cursor, library.parseCursor("page:"));
    assert.ok(!JSON.stringify(error).includes("wrong-secret"));
    await assert.rejects(async () => list, error, "awaiting the list again gives the same error");
  });

  it("are not raised where a retry helps", async () => {
    emulator.fault("status", { status: 503 });
    const page = await client().listCustomerProfiles();
    assert.equal(page.response.attempts, 2);
  });

  it("are an abort's own reason, at once and in mid-page", async () => {
    emulator.fault("hang");
    const controller = new AbortController();
    const reason = new Error("mine");
    const pending = client().listCustomerProfiles({ signal: controller.signal }).toArray();
    setTimeout(() => controller.abort(reason), 30);
    await assert.rejects(pending, reason);

    emulator.clearFaults();
    const second = new AbortController();
    const seen = [];
    await assert.rejects(async () => {
      for await (const profile of client().listCustomerProfiles({ signal: second.signal })) {
        seen.push(profile);
        if (seen.length === 3) second.abort(reason);
      }
    }, reason);
    assert.equal(seen.length, 3);
  });

  it("are an AbortError where signals have no reason (Chrome before 98)", async () => {
    const reason = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(AbortSignal.prototype, "reason"));
    Object.defineProperty(AbortSignal.prototype, "reason", { get: () => undefined, configurable: true });
    try {
      const before = client().listCustomerProfiles({ signal: AbortSignal.abort() });
      await assert.rejects(before.toArray(), { name: "AbortError" });
      emulator.fault("hang");
      const controller = new AbortController();
      const pending = client().listCustomerProfiles({ signal: controller.signal }).toArray();
      setTimeout(() => controller.abort(), 30);
      await assert.rejects(pending, { name: "AbortError" });
    } finally {
      Object.defineProperty(AbortSignal.prototype, "reason", reason);
    }
  });

  it("settle a pending next as done when return is called", async () => {
    emulator.fault("hang");
    const iterator = client().listCustomerProfiles().pages();
    const pending = iterator.next();
    setTimeout(() => iterator.return(), 30);
    assert.deepEqual(await pending, { done: true, value: undefined });
  });

  it("tell a timeout, for headers and for the body", async () => {
    for (const fault of /** @type {const} */ (["hang", "hang-body"])) {
      emulator.fault(fault);
      const error = await client({ timeoutMs: 80, maxRetries: 0 })
        .listCustomerProfiles()
        .then(
          () => assert.fail(),
          (e) => e,
        );
      assert.ok(error instanceof library.TimeoutError, `${fault}: ${error}`);
      assert.equal(error.scope, "attempt");
    }
  });

  it("tell a loop, a bad link and a body that is no page", async () => {
    for (const [fault, name, reason] of /** @type {const} */ ([
      ["loop", "PaginationError", "loop"],
      ["same-rows", "PaginationError", "loop"],
      ["bad-link", "PaginationError", "bad-link"],
      ["truncated", "ResponseError", undefined],
      ["empty-body", "ResponseError", undefined],
    ])) {
      emulator.clearFaults();
      emulator.fault(fault, { times: Infinity });
      const error = await client({ maxRetries: 0 })
        .listCustomerProfiles({ pageSize: 50 })
        .toArray()
        .then(
          () => assert.fail(fault),
          (e) => e,
        );
      assert.equal(error.name, name, `${fault}: ${error}`);
      assert.equal(error.reason, reason, fault);
    }
  });
});

describe("the tarball", () => {
  it("holds what it must and nothing else", () => {
    assert.deepEqual(installed.files.sort(), [
      "CHANGELOG.md",
      "LICENSE-APACHE",
      "LICENSE-MIT",
      "LICENSE-element",
      "LICENSE-fflate",
      "LICENSE-node-fetch-server",
      "README.md",
      "client.js",
      "client.wasm",
      "commonjs.cjs",
      "compile.js",
      "core-errors.js",
      "custom-elements.json",
      "docs/element.md",
      "docs/errors.md",
      "docs/events.md",
      "docs/handler.md",
      "docs/lists.md",
      "docs/runtimes.md",
      "docs/speed.md",
      "docs/start.md",
      "element-body.js",
      "element-react.d.ts",
      "element-vue.d.ts",
      "element.d.ts",
      "element.js",
      "element.node.js",
      "element.standalone.d.ts",
      "element.standalone.js",
      "element.workerd.js",
      "errors.js",
      "glue.js",
      "handler.cjs",
      "handler.d.cts",
      "handler.d.ts",
      "handler.js",
      "handler.node.js",
      "handler.workerd.js",
      "index.cjs",
      "index.d.cts",
      "index.d.ts",
      "index.js",
      "index.node.js",
      "index.workerd.js",
      "inflate.js",
      "init-core.js",
      "instance.js",
      "list.js",
      "node-responses.js",
      "package.json",
      "profile-schema.js",
      "profiles.js",
      "responses.js",
      "runtime.js",
      "signals.js",
      "slim.cjs",
      "slim.d.cts",
      "slim.d.ts",
      "slim.js",
      "slim.node.js",
      "slim.workerd.js",
      "walk.js",
      "wasm-file.js",
      "wasm-inlined.cjs",
      "wasm-inlined.js",
      "wasm-module.js",
      "wasm-source.js",
    ]);
  });

  it("names no folder of the machine that built it", async () => {
    const wasm = await readFile(`${installed.folder}/node_modules/trusthub-profiles/client.wasm`);
    // The sources of the standard library and of dependencies are in a folder `src` wherever they are.
    const elsewhere = /\/rustc\/[0-9a-f]+\/library\/[\w/-]+\.rs|[\w-]+-\d+\.\d+\.\d+\/src\/[\w/-]+\.rs/g;
    const text = wasm.toString("latin1").replace(elsewhere, "");
    // Where there is no home, it is the root.
    for (const folder of [homedir(), root].map((path) => resolve(path)).filter((path) => path !== "/"))
      assert.ok(!text.includes(`${folder}/`), folder);
  });
});
