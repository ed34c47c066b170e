// @ts-check
// One profile by its SID: the same checks, retries, deadlines, events and redaction as a list's.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { startEmulator } from "../../cli/emulator/emulator.mjs";
import { installPackage } from "./installed.mjs";

/** @import { Emulator } from "../../cli/emulator/emulator.mjs" */
/** @import { ClientEvent, ClientOptions } from "trusthub-profiles" */

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;
/** @type {typeof import("trusthub-profiles")} */
let library;
/** @type {Emulator} */
let emulator;
/** @type {ClientEvent[]} */
const events = [];

before(async () => {
  installed = await installPackage();
  library = await installed.load();
  emulator = await startEmulator({ profiles: 130 });
});
after(async () => {
  await emulator.close();
  await installed.remove();
});
beforeEach(() => {
  emulator.clearFaults();
  emulator.requests.length = 0;
  events.length = 0;
});

/** @param {ClientOptions} [options] */
function client(options = {}) {
  const [account] = emulator.accounts;
  const credentials = { username: String(account?.accountSid), password: String(account?.authToken) };
  return library.createClient({
    baseUrl: emulator.url,
    credentials,
    onEvent: (event) => void events.push(event),
    ...options,
  });
}

/** A client whose API answers with a body. @param {string} body @param {ClientOptions} [options] */
const answering = (body, options) => library.createClient({ fetch: async () => new Response(body), ...options });

const SID = `BU${"0123456789abcdef".repeat(2)}`;

/** @param {Promise<unknown>} promise @returns {Promise<any>} */
const errorOf = (promise) =>
  promise.then(
    () => assert.fail("no error came"),
    (error) => error,
  );

