// @ts-check
// Error classes as programs meet them: in two copies of the package, minified, as JSON, across realms.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { installPackage } from "./installed.mjs";

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;
/** @type {typeof import("trusthub-profiles")} */
let library;

before(async () => {
  installed = await installPackage();
  library = await installed.load();
});
after(() => installed.remove());

/** @param {typeof import("trusthub-profiles")} from @returns {any} */
function optionsError(from) {
  try {
    from.createClient(/** @type {any} */ ({ baseurl: "https://example.com" }));
  } catch (error) {
    return error;
  }
  return assert.fail("no error came");
}

describe("errors", () => {
  it("are known across two copies of the package", () => {
    /** @type {typeof import("trusthub-profiles")} */
    const copy = createRequire(join(installed.folder, "x.cjs"))("./node_modules/trusthub-profiles/index.cjs");
    const error = optionsError(copy);
    assert.ok(!(error instanceof library.OptionsError), "the copy's classes are its own");
    assert.ok(library.TrustHubError.is(error) && copy.TrustHubError.is(optionsError(library)));
    for (const other of [null, undefined, 7, "x", {}, new Error("x"), { name: "OptionsError", kind: "options" }]) {
      assert.equal(library.TrustHubError.is(other), false);
    }
  });

  it("are known by the `is` of their class, and by no other's, also across two copies and detached", async () => {
    /** @type {typeof import("trusthub-profiles")} */
    const copy = createRequire(join(installed.folder, "x.cjs"))("./node_modules/trusthub-profiles/index.cjs");
    /** @param {typeof import("trusthub-profiles")} from @param {() => Promise<any>} fetch @param {number} [timeoutMs] */
    const failed = async (from, fetch, timeoutMs) =>
      from
        .createClient({ fetch, maxRetries: 0, timeoutMs })
        .listCustomerProfiles()
        .toArray()
        .then(
          () => assert.fail(),
          (error) => error,
        );
    /** @type {Record<string, (from: typeof library) => Promise<unknown>>} */
    const errors = {
      OptionsError: async (from) => optionsError(from),
      ApiError: (from) => failed(from, async () => new Response("{}", { status: 404 })),
      NetworkError: (from) => failed(from, () => Promise.reject(new TypeError("x"))),
      TimeoutError: (from) => failed(from, () => new Promise(() => {}), 20),
      ResponseError: (from) => failed(from, async () => new Response("[]")),
      PaginationError: (from) => failed(from, async () => new Response('{"results":[],"meta":{}}')),
    };
    for (const [name, make] of Object.entries(errors)) {
      for (const [of, by] of [
        [library, library],
        [copy, library],
        [library, copy],
      ]) {
        const error = await make(/** @type {typeof library} */ (of));
        for (const other of [...Object.keys(errors), "TrustHubError"]) {
          const { is } = /** @type {any} */ (by)[other];
          assert.equal(is(error), other === name || other === "TrustHubError", `${other}.is of a ${name}`);
        }
        assert.equal(/** @type {any} */ (error).constructor.name, name);
      }
    }
    for (const other of [null, undefined, 7, "x", {}, new Error("x"), { name: "ApiError", kind: "api" }]) {
      assert.equal(library.ApiError.is(other), false);
    }
  });

  it("keep their names when a bundler minifies", async () => {
    const entry = join(installed.folder, "entry.mjs");
    await writeFile(entry, 'export * from "trusthub-profiles";');
    const outfile = join(installed.folder, "minified.mjs");
    await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      minify: true,
      format: "esm",
      platform: "browser",
      logLevel: "error",
    });
    const minified = await import(pathToFileURL(outfile).href);
    const error = optionsError(minified);
    assert.equal(error.name, "OptionsError");
    assert.match(String(error), /^OptionsError: option baseurl: unknown name; did you mean baseUrl\?$/);
    assert.match(error.stack, /^OptionsError: /);
  });

  it("have the client's label, those of calls that can't be right too", async () => {
    const label = "acme (eu)";
    const own = library.createClient({ label, fetch: async () => new Response("{}", { status: 404 }) });
    /** @type {(() => unknown)[]} */
    const calls = [
      () => library.createClient(/** @type {any} */ ({ label, baseurl: "https://example.com" })),
      () => library.createClient(/** @type {any} */ ({ baseurl: "https://example.com", label })),
      () => library.listCustomerProfiles({ label, pageSize: 0 }),
      () => own.listCustomerProfiles({ pageSize: 0 }),
      () => own.listCustomerProfiles(/** @type {any} */ (null)),
      () => own.fetchCustomerProfile("BU1"),
      () => own.fetchCustomerProfile(`BU${"0".repeat(32)}`, /** @type {any} */ ({ limit: 5 })),
      () => own.fetchCustomerProfile(`BU${"0".repeat(32)}`),
      () => own.listCustomerProfiles().toArray(),
      async () => (await library.createClient({ label, fetch: noLink }).listCustomerProfiles()).next(),
    ];
    const noLink = async () => new Response('{"results":[],"meta":{}}');
    for (const call of calls) {
      /** @type {any} */
      let error;
      try {
        await call();
      } catch (thrown) {
        error = thrown;
      }
      assert.ok(library.TrustHubError.is(error), String(call));
      assert.equal(error.label, label, String(call));
      assert.ok(error.message.startsWith(`${label}: `), error.message);
      assert.ok(String(error.stack).startsWith(`${error.name}: ${label}: `), error.stack);
      assert.equal(error.toJSON()["label"], label);
    }
    // A label that is none is in no message.
    const bad = "two\nlines";
    assert.throws(
      () => library.createClient({ label: bad }),
      (error) => library.OptionsError.is(error) && error.label === null && !error.message.includes("lines"),
    );
    // Nor is there one where there is no client.
    assert.throws(
      () => library.parseCustomerProfilePage("{}"),
      (error) => library.ResponseError.is(error) && error.label === null,
    );
  });

  it("give their facts as JSON, and nothing that a log shouldn't hold", async () => {
    const body = '{"code":20003,"message":"Authenticate","more_info":"https://x.example/1","details":{"secret":1}}';
    const fetch = async () => new Response(body, { status: 401, headers: { "Twilio-Request-Id": "RQ1" } });
    const error = await library
      .createClient({ fetch })
      .listCustomerProfiles({ friendlyName: "Someone" })
      .then(
        () => assert.fail(),
        (thrown) => thrown,
      );
    assert.deepEqual(JSON.parse(JSON.stringify(error)), {
      name: "ApiError",
      kind: "api",
      label: null,
      message: "the API answered 401 (code 20003): Authenticate",
      retryable: false,
      attempts: 1,
      requestId: "RQ1",
      status: 401,
      code: 20003,
      moreInfo: "https://x.example/1",
      retryAfterMs: null,
    });
    assert.deepEqual(error.details, { secret: 1 });
    assert.deepEqual(JSON.parse(JSON.stringify(optionsError(library))), {
      name: "OptionsError",
      kind: "options",
      label: null,
      message: "option baseurl: unknown name; did you mean baseUrl?",
      retryable: false,
      attempts: 0,
      requestId: null,
      option: "baseurl",
    });
  });
});
