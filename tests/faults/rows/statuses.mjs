// @ts-check
/** @import { Row } from "../trial.mjs" */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { filter, secrets } from "../trial.mjs";

const RETRIED = [408, 429, 500, 502, 503, 504];
const REFUSED = [400, 401, 403, 404, 405, 409, 410, 418, 422, 451, 501, 505, 599];

/** @type {Row[]} */
const once = RETRIED.map((status) => ({
  fault: `status ${status} on a page, once`,
  sees: "every profile: the request is repeated",
  arrange: (emulator) => emulator.fault("status", { status, page: 2 }),
  requests: 5,
}));

/** @type {Row[]} */
const forGood = RETRIED.map((status) => ({
  fault: `status ${status} on a page, for good`,
  sees: "`ApiError` after all retries, with the page's cursor",
  arrange: (emulator) => emulator.fault("status", { status, page: 1, times: Infinity }),
  client: { maxRetries: 1 },
  error: { name: "ApiError", kind: "api", status, attempts: 2, retryable: true },
  requests: 3,
}));

/** @type {Row[]} */
const refused = REFUSED.map((status) => ({
  fault: `status ${status}`,
  sees: "`ApiError` at once, not repeated",
  arrange: (emulator) => emulator.fault("status", { status, page: 1 }),
  error: { name: "ApiError", kind: "api", status, attempts: 1, retryable: false },
  requests: 2,
}));

/** @type {Row[]} */
const redirects = [300, 301, 302, 303, 304, 307, 308].map((status) => ({
  fault: `redirect ${status} to another origin`,
  sees: "`ApiError` with that status, which says that no redirect is followed, and why; no credential goes there",
  async run(trial) {
    const elsewhere = await countingServer(trial);
    trial.emulator.fault("redirect", { status, location: `${elsewhere.url}/v1/CustomerProfiles`, times: Infinity });
    const error = await trial.errorOf(trial.list());
    trial.isError(
      error,
      { name: "ApiError", status, attempts: 1, retryable: false },
      /never followed \(status \d+\), since credentials must not leave the origin of baseUrl: set baseUrl to where it leads/,
    );
    assert.equal(elsewhere.requests(), 0);
  },
}));

/** @type {readonly (readonly [string, unknown, Record<string, unknown>])[]} */
const bodies = [
  [
    "Twilio's usual body",
    {
      code: 20001,
      message: "Invalid",
      more_info: "https://www.twilio.com/docs/errors/20001",
      status: 400,
      details: { a: [1] },
    },
    {
      code: 20001,
      moreInfo: "https://www.twilio.com/docs/errors/20001",
      details: { a: [1] },
      message: "the API answered 400 (code 20001): Invalid",
    },
  ],
  [
    "the body of Twilio's API standards",
    { code: 20001, message: "Invalid", httpStatusCode: 400, params: { field: "x" }, userError: true },
    { code: 20001, moreInfo: null, details: { field: "x" } },
  ],
  [
    "a problem document (RFC 9457)",
    {
      type: "https://www.twilio.com/docs/errors/20001",
      title: "Invalid",
      status: 400,
      code: 20001,
      detail: "No",
      errors: [{ detail: "d", pointer: "#/a" }],
    },
    { code: 20001, moreInfo: "https://www.twilio.com/docs/errors/20001", details: [{ detail: "d", pointer: "#/a" }] },
  ],
  [
    "a list of errors",
    { errors: [{ code: 20001, message: "Invalid" }] },
    { code: 20001, details: [{ code: 20001, message: "Invalid" }] },
  ],
  ["a gateway's HTML", "<html><h1>400 Bad Request</h1></html>", { code: null, moreInfo: null, details: null }],
  ["no body", "", { code: null, moreInfo: null, details: null }],
  [
    "JSON of other types",
    { code: "20001", message: 7, more_info: [], details: null },
    { code: null, moreInfo: null, details: null },
  ],
  ["a body that is no UTF-8", Buffer.from([0xff, 0xfe, 0x00, 0xc0, 0xaf]), { code: null, details: null }],
];

/** @type {Row[]} */
const shapes = bodies.map(([name, body, fields]) => ({
  fault: `an error with ${name}`,
  sees: "`ApiError` with the code, link and details that it holds",
  arrange: (emulator) => emulator.fault("status", { status: 400, body: /** @type {string} */ (body) }),
  error: { name: "ApiError", status: 400, ...fields },
}));

