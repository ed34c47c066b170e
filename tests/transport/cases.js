// @ts-check
// What the transport does with an injected `fetch`, in whatever runtime: a page, a worker, Node. Each case is given the
// package, and throws where it isn't as it must be.

import { equal, sleep } from "./run-cases.js";

/** @import { Cases, Library } from "./run-cases.js" */

const PAGE = JSON.stringify({
  results: [{ sid: `BU${"0123456789abcdef".repeat(2)}` }],
  meta: { next_page_url: "https://elsewhere.example/v1/CustomerProfiles?Page=1&PageToken=a==" },
});

/** Whether it is a browser's: they alone have no `process`. */
const isBrowser = !("process" in globalThis);

/**
 * The first page, asked for by options and an injected fetch; and what that was called with.
 * @param {Library} library
 * @param {any} options
 * @param {(url: string, init: any, call: number) => any} answer
 */
function ask({ createClient }, options, answer) {
  /** @type {{ self: unknown, url: string, init: any }[]} */
  const calls = [];
  /** @type {any} */
  const fetch = function fetch(/** @type {string} */ url, /** @type {any} */ init) {
    // @ts-expect-error: that there is none is looked at
    calls.push({ self: this, url, init });
    return answer(url, init, calls.length);
  };
  const { signal, ...client } = options;
  const list = createClient({ dangerouslyAllowBrowserCredentials: true, ...client, fetch }).listCustomerProfiles({
    pageSize: 2,
    signal,
  });
  return {
    calls,
    page: async () => list,
    error: async () =>
      list.then(
        () => undefined,
        (/** @type {any} */ error) => error,
      ),
  };
}

/** A body as a stream of Node's is one. @param {string} text */
async function* partsOf(text) {
  for (const character of text) yield character;
}

