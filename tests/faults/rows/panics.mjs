// @ts-check
// By a build of the package that has a panic: a body of the five letters `panic`.
/** @import { Row } from "../trial.mjs" */
import assert from "node:assert/strict";

const MESSAGE =
  /^trusthub-profiles failed by a fault of its own \(the body asks for a panic, at src\/wasm\/mod\.rs:\d+\)/;

/** @type {Row[]} */
export default [
  {
    fault: "a panic of the core, in a call",
    sees: "an Error that holds the panic's message and place; the next call works",
    panics: true,
    async run(trial) {
      for (let count = 0; count < 3; count += 1) {
        assert.throws(
          () => trial.library.parseCustomerProfilePage("panic"),
          (error) => {
            trial.see(error);
            assert.ok(error instanceof Error && error.cause instanceof WebAssembly.RuntimeError);
            assert.match(error.message, MESSAGE);
            return true;
          },
        );
        assert.equal(trial.library.parseCustomerProfilePage('{"results":[],"meta":{}}').issues.length, 1);
      }
    },
  },
  {
    fault: "a panic of the core, while other calls are under way",
    sees: "every call under way ends with that Error; none hangs; the next call works",
    panics: true,
    async run(trial) {
      trial.emulator.fault("hang", { times: 20 });
      const hanging = Array.from({ length: 20 }, () => trial.errorOf(trial.list()));
      const retrying = trial.errorOf(
        trial.list({}, { fetch: async () => new Response("", { status: 503, headers: { "Retry-After": "30" } }) }),
      );
      const walk = trial.list().pages();
      await trial.requested(20);
      await walk.next();
      trial.emulator.fault("body", { body: "panic" });
      const failed = await trial.errorOf(trial.list());
      assert.match(failed.message, MESSAGE);
      for (const error of await Promise.all([...hanging, retrying])) assert.equal(error, failed);
      assert.equal(await trial.errorOf(walk.next()), failed);
      trial.emulator.clearFaults();
      const { sids } = await trial.walk();
      assert.deepEqual(sids, trial.expected);
      // What the dead instance still waited for comes now, and finds nobody.
      await new Promise((resolve) => setTimeout(resolve, 300));
    },
  },
  {
    fault: "a panic of the core, again and again",
    sees: "that Error each time, and every profile in between",
    panics: true,
    async run(trial) {
      for (let count = 0; count < 10; count += 1) {
        trial.emulator.fault("body", { body: "panic" });
        assert.match((await trial.errorOf(trial.list())).message, MESSAGE);
        assert.deepEqual((await trial.walk()).sids, trial.expected);
      }
    },
  },
];
