// @ts-check
// One attack on a handler: through sockets on the node:http example, or on a handler of its own where no socket carries it.
// Every attack is held to the same promises, whatever it tries: the API sees nothing but the list asked for by the rules,
// with nothing of the visitor's; the answer tells no secret, and protects itself; and the next visitor is served.

import assert from "node:assert/strict";
import { connect } from "node:net";
import { STAFF_SESSION } from "./running-example.mjs";

/** @import { Emulator } from "../../cli/emulator/emulator.mjs" */
/** @import { HandlerOptions } from "trusthub-profiles/handler" */
/** @import { RunningExample } from "./running-example.mjs" */

/**
 * A row of the table of attacks.
 * @typedef {object} Attack
 * @property {string} attack what is tried
 * @property {string} [target] of the request line; the list unless given
 * @property {string} [method] GET unless given
 * @property {readonly string[]} [headers] in place of the cookie of someone who is signed in; whole lines
 * @property {readonly string[]} [more] headers beside that cookie
 * @property {string} [body]
 * @property {string} [raw] the whole request, in place of all that
 * @property {Ask} [ask] in place of a request through a socket
 * @property {(emulator: Emulator) => void} [arrange] what the API does
 * @property {number | readonly number[]} status of the answer; of each, where one request is meant to become several; 0 for none
 * @property {string} [says] what the answer's message holds
 * @property {number | null} [code] in the answer's body
 * @property {"node" | "caller"} [by] whose answer it is, unless it is the handler's: it has headers of its own
 * @property {string | null} [sent] the query that reaches the API; null, the usual, for no request at all
 * @property {boolean} [mayBeSent] whether that request may be ended before it reaches the API
 *
 * @typedef {object} Answer
 * @property {number} status
 * @property {Headers} headers
 * @property {string} body
 *
 * @typedef {(subject: Subject) => Promise<Answer>} Ask
 *
 * @typedef {object} Subject what is attacked
 * @property {Emulator} emulator
 * @property {RunningExample} example
 * @property {(options?: Partial<HandlerOptions>) => (request: Request) => Promise<Response>} handler
 */

const LIST = "/twilio/v1/CustomerProfiles";
const COOKIE = `Cookie: session=${STAFF_SESSION}`;

/** What the runtime's fetch adds, and what the package sends. */
const SENT_HEADERS = [
  "accept",
  "accept-encoding",
  "accept-language",
  "authorization",
  "connection",
  "host",
  "sec-fetch-mode",
  "user-agent",
  // Of `cache: "no-store"`.
  "cache-control",
  "pragma",
];

const ANSWER_HEADERS = [
  "allow",
  "cache-control",
  "connection",
  "content-length",
  "content-security-policy",
  "content-type",
  "date",
  "keep-alive",
  "retry-after",
  "transfer-encoding",
  "twilio-request-id",
  "x-content-type-options",
];

/** What functions of the caller's throw in the rows. */
export const THROWN = ["secret place", "vault at 10.0.0.1"];

export const figures = { tried: 0, refused: 0, defused: 0, gotThrough: 0 };

/**
 * @param {Attack} row
 * @param {Subject} subject
 */
export async function tryAttack(row, subject) {
  figures.tried += 1;
  const { emulator } = subject;
  emulator.requests.length = 0;
  row.arrange?.(emulator);
  try {
    const answers = row.ask === undefined ? await overSocket(row, subject.example) : [await row.ask(subject)];
    const expected = typeof row.status === "number" ? [row.status].filter((status) => status !== 0) : row.status;
    assert.deepEqual(
      answers.map(({ status }) => status),
      expected,
      answers.map(({ body }) => body).join("\n"),
    );
    const requests = emulator.requests.splice(0);
    emulator.clearFaults();
    seesNothingElse(requests, row, emulator);
    for (const answer of answers) isHarmless(answer, row, emulator);
    if (answers.some(({ status }) => status < 400)) figures.defused += 1;
    else figures.refused += 1;
  } catch (error) {
    figures.gotThrough += 1;
    throw error;
  } finally {
    emulator.clearFaults();
  }
  const next = await fetch(`${subject.example.url}?PageSize=1`, {
    headers: { Cookie: COOKIE.slice("Cookie: ".length) },
  });
  assert.equal(next.status, 200, "the next visitor is served");
  await next.arrayBuffer();
}

/**
 * What reached the API: nothing, or the list with this query, as often as it was asked for, and nothing of the visitor's.
 * @param {Emulator["requests"]} requests
 * @param {Attack} row
 * @param {Emulator} emulator
 */