/** @type {Cases} */
export const cases = {
  async "a request carries what it must and nothing else"(library) {
    const options = { credentials: { username: "ü", password: "p:é" }, baseUrl: "https://example.com/proxy" };
    const { calls, page } = ask(library, options, async () => new Response(PAGE));
    const { cursor, nextCursor, previousCursor, response } = await page();
    const cursors = ["page:?PageSize=2", "page:?Page=1&PageToken=a=="].map(library.parseCursor);
    equal([cursor, nextCursor, previousCursor, response.attempts], [...cursors, null, 1]);
    const call = calls[0];
    equal(call?.self, undefined, "fetch is called without a this");
    equal(call?.url, "https://example.com/proxy/v1/CustomerProfiles?PageSize=2");
    equal([call?.init.method, call?.init.redirect, call?.init.cache], ["GET", "manual", "no-store"]);
    const { "User-Agent": userAgent, ...headers } = call?.init.headers ?? {};
    equal(headers, { Accept: "application/json", Authorization: "Basic w7w6cDrDqQ==" });
    // In a browser any other header asks for the server's leave first.
    equal(userAgent === undefined, isBrowser, "User-Agent");
  },

  async "credentials are asked for before each attempt"(library) {
    let asked = 0;
    const credentials = async () => ({ bearerToken: `t${(asked += 1)}` });
    const { calls, page } = ask(library, { credentials }, async (_url, _init, call) =>
      call === 1 ? new Response("", { status: 503 }) : new Response(PAGE),
    );
    equal((await page()).response.attempts, 2);
    equal(
      calls.map(({ init }) => init.headers.Authorization),
      ["Bearer t1", "Bearer t2"],
    );
  },

  async "what a credentials function throws is passed on, be it undefined"(library) {
    for (const mine of ["mine", undefined]) {
      const { calls, page } = ask(
        library,
        {
          credentials: () => {
            throw mine;
          },
        },
        async () => new Response(PAGE),
      );
      const outcome = await page().then(
        () => "a page",
        (error) => ({ error }),
      );
      equal([outcome, calls.length], [{ error: mine }, 0]);
    }
  },

  async "hand-made responses do"(library) {
    for (const made of [
      { status: 200, text: () => PAGE },
      { status: 200, arrayBuffer: async () => new TextEncoder().encode(PAGE).buffer },
      { status: 200, json: async () => JSON.parse(PAGE) },
      { status: 200, body: new Blob([PAGE]).stream() },
      { status: 200, body: PAGE },
      { status: 200, body: new TextEncoder().encode(PAGE) },
      { status: 200, body: partsOf(PAGE) },
    ]) {
      const { page } = ask(library, {}, () => made);
      equal((await page()).profiles.length, 1, Object.keys(made).join());
    }
  },

  async "a body that can only be iterated is read up to the limit, then ended"(library) {
    let given = 0;
    let isEnded = false;
    const parts = {
      [Symbol.asyncIterator]: () => parts,
      next: async () => ({ done: (given += 1) > 1000, value: new Uint8Array(1024) }),
      return: async () => {
        isEnded = true;
        return { done: true, value: undefined };
      },
    };
    const { error } = ask(library, { maxBodyBytes: 10_000 }, async () => ({ status: 200, body: parts }));
    const { kind, message } = await error();
    equal([kind, message], ["response", "the body is larger than 10000 bytes (maxBodyBytes)"]);
    equal([given, isEnded], [10, true]);
  },

  async "what is no response is a network error that is not repeated"(library) {
    const hostile = {
      get status() {
        throw new Error("mine");
      },
    };
    for (const made of [
      7,
      null,
      undefined,
      {},
      hostile,
      { status: "200", text: () => "" },
      { status: 200, redirected: true, text: () => "" },
    ]) {
      const { calls, error } = ask(library, {}, () => made);
      const { kind, retryable, message } = await error();
      equal([kind, retryable, calls.length], ["network", false, 1]);
      const needs = "it needs a whole number as status, and a body, arrayBuffer(), text() or json()";
      equal(message.endsWith(needs), !message.includes("redirect"), message);
    }
  },

  async "a relative base is one of the page or the worker, and of nothing else"(library) {
    const absolute =
      "option baseUrl: expected an absolute URL: a relative one is resolved in pages and their workers alone";
    for (const [baseUrl, path] of /** @type {const} */ ([
      ["/twilio", "/twilio"],
      ["/twilio///", "/twilio"],
      ["twilio/", null],
      ["./twilio", null],
      ["/a/../b", "/b"],
    ])) {
      /** @type {any} */
      let asked;
      try {
        asked = ask(library, { baseUrl }, async () => new Response(PAGE));
      } catch (error) {
        equal([/** @type {Error} */ (error).message, isBrowser], [absolute, false]);
        continue;
      }
      await asked.page();
      // A page's own path counts for those that have none from the root, and a worker's is its script's.
      const base = new URL(path ?? "twilio", globalThis.document?.baseURI ?? location.href).href;
      equal([asked.calls[0].url, isBrowser], [`${base}/v1/CustomerProfiles?PageSize=2`, true]);
    }
    const { calls, page } = ask(
      library,
      { baseUrl: new URL("https://example.com/a//") },
      async () => new Response(PAGE),
    );
    await page();
    equal(calls[0]?.url, "https://example.com/a/v1/CustomerProfiles?PageSize=2", "a URL object");
  },

  async "a body that gives no bytes is one that broke"(library) {
    for (const made of [
      { status: 200, text: () => 7 },
      { status: 200, body: new ReadableStream({ start: (it) => it.enqueue([1]) }) },
    ]) {
      const { error } = ask(library, { maxRetries: 0 }, () => made);
      const { kind, message, cause } = await error();
      equal([kind, message, cause.name], ["network", "the connection broke before the body's end", "TypeError"]);
    }
  },

  async "an abort ends a request with its own reason"(library) {
    const controller = new AbortController();
    // A fetch that never answers and ignores its signal.
    const { calls, error } = ask(library, { signal: controller.signal }, () => new Promise(() => {}));
    const pending = error();
    await sleep(10);
    controller.abort("mine");
    equal(await pending, "mine");
    equal(calls[0]?.init.signal.aborted, true);
    const again = ask(library, { signal: controller.signal }, async () => new Response(PAGE));
    equal([await again.error(), again.calls.length], ["mine", 0], "nothing is sent when the signal is aborted already");
  },

  async "an attempt's time covers headers and body, and no body is read on after it"(library) {
    let pulls = 0;
    let isReading = false;
    const stalling = () => new Response(new ReadableStream({ start: (it) => it.enqueue(new Uint8Array([123])) }));
    const dripping = () => ({
      status: 200,
      body: {
        getReader: () => ({
          read: async () => {
            isReading = true;
            await sleep(5);
            isReading = false;
            pulls += 1;
            return { done: false, value: new Uint8Array(1) };
          },
        }),
      },
    });
    for (const answer of [() => new Promise(() => {}), stalling, dripping]) {
      const { calls, error } = ask(library, { timeoutMs: 50, maxRetries: 0 }, answer);
      const { kind, scope, message, cursor } = await error();
      equal(
        [kind, scope, message, cursor],
        [
          "timeout",
          "attempt",
          "no complete response within 50 ms (timeoutMs)",
          library.parseCursor("page:?PageSize=2"),
        ],
      );
      equal(calls[0]?.init.signal.aborted, true);
    }
    for (let turn = 0; isReading && turn < 200; turn += 1) await sleep(5);
    const before = pulls;
    await sleep(50);
    equal(pulls, before, "parts that were read");
  },

  async "an API error tells what the server said without the secrets"(library) {
    const body = JSON.stringify({ code: 20003, message: "Authenticate s3cret", details: { a: 1 } });
    const answer = async () => new Response(body, { status: 401, headers: { "Twilio-Request-Id": "RQ1" } });
    const { error } = ask(library, { credentials: { username: "AC1", password: "s3cret" } }, answer);
    const { message, requestId, code, details, retryAfterMs, attempts } = await error();
    equal(message, "the API answered 401 (code 20003): Authenticate …");
    equal([requestId, code, details, retryAfterMs, attempts], ["RQ1", 20003, { a: 1 }, null, 1]);
  },

  async "listeners are told facts and change nothing"(library) {
    /** @type {any[]} */
    const events = [];
    const onEvent = (/** @type {any} */ event) => {
      events.push(event);
      throw new Error("mine");
    };
    const { page } = ask(library, { onEvent }, async () => new Response(PAGE));
    await page();
    equal(
      events.map(({ type }) => type),
      ["request", "response", "page"],
    );
    equal(Object.keys(events[1]).sort(), [
      "attempt",
      "elapsedMs",
      "label",
      "page",
      "requestId",
      "status",
      "type",
      "walk",
    ]);
    equal(events[2].profiles, 1);
  },

  async "a stream of endless empty parts lets the timers fire"(library) {
    const endless = () => ({
      status: 200,
      body: { getReader: () => ({ read: async () => ({ done: false, value: new Uint8Array(0) }), cancel() {} }) },
    });
    const { error } = ask(library, { timeoutMs: 50, maxRetries: 0 }, endless);
    const { kind, scope } = await error();
    equal([kind, scope], ["timeout", "attempt"]);
  },

  async "our own words are never redacted, and the server's are of a friendly name as a whole word"(library) {
    const answer = async () => new Response(JSON.stringify({ message: "no acme in acmeville" }), { status: 429 });
    for (const [friendlyName, expected] of [
      ["a", "the API answered 429: no acme in acmeville"],
      ["acme", "the API answered 429: no … in acmeville"],
    ]) {
      const client = library.createClient({ fetch: answer, maxRetries: 0 });
      const error = await client.listCustomerProfiles({ friendlyName }).then(
        () => undefined,
        (it) => it,
      );
      equal(error.message, expected);
    }
  },

  async "nothing is sent after an abort in a listener"(library) {
    const controller = new AbortController();
    /** @type {string[]} */
    const types = [];
    const onEvent = (/** @type {any} */ event) => {
      types.push(event.type);
      controller.abort("mine");
    };
    const { calls, error } = ask(library, { onEvent, signal: controller.signal }, async () => new Response(PAGE));
    equal([await error(), calls.length, types], ["mine", 0, ["request", "failure"]]);
  },

  async "a response that comes after the timeout is cancelled"(library) {
    let cancelled = 0;
    const late = async () => {
      await sleep(80);
      return { status: 200, body: { getReader() {}, cancel: async () => void (cancelled += 1) } };
    };
    const { error } = ask(library, { timeoutMs: 30, maxRetries: 0 }, late);
    equal((await error()).kind, "timeout");
    await sleep(120);
    equal(cancelled, 1);
  },

  async "what credentials functions return is checked before each attempt, and the error names the page"(library) {
    let asked = 0;
    const credentials = () => (asked++ === 0 ? { bearerToken: "t" } : /** @type {any} */ ({ password: 481516234223 }));
    const client = library.createClient({
      credentials,
      fetch: async () => new Response(PAGE),
      dangerouslyAllowBrowserCredentials: true,
    });
    const pages = client.listCustomerProfiles().pages();
    const first = await pages.next();
    const error = await pages.next().then(
      () => undefined,
      (it) => it,
    );
    equal([error.kind, error.option, error.cursor], ["options", "credentials", first.value?.nextCursor]);
    equal(JSON.stringify(error).includes("481516234223") || error.message.includes("481516234223"), false);
  },

  async "pages, lists and iterators work behind a Proxy and with detached methods"(library) {
    const client = library.createClient({ fetch: async () => new Response(PAGE) });
    const list = new Proxy(client.listCustomerProfiles({ maxPages: 2 }), {});
    const page = new Proxy(await list, {});
    equal((await page.next())?.profiles.length, 1);
    const { pages, toArray } = client.listCustomerProfiles({ limit: 1 });
    equal((await toArray()).length, 1);
    const walk = new Proxy(pages(), {});
    equal((await walk.next()).done, false);
    const { next } = client.listCustomerProfiles({ limit: 1 })[Symbol.asyncIterator]();
    equal((await next()).done, false);
  },

  async "a label is in events, and begins messages"(library) {
    /** @type {any[]} */
    const events = [];
    const options = { label: "acme", onEvent: (/** @type {any} */ event) => void events.push(event), maxRetries: 0 };
    const { error } = ask(library, options, async () => new Response("", { status: 500 }));
    const failed = await error();
    equal([failed.message, failed.label, failed.toJSON().label], ["acme: the API answered 500", "acme", "acme"]);
    equal(
      events.map(({ type, label, walk }) => [type, label, walk]),
      [
        ["request", "acme", 1],
        ["response", "acme", 1],
        ["failure", "acme", 1],
      ],
    );
  },

  async "options are read as callers write them"({ listCustomerProfiles }) {
    const client = {
      baseUrl: new URL("HTTP://LOCALHOST:80/a/../b/"),
      limit: Infinity,
      pageSize: undefined,
      signal: new AbortController().signal,
    };
    listCustomerProfiles(client);
    for (const [options, expected] of /** @type {[any, string][]} */ ([
      [{ pagesize: 1 }, "option pagesize: unknown name; did you mean pageSize?"],
      [JSON.parse('{ "__proto__": 1 }'), "option __proto__: unknown name"],
      [{ pageSize: null }, "option pageSize: expected a whole number from 1 to 1000, got null"],
      [{ pageSize: "5" }, "option pageSize: expected a whole number from 1 to 1000, got a string"],
      [{ pageSize: -1 }, "option pageSize: expected a whole number from 1 to 1000, got -1"],
      [{ pageSize: 0.5 }, "option pageSize: expected a whole number from 1 to 1000, got a number with a fraction"],
      [{ pageSize: 1e300 }, "option pageSize: expected a whole number from 1 to 1000, got a huge number"],
      [{ limit: NaN }, "option limit: expected a whole number from 1, or Infinity, got NaN"],
      [{ limit: 5n }, "option limit: expected a whole number from 1, or Infinity, got a bigint"],
      [{ limit: Symbol("5") }, "option limit: expected a whole number from 1, or Infinity, got a symbol"],
      [
        { friendlyName: "a\ud800" },
        "option friendlyName: expected a string that is not empty, got a string with a lone surrogate",
      ],
      [{ signal: {} }, "option signal: expected an AbortSignal, got an object"],
      [{ baseUrl: "http://" }, "option baseUrl: expected an http or https URL, got a string that is no URL"],
      [{ baseUrl: 7 }, "option baseUrl: expected an http or https URL, got 7"],
      [{ fetch: "fetch" }, "option fetch: expected a function, got a string"],
      [null, "option options: expected an object, got null"],
      [[], "option options: expected an object, got an array"],
      [{ credentials: { username: "u" } }, "option credentials: password is missing"],
      [
        { credentials: { user: "u" } },
        "option credentials: user: unknown name; did you mean credentials: { username, password }?",
      ],
      [
        { credentials: { username: "u", password: 7 } },
        "option credentials: password: expected a string, got a number",
      ],
      [
        { credentials: [] },
        "option credentials: expected { username, password }, { bearerToken }, or a function that gives one of them, got an array",
      ],
    ])) {
      let error;
      try {
        listCustomerProfiles(options);
      } catch (thrown) {
        error = /** @type {Error} */ (thrown);
      }
      equal(error?.message, expected);
    }
  },

  async "credentials stay out of browsers"({ listCustomerProfiles }) {
    let option;
    try {
      listCustomerProfiles({ credentials: { bearerToken: "t" } });
    } catch (error) {
      option = /** @type {any} */ (error).option;
    }
    equal(option === "credentials", isBrowser);
  },

  async "bodies of each type are read, and no others"({ parseCustomerProfilePage }) {
    const bytes = new TextEncoder().encode(PAGE);
    for (const body of [PAGE, bytes, bytes.buffer, new Uint8Array([...new Array(8), ...bytes]).subarray(8)]) {
      equal(parseCustomerProfilePage(body).profiles.length, 1);
    }
    for (const [body, given] of /** @type {[any, string][]} */ ([
      [7, "a number"],
      [null, "null"],
      [undefined, "undefined"],
      [[1], "an array"],
      [new DataView(new ArrayBuffer(1)), "an object"],
    ])) {
      let error;
      try {
        parseCustomerProfilePage(body);
      } catch (thrown) {
        error = /** @type {Error} */ (thrown);
      }
      equal(error?.message, `option body: expected a Uint8Array, an ArrayBuffer or a string, got ${given}`);
    }
  },
};
