// @ts-check
/** @import { Row, Trial } from "../trial.mjs" */
import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { secrets } from "../trial.mjs";

const page = JSON.stringify({ results: [{ sid: `BU${"0".repeat(32)}` }], meta: { next_page_url: null } });

/**
 * An injected fetch that gives something that is no Response.
 * @type {readonly (readonly [string, () => unknown])[]}
 */
const rubbish = [
  ["7", () => 7],
  ["null", () => null],
  ["undefined", () => undefined],
  ["{}", () => ({})],
  ["a status alone", () => ({ status: 200 })],
  ["a status that is a string", () => ({ status: "200", text: async () => page })],
  ["a status of 200.5", () => ({ status: 200.5, text: async () => page })],
  ["a function", () => () => page],
  [
    "a Response that followed a redirect",
    () => Object.defineProperty(new Response(page), "redirected", { value: true }),
  ],
  [
    "an object whose getters throw",
    () => ({
      get status() {
        throw new Error("mine");
      },
    }),
  ],
];

/** @type {readonly (readonly [string, unknown])[]} */
const thrown = [
  ["an Error", new Error("mine")],
  ["a string", "mine"],
  ["null", null],
  ["undefined", undefined],
  ["an object", { mine: true }],
];

/** @type {readonly (readonly [string, () => unknown])[]} */
const responses = [
  [
    "of another realm",
    () =>
      runInNewContext(
        `({ status: 200, headers: { get: () => null }, arrayBuffer: async () => { const bytes = new Uint8Array(page.length); for (let i = 0; i < page.length; i += 1) bytes[i] = page.charCodeAt(i); return bytes.buffer; } })`,
        { page },
      ),
  ],
  [
    "with a stream of another realm's bytes",
    () => ({
      status: 200,
      body: new ReadableStream({
        start(controller) {
          controller.enqueue(
            runInNewContext(`Uint8Array.from([...page].map((letter) => letter.charCodeAt(0)))`, { page }),
          );
          controller.close();
        },
      }),
    }),
  ],
  ["made by hand, with text()", () => ({ status: 200, text: () => page })],
  ["made by hand, with json()", () => ({ status: 200, json: () => JSON.parse(page) })],
  ["made by hand, with a string as its body", () => ({ status: 200, body: page })],
  ["made by hand, with a Buffer", () => ({ status: 200, arrayBuffer: async () => Buffer.from(page) })],
  [
    "with a body of many tiny chunks",
    () =>
      new Response(
        new ReadableStream({
          start(controller) {
            for (const byte of Buffer.from(page)) controller.enqueue(new Uint8Array([byte]));
            controller.close();
          },
        }),
      ),
  ],
  ["that is no Promise", () => new Response(page)],
];

/** @type {readonly (readonly [string, () => unknown])[]} */
const brokenBodies = [
  [
    "throws in mid-body",
    () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            controller.error(new Error("mine"));
          },
        }),
      ),
  ],
  [
    "gives texts for bytes of a stream's chunks",
    () => ({
      status: 200,
      body: { getReader: () => ({ read: async () => ({ done: false, value: 7 }), cancel() {} }) },
    }),
  ],
  [
    "was read before",
    () => {
      const response = new Response(page);
      void response.text();
      return response;
    },
  ],
  [
    "rejects in arrayBuffer()",
    () => ({
      status: 200,
      arrayBuffer: async () => {
        throw new Error("mine");
      },
    }),
  ],
  ["gives null for its bytes", () => ({ status: 200, arrayBuffer: async () => null })],
];

/** @param {() => unknown} make @returns {any} */
const fetching = (make) => async () => make();

