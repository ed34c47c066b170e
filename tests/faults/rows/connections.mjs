// @ts-check
/** @import { Row } from "../trial.mjs" */
import assert from "node:assert/strict";
import { deadAddress } from "../../package/dead-address.mjs";
import { rawServer } from "./statuses.mjs";

/** @type {Row[]} */
const broken = /** @type {const} */ ([
  ["reset", "a connection reset before the headers", "NetworkError"],
  ["cut-body", "a connection closed in the middle of the body", "NetworkError"],
]).flatMap(([name, fault, error]) => [
  {
    fault: `${fault}, once`,
    sees: "every profile: the request is repeated",
    arrange: (emulator) => emulator.fault(name, { page: 2 }),
    requests: 5,
  },
  {
    fault: `${fault}, for good`,
    sees: `\`${error}\` after all retries, with the cause and the page's cursor`,
    arrange: (emulator) => emulator.fault(name, { page: 2, times: Infinity }),
    client: { maxRetries: 2 },
    error: { name: error, kind: "network", attempts: 3, retryable: true },
    requests: 5,
  },
]);

/** @type {Row[]} */
const silent = /** @type {const} */ ([
  ["hang", "no answer"],
  ["hang-body", "a body that falls silent"],
]).flatMap(([name, fault]) => [
  {
    fault: `${fault}, once`,
    sees: "every profile: the attempt is ended by `timeoutMs` and repeated",
    arrange: (emulator) => emulator.fault(name, { page: 1 }),
    client: { timeoutMs: 2000 },
    requests: 5,
  },
  {
    fault: `${fault}, for good`,
    sees: "`TimeoutError` of scope `attempt` after all retries",
    arrange: (emulator) => emulator.fault(name, { page: 1, times: Infinity }),
    client: { timeoutMs: 200, maxRetries: 1 },
    error: { name: "TimeoutError", kind: "timeout", scope: "attempt", attempts: 2, retryable: true },
    message: /within 200 ms \(timeoutMs\)/,
  },
  {
    fault: `${fault}, beyond the page's total`,
    sees: "`TimeoutError` of scope `total`",
    arrange: (emulator) => emulator.fault(name, { page: 1, times: Infinity }),
    client: { totalTimeoutMs: 300 },
    error: { name: "TimeoutError", kind: "timeout", scope: "total", attempts: 1, retryable: true },
    message: /within 300 ms.*\(totalTimeoutMs\)/,
  },
]);

/** @type {Row[]} */
const others = [
  {
    fault: "a slow body that ends in time",
    sees: "every profile, with no retry",
    arrange: (emulator) => emulator.fault("slow-body", { ms: 20, page: 1 }),
    requests: 4,
  },
  {
    fault: "slow headers that come in time",
    sees: "every profile, with no retry",
    arrange: (emulator) => emulator.fault("latency", { ms: 100, times: Infinity }),
    requests: 4,
  },
  {
    fault: "a slow body that doesn't end in time",
    sees: "`TimeoutError`: the attempt's time covers the body",
    arrange: (emulator) => emulator.fault("slow-body", { ms: 200, page: 1, times: Infinity }),
    client: { timeoutMs: 500, maxRetries: 0 },
    error: { name: "TimeoutError", scope: "attempt", attempts: 1 },
  },
  {
    fault: "three different failures in a row",
    sees: "every profile: each is repeated",
    arrange(emulator) {
      emulator.fault("status", { status: 502, page: 1 });
      emulator.fault("reset", { page: 1 });
      emulator.fault("cut-body", { page: 1 });
    },
    requests: 7,
  },
  {
    fault: "a failure on every page",
    sees: "every profile: each page has retries of its own",
    arrange(emulator) {
      for (const page of [1, 2, 3]) emulator.fault("status", { status: 503, page });
    },
    client: { maxRetries: 1 },
    requests: 7,
  },
  {
    fault: "a failure with `maxRetries: 0`",
    sees: "the error at once",
    arrange: (emulator) => emulator.fault("status", { status: 503, page: 1 }),
    client: { maxRetries: 0 },
    error: { name: "ApiError", status: 503, attempts: 1 },
    requests: 2,
  },
  {
    fault: "a back-off that no longer fits the total",
    sees: "the last failure itself, not a timeout",
    client: { totalTimeoutMs: 1400 },
    async run(trial) {
      trial.emulator.fault("status", { status: 503, page: 1, times: Infinity });
      const { random } = Math;
      // The waits are the longest, 500 ms and then 1,000 ms: 900 ms are left for both attempts, on a busy machine too.
      Math.random = () => 0.999;
      try {
        const { sids, error } = await trial.walk();
        trial.isError(error, { name: "ApiError", status: 503, attempts: 2 });
        await trial.resume(sids, error);
      } finally {
        Math.random = random;
      }
    },
  },
  {
    fault: "nobody listens at the port",
    sees: "`NetworkError` that names the system's code",
    async run(trial) {
      const { url, release } = await deadAddress();
      trial.closing(release);
      const error = await trial.errorOf(trial.list({}, { baseUrl: url, maxRetries: 1 }));
      trial.isError(error, { name: "NetworkError", attempts: 2, retryable: true }, /ECONNREFUSED/);
      assert.ok(error.cause instanceof Error);
    },
  },
  {
    fault: "a host that has no address",
    sees: "`NetworkError` that names the system's code",
    async run(trial) {
      const error = await trial.errorOf(trial.list({}, { baseUrl: "https://trusthub.invalid", maxRetries: 0 }));
      trial.isError(error, { name: "NetworkError", attempts: 1 }, /\((ENOTFOUND|EAI_AGAIN)\)/);
    },
  },
  {
    fault: "a server that speaks no TLS where `https:` is asked for",
    sees: "`NetworkError`",
    async run(trial) {
      const error = await trial.errorOf(
        trial.list({}, { baseUrl: trial.emulator.url.replace("http:", "https:"), maxRetries: 0 }),
      );
      trial.isError(error, { name: "NetworkError", attempts: 1 });
    },
  },
  {
    fault: "a server that answers with no HTTP",
    sees: "`NetworkError`",
    async run(trial) {
      const { url } = await rawServer(trial, (response) => response.socket?.end("hello\r\n\r\n"));
      const error = await trial.errorOf(trial.list({}, { baseUrl: url, maxRetries: 0 }));
      trial.isError(error, { name: "NetworkError", attempts: 1 });
    },
  },
];

export default [...broken, ...silent, ...others];
