// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as client from "trusthub-profiles";
import * as kit from "./testing.mjs";

const { emulatorFetch, makeError, makeList, makePage, makeProfile, makeWirePage, makeWireProfile } = kit;
const REQUEST_ID = `RQ${"0".repeat(32)}`;

test("the declarations name what the module exports", () => {
  const declarations = readFileSync(new URL("api.d.ts", import.meta.url), "utf8");
  const declared = [...declarations.matchAll(/^export declare function (\w+)/gm)].map((it) => it[1]);
  assert.deepEqual(Object.keys(kit).sort(), declared.sort());
});

test("a made profile is what the client would give, without an issue, and holds what it was given", () => {
  for (const [fields, index] of /** @type {[any, number | undefined][]} */ ([
    [undefined, undefined],
    [{}, 7],
    [{ status: "twilio-rejected" }, 0],
    [{ status: "tomorrow", friendlyName: null, validUntil: new Date(0), links: {}, errors: [{ code: 1 }] }, 0],
    [{ sid: null, dateUpdated: null, extra: { risk: { level: 1 } } }, 3],
  ])) {
    const profile = makeProfile(fields, index);
    for (const [name, value] of Object.entries(fields ?? {})) {
      assert.deepEqual(profile[/** @type {keyof typeof profile} */ (name)], value, name);
    }
  }
  const wire = makeWireProfile({ status: "twilio-rejected", new_field: 1 }, 2);
  const { profiles, issues } = client.parseCustomerProfilePage(
    JSON.stringify({ results: [wire], meta: { next_page_url: null } }),
  );
  assert.deepEqual(issues, []);
  assert.deepEqual(profiles[0], makeProfile({ status: "twilio-rejected", extra: { new_field: 1 } }, 2));
  assert.deepEqual(wire.errors, [{ code: 18601 }]);
  assert.notEqual(makeWireProfile().sid, wire.sid);
  assert.deepEqual(makeWireProfile({ email: undefined }), makeWireProfile());
  assert.equal(makeWireProfile({ sid: "BUx" }).url, "https://trusthub.twilio.com/v1/CustomerProfiles/BUx");
  // @ts-expect-error: what a caller without types might write
  assert.throws(() => makeProfile({ friendly_name: "x" }), /a profile has no field "friendly_name"/);
});

test("wire pages are a list that the client walks", async () => {
  const urls = [];
  const list = client.createClient({
    async fetch(url) {
      urls.push(url);
      const page = Number(new URL(url).searchParams.get("Page"));
      return Response.json(makeWirePage({ profiles: 120, page }));
    },
    validation: "strict",
  });
  const profiles = await list.listCustomerProfiles().toArray();
  assert.equal(urls.length, 3);
  assert.deepEqual(
    profiles,
    Array.from({ length: 120 }, (_, index) => makeProfile({}, index)),
  );
  const second = makeWirePage({
    profiles: [{ friendly_name: "A" }, { sid: null }],
    page: 1,
    pageSize: 1,
    origin: "http://x",
  });
  assert.deepEqual([second.results[0]?.sid, second.meta.next_page_url], [null, null]);
  assert.equal(second.meta.previous_page_url, "http://x/v1/CustomerProfiles?PageSize=1&Page=0");
  assert.throws(() => makeWirePage({ page: -1 }), RangeError);
  assert.throws(() => makeWirePage({ pageSize: 1001 }), RangeError);
});

test("a misspelt option of a page or a list is refused", async () => {
  for (const make of [makeWirePage, makeList]) {
    assert.throws(
      () => make(/** @type {any} */ ({ pagesize: 1 })),
      /^TypeError: unknown option "pagesize"; the nearest is "pageSize"/,
    );
  }
  await assert.rejects(makePage(/** @type {any} */ ({ profile: 3 })), /the nearest is "profiles"/);
});

test("a made page and list are the client's own", async () => {
  const page = await makePage({ profiles: 120 });
  assert.equal(page.profiles.length, 50);
  assert.equal((await page.next())?.meta.page, 1);
  assert.equal(page.response.status, 200);
  const list = makeList({ profiles: [{ status: "draft" }, { friendlyName: "B" }], pageSize: 1 });
  const names = [];
  for await (const { status, friendlyName } of list) names.push([status, friendlyName]);
  assert.deepEqual(names, [
    ["draft", "Example Company 1"],
    ["twilio-approved", "B"],
  ]);
  assert.deepEqual((await list).issues, []);
});