/** @type {Row[]} */
export default [
  ...rubbish.map(
    ([name, make]) =>
      /** @type {Row} */ ({
        fault: `an injected \`fetch\` that gives ${name}`,
        sees: "`NetworkError` with the thing as its cause, not repeated",
        async run(trial) {
          const gives = make();
          const error = await trial.errorOf(trial.list({}, { fetch: fetching(() => gives) }));
          trial.isError(error, { name: "NetworkError", retryable: false, attempts: 1 });
          assert.ok("cause" in error && Object.is(error.cause, gives));
        },
      }),
  ),
  ...thrown.map(
    ([name, value]) =>
      /** @type {Row} */ ({
        fault: `an injected \`fetch\` that throws ${name}`,
        sees: "`NetworkError` with what was thrown as its cause, after all retries",
        async run(trial) {
          for (const fetch of [
            () => {
              throw value;
            },
            async () => {
              throw value;
            },
          ]) {
            const error = await trial.errorOf(trial.list({}, { fetch: /** @type {any} */ (fetch), maxRetries: 1 }));
            trial.isError(error, { name: "NetworkError", retryable: true, attempts: 2 });
            assert.ok("cause" in error && Object.is(error.cause, value));
          }
        },
      }),
  ),
  ...responses.map(
    ([name, make]) =>
      /** @type {Row} */ ({
        fault: `a Response ${name}`,
        sees: "the page",
        async run(trial) {
          const page = await trial.list(
            {},
            { fetch: /** @type {any} */ (name === "that is no Promise" ? make : fetching(make)) },
          );
          assert.equal(page.profiles.length, 1);
        },
      }),
  ),
  ...brokenBodies.map(
    ([name, make]) =>
      /** @type {Row} */ ({
        fault: `a Response whose body ${name}`,
        sees: "`NetworkError` after all retries, with the cause",
        async run(trial) {
          const error = await trial.errorOf(trial.list({}, { fetch: fetching(make), maxRetries: 1 }));
          trial.isError(error, { name: "NetworkError", attempts: 2 });
          assert.ok(error.cause instanceof Error);
        },
      }),
  ),
  {
    fault: "an injected `fetch` that ignores its signal",
    sees: "`TimeoutError` all the same",
    client: { fetch: () => new Promise(() => {}), timeoutMs: 100, maxRetries: 0 },
    error: { name: "TimeoutError", scope: "attempt" },
    requests: 0,
  },
  {
    fault: "a response that isn't wanted",
    sees: "its body is cancelled",
    async run(trial) {
      let cancelled = 0;
      const body = () =>
        new ReadableStream({
          pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024)),
          cancel() {
            cancelled += 1;
          },
        });
      await trial.errorOf(trial.list({}, { fetch: async () => new Response(body(), { status: 400 }) }));
      await trial.errorOf(trial.list({}, { fetch: async () => new Response(body()), maxBodyBytes: 100_000 }));
      await trial.errorOf(
        trial.list(
          {},
          { fetch: async () => Object.defineProperty(new Response(body()), "redirected", { value: true }) },
        ),
      );
      assert.equal(cancelled, 3);
    },
  },
  {
    fault: "a listener that throws, rejects or never settles",
    sees: "nothing",
    async run(trial) {
      for (const onEvent of [
        () => {
          throw new Error("mine");
        },
        async () => {
          throw new Error("mine");
        },
        () => new Promise(() => {}),
      ]) {
        const { sids } = await trial.walk(trial.list({}, { onEvent }));
        assert.deepEqual(sids, trial.expected);
      }
    },
  },
  {
    fault: "a listener that lists itself",
    sees: "every profile in both",
    async run(trial) {
      /** @type {Promise<any>[]} */
      const inner = [];
      const onEvent = (/** @type {{ type: string }} */ { type }) => {
        if (type === "page" && inner.length < 2) inner.push(trial.walk(trial.list({}, { onEvent: () => {} })));
      };
      const { sids } = await trial.walk(trial.list({}, { onEvent }));
      assert.deepEqual(sids, trial.expected);
      for (const walk of inner) assert.deepEqual((await walk).sids, trial.expected);
    },
  },
  {
    fault: "an injected `fetch` that keeps the credentials in what it throws",
    sees: "`NetworkError`; only `cause`, which is as it came, holds them",
    async run(trial) {
      const cause = new Error(`failed with ${secrets.password}`);
      const error = await trial
        .client({
          fetch: async () => {
            throw cause;
          },
          maxRetries: 0,
        })
        .listCustomerProfiles()
        .then(
          () => assert.fail("no error came"),
          (/** @type {any} */ thrown) => thrown,
        );
      assert.equal(error.cause, cause);
      for (const text of [error.message, String(error), error.stack, JSON.stringify(error)])
        assert.ok(!text.includes(secrets.password));
    },
  },
];
