// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { changes } from "../../sync/src/feed.mjs";
import { all, world } from "./world.mjs";

test("an ID is a place in the feed: whoever keeps the last one misses and doubles nothing", async (t) => {
  const { sync } = await world(t, [1300, 5]);
  await sync.run();
  const whole = await all(sync.changes());
  assert.equal(whole.length, 1305);
  /** @type {number[]} */
  const seen = [];
  for (let since = 0; ; ) {
    let took = 0;
    for await (const { id } of sync.changes({ since })) {
      seen.push(id);
      since = id;
      took += 1;
      if (took === 400) break;
    }
    if (took === 0) break;
  }
  assert.deepEqual(
    seen,
    whole.map(({ id }) => id),
  );
  assert.deepEqual(
    seen,
    [...seen].sort((one, other) => one - other),
  );
});

test("a follower of the feed misses nothing while several walks write at once", async (t) => {
  const { emulator, sync, openSync } = await world(
    t,
    Array.from({ length: 8 }, () => 1500),
  );
  emulator.fault("latency", { ms: 5, times: Number.POSITIVE_INFINITY });
  await sync.migrate();
  /** @type {number[]} */
  const followed = [];
  const done = new AbortController();
  const following = (async () => {
    for await (const { id } of sync.changes({ follow: true, signal: done.signal })) {
      followed.push(id);
      if (followed.length === 12_000) done.abort();
    }
  })();
  await openSync({ concurrency: 8 }).run();
  await following;
  assert.deepEqual(
    followed,
    (await all(sync.changes())).map(({ id }) => id),
  );
});

test("where notifications are not delivered, a follower asks again", async (t) => {
  const { database, sync } = await world(t, [3]);
  await sync.migrate();
  const deaf = { ...database, listen: () => Promise.reject(new Error("prepared statements only")) };
  const done = new AbortController();
  const feed = changes(deaf, { follow: true, signal: done.signal });
  const first = feed.next();
  await sync.run();
  assert.equal((await first).value?.kind, "new");
  done.abort();
  assert.equal((await feed.next()).done, true);
});

test("the feed of one status holds those that came to it, that of an account its own", async (t) => {
  const { emulator, sync, first } = await world(t, [20, 20]);
  await sync.run();
  const { lastChange: since } = await sync.status();
  const [, second = ""] = emulator.accounts.map(({ accountSid }) => accountSid);
  const [one, two] = [...emulator.profilesOf(first)].filter(({ status }) => status !== "twilio-rejected");
  const rejected = [...emulator.profilesOf(first)].find(({ status }) => status === "twilio-rejected");
  emulator.change(first, { type: "reject", sid: String(one?.["sid"]) });
  emulator.change(first, { type: "edit", sid: String(two?.["sid"]), fields: { email: "other@example.com" } });
  if (rejected)
    emulator.change(first, { type: "edit", sid: String(rejected["sid"]), fields: { email: "x@example.com" } });
  emulator.change(second, { type: "add" });
  await sync.run();
  const sidsOf = async (/** @type {import("../../sync/index.d.ts").ChangesOptions} */ options) =>
    (await all(sync.changes({ since, ...options }))).map(({ sid }) => sid);
  assert.deepEqual(
    await sidsOf({ status: "twilio-rejected" }),
    [one?.["sid"]],
    "a rejected one that changed otherwise is not",
  );
  assert.equal((await sidsOf({ account: second })).length, 1);
  assert.equal((await sidsOf({ account: [first, second] })).length, (await sidsOf({})).length);
  await assert.rejects(sidsOf({ account: "AC1" }), { name: "SyncError", kind: "options" });
  await assert.rejects(sidsOf({ since: -1 }), { name: "SyncError", kind: "options" });
});