/** Each kind, what it was made with, and what it then is. @type {[kind: any, fields: any, expected: Record<string, unknown>][]} */
const errors = [
  ["options", undefined, { name: "OptionsError", option: "pageSize", attempts: 0, cursor: null }],
  ...["credentials", "maxRetries", "limit", "cursor", "sid", "body", "status", "validation", "retries"].map(
    (option) => /** @type {[string, object, Record<string, unknown>]} */ (["options", { option }, { option }]),
  ),
  [
    "api",
    undefined,
    {
      name: "ApiError",
      status: 503,
      code: 20503,
      attempts: 1,
      retryable: true,
      retryAfterMs: null,
      requestId: REQUEST_ID,
    },
  ],
  [
    "api",
    { status: 401, label: "mine", requestId: "RQ1" },
    { status: 401, code: 20003, retryable: false, label: "mine", requestId: "RQ1" },
  ],
  [
    "api",
    { status: 429, retryAfterMs: 30_000, attempts: 3, requestId: null },
    { status: 429, code: 20429, retryAfterMs: 30_000, attempts: 3, requestId: null },
  ],
  [
    "api",
    { status: 400, code: null, moreInfo: null, details: { field: "x" }, message: "Wrong" },
    { code: null, moreInfo: null, details: { field: "x" }, message: "the API answered 400: Wrong" },
  ],
  ["network", undefined, { name: "NetworkError", retryable: true, requestId: null }],
  ["network", { cause: "mine", attempts: 2 }, { cause: "mine", attempts: 2 }],
  ["timeout", undefined, { name: "TimeoutError", scope: "attempt", attempts: 1 }],
  ["timeout", { scope: "total", timeoutMs: 20 }, { scope: "total" }],
  ["timeout", { attempts: 2 }, { scope: "attempt", attempts: 2 }],
  ["response", undefined, { name: "ResponseError", issues: [], attempts: 1 }],
  ["response", { body: { results: 1 }, label: "mine" }, { label: "mine", retryable: false }],
  ["response", { strict: true }, {}],
  ["pagination", undefined, { name: "PaginationError", reason: "loop" }],
  ["pagination", { reason: "bad-link" }, { reason: "bad-link", cursor: null }],
  ["pagination", { reason: "too-many-pages", label: "mine" }, { reason: "too-many-pages", label: "mine" }],
];

const classes = /** @type {const} */ ({
  options: client.OptionsError,
  api: client.ApiError,
  network: client.NetworkError,
  timeout: client.TimeoutError,
  response: client.ResponseError,
  pagination: client.PaginationError,
});

for (const [kind, fields, expected] of errors) {
  test(`a real error of kind ${kind}: ${JSON.stringify(fields)}`, async () => {
    const error = await makeError(kind, fields);
    const own = classes[/** @type {keyof typeof classes} */ (kind)];
    assert.ok(error instanceof own);
    assert.ok(own.is(error));
    assert.equal(error.kind, kind);
    for (const [name, value] of Object.entries(expected)) {
      assert.deepEqual(/** @type {any} */ (error)[name], value, name);
    }
    const json = error.toJSON();
    assert.equal(json["kind"], kind);
    assert.equal(json["message"], error.message);
    if (fields?.label !== undefined) assert.ok(error.message.startsWith(`${fields.label}: `), error.message);
  });
}

test("an error of strict mode has its issues, one of a page its cursor", async () => {
  const strict = await makeError("response", { strict: true });
  assert.deepEqual(
    strict.issues.map(({ path, code }) => [path, code]),
    [
      ["/results/0/sid", "pattern"],
      ["/results/0/date_created", "date-time"],
    ],
  );
  const { nextCursor } = await makePage({ profiles: 60 });
  assert.ok(nextCursor !== null);
  assert.equal((await makeError("network", { cursor: nextCursor })).cursor, nextCursor);
  assert.ok((await makeError("api")).cursor !== null);
});

test("what cannot be made is refused", async () => {
  for (const [kind, fields, message] of /** @type {[any, any, RegExp][]} */ ([
    ["other", {}, /there is no error of kind "other"/],
    ["api", { status: 200 }, /status is a whole number from 300 to 599/],
    ["api", { retryAfterMs: 1500 }, /multiple of 1000/],
    ["api", { statuss: 429 }, /no field "statuss"/],
    ["network", { attempts: 0 }, /attempts are a whole number from 1 to 101/],
    ["options", { options: "x" }, /no field "options"/],
    ["pagination", { reasn: "loop" }, /no field "reasn"/],
    ["pagination", { reason: "other" }, /reason is "loop", "bad-link" or "too-many-pages"/],
  ])) {
    await assert.rejects(makeError(kind, fields), message, JSON.stringify(fields));
  }
});

test("emulatorFetch is the client's fetch, with or without credentials", async () => {
  const fetch = emulatorFetch({ profiles: 120 });
  assert.equal((await client.createClient({ fetch }).listCustomerProfiles().toArray()).length, 120);
  const [, second] = fetch.emulator.accounts;
  const credentials = { username: String(second?.accountSid), password: String(second?.authToken) };
  const other = client.createClient({ fetch, credentials });
  assert.equal((await other.listCustomerProfiles()).profiles.length, 7);
  const wrong = client.createClient({ fetch, credentials: { username: "ACx", password: "wrong-token" } });
  await assert.rejects(wrong.listCustomerProfiles(), { kind: "api", status: 401 });
  fetch.emulator.fault("reset", { times: Infinity });
  await assert.rejects(client.createClient({ fetch, maxRetries: 0 }).listCustomerProfiles(), { kind: "network" });
  fetch.emulator.clearFaults();
  fetch.emulator.fault("truncated");
  await assert.rejects(client.createClient({ fetch }).listCustomerProfiles(), { kind: "response" });
  assert.equal(fetch.emulator.requests.length, 5);
  fetch.emulator.changeAccount(String(fetch.emulator.accounts[0]?.accountSid), { authToken: "new" });
  assert.equal((await client.createClient({ fetch }).listCustomerProfiles({ limit: 1 })).profiles.length, 1);
});
