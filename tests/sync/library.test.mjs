// @ts-check
// The library itself: its options, its listener, and how it is closed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createSync } from "../../sync/src/index.mjs";
import { changedFetch, gate, world } from "./world.mjs";

/** @import { SyncEvent } from "../../sync/index.d.ts" */

test("close ends a feed that is followed, also while it waits for more", async (t) => {
  const { sync } = await world(t, [3]);
  await sync.run();
  let seen = 0;
  for await (const _ of sync.changes({ follow: true })) {
    seen += 1;
    if (seen === 3) setImmediate(() => sync.close());
  }
  assert.equal(seen, 3);
});

test("close ends a run whose walks wait for their next attempt, and waits for its summary", async (t) => {
  const { emulator, openSync, first } = await world(t, [3, 3]);
  emulator.fault("status", { status: 503, times: Number.POSITIVE_INFINITY, account: first });
  const waiting = gate();
  const sync = openSync({
    retryDelaySeconds: 3600,
    client: { baseUrl: emulator.url, maxRetries: 0 },
    onEvent: ({ type }) => type === "waiting" && waiting.open(),
  });
  let isOver = false;
  const running = sync.run().finally(() => {
    isOver = true;
  });
  await waiting.opened;
  await Promise.all([sync.close(), sync.close().then(() => assert.ok(isOver, "the second call waits too"))]);
  const { accounts, unfinished } = await running;
  assert.deepEqual([accounts, unfinished], [2, [first]]);
  for (const call of [sync.status(), sync.enqueue(), sync.schedule("0 3 * * *"), sync.work(), sync.changes().next()]) {
    await assert.rejects(call, { name: "SyncError", message: "this sync is closed" });
  }
});

test("close ends a worker that stays, after the page under way", async (t) => {
  const { emulator, database, openSync } = await world(t, [5000]);
  /** @type {Promise<void>} */
  let closing = Promise.resolve();
  const sync = openSync({
    onEvent: ({ type }) => {
      if (type === "page") closing = sync.close();
    },
  });
  await sync.enqueue();
  await sync.work();
  await closing;
  const { rows } = await database.query("SELECT state, pages, worker FROM trusthub.walks");
  assert.deepEqual(rows, [{ state: "queued", pages: 1, worker: null }]);
  assert.equal(emulator.requests.filter(({ status }) => status === 200).length <= 2, true, "one is fetched ahead");
});

test("a listener that throws, or rejects, changes nothing", async (t) => {
  const { openSync } = await world(t, [3, 3]);
  /** @type {Set<string>} */
  const heard = new Set();
  const broken = [
    (/** @type {SyncEvent} */ { type }) => {
      heard.add(type);
      throw new Error("the log is full");
    },
    async () => Promise.reject(new Error("the log is away")),
  ];
  for (const onEvent of broken) assert.equal((await openSync({ onEvent }).run()).complete, 2);
  assert.deepEqual([...heard], ["taken", "page", "ended"]);
});

test("options of another form are refused before anything is opened", async () => {
  const database = "postgres://someone:s3cret-canary@127.0.0.1:1/none";
  const accountSid = `AC${"0".repeat(32)}`;
  /** @type {[unknown, RegExp][]} */
  const cases = [
    [{ database, accounts: accountSid }, /^`accounts` must be an array or another iterable/],
    [{ database, accounts: { accountSid } }, /^`accounts` must be an array or another iterable/],
    [{ database, accounts: null }, /^`accounts` must be an array or another iterable/],
    [
      { database, credentials: { username: accountSid, password: "s3cret-canary" } },
      /^`credentials` must be a function/,
    ],
    [{ database, client: "https://mock.example" }, /^`client` must be an object/],
    [{ database, onEvent: console }, /^`onEvent` must be a function/],
    [{ database, migrate: "false" }, /^`migrate` must be true or false/],
    [{ database, retrys: 1 }, /^unknown option `retrys`/],
  ];
  for (const [options, message] of cases) {
    assert.throws(
      () => createSync(/** @type {import("../../sync/index.d.ts").SyncOptions} */ (options)),
      (error) => {
        const { name, kind, message: text } = /** @type {{ name: string, kind: string, message: string }} */ (error);
        assert.deepEqual([name, kind], ["SyncError", "options"]);
        assert.match(text, message);
        assert.doesNotMatch(text, /canary/);
        return true;
      },
    );
  }
  const sync = createSync({ database, accounts: () => accountSid, credentials: () => assert.fail("not asked") });
  await assert.rejects(sync.run(), { kind: "options", message: /^`accounts` must be an array/ });
});

test("an account that has no form of a SID is named by its position, not by its value", async (t) => {
  const { sync, first } = await world(t, [1]);
  await assert.rejects(sync.enqueue([first, "s3cret-canary"]), {
    name: "SyncError",
    kind: "accounts",
    message: "account 2 of the list is no SID of an account, AC and 32 hexadecimal digits",
  });
});

test("accounts of a walk under way that are accepted as gone are so when it ends", async (t) => {
  const { emulator, sync, openSync, first } = await world(t, [100]);
  await sync.run();
  for (const { sid } of [...emulator.profilesOf(first)].slice(0, 50)) {
    emulator.change(first, { type: "delete", sid: String(sid) });
  }
  const accepted = gate();
  const asked = gate();
  const fetch = changedFetch(async (_, answer) => {
    asked.open();
    await accepted.opened;
    return answer();
  });
  const running = openSync({ client: { baseUrl: emulator.url, fetch } }).run();
  await asked.opened;
  assert.deepEqual(await sync.enqueue(undefined, { acceptGone: true }), { queued: 0, alreadyOpen: 1 });
  accepted.open();
  const { suspicious, gone } = await running;
  assert.deepEqual([suspicious, gone], [[], 50]);
});