describe("fetchCustomerProfile", () => {
  it("gives each profile as the list does", async () => {
    for (const profile of await client().listCustomerProfiles().toArray()) {
      const record = await client().fetchCustomerProfile(String(profile.sid));
      assert.deepEqual(record.profile, profile);
      assert.deepEqual(Object.keys(record), ["profile", "issues", "response"]);
      assert.deepEqual([record.response.status, record.response.attempts], [200, 1]);
      assert.match(String(record.response.requestId), /^RQ/);
    }
  });

  it("asks at the base for the SID as it was given, by a detached method too", async () => {
    /** @type {string[]} */
    const urls = [];
    const fetch = async (/** @type {string} */ url) => {
      urls.push(url);
      return new Response(`{"sid":"${SID}"}`);
    };
    const { fetchCustomerProfile } = library.createClient({ fetch, baseUrl: "https://staff.example/twilio/" });
    const upper = `BU${SID.slice(2).toUpperCase()}`;
    // Whatever the case of its digits, it is the same profile.
    assert.equal((await fetchCustomerProfile(upper)).profile.sid, SID);
    assert.deepEqual(urls, [`https://staff.example/twilio/v1/CustomerProfiles/${upper}`]);
  });

  it("tells issues by paths that begin at the profile, and in strict mode fails", async () => {
    const body = `\ufeff{"sid":"${SID}","date_created":"yesterday","links":{"a/b":7},"later":[1]}`;
    const { profile, issues } = await answering(body).fetchCustomerProfile(SID);
    assert.deepEqual(
      issues.map(({ path, code }) => [path, code]),
      [
        ["/date_created", "date-time"],
        ["/links/a~1b", "type"],
      ],
    );
    assert.deepEqual([profile.dateCreated, profile.links, profile.extra], [null, {}, { later: [1] }]);
    const error = await errorOf(answering(body, { validation: "strict" }).fetchCustomerProfile(SID));
    assert.ok(library.ResponseError.is(error));
    assert.equal(error.issues.length, 2);
    assert.match(error.message, /^2 of the body's values break the API's rules, the first at \/date_created: /);
  });

  it("is an ApiError with status 404 and code 20404 where there is none, without a cursor", async () => {
    const error = await errorOf(client({ label: "acme" }).fetchCustomerProfile(`BU${"0".repeat(32)}`));
    assert.ok(library.ApiError.is(error));
    assert.deepEqual([error.status, error.code, error.attempts, error.cursor], [404, 20404, 1, null]);
    assert.equal(error.label, "acme");
    assert.match(error.message, /^acme: the API answered 404 \(code 20404\): /);
  });

  it("refuses what is no SID of a profile, and options that it doesn't know", async () => {
    const expected = "option sid: expected a SID: BU and 32 hexadecimal digits, got";
    for (const [sid, got] of /** @type {const} */ ([
      ["", "a string"],
      ["BU1", "a string"],
      [`AC${"0".repeat(32)}`, "a string"],
      [`${SID}/EntityAssignments`, "a string"],
      [`${SID}?a=b`, "a string"],
      [` ${SID}`, "a string"],
      [undefined, "undefined"],
      [null, "null"],
      [7, "a number"],
      [[SID], "an array"],
      [Object(SID), "an object"],
    ])) {
      const error = await errorOf(client().fetchCustomerProfile(/** @type {any} */ (sid)));
      assert.ok(library.OptionsError.is(error), String(error));
      assert.deepEqual([error.option, error.message, error.attempts], ["sid", `${expected} ${got}`, 0]);
    }
    for (const [options, option, message] of /** @type {const} */ ([
      [null, "options", "expected an object, got null"],
      [{ limit: 5 }, "limit", "this option belongs to listCustomerProfiles"],
      [{ timeoutMs: 5 }, "timeoutMs", "this option belongs to createClient"],
      [{ signals: 5 }, "signals", "unknown name; did you mean signal?"],
      [{ signal: {} }, "signal", "expected an AbortSignal, got an object"],
    ])) {
      const error = await errorOf(client().fetchCustomerProfile(SID, /** @type {any} */ (options)));
      assert.deepEqual([error.option, error.message], [option, `option ${option}: ${message}`]);
    }
    assert.equal(emulator.requests.length, 0, "nothing is sent");
    await client().fetchCustomerProfile(String((await client().listCustomerProfiles()).profiles[0]?.sid), undefined);
  });

  it("is a ResponseError for a body that is no object, and for another profile", async () => {
    for (const [body, message] of /** @type {const} */ ([
      ["", "the body is empty"],
      ["<html></html>", "the body is no JSON: expected a value at byte 0"],
      [`{"sid":"${SID}"`, `the body is no JSON: expected "," or "}" at byte ${SID.length + 9}`],
      [`{"sid":"${SID}"}{}`, `the body is no JSON: expected the end of the body at byte ${SID.length + 10}`],
      ["null", "the body is no profile: expected an object"],
      ["[]", "the body is no profile: expected an object"],
      [`["${SID}"]`, "the body is no profile: expected an object"],
      [`{"sid":"BU${"0".repeat(32)}"}`, "the API sent another profile than the one that was asked for"],
      ['{"sid":"BU1"}', "the API sent another profile than the one that was asked for"],
    ])) {
      const error = await errorOf(answering(body).fetchCustomerProfile(SID));
      assert.ok(library.ResponseError.is(error), `${body}: ${error}`);
      assert.deepEqual([error.message, error.cursor, error.attempts, error.retryable], [message, null, 1, false]);
    }
    // The API may send null for any property, or leave it out.
    for (const body of ["{}", '{"sid":null}'])
      assert.equal((await answering(body).fetchCustomerProfile(SID)).profile.sid, null);
  });

  it("retries what may pass, within the deadlines, with a list's events", async () => {
    const sid = String(emulator.profile(String(emulator.accounts[0]?.accountSid), 3)["sid"]);
    const own = client({ label: "acme", maxRetries: 2 });
    await own.listCustomerProfiles({ limit: 1 });
    events.length = 0;
    emulator.fault("status", { status: 503, headers: { "Retry-After": "0" } });
    const { response } = await own.fetchCustomerProfile(sid);
    assert.equal(response.attempts, 2);
    assert.deepEqual(
      events.map(({ type }) => type),
      ["request", "response", "failure", "retry", "request", "response", "page"],
    );
    for (const { label, walk, page } of events) assert.deepEqual([label, walk, page], ["acme", 2, 0]);
    const last = events.at(-1);
    assert.ok(last?.type === "page" && last.profiles === 1 && last.bytes > 500);
    assert.ok(!JSON.stringify(events).includes(sid));

    for (const [options, scope] of /** @type {const} */ ([
      [{ timeoutMs: 60, maxRetries: 0 }, "attempt"],
      [{ totalTimeoutMs: 60 }, "total"],
    ])) {
      emulator.fault("hang-body", { times: Infinity });
      const error = await errorOf(client(options).fetchCustomerProfile(sid));
      assert.ok(library.TimeoutError.is(error));
      assert.deepEqual([error.scope, error.cursor], [scope, null]);
      emulator.clearFaults();
    }
    emulator.fault("large-body", { bytes: 200_000, times: Infinity });
    assert.ok(library.ResponseError.is(await errorOf(client({ maxBodyBytes: 100_000 }).fetchCustomerProfile(sid))));
  });

  it("repeats no credential of what the server says", async () => {
    const password = "canary-password-3f1c";
    const fetch = async () => new Response(`{"code":20003,"message":"no ${password}"}`, { status: 401 });
    const own = library.createClient({ fetch, credentials: { username: "AC1", password } });
    const error = await errorOf(own.fetchCustomerProfile(SID));
    assert.equal(error.message, "the API answered 401 (code 20003): no …");
    const mine = new Error("mine");
    const broken = library.createClient({ fetch, credentials: () => Promise.reject(mine) });
    assert.equal(await errorOf(broken.fetchCustomerProfile(SID)), mine);
  });

  it("ends with the signal's reason: before it is sent, while it waits, and between attempts", async () => {
    const sid = String(emulator.profile(String(emulator.accounts[0]?.accountSid), 3)["sid"]);
    const reason = new Error("mine");
    assert.equal(await errorOf(client().fetchCustomerProfile(sid, { signal: AbortSignal.abort(reason) })), reason);
    assert.equal(emulator.requests.length, 0);
    for (const fault of /** @type {const} */ (["hang", "hang-body", "status"])) {
      emulator.fault(fault, fault === "status" ? { headers: { "Retry-After": "30" } } : {});
      const controller = new AbortController();
      const pending = errorOf(client().fetchCustomerProfile(sid, { signal: controller.signal }));
      setTimeout(() => controller.abort(reason), 60);
      assert.equal(await pending, reason, fault);
    }
    const { signal } = new AbortController();
    assert.equal((await client().fetchCustomerProfile(sid, { signal })).profile.sid, sid);
  });
});
