// @ts-check
/** @import { Row, Trial } from "../trial.mjs" */
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { rawServer } from "./statuses.mjs";

const META = '"meta":{"next_page_url":null}';
const MIB = 1024 * 1024;

/** @type {readonly (readonly [string, string | Buffer])[]} */
const noPages = [
  ["nothing", ""],
  ["HTML", "<html><h1>Maintenance</h1></html>"],
  ["a string", "not json"],
  ["`null`", "null"],
  ["`[]`", "[]"],
  ["`{}`", "{}"],
  ["JSON in UTF-16", Buffer.from(`\ufeff{"results":[],${META}}`, "utf16le")],
  [
    "overlong UTF-8",
    Buffer.concat([Buffer.from('{"results":[{"email":"'), Buffer.from([0xc0, 0xaf]), Buffer.from(`"}],${META}}`)]),
  ],
  [
    "a surrogate in UTF-8",
    Buffer.concat([
      Buffer.from('{"results":[{"email":"'),
      Buffer.from([0xed, 0xa0, 0x80]),
      Buffer.from(`"}],${META}}`),
    ]),
  ],
  ["a raw NUL in a string", `{"results":[{"email":"\u0000"}],${META}}`],
  ["two pages, one after the other", `{"results":[],${META}}{"results":[],${META}}`],
  ["a page and something after it", `{"results":[],${META}} x`],
  ["a page without its last brace", `{"results":[],${META}`],
  ["`results` that is no array", `{"results":{},${META}}`],
  ["an entry that is no object", `{"results":[7],${META}}`],
  ["no `meta`", '{"results":[]}'],
  ["200,000 arrays in each other", "[".repeat(200_000)],
  ["200,000 objects in each other, in `results`", `{"results":${'{"a":'.repeat(200_000)}`],
  ["64 MiB of one text that never ends", `{"results":[{"email":"${"x".repeat(64 * MIB - 30)}`],
];

/** @type {readonly (readonly [string, string, (page: import("trusthub-profiles").CustomerProfilePage) => void]) []} */
const pages = [
  [
    "200,000 arrays in each other, in an unknown property",
    `{"results":[{"later":${"[".repeat(200_000)}${"]".repeat(200_000)}}],${META}}`,
    (page) => assert.ok(Array.isArray(page.profiles[0]?.extra?.later)),
  ],
  [
    "200,000 objects in each other, in `errors`",
    `{"results":[{"errors":[${'{"a":'.repeat(200_000)}1${"}".repeat(200_000)}]}],${META}}`,
    (page) => assert.equal(page.profiles[0]?.errors?.length, 1),
  ],
  [
    "200,000 arrays in each other, where a string belongs",
    `{"results":[{"email":${"[".repeat(200_000)}${"]".repeat(200_000)}}],${META}}`,
    (page) =>
      assert.deepEqual(
        page.issues.map((issue) => [issue.path, issue.code]),
        [["/results/0/email", "type"]],
      ),
  ],
  [
    "one text of 63 MiB",
    `{"results":[{"email":"${"x".repeat(63 * MIB)}"}],${META}}`,
    (page) => assert.equal(page.profiles[0]?.email?.length, 63 * MIB),
  ],
  [
    "a million empty objects",
    `{"results":[${"{},".repeat(999_999)}{}],${META}}`,
    (page) => {
      assert.equal(page.profiles.length, 1_000_000);
      assert.equal(page.issues.length, 0);
      assert.equal(page.profiles[999_999]?.sid, null);
    },
  ],
  [
    "a million values of the wrong type",
    `{"results":[{"links":{${Array.from({ length: 100_000 }, (_, index) => `"${index}":7`).join(",")}}}],${META}}`,
    (page) => assert.equal(page.issues.length, 100_000),
  ],
  [
    "lone surrogates, as escapes",
    `{"results":[{"email":"a\\ud800b","\\udc00":"\\ud83d"}],${META}}`,
    (page) => {
      assert.equal(page.profiles[0]?.email, "a\ufffdb");
      assert.deepEqual(page.profiles[0]?.extra, { "\ufffd": "\ufffd" });
      assert.deepEqual(new Set(page.issues.map((issue) => issue.code)), new Set(["text"]));
    },
  ],
  [
    "NUL, as an escape",
    `{"results":[{"email":"a\\u0000b"}],${META}}`,
    (page) => assert.equal(page.profiles[0]?.email, "a\0b"),
  ],
  [
    "`__proto__` as a property",
    `{"results":[{"__proto__":{"sid":"x"},"links":{"__proto__":"https://x"}}],${META}}`,
    (page) => {
      assert.equal(page.profiles[0]?.sid, null);
      assert.deepEqual(Object.keys(page.profiles[0]?.extra ?? {}), ["__proto__"]);
      assert.equal(Object.getPrototypeOf(page.profiles[0]?.links), Object.prototype);
    },
  ],
  [
    "a property twice",
    `{"results":[{"email":"a","email":"b"}],${META}}`,
    (page) => assert.equal(page.profiles[0]?.email, "b"),
  ],
  [
    "numbers beyond all bounds",
    `{"results":[{"later":1e400,"errors":[1e-400,12345678901234567890]}],${META}}`,
    (page) => assert.deepEqual(page.profiles[0]?.extra, { later: Infinity }),
  ],
  ["a byte order mark", `\ufeff{"results":[{}],${META}}`, (page) => assert.equal(page.profiles.length, 1)],
];

