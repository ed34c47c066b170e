// @ts-check
// A profile alone, by its SID: the faults of a list that it shares, and those of its own.
/** @import { Row, Trial } from "../trial.mjs" */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

/** The SID of the list's third profile. @param {Trial} trial */
const known = (trial) => String(trial.expected[2]);

/**
 * A fault in whose place the profile comes, whole.
 * @param {string} fault
 * @param {string} sees
 * @param {NonNullable<Row["arrange"]>} arrange
 * @param {number} requests
 * @returns {Row}
 */
function mended(fault, sees, arrange, requests) {
  return {
    fault: `a profile alone: ${fault}`,
    sees,
    async run(trial) {
      arrange(trial.emulator);
      const { profile, response } = await trial.client().fetchCustomerProfile(known(trial));
      assert.equal(profile.sid, known(trial));
      assert.deepEqual([response.attempts, trial.emulator.requests.length], [requests, requests]);
    },
  };
}

/**
 * A fault that ends in an error, which has no cursor.
 * @param {string} fault
 * @param {string} sees
 * @param {NonNullable<Row["arrange"]>} arrange
 * @param {Record<string, unknown>} error
 * @param {{ sid?: string, client?: Row["client"] }} [given]
 * @returns {Row}
 */
function fails(fault, sees, arrange, error, { sid, client } = {}) {
  return {
    fault: `a profile alone: ${fault}`,
    sees: `${sees}; no cursor`,
    ...(client === undefined ? {} : { client }),
    async run(trial) {
      arrange(trial.emulator);
      const failed = await trial.errorOf(trial.client().fetchCustomerProfile(sid ?? known(trial)));
      trial.isError(failed, { cursor: null, ...error });
    },
  };
}

/** @type {Row[]} */
export default [
  mended(
    "status 503, once",
    "the profile: the request is repeated",
    (emulator) => emulator.fault("status", { status: 503 }),
    2,
  ),
  mended(
    "the connection is reset, then the body breaks off",
    "the profile",
    (emulator) => {
      emulator.fault("reset");
      emulator.fault("cut-body");
    },
    3,
  ),
  fails(
    "a SID that the account doesn't have",
    "`ApiError` with status 404 and code 20404",
    () => {},
    { name: "ApiError", status: 404, code: 20404, attempts: 1, retryable: false },
    { sid: `BU${"f".repeat(32)}` },
  ),
  fails(
    "status 500, for good",
    "`ApiError` after all retries",
    (emulator) => emulator.fault("status", { status: 500, times: Infinity }),
    { name: "ApiError", status: 500, attempts: 2, retryable: true },
    { client: { maxRetries: 1 } },
  ),
  fails(
    "no answer",
    "`TimeoutError`",
    (emulator) => emulator.fault("hang"),
    { name: "TimeoutError", scope: "attempt", attempts: 1 },
    { client: { timeoutMs: 60, maxRetries: 0 } },
  ),
  ...Object.entries(
    /** @type {const} */ ({
      "HTML with status 200": { name: "html", options: { status: 200 } },
      "JSON that ends in its middle": { name: "truncated", options: {} },
      "an array": { name: "body", options: { body: "[]" } },
      "another profile": { name: "body", options: { body: `{"sid":"BU${"e".repeat(32)}"}` } },
      "a body over `maxBodyBytes`": { name: "large-body", options: { bytes: 300_000 } },
    }),
  ).map(([fault, { name, options }]) =>
    fails(
      fault,
      "`ResponseError`, not repeated",
      (emulator) => emulator.fault(name, options),
      { name: "ResponseError", attempts: 1, retryable: false, issues: [] },
      { client: { maxBodyBytes: 100_000 } },
    ),
  ),
  {
    fault: "a profile alone: values of other types",
    sees: "the profile, with issues whose paths begin at it; in strict mode `ResponseError`",
    async run(trial) {
      const sid = known(trial);
      trial.emulator.fault("body", { body: { sid, status: 7, date_created: "yesterday" }, times: 2 });
      const { profile, issues } = await trial.client().fetchCustomerProfile(sid);
      assert.deepEqual([profile.sid, profile.status, profile.dateCreated], [sid, null, null]);
      assert.deepEqual(
        issues.map(({ path, code }) => [path, code]),
        [
          ["/status", "type"],
          ["/date_created", "date-time"],
        ],
      );
      const error = await trial.errorOf(trial.client({ validation: "strict" }).fetchCustomerProfile(sid));
      trial.isError(error, { name: "ResponseError", cursor: null });
      assert.equal(error.issues.length, 2);
    },
  },
  .../** @type {const} */ (["hang", "hang-body", "latency"]).map((name) => ({
    fault: `a profile alone: the caller aborts, while the server does this: ${name}`,
    sees: "`signal.reason`, at once",
    async run(/** @type {Trial} */ trial) {
      trial.emulator.fault(name);
      const controller = new AbortController();
      const { signal } = controller;
      const pending = trial.client().fetchCustomerProfile(known(trial), { signal });
      const ended = pending.then(
        () => assert.fail("a profile came"),
        (/** @type {unknown} */ reason) => reason,
      );
      await trial.requested(1);
      await sleep(40);
      controller.abort("mine");
      assert.equal(await ended, "mine");
    },
  })),
];
