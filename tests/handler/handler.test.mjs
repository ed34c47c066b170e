// @ts-check
// What a handler promises its caller: its options, what it repeats and passes on, and who learns of what went wrong.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, it } from "node:test";
import { emulator, handlerWith, installed, library } from "./installed-handler.mjs";
import { requestFor } from "./attack.mjs";

/** @import { Emulator } from "../../cli/emulator/emulator.mjs" */

describe("createListHandler", () => {
  it("refuses options that can't be right, at the call", () => {
    const authorize = () => true;
    for (const [options, option, message] of /** @type {const} */ ([
      [undefined, "authorize", "option authorize: expected a function, got undefined"],
      [{}, "authorize", "option authorize: expected a function, got undefined"],
      [{ authorize: undefined }, "authorize", "option authorize: expected a function, got undefined"],
      [{ authorize: null }, "authorize", "option authorize: expected a function, got null"],
      [{ authorize: true }, "authorize", "option authorize: expected a function, got true"],
      [{ authorise: authorize }, "authorise", "option authorise: unknown name; did you mean authorize?"],
      [{ authorize, onError: "log" }, "onError", "option onError: expected a function, got a string"],
      [{ authorize, limit: 5 }, "limit", "option limit: this option belongs to listCustomerProfiles"],
      [{ authorize, maxRetries: -1 }, "maxRetries", "option maxRetries: expected a whole number from 0 to 100, got -1"],
      [{ authorize, credentials: { username: "AC1" } }, "credentials", "option credentials: password is missing"],
      [
        { authorize, credentials: { bearerToken: "x" }, baseUrl: "http://example.com" },
        "baseUrl",
        "option baseUrl: credentials are sent over https only, or over http to localhost, 127.0.0.0/8 and [::1], unless dangerouslyAllowHttp is set",
      ],
    ])) {
      assert.throws(() => library.createListHandler(/** @type {any} */ (options)), {
        name: "OptionsError",
        option,
        message,
      });
    }
  });

  it("takes a snapshot of its options", async () => {
    const options = { authorize: () => true, baseUrl: emulator.url };
    const handler = library.createListHandler(options);
    options.authorize = () => false;
    assert.equal((await handler(requestFor())).status, 502, "the API refuses to answer without credentials");
  });

  it("names each visitor's account in errors, where label is a function", async () => {
    /** @type {any[]} */
    const heard = [];
    const label = (/** @type {Request} */ request) => request.headers.get("X-Account") ?? "x".repeat(201);
    const handler = library.createListHandler({
      authorize: () => true,
      label,
      onError: (error) => void heard.push(error),
      fetch: async () => new Response("no page"),
    });
    const ask = (/** @type {HeadersInit} */ headers) =>
      handler(new Request("http://x/v1/CustomerProfiles", { headers }));
    assert.equal((await ask({ "X-Account": "acme" })).status, 502);
    assert.equal((await ask({ "X-Account": "globex" })).status, 502);
    assert.equal((await ask({})).status, 500);
    assert.deepEqual(
      heard.map((error) => error.label),
      ["acme", "globex", null],
    );
    assert.match(heard[2].message, /^option label: /);
  });

  it("is there for require", async () => {
    const required = createRequire(join(installed.folder, "x.cjs"))("trusthub-profiles/handler");
    const handler = required.createListHandler({ authorize: () => true, baseUrl: emulator.url });
    assert.equal((await handler(requestFor())).status, 502);
    assert.equal(typeof required.toNodeHandler, "function");
  });

  it("repeats what may pass, and passes on what stays", async () => {
    emulator.fault("status", { status: 503 });
    assert.equal((await handlerWith({ maxRetries: 3 })(requestFor())).status, 200);
    emulator.requests.length = 0;
    emulator.fault("status", { status: 503, times: 2 });
    assert.equal((await handlerWith()(requestFor())).status, 503, "the page's client repeats it");
    assert.equal((await handlerWith({ maxRetries: undefined })(requestFor())).status, 503);
    assert.equal(emulator.requests.length, 2);
    emulator.fault("status", { status: 429, headers: { "Retry-After": "7" }, times: Infinity });
    const response = await handlerWith({ maxRetries: 0 })(requestFor());
    emulator.clearFaults();
    assert.equal(response.status, 429);
    assert.equal(response.headers.get("Retry-After"), "7");
    assert.match(response.headers.get("Twilio-Request-Id") ?? "", /^RQ/);
    assert.deepEqual(await response.json(), {
      code: 20429,
      message: "Too Many Requests",
      more_info: "https://www.twilio.com/docs/errors/20429",
      status: 429,
    });
  });

  it("passes a refusal's bytes on, whatever they are", async () => {
    const bytes = Uint8Array.from([0, 255, 254, 10, 13, 60]);
    const fetch = async () => new Response(bytes, { status: 422, headers: { "Content-Type": "application/x-thing" } });
    const response = await handlerWith({ fetch })(requestFor());
    assert.equal(response.status, 422);
    assert.equal(response.headers.get("Content-Type"), "application/x-thing");
    assert.deepEqual(new Uint8Array(await response.arrayBuffer()), bytes);
  });

  it("answers HEAD with the headers of GET", async () => {
    const [get, head] = await Promise.all(
      ["GET", "HEAD"].map((method) => handlerWith()(requestFor(undefined, { method }))),
    );
    assert.ok(get && head);
    const facts = (/** @type {Response} */ { status, headers }) => [
      status,
      [...headers].filter(([name]) => name !== "twilio-request-id"),
    ];
    assert.deepEqual(facts(head), facts(get));
    assert.equal(head.body, null);
  });

  it("gives authorize the request as it came", async () => {
    const request = requestFor("/a/v1/CustomerProfiles?PageSize=1", { headers: { Cookie: "a=b" } });
    /** @type {unknown} */
    let seen;
    await handlerWith({
      authorize: (given) => {
        seen = given;
        return true;
      },
    })(request);
    assert.equal(seen, request);
  });

  it("sends authorize's own Response as it is", async () => {
    const mine = new Response("mine", { status: 303, headers: { Location: "/login" } });
    assert.equal(await handlerWith({ authorize: async () => mine })(requestFor()), mine);
  });

  for (const [name, load] of /** @type {[string, () => Promise<typeof Response>][]} */ ([
    [
      "undici",
      async () => (await import(new URL("../types/node_modules/undici/index.js", import.meta.url).href)).Response,
    ],
    [
      "node-fetch",
      async () =>
        (await import(new URL("../types/node_modules/node-fetch/src/index.js", import.meta.url).href)).Response,
    ],
  ])) {
    it(`copies a Response of another realm, ${name}'s, into the runtime's: status, headers, each cookie and body`, async () => {
      const Foreign = await load();
      const text = "sign in, Sören 中".repeat(10_000);
      const theirs = () => {
        const response = new Foreign(text, {
          status: 401,
          statusText: "Who are you",
          headers: { "Content-Type": "text/plain", "X-Name": "a, b" },
        });
        response.headers.append("Set-Cookie", "a=1; Expires=Thu, 26 Nov 2026 07:24:28 GMT");
        response.headers.append("Set-Cookie", "b=2");
        return response;
      };
      assert.ok(!(theirs() instanceof Response));
      for (const authorize of [theirs, async () => theirs()]) {
        const response = await handlerWith({ authorize })(requestFor());
        assert.ok(response instanceof Response);
        assert.deepEqual([response.status, response.statusText], [401, "Who are you"]);
        assert.deepEqual(response.headers.getSetCookie(), ["a=1; Expires=Thu, 26 Nov 2026 07:24:28 GMT", "b=2"]);
        assert.deepEqual(
          [response.headers.get("X-Name"), response.headers.get("Content-Type")],
          ["a, b", "text/plain"],
        );
        assert.equal(await response.text(), text);
      }
      for (const status of [204, 205, 304]) {
        const response = await handlerWith({ authorize: () => new Foreign(null, { status }) })(requestFor());
        assert.deepEqual([response.status, response.body], [status, null]);
      }
    });
  }

  it("copies a body as it comes, and ends it when its reader does", async () => {
    let pulled = 0;
    let cancelled = false;
    const reader = {
      read: async () => ({ done: (pulled += 1) > 1000, value: new Uint8Array([65]) }),
      cancel: async () => {
        cancelled = true;
      },
    };
    const theirs = /** @type {any} */ ({
      [Symbol.toStringTag]: "Response",
      status: 200,
      headers: new Headers(),
      body: { getReader: () => reader },
    });
    const { body } = await handlerWith({ authorize: () => theirs })(requestFor());
    const ours = body?.getReader();
    assert.deepEqual((await ours?.read())?.value, new Uint8Array([65]));
    await ours?.cancel();
    assert.ok(cancelled && pulled < 10, `${pulled} parts`);
    // What has methods alone, and a part that is none.
    const text = /** @type {any} */ ({
      [Symbol.toStringTag]: "Response",
      status: 200,
      headers: new Headers(),
      text: async () => "their words",
    });
    assert.equal(await (await handlerWith({ authorize: () => text })(requestFor())).text(), "their words");
    reader.read = async () => ({ done: false, value: /** @type {any} */ (7) });
    const broken = await handlerWith({ authorize: () => theirs })(requestFor());
    await assert.rejects(broken.text(), {
      message: "the body of authorize's Response returned a number where bytes were expected",
    });
  });

  it("tells onError that authorize's Response can't be sent", async () => {
    /** @type {any[]} */
    const told = [];
    const response = await handlerWith({
      onError: (error) => void told.push(error),
      authorize: () => Response.error(),
    })(requestFor());
    assert.deepEqual(
      [response.status, told[0].message],
      [500, "authorize returned a Response of status 0, which can't be sent"],
    );
  });

  it("tells onError what visitors aren't told", async () => {
    const mine = new Error("mine");
    /** @type {any[]} */
    const told = [];
    const onError = (/** @type {unknown} */ error, /** @type {Request} */ request) =>
      void told.push(error, request.url);
    const url = requestFor().url;

    await handlerWith({
      onError,
      authorize: () => {
        throw mine;
      },
    })(requestFor());
    assert.deepEqual(told.splice(0), [mine, url]);
    await handlerWith({
      onError,
      credentials: async () => {
        throw mine;
      },
    })(requestFor());
    assert.deepEqual(told.splice(0), [mine, url]);

    const response = await handlerWith({
      onError,
      maxRetries: 0,
      fetch: async () => {
        throw mine;
      },
    })(requestFor());
    assert.equal(response.status, 502);
    const [error] = told.splice(0);
    assert.deepEqual([error.name, error.cause], ["NetworkError", mine]);

    emulator.fault("status", { status: 404 });
    assert.equal((await handlerWith({ onError, label: "acme" })(requestFor())).status, 404);
    const [refusal] = told.splice(0);
    assert.deepEqual([refusal.name, refusal.status, refusal.label], ["ApiError", 404, "acme"]);

    for (const request of [requestFor("/x"), requestFor(undefined, { signal: AbortSignal.abort() })])
      await handlerWith({ onError })(request);
    await handlerWith({ onError, authorize: () => false })(requestFor());
    assert.deepEqual(told, [], "what visitors do is no error of the server's");
  });

  it("writes what nobody else hears to console.error", async (context) => {
    const mine = new Error("mine");
    const log = context.mock.method(console, "error", () => {});
    await handlerWith({
      authorize: () => {
        throw mine;
      },
    })(requestFor());
    await handlerWith({
      maxRetries: 0,
      fetch: async () => {
        throw mine;
      },
    })(requestFor());
    await handlerWith({
      onError: () => Promise.reject(new Error("theirs")),
      authorize: () => {
        throw mine;
      },
    })(requestFor());
    const written = log.mock.calls.map(({ arguments: [error, ...others] }) => [error.cause ?? error, others.length]);
    assert.deepEqual(written, [
      [mine, 0],
      [mine, 0],
    ]);
  });

  it("tells onEvent of each request to the API", async () => {
    /** @type {string[]} */
    const events = [];
    await handlerWith({ onEvent: ({ type }) => void events.push(type) })(requestFor());
    assert.deepEqual(events, ["request", "response", "page"]);
  });

  it("hands its functions the request and the adapter's context", async () => {
    /** @type {unknown[][]} */
    const calls = [];
    const { accountSid, authToken } = /** @type {Emulator["accounts"][number]} */ (emulator.accounts[0]);
    /** @type {import("trusthub-profiles/handler").ListHandler<{ tenant: string }>} */
    const handler = library.createListHandler({
      baseUrl: emulator.url,
      authorize: (...args) => calls.push(["authorize", ...args]) > 0,
      label: (request, context) => {
        calls.push(["label", request, context]);
        return context.tenant;
      },
      credentials: async (...args) => {
        calls.push(["credentials", ...args]);
        return { username: accountSid, password: authToken };
      },
      onError: (error, ...args) => void calls.push([/** @type {any} */ (error).label, ...args]),
    });
    const [request, context] = [requestFor(), { tenant: "acme" }];
    emulator.fault("status", { status: 404 });
    assert.equal((await handler(request, context)).status, 404);
    const names = calls.map(([name, ...args]) => {
      assert.ok(args[0] === request && args[1] === context && args.length === 2, String(name));
      return name;
    });
    assert.deepEqual(names, ["authorize", "label", "credentials", "acme"]);
  });

  it("serves one profile by its SID, to the page's client", async () => {
    const { accountSid } = /** @type {Emulator["accounts"][number]} */ (emulator.accounts[0]);
    const { sid } = emulator.profile(accountSid, 1);
    const handler = handlerWith();
    const { createClient } = await installed.load();
    const fetch = (/** @type {string} */ url, /** @type {any} */ init) => handler(new Request(url, init));
    const client = createClient({ baseUrl: "http://staff.example/twilio", fetch, maxRetries: 0 });
    assert.equal((await client.fetchCustomerProfile(String(sid))).profile.sid, sid);
    const missing = client.fetchCustomerProfile(`BU${"0".repeat(32)}`);
    await assert.rejects(missing, { name: "ApiError", status: 404, code: 20404 });
    const head = await handler(requestFor(`/v1/CustomerProfiles/${sid}/`, { method: "HEAD" }));
    assert.deepEqual([head.status, head.body], [200, null]);
    const refused = await handler(requestFor(`/v1/CustomerProfiles/${sid}?PageSize=1`));
    assert.deepEqual([refused.status, (await refused.json()).message], [400, "parameter PageSize: unknown name"]);
  });

  it("says that the API refused the server's credentials, not the visitor's", async () => {
    for (const [status, code] of /** @type {const} */ ([
      [401, 20003],
      [403, 20403],
    ])) {
      emulator.fault("status", { status, body: { code, message: "no", status } });
      /** @type {any[]} */
      const told = [];
      const response = await handlerWith({ onError: (error) => void told.push(error) })(requestFor());
      const { message, ...facts } = await response.json();
      assert.deepEqual(facts, { code, more_info: `https://www.twilio.com/docs/errors/${code}`, status: 502 });
      assert.match(message, new RegExp(`^the API answered ${status}: it refused the credentials of this server`));
      assert.equal(response.status, 502);
      assert.deepEqual([told.length, told[0].status, told[0].code], [1, status, code]);
    }
  });
});