function seesNothingElse(requests, { sent: query = null, mayBeSent = false }, emulator) {
  if (query === null) assert.deepEqual(requests, [], "nothing reaches the API");
  else assert.ok(requests.length > 0 || mayBeSent, "the API is asked");
  const account = /** @type {Emulator["accounts"][number]} */ (emulator.accounts[0]);
  for (const { method, path, query: sent, headers } of requests) {
    assert.deepEqual([method, path, sent], ["GET", "/v1/CustomerProfiles", query]);
    assert.deepEqual(
      Object.keys(headers).filter((name) => !SENT_HEADERS.includes(name)),
      [],
      "headers that reach the API",
    );
    assert.equal(headers.authorization, `Basic ${btoa(`${account.accountSid}:${account.authToken}`)}`);
    assert.equal(headers.host, new URL(emulator.url).host);
    assert.equal(headers.accept, "application/json");
    assert.match(String(headers["user-agent"]), /^trusthub-profiles\//);
  }
}

/**
 * @param {Answer} answer
 * @param {Attack} row
 * @param {Emulator} emulator
 */
function isHarmless({ status, headers, body }, row, emulator) {
  const told = `${[...headers].join("\n")}\n${body}`;
  for (const { accountSid, authToken } of emulator.accounts) {
    for (const secret of [authToken, btoa(`${accountSid}:${authToken}`), STAFF_SESSION])
      assert.ok(!told.includes(secret), `a secret is told: ${told}`);
  }
  for (const words of THROWN) assert.ok(!told.includes(words), `what the caller's function threw is told: ${told}`);
  if (row.by !== undefined) return;
  assert.equal(headers.get("Cache-Control"), "no-store");
  assert.equal(headers.get("X-Content-Type-Options"), "nosniff");
  assert.equal(headers.get("Content-Security-Policy"), "default-src 'none'; frame-ancestors 'none'; sandbox");
  assert.deepEqual(
    [...headers.keys()].filter((name) => !ANSWER_HEADERS.includes(name)),
    [],
    "headers of the answer",
  );
  assert.equal(headers.get("Allow"), status === 405 ? "GET, HEAD" : null);
  if (row.says === undefined && row.code === undefined) return;
  const { message, code, more_info, status: told_status, ...rest } = JSON.parse(body);
  assert.deepEqual(rest, {}, "the body is of Twilio's shape");
  assert.equal(told_status, status);
  assert.equal(code, row.code ?? null, message);
  assert.equal(more_info, code === null ? null : `https://www.twilio.com/docs/errors/${code}`);
  if (row.says !== undefined) assert.ok(message.includes(row.says), message);
}

/**
 * @param {Attack} row
 * @param {RunningExample} example
 */
async function overSocket(row, example) {
  const { host, hostname, port } = new URL(example.url);
  const { method = "GET", target = LIST, headers = [COOKIE], more = [], body = "" } = row;
  const lines = [`${method} ${target} HTTP/1.1`, `Host: ${host}`, ...headers, ...more, "Connection: close", "", body];
  return responsesIn(await exchange(row.raw ?? lines.join("\r\n"), hostname, Number(port)), method);
}

/**
 * Send bytes and read until the server closes.
 * @param {string} bytes latin1
 * @param {string} host
 * @param {number} port
 * @returns {Promise<string>}
 */
function exchange(bytes, host, port) {
  return new Promise((resolve, reject) => {
    let received = "";
    const socket = connect(port, host, () => socket.write(bytes, "latin1"));
    socket.setTimeout(10_000, () =>
      socket.destroy(new Error(`still open, after ${JSON.stringify(received.slice(0, 300))}`)),
    );
    socket.setEncoding("latin1");
    socket.on("data", (chunk) => {
      received += chunk;
    });
    // A server that refuses in mid-request resets the connection.
    socket.on("error", (error) =>
      "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE") ? resolve(received) : reject(error),
    );
    socket.on("close", () => resolve(received));
  });
}

/**
 * The responses in what came over a connection.
 * @param {string} received
 * @param {string} method
 */
function responsesIn(received, method) {
  /** @type {Answer[]} */
  const answers = [];
  for (let rest = received; rest !== ""; ) {
    // HTTP/0.9 has bodies alone.
    if (rest.startsWith("{")) return [{ status: JSON.parse(rest).status, headers: new Headers(), body: rest }];
    const head = /^HTTP\/1\.1 (\d{3})[^\r]*\r\n((?:[^\r]+\r\n)*)\r\n/.exec(rest);
    assert.ok(head, `no HTTP response: ${JSON.stringify(rest.slice(0, 300))}`);
    const headers = new Headers(
      (head[2] ?? "")
        .split("\r\n")
        .filter((line) => line !== "")
        .map((line) => {
          const colon = line.indexOf(":");
          return /** @type {[string, string]} */ ([line.slice(0, colon), line.slice(colon + 1).trim()]);
        }),
    );
    rest = rest.slice(head[0].length);
    let body = "";
    if (headers.get("Transfer-Encoding") === "chunked" && method !== "HEAD") {
      for (let size = -1; size !== 0; ) {
        const chunk = /^([0-9a-f]+)\r\n/i.exec(rest);
        assert.ok(chunk, "chunks of a body");
        size = Number.parseInt(chunk[1] ?? "", 16);
        body += rest.slice(chunk[0].length, chunk[0].length + size);
        rest = rest.slice(chunk[0].length + size + 2);
      }
    } else {
      const hasBody = method !== "HEAD" && head[1] !== "100";
      const length = hasBody ? Number(headers.get("Content-Length") ?? rest.length) : 0;
      body = rest.slice(0, length);
      rest = rest.slice(length);
    }
    answers.push({ status: Number(head[1]), headers, body: Buffer.from(body, "latin1").toString("utf8") });
  }
  return answers;
}

/**
 * Ask a handler of its own.
 * @param {Request} request
 * @param {Partial<HandlerOptions>} [options]
 * @returns {Ask}
 */
export function asking(request, options) {
  return async ({ handler }) => {
    const response = await handler(options)(request);
    return { status: response.status, headers: response.headers, body: await response.text() };
  };
}

/** @param {string} [target] @param {RequestInit} [init] */
export function requestFor(target = LIST, init = {}) {
  return new Request(`http://staff.example${target}`, init);
}
