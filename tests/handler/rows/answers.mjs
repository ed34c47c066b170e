// @ts-check
// What the API, or whoever stands in its place, answers: nothing of it can hurt the visitor, or show what isn't for them.
/** @import { Emulator } from "../../../cli/emulator/emulator.mjs" */
/** @import { Ask, Attack } from "../attack.mjs" */
import assert from "node:assert/strict";
import { deadAddress } from "../../package/dead-address.mjs";
import { asking, requestFor } from "../attack.mjs";

const once = { maxRetries: 0 };
const body = JSON.stringify({ results: [], meta: { next_page_url: null } });

/** @param {BodyInit | null} content @param {ResponseInit} [init] */
const answering = (content, init) => ({ ...once, fetch: async () => new Response(content, init) });

/** @param {number} status @param {string} content */
const handMade = (status, content) => ({ ...once, fetch: async () => ({ status, text: async () => content }) });

/** @param {string} attack @param {number} status @param {string} says @param {Ask} ask @returns {Attack} */
const failed = (attack, status, says, ask) => ({ attack, status, says, code: null, ask });

/** @type {Attack[]} */
export default [
  ...[301, 302, 307, 308].map((status) => ({
    attack: `a redirect (${status}) to another origin: neither followed nor passed on`,
    arrange: (/** @type {Emulator} */ emulator) =>
      emulator.fault("redirect", { status, location: "http://127.0.0.1:9/v1/CustomerProfiles" }),
    status: 502,
    code: null,
    says: "a redirect, which is never followed",
    sent: "",
  })),
  ...[204, 205].map((status) => ({
    attack: `a hand-made ${status} with a page, which no ${status} carries: the page`,
    ask: asking(requestFor(), handMade(status, body)),
    status: 200,
  })),
  {
    attack: "a hand-made 204 with a page, asked for by HEAD",
    ask: asking(requestFor(undefined, { method: "HEAD" }), handMade(204, body)),
    status: 200,
  },
  ...[206, 226, 299].map((status) => ({
    attack: `a hand-made ${status} with a page`,
    ask: asking(requestFor(), handMade(status, body)),
    status,
  })),
  ...[204, 205].map((status) =>
    failed(`a ${status} without a body`, 502, "the body is empty", asking(requestFor(), answering(null, { status }))),
  ),
  failed(
    "a hand-made 304 with a page",
    502,
    "a redirect, which is never followed (status 304)",
    asking(requestFor(), handMade(304, body)),
  ),
  failed(
    "a hand-made status 0 with a page",
    502,
    "a redirect, which is never followed, since",
    asking(requestFor(), handMade(0, body)),
  ),
  ...[1, 99, 100, 101, 103, 199, 600, 999].map((status) =>
    failed(
      `a hand-made ${status} with a page`,
      502,
      `the API answered ${status}`,
      asking(requestFor(), handMade(status, body)),
    ),
  ),
  ...[-1, 1000, 200.5, NaN].map((status) =>
    failed(`a hand-made status ${status}`, 502, "no Response", asking(requestFor(), handMade(status, body))),
  ),
  {
    attack:
      "a refusal with headers that are Twilio's own: only its type, `Retry-After` and the request's name are passed on",
    arrange: (emulator) =>
      emulator.fault("status", {
        status: 404,
        headers: {
          "Set-Cookie": "a=b",
          "Access-Control-Allow-Origin": "*",
          Location: "https://evil.example",
          "WWW-Authenticate": "Basic",
          "Retry-After": "7",
          "Clear-Site-Data": '"*"',
          Refresh: "0;url=https://evil.example",
          "Content-Security-Policy": "x",
        },
      }),
    status: 404,
    sent: "",
  },
  {
    attack: "a gateway's HTML: passed on, but nothing in it runs",
    arrange: (emulator) => emulator.fault("html", { status: 502, times: 4 }),
    status: 502,
    sent: "",
    ask: asking(requestFor(), once),
  },
  {
    attack: "HTML that says 200",
    arrange: (emulator) => emulator.fault("html", { status: 200 }),
    status: 502,
    code: null,
    says: "JSON",
    sent: "",
  },
  {
    attack: "JSON that is no page",
    arrange: (emulator) => emulator.fault("body", { body: '{"results": 7}' }),
    status: 502,
    code: null,
    says: "results",
    sent: "",
  },
  {
    attack: "a page with a value that breaks the rules, in strict mode",
    arrange: (emulator) => emulator.fault("body", { body: '{"results":[{"sid":"x"}],"meta":{"next_page_url":null}}' }),
    ask: asking(requestFor(), { validation: "strict" }),
    status: 502,
    code: null,
    says: "/results/0/sid",
    sent: "",
  },
  {
    attack: "a page under a type that runs as a page's script: it keeps its type, and nothing in it runs",
    arrange: (emulator) => emulator.fault("body", { body, headers: { "Content-Type": "text/html" } }),
    status: 200,
    sent: "",
  },
  {
    attack: "a body cut short",
    ask: asking(requestFor(), once),
    arrange: (emulator) => emulator.fault("cut-body"),
    status: 502,
    code: null,
    says: "the connection broke before the body's end",
    sent: "",
  },
  {
    attack: "a body without an end",
    ask: asking(requestFor(), { ...once, maxBodyBytes: 100_000 }),
    arrange: (emulator) => emulator.fault("large-body"),
    status: 502,
    code: null,
    says: "larger than 100000 bytes",
    sent: "",
  },
  {
    attack: "a connection that is reset",
    ask: asking(requestFor(), once),
    arrange: (emulator) => emulator.fault("reset"),
    status: 502,
    code: null,
    says: "the connection failed",
    sent: "",
  },
  {
    attack: "an answer that never comes",
    ask: asking(requestFor(), { ...once, timeoutMs: 1500 }),
    arrange: (emulator) => emulator.fault("hang"),
    status: 504,
    code: null,
    says: "no complete response within 1500 ms",
    sent: "",
  },
  {
    attack: "a body that never ends, within the total",
    ask: asking(requestFor(), { ...once, totalTimeoutMs: 1500 }),
    arrange: (emulator) => emulator.fault("hang-body"),
    status: 504,
    code: null,
    says: "no result within 1500 ms",
    sent: "",
  },
  failed("no server where the API should be", 502, "the connection failed (ECONNREFUSED)", async (subject) => {
    const { url, release } = await deadAddress();
    try {
      return await asking(requestFor(), { ...once, baseUrl: url })(subject);
    } finally {
      release();
    }
  }),
  {
    attack: "a refusal of more than 64 KiB: its status is passed on, its body isn't",
    arrange: (emulator) => emulator.fault("status", { status: 400, body: { message: "a".repeat(70_000) } }),
    status: 400,
    code: null,
    says: "the API answered 400, with a body that can't be passed on",
    sent: "",
  },
  {
    attack: "an API that repeats the request, and with it the credentials, in a refusal",
    ask: echoing((headers) => [`you sent ${headers.Authorization}`, 400]),
    status: 502,
    code: null,
    says: "repeats the credentials",
  },
  {
    attack: "an API that repeats the credentials in a page",
    ask: echoing((headers) => [JSON.stringify({ results: [], meta: { next_page_url: null }, headers }), 200]),
    status: 502,
    code: null,
    says: "repeats the credentials",
  },
  {
    attack: "an API that repeats the credentials as its request's name",
    ask: echoing((headers) => [body, 200, { "Twilio-Request-Id": headers.Authorization ?? "" }]),
    status: 200,
  },
  failed(
    "an injected `fetch` that gives no Response",
    502,
    "no Response",
    asking(requestFor(), { ...once, fetch: /** @type {any} */ (async () => 7) }),
  ),
  failed(
    "an answer with a status that isn't one",
    502,
    "the API answered",
    asking(requestFor(), { ...once, fetch: /** @type {any} */ (async () => ({ status: 999, text: () => "" })) }),
  ),
  {
    attack: "headers that no response can carry: they are left out",
    status: 200,
    ask: asking(requestFor(), {
      ...once,
      fetch: /** @type {any} */ (async () => ({ status: 200, text: () => body, headers: { get: () => "a\r\nb: c" } })),
    }),
  },
  {
    attack: "an empty page without headers",
    ask: asking(requestFor(), answering(new TextEncoder().encode(body))),
    status: 200,
  },
  {
    attack: "a visitor who left before the request was sent",
    ask: asking(requestFor(undefined, { signal: AbortSignal.abort() })),
    status: 499,
  },
];

/**
 * An API that repeats what it got, and a handler that asks it.
 * @param {(headers: Record<string, string>) => [body: string, status: number, headers?: Record<string, string>]} answer
 * @returns {Ask}
 */
function echoing(answer) {
  return async ({ handler }) => {
    let asked = 0;
    const fetch = /** @type {typeof globalThis.fetch} */ (
      async (_url, init) => {
        asked += 1;
        const [content, status, headers = {}] = answer(/** @type {Record<string, string>} */ (init?.headers));
        return new Response(content, { status, headers });
      }
    );
    const response = await handler({ ...once, fetch })(requestFor());
    assert.equal(asked, 1);
    return { status: response.status, headers: response.headers, body: await response.text() };
  };
}