/** @type {Row[]} */
const retryAfter = [
  {
    fault: "`Retry-After: 1`",
    sees: "every profile: the retry waits at least so long",
    async run(trial) {
      trial.emulator.fault("status", { status: 429, headers: { "Retry-After": "1" } });
      const { sids } = await trial.walk();
      assert.deepEqual(sids, trial.expected);
      const waits = trial.events.flatMap((event) => (event.type === "retry" ? [event.waitMs] : []));
      assert.deepEqual(waits, [1000]);
    },
  },
  {
    fault: "`Retry-After` as a date, by a server whose clock is years behind",
    sees: "every profile: the date counts from the server's own `Date`",
    async run(trial) {
      trial.emulator.fault("status", {
        status: 503,
        headers: { "Retry-After": "Sun, 06 Nov 1994 08:49:38 GMT", Date: "Sun, 06 Nov 1994 08:49:37 GMT" },
      });
      const { sids } = await trial.walk();
      assert.deepEqual(sids, trial.expected);
      const waits = trial.events.flatMap((event) => (event.type === "retry" ? [event.waitMs] : []));
      assert.deepEqual(waits, [1000]);
    },
  },
  {
    fault: "`Retry-After: 120`, longer than `maxRetryAfterMs`",
    sees: "`ApiError` at once, with `retryAfterMs`",
    arrange: (emulator) =>
      emulator.fault("status", { status: 429, headers: { "Retry-After": "120" }, page: 1, times: Infinity }),
    error: { name: "ApiError", status: 429, retryAfterMs: 120_000, attempts: 1, retryable: true },
    requests: 2,
  },
  {
    fault: "`Retry-After: 5`, longer than what is left of the total",
    sees: "`ApiError` at once, with `retryAfterMs`",
    arrange: (emulator) =>
      emulator.fault("status", { status: 503, headers: { "Retry-After": "5" }, page: 1, times: Infinity }),
    client: { totalTimeoutMs: 3000 },
    error: { name: "ApiError", status: 503, retryAfterMs: 5000, attempts: 1 },
  },
  ...["soon", "1.5", "-1", "Sunday, 06-Nov-94009:49:37 GMT", "99999999999999999999"].map((value) => ({
    fault: `\`Retry-After: ${value}\``,
    sees: value.startsWith("999")
      ? "`ApiError` at once: nobody waits so long"
      : "every profile: it is no time, and is ignored",
    arrange: (/** @type {import("../../../cli/emulator/emulator.mjs").Emulator} */ emulator) =>
      emulator.fault("status", { status: 503, headers: { "Retry-After": value } }),
    ...(value.startsWith("999") ? { error: { name: "ApiError", status: 503, attempts: 1 } } : { requests: 5 }),
  })),
];

/** @type {Row[]} */
const echoes = [
  {
    fault: "an error that repeats the credentials and the filter",
    sees: "`ApiError` whose message reads `…` in their place",
    async run(trial) {
      const encoded = Buffer.from(`${secrets.username}:${secrets.password}`).toString("base64");
      const message = `no ${secrets.password} or ${encoded} for ${filter} (${encodeURIComponent(filter)})`;
      trial.emulator.fault("status", {
        status: 400,
        body: {
          code: 20001,
          message,
          more_info: `https://example.com/?q=${encodeURIComponent(filter)}&p=${secrets.password}`,
        },
        headers: { "Twilio-Request-Id": `RQ ${secrets.password}` },
      });
      const error = await trial.errorOf(trial.list());
      trial.isError(error, { name: "ApiError", message: "the API answered 400 (code 20001): no … or … for … (…)" });
      assert.equal(error.requestId, "RQ …");
    },
  },
  {
    fault: "an error with a body of 10 MiB",
    sees: "`ApiError`; at most 64 KiB of the body are read",
    arrange: (emulator) =>
      emulator.fault("status", { status: 400, body: { message: "No", more: "x".repeat(10 * 1024 * 1024) } }),
    error: { name: "ApiError", status: 400, message: "the API answered 400", code: null },
  },
  {
    fault: "an error with a message of 10,000 characters",
    sees: "`ApiError` that tells 200 of them",
    arrange: (emulator) => emulator.fault("status", { status: 400, body: { code: 1, message: "é".repeat(10_000) } }),
    error: { name: "ApiError", status: 400, message: `the API answered 400 (code 1): ${"é".repeat(200)}` },
  },
  {
    fault: "an error whose body never ends",
    sees: "`ApiError` with what had come when the attempt's time was over",
    async run(trial) {
      const server = await rawServer(trial, (response) => {
        response.writeHead(403, { "Content-Type": "application/json" });
        response.write('{"code": 20403, "message": "Forb');
      });
      const error = await trial.errorOf(trial.list({}, { baseUrl: server.url, timeoutMs: 2000 }));
      trial.isError(error, { name: "ApiError", status: 403, attempts: 1 });
    },
  },
];

export default [...once, ...forGood, ...refused, ...redirects, ...shapes, ...retryAfter, ...echoes];

/**
 * A server that answers as told.
 * @param {import("../trial.mjs").Trial} trial
 * @param {(response: import("node:http").ServerResponse, request: import("node:http").IncomingMessage) => void} answer
 */
export async function rawServer(trial, answer) {
  const server = createServer((request, response) => answer(response, request));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  trial.closing(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}`, port };
}

/** A server that nobody should ask. @param {import("../trial.mjs").Trial} trial */
export async function countingServer(trial) {
  let requests = 0;
  const { url } = await rawServer(trial, (response) => {
    requests += 1;
    response.end();
  });
  return { url, requests: () => requests };
}
