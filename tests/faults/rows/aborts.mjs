// @ts-check
/** @import { Row, Trial } from "../trial.mjs" */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * The walk ends in the very reason of the signal, soon after it was aborted, and nothing is sent any more.
 * @param {Trial} trial
 * @param {{ arrange: () => void, requests: number, client?: import("trusthub-profiles").ClientOptions, list?: import("trusthub-profiles").ListOptions }} given
 */
async function isAborted(trial, { arrange, requests, client, list }) {
  const controller = new AbortController();
  const reason = { mine: true };
  arrange();
  const walk = trial.walk(trial.list({ ...list, signal: controller.signal }, client));
  await trial.requested(requests);
  await sleep(100);
  controller.abort(reason);
  const { sids, error } = await walk;
  assert.equal(error, reason);
  assert.deepEqual(sids, trial.expected.slice(0, sids.length));
  const { length } = trial.emulator.requests;
  await sleep(600);
  assert.equal(trial.emulator.requests.length, length, "nothing is sent after an abort");
}

/** @type {Row[]} */
export default [
  {
    fault: "a signal aborted before the call",
    sees: "its reason; nothing is sent",
    async run(trial) {
      const reason = new Error("mine");
      const { error } = await trial.walk(trial.list({ signal: AbortSignal.abort(reason) }));
      assert.equal(error, reason);
      assert.equal(await trial.errorOf(trial.list({ signal: AbortSignal.abort(reason) })), reason);
      assert.equal(trial.emulator.requests.length, 0);
    },
  },
  {
    fault: "an abort while the headers are waited for",
    sees: "the signal's reason at once; the request is aborted",
    run: (trial) => isAborted(trial, { requests: 2, arrange: () => trial.emulator.fault("hang", { page: 1 }) }),
  },
  {
    fault: "an abort while the body comes",
    sees: "the signal's reason at once; the request is aborted",
    run: (trial) =>
      isAborted(trial, { requests: 2, arrange: () => trial.emulator.fault("slow-body", { ms: 200, page: 1 }) }),
  },
  {
    fault: "an abort while a retry is waited for",
    sees: "the signal's reason at once; the retry isn't sent",
    run: (trial) =>
      isAborted(trial, {
        requests: 1,
        arrange: () => trial.emulator.fault("status", { status: 503, headers: { "Retry-After": "30" } }),
      }),
  },
  {
    fault: "an abort while a credentials function is waited for",
    sees: "the signal's reason at once",
    run: (trial) =>
      isAborted(trial, { arrange: () => {}, requests: 0, client: { credentials: () => new Promise(() => {}) } }),
  },
  {
    fault: "an abort while the next page is prefetched",
    sees: "the signal's reason at the next profile",
    async run(trial) {
      trial.emulator.fault("hang", { page: 1 });
      const controller = new AbortController();
      const reason = new Error("mine");
      const iterator = trial.list({ prefetch: true, signal: controller.signal })[Symbol.asyncIterator]();
      await iterator.next();
      // The second page is prefetched.
      await trial.requested(2);
      controller.abort(reason);
      assert.equal(await trial.errorOf(iterator.next()), reason);
      assert.deepEqual(await iterator.next(), { done: true, value: undefined });
    },
  },
  {
    fault: "an abort between two profiles of a page",
    sees: "the signal's reason at the next one",
    async run(trial) {
      const controller = new AbortController();
      const reason = new Error("mine");
      /** @type {unknown[]} */
      const seen = [];
      const error = await trial.errorOf(
        (async () => {
          for await (const profile of trial.list({ signal: controller.signal })) {
            seen.push(profile.sid);
            if (seen.length === 3) controller.abort(reason);
          }
        })(),
      );
      assert.equal(error, reason);
      assert.equal(seen.length, 3);
    },
  },
  {
    fault: "an abort between two pages",
    sees: "the signal's reason; the next page isn't asked for",
    async run(trial) {
      const controller = new AbortController();
      const pages = trial.list({ signal: controller.signal }).pages();
      const first = await pages.next();
      controller.abort("mine");
      assert.equal(await trial.errorOf(pages.next()), "mine");
      assert.equal(await trial.errorOf(/** @type {any} */ (first.value).next()), "mine");
      assert.equal(trial.emulator.requests.length, 1);
    },
  },
  {
    fault: "the caller's own `AbortSignal.timeout`",
    sees: "its `TimeoutError` (a DOMException), which is never repeated",
    async run(trial) {
      trial.emulator.fault("hang", { times: Infinity });
      const { error } = await trial.walk(trial.list({ signal: AbortSignal.timeout(1500) }));
      assert.ok(error instanceof DOMException && error.name === "TimeoutError");
      await sleep(600);
      assert.equal(trial.emulator.requests.length, 1);
    },
  },
  {
    fault: "a signal that outlives thousands of walks",
    sees: "nothing: no listener stays behind",
    async run(trial) {
      const controller = new AbortController();
      let listeners = 0;
      const { signal } = controller;
      const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
      signal.addEventListener = (/** @type {any[]} */ ...args) => {
        listeners += 1;
        return add(.../** @type {[any, any]} */ (args));
      };
      signal.removeEventListener = (/** @type {any[]} */ ...args) => {
        listeners -= 1;
        return remove(.../** @type {[any, any]} */ (args));
      };
      for (let count = 0; count < 20; count += 1) {
        await trial.walk(trial.list({ signal, limit: 5 }));
        await trial.list({ signal });
        for await (const _ of trial.list({ signal, prefetch: true })) break;
      }
      trial.emulator.fault("status", { status: 400, times: Infinity });
      await trial.errorOf(trial.list({ signal }));
      assert.equal(listeners, 0);
    },
  },
  {
    fault: "`break` while the next page is prefetched",
    sees: "nothing: the request is aborted and no further one sent",
    async run(trial) {
      trial.emulator.fault("slow-body", { ms: 300, page: 1 });
      for await (const profile of trial.list({ prefetch: true })) {
        assert.equal(profile.sid, trial.expected[0]);
        await trial.requested(2);
        break;
      }
      await sleep(300);
      assert.equal(trial.emulator.requests.length, 2);
    },
  },
  {
    fault: "`return()` while a request is pending",
    sees: "the pending `next()` is done; the request is aborted",
    async run(trial) {
      trial.emulator.fault("hang");
      const pages = trial.list().pages();
      const pending = pages.next();
      await trial.requested(1);
      await pages.return();
      assert.deepEqual(await pending, { done: true, value: undefined });
    },
  },
  {
    fault: "a process with nothing to do but to wait for a retry",
    sees: "the page: the wait keeps a Node process alive",
    async run(trial) {
      trial.emulator.fault("status", { status: 503 });
      const { execFile } = await import("node:child_process");
      const { promisify } = await import("node:util");
      const { machine } = await import("../../environment.mjs");
      const program = `
        import { listCustomerProfiles } from ${JSON.stringify(packageUrl)};
        const [baseUrl, username, password] = process.argv.slice(1);
        listCustomerProfiles({ baseUrl, credentials: { username, password } }).then((page) => console.log(page.response.attempts));`;
      const { username, password } = (await import("../trial.mjs")).secrets;
      const args = ["--input-type=module", "--eval", program, trial.emulator.url, username, password];
      const { stdout } = await promisify(execFile)(process.execPath, args, { env: machine });
      assert.equal(stdout, "2\n");
    },
  },
];

let packageUrl = "";

/** Where the installed package's module is. @param {string} url */
export function usePackage(url) {
  packageUrl = url;
}