/** @type {Row[]} */
const limits = [
  {
    fault: "a body that never ends",
    sees: "`ResponseError` as soon as it passes `maxBodyBytes`; the connection is closed",
    async run(trial) {
      /** @type {import("node:net").Socket | null} */
      let socket = null;
      let sent = 0;
      const { url } = await rawServer(trial, (response) => {
        socket = response.socket;
        response.writeHead(200);
        const more = () => {
          while (!response.destroyed) {
            sent += 64 * 1024;
            if (!response.write(Buffer.alloc(64 * 1024, " "))) break;
          }
        };
        response.on("drain", more);
        more();
      });
      const error = await trial.errorOf(trial.list({}, { baseUrl: url, maxBodyBytes: MIB }));
      trial.isError(
        error,
        { name: "ResponseError", retryable: false, attempts: 1, issues: [] },
        /larger than 1048576 bytes \(maxBodyBytes\)/,
      );
      for (let waited = 0; waited < 100 && !(/** @type {any} */ (socket).destroyed); waited += 1)
        await new Promise((resolve) => setTimeout(resolve, 20));
      assert.ok(/** @type {any} */ (socket).destroyed, "the connection is closed");
      assert.ok(sent < 64 * MIB, `${sent} bytes were sent`);
    },
  },
  {
    fault: "a body beyond `maxBodyBytes`, with its length told",
    sees: "`ResponseError`",
    arrange: (emulator) => emulator.fault("body", { body: `{"results":[],${META}}${" ".repeat(MIB)}`, page: 1 }),
    client: { maxBodyBytes: MIB },
    error: { name: "ResponseError", attempts: 1 },
    requests: 2,
  },
  {
    fault: "a body of `maxBodyBytes` to the byte",
    sees: "the page",
    async run(trial) {
      const start = `{"results":[],${META}}`;
      trial.emulator.fault("body", { body: start + " ".repeat(100_000 - start.length) });
      const page = await trial.list({}, { maxBodyBytes: 100_000 });
      assert.equal(page.profiles.length, 0);
    },
  },
  {
    fault: "20 KB that unpack to 20 MiB",
    sees: "`ResponseError`: what counts is what would be held",
    async run(trial) {
      const body = gzipSync(`{"results":[],${META}}${" ".repeat(20 * MIB)}`);
      assert.ok(body.length < 25_000);
      trial.emulator.fault("body", { body, headers: { "Content-Encoding": "gzip" } });
      const error = await trial.errorOf(trial.list({}, { maxBodyBytes: MIB }));
      trial.isError(error, { name: "ResponseError", attempts: 1 }, /maxBodyBytes/);
    },
  },
  {
    fault: "a compressed page",
    sees: "the page",
    async run(trial) {
      trial.emulator.fault("body", {
        body: gzipSync(`{"results":[{}],${META}}`),
        headers: { "Content-Encoding": "gzip" },
      });
      assert.equal((await trial.list()).profiles.length, 1);
    },
  },
  {
    fault: "a compressed page that is cut short",
    sees: "`NetworkError` after all retries: the body broke off",
    async run(trial) {
      const whole = gzipSync(`{"results":[{}],${META}}`);
      trial.emulator.fault("body", {
        body: whole.subarray(0, whole.length - 12),
        headers: { "Content-Encoding": "gzip" },
        times: Infinity,
      });
      const error = await trial.errorOf(trial.list({}, { maxRetries: 0 }));
      assert.ok(["NetworkError", "ResponseError"].includes(error.name));
    },
  },
  {
    fault: "204 No Content",
    sees: "`ResponseError`, never an empty list",
    arrange: (emulator) => emulator.fault("empty-body", { status: 204, page: 1 }),
    error: { name: "ResponseError", attempts: 1 },
  },
  {
    fault: "a page that ends cleanly in the middle of its JSON",
    sees: "`ResponseError`, never a short list",
    arrange: (emulator) => emulator.fault("truncated", { page: 2 }),
    error: { name: "ResponseError", attempts: 1 },
    requests: 3,
  },
  {
    fault: "an odd value, in `strict` mode",
    sees: "`ResponseError` with all issues",
    async run(trial) {
      trial.emulator.fault("body", { body: { results: [{ sid: "x", status: 7 }], meta: { next_page_url: null } } });
      const error = await trial.errorOf(trial.list({}, { validation: "strict" }));
      trial.isError(error, { name: "ResponseError", retryable: false });
      assert.deepEqual(
        error.issues.map((/** @type {any} */ issue) => issue.code),
        ["pattern", "type"],
      );
    },
  },
];

/** @type {Row[]} */
export default [
  ...noPages.map(
    ([name, body]) =>
      /** @type {Row} */ ({
        fault: `a body that is no page: ${name}`,
        sees: "`ResponseError`, not repeated; never an empty list",
        arrange: (emulator) => emulator.fault("body", { body, page: 1 }),
        error: { name: "ResponseError", kind: "response", attempts: 1, retryable: false },
        requests: 2,
      }),
  ),
  ...pages.map(
    ([name, body, check]) =>
      /** @type {Row} */ ({
        fault: `a page with ${name}`,
        sees: "the page, in which only that value is odd",
        async run(trial) {
          trial.emulator.fault("body", { body });
          const page = await trial.list();
          assert.equal(page.response.attempts, 1);
          check(page);
        },
      }),
  ),
  ...limits,
];
