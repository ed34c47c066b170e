// @ts-check
/** @import { Account } from "./api.d.ts" */
/** @import { Emulator, EmulatorOptions } from "./emulator.mjs" */
/** @import { WireProfile } from "./profile-list.mjs" */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask } from "./ask.mjs";
import { startEmulator } from "./emulator.mjs";
import { draw, indexOfDraw, mix, unmix } from "./random.mjs";

/**
 * @param {import("node:test").TestContext} t
 * @param {EmulatorOptions} [options]
 */
async function started(t, options) {
  const emulator = await startEmulator(options);
  t.after(() => emulator.close());
  const account = /** @type {Account} */ (emulator.accounts[0]);
  return { emulator, account, accountSid: account.accountSid };
}

/**
 * @param {Emulator} emulator
 * @param {string} from
 * @param {Account} [account]
 * @param {(page: number) => void} [between] Called after each page.
 */
async function walk(emulator, from, account, between) {
  /** @type {WireProfile[]} */
  const rows = [];
  for (let target = from, page = 0; ; page += 1) {
    const { status, body, text } = await ask(emulator, target, account);
    assert.equal(status, 200, text);
    rows.push(...body.results);
    if (typeof body.meta.next_page_url !== "string") return rows;
    target = body.meta.next_page_url;
    between?.(page);
  }
}

/** @param {readonly WireProfile[]} rows */
const sids = (rows) => rows.map((row) => String(row["sid"]));

test("each type of change does what it says, and sets date_updated to the clock's new time", async (t) => {
  const { emulator, accountSid } = await started(t, { profiles: 5 });
  const sid = String(emulator.profile(accountSid, 2)["sid"]);
  const valid = "2030-01-01T00:00:00Z";
  /** @type {[change: any, expected: WireProfile][]} */
  const cases = [
    [
      { type: "submit", sid },
      { status: "pending-review", errors: null },
    ],
    [
      { type: "review", sid },
      { status: "in-review", errors: null },
    ],
    [
      { type: "reject", sid },
      { status: "twilio-rejected", errors: [{ code: 18601 }] },
    ],
    [
      { type: "reject", sid: sid.toUpperCase(), errors: [{ code: 1 }, "x"] },
      { status: "twilio-rejected", errors: [{ code: 1 }, "x"] },
    ],
    [
      { type: "approve", sid, validUntil: valid },
      { status: "twilio-approved", errors: null, valid_until: valid },
    ],
    [
      { type: "approve", sid },
      { status: "twilio-approved", valid_until: null },
    ],
    [
      { type: "edit", sid, fields: { email: "new@host.example", status: "new" } },
      { email: "new@host.example", status: "new" },
    ],
  ];
  for (const [change, expected] of cases) {
    const before = emulator.now;
    const from = emulator.profile(accountSid, 2);
    const applied = emulator.change(accountSid, change);
    const { body } = await ask(emulator, `/${sid}`);
    const to = /** @type {WireProfile} */ (/** @type {unknown} */ (body));
    for (const [name, value] of Object.entries(expected)) assert.deepEqual(to[name], value, JSON.stringify(change));
    assert.equal(Date.parse(String(to["date_updated"])), before.getTime() + 1000);
    assert.deepEqual(
      { ...applied, fields: [] },
      {
        at: to["date_updated"],
        accountSid,
        sid,
        type: change.type,
        status: { from: from["status"], to: to["status"] },
        fields: [],
      },
    );
    assert.ok(applied.fields.includes("date_updated"));
    assert.ok(!applied.fields.includes("date_created"));
    assert.deepEqual(emulator.profile(accountSid, 2), to);
  }
  assert.equal(emulator.history(sid).length, cases.length + 1);
});

test("an added profile comes first, a deleted one is a 404 until it is restored where it was", async (t) => {
  const { emulator, account, accountSid } = await started(t, { profiles: 5 });
  const original = [...emulator.profilesOf(accountSid)];
  const added = emulator.change(accountSid, { type: "add" });
  const named = emulator.change(accountSid, {
    type: "add",
    fields: { sid: `BU${"a".repeat(32)}`, friendly_name: "Named" },
  });
  assert.deepEqual(added.status, { from: null, to: "draft" });
  assert.match(added.sid, /^BU[0-9a-f]{32}$/);
  const withAdded = await walk(emulator, "");
  assert.deepEqual(sids(withAdded), [named.sid, added.sid, ...sids(original)]);
  assert.deepEqual(
    withAdded.slice(0, 2).map((row) => [row["account_sid"], row["date_created"], row["date_updated"]]),
    [named, added].map(({ at }) => [accountSid, at, at]),
  );
  assert.equal(withAdded[0]?.["friendly_name"], "Named");
  assert.equal(withAdded[0]?.["url"], `https://trusthub.twilio.com/v1/CustomerProfiles/${named.sid}`);
  assert.equal(account.profiles, 7);

  const sid = String(original[1]?.["sid"]);
  const deleted = emulator.change(accountSid, { type: "delete", sid });
  assert.deepEqual(deleted.status, { from: original[1]?.["status"], to: null });
  assert.equal((await ask(emulator, `/${sid}`)).status, 404);
  emulator.change(accountSid, { type: "delete", sid: named.sid });
  assert.deepEqual(sids(await walk(emulator, "")), [added.sid, ...sids(original).filter((it) => it !== sid)]);
  assert.equal(account.profiles, 5);
  assert.equal(emulator.profile(accountSid, 2)["sid"], original[2]?.["sid"]);

  const restored = emulator.change(accountSid, { type: "restore", sid });
  assert.deepEqual(restored.status, { from: null, to: original[1]?.["status"] });
  assert.deepEqual(sids(await walk(emulator, "")), [added.sid, ...sids(original)]);
  assert.deepEqual(
    emulator.history(sid).map(({ profile }) => profile),
    [original[1], null, { ...original[1], date_updated: restored.at }],
  );
  assert.deepEqual(
    emulator.history(named.sid).map(({ at, profile }) => [at, profile?.["sid"]]),
    [
      [named.at, named.sid],
      [emulator.history(named.sid)[1]?.at, undefined],
    ],
  );
  assert.deepEqual(emulator.history(`BU${"0".repeat(32)}`), []);
});

test("what cannot be done is refused, and changes nothing", async (t) => {
  const { emulator, accountSid } = await started(t, { profiles: 2 });
  const [one = "", two = ""] = sids([...emulator.profilesOf(accountSid)]);
  emulator.change(accountSid, { type: "delete", sid: two });
  const before = { rows: [...emulator.profilesOf(accountSid)], now: emulator.now };
  /** @type {[accountSid: string, change: any, message: RegExp][]} */
  const cases = [
    ["ACnone", { type: "add" }, /there is no account ACnone$/],
    [accountSid, { type: "aprove", sid: one }, /unknown type of change "aprove"; the nearest is "approve"/],
    [
      accountSid,
      { type: "edit", sid: one, field: {} },
      /property of the change "edit" "field"; the nearest is "fields"/,
    ],
    [accountSid, { type: "edit", sid: one, fields: { sid: "BUother" } }, /the change "edit" sets no sid: /],
    [accountSid, { type: "submit", sid: "BUnone" }, /AC\w+ has no profile BUnone$/],
    [accountSid, { type: "submit", sid: two }, /is deleted: restore it first$/],
    [accountSid, { type: "restore", sid: one }, /is not deleted$/],
    [accountSid, { type: "add", fields: { sid: two } }, /has, or had, a profile/],
  ];
  for (const [account, change, message] of cases) {
    assert.throws(() => emulator.change(account, change), message, JSON.stringify(change));
  }
  assert.throws(() => emulator.advance(-1), RangeError);
  // @ts-expect-error: what a caller without types might write
  assert.throws(() => emulator.advance({ day: 1 }), RangeError);
  await assert.rejects(startEmulator({ churn: -1 }), RangeError);
  assert.deepEqual({ rows: [...emulator.profilesOf(accountSid)], now: emulator.now }, before);
});

test("time that passes changes profiles by the seed: the same at once or in parts, and each change is in the history", async (t) => {
  const options = { accounts: 3, profiles: 200, churn: 0.05 };
  const { emulator } = await started(t, options);
  const { emulator: again } = await started(t, options);
  const { emulator: other } = await started(t, { ...options, seed: 2 });
  /** @param {Emulator} of */
  const rowsOf = (of) => of.accounts.flatMap(({ accountSid }) => [...of.profilesOf(accountSid)]);
  const before = new Map(rowsOf(emulator).map((row) => [String(row["sid"]), row]));

  const changes = emulator.advance({ days: 20 });
  const parts = Array.from({ length: 40 }, () => again.advance({ hours: 12 })).flat();
  assert.deepEqual(parts, changes);
  assert.deepEqual(rowsOf(again), rowsOf(emulator));
  assert.notDeepEqual(other.advance({ days: 20 }), changes);
  assert.equal(emulator.now.getTime(), again.now.getTime());

  // 3 × 200 × 0.05 × 20, more or less.
  assert.ok(changes.length > 450 && changes.length < 800, String(changes.length));
  for (const type of ["submit", "review", "approve", "reject", "edit", "add", "delete"]) {
    assert.ok(
      changes.some((change) => change.type === type),
      type,
    );
  }
  assert.ok(changes.every(({ at }, index) => index === 0 || at >= (changes[index - 1]?.at ?? "")));

  // The changes, replayed over what was, are what is; and each of their states is one of the history.
  const now = new Map(rowsOf(emulator).map((row) => [String(row["sid"]), row]));
  /** @type {Map<string, number>} */
  const steps = new Map();
  for (const { sid, at, type, status } of changes) {
    const history = emulator.history(sid);
    const step = (steps.get(sid) ?? (before.has(sid) ? 0 : -1)) + 1;
    steps.set(sid, step);
    assert.equal(history[step]?.at, at);
    assert.equal(history[step]?.profile?.["status"] ?? null, status.to);
    assert.equal(type === "add" ? null : history[step - 1]?.profile?.["status"], status.from);
  }
  for (const [sid, step] of steps) {
    const history = emulator.history(sid);
    assert.equal(history.length, step + 1, sid);
    assert.deepEqual(history.at(-1)?.profile ?? undefined, now.get(sid));
  }
  for (const [sid, row] of before) if (!steps.has(sid)) assert.deepEqual(now.get(sid), row);
});

test("a walk under way gets each profile that was there all the time once, whatever is added, deleted and edited", async (t) => {
  for (const filter of ["", "&Status=twilio-approved"]) {
    const { emulator, account, accountSid } = await started(t, { profiles: 400, churn: 0.2 });
    const { emulator: quiet } = await started(t, { profiles: 400 });
    const stays = new Set(sids(await walk(quiet, `?PageSize=1000${filter}`)));
    let last = "";
    const rows = await walk(emulator, `?PageSize=7${filter}`, account, (page) => {
      for (const { sid, type, status } of emulator.advance({ hours: 6 })) {
        if (type === "delete" || (filter !== "" && status.from !== status.to)) stays.delete(sid);
      }
      // The row that the next link was made of, too.
      if (page === 3) {
        const { headers, ...record } = /** @type {typeof emulator.requests[number]} */ (emulator.requests.at(-1));
        last = record.query;
        const sid = String([...emulator.profilesOf(accountSid)][30]?.["sid"]);
        emulator.change(accountSid, { type: "delete", sid });
        stays.delete(sid);
      }
    });
    const found = sids(rows);
    assert.equal(new Set(found).size, found.length, "none twice");
    assert.ok(stays.size > 100);
    const missing = [...stays].filter((sid) => !found.includes(sid));
    assert.deepEqual(missing, []);
    // Order is kept: the newest first.
    const dates = rows.map((row) => Date.parse(String(row["date_created"])));
    assert.ok(dates.every((date, index) => index === 0 || date <= (dates[index - 1] ?? 0)));
    // A link of that walk is good still.
    assert.equal((await ask(emulator, `?${last}`)).status, 200);
  }
});

test("a link whose profiles are all deleted leads to an empty last page, back to an empty first one", async (t) => {
  const { emulator, accountSid } = await started(t, { profiles: 30 });
  const first = (await ask(emulator, "?PageSize=10")).body.meta;
  const second = (await ask(emulator, String(first.next_page_url))).body.meta;
  const rows = sids([...emulator.profilesOf(accountSid)]);
  for (const sid of rows.slice(0, 10)) emulator.change(accountSid, { type: "delete", sid });
  const back = (await ask(emulator, String(second.previous_page_url))).body;
  assert.deepEqual(back.results, []);
  assert.equal(back.meta.previous_page_url, null);
  assert.deepEqual(sids((await ask(emulator, String(back.meta.next_page_url))).body.results), rows.slice(10, 20));
  for (const sid of rows.slice(10)) emulator.change(accountSid, { type: "delete", sid });
  const end = (await ask(emulator, String(second.next_page_url))).body;
  assert.deepEqual([end.results, end.meta.next_page_url], [[], null]);
  assert.deepEqual(await walk(emulator, ""), []);
  emulator.change(accountSid, { type: "add" });
  assert.equal((await walk(emulator, "")).length, 1);
});

test("profilesOf gives each profile once, also when each is deleted in turn", async (t) => {
  const { emulator, accountSid } = await started(t, { profiles: 20 });
  const all = sids([...emulator.profilesOf(accountSid)]);
  const seen = [];
  for (const profile of emulator.profilesOf(accountSid)) {
    seen.push(String(profile["sid"]));
    emulator.change(accountSid, { type: "delete", sid: String(profile["sid"]) });
    emulator.change(accountSid, { type: "add" });
  }
  assert.deepEqual(seen, all);
});

test("filters follow the changes", async (t) => {
  const { emulator, accountSid } = await started(t, { profiles: 300, churn: 0.3 });
  for (let day = 0; day < 6; day += 1) {
    const all = [...emulator.profilesOf(accountSid)];
    for (const [query, keeps] of /** @type {[string, (row: WireProfile) => boolean][]} */ ([
      ["Status=draft", (row) => row["status"] === "draft"],
      ["Status=twilio-rejected", (row) => row["status"] === "twilio-rejected"],
      [
        `FriendlyName=${encodeURIComponent(String(all[0]?.["friendly_name"]))}`,
        (row) => row["friendly_name"] === all[0]?.["friendly_name"],
      ],
    ])) {
      assert.deepEqual(await walk(emulator, `?PageSize=100&${query}`), all.filter(keeps), query);
    }
    emulator.advance({ days: 1 });
  }
});

test("daysPerSecond lets time pass between requests, with the changes that advance makes", async (t) => {
  const { emulator, accountSid } = await started(t, { daysPerSecond: 1000, profiles: 50 });
  const { emulator: other } = await started(t, { profiles: 50 });
  const start = emulator.now.getTime();
  while (emulator.now.getTime() === start) await ask(emulator);
  other.advance(emulator.now.getTime() - start);
  assert.deepEqual([...emulator.profilesOf(accountSid)], [...other.profilesOf(accountSid)]);
  await assert.rejects(startEmulator({ daysPerSecond: -1 }), RangeError);
});

test("the clock begins where it is said, and no made-up profile is younger", async (t) => {
  const start = new Date("2026-11-27T08:30:00.700Z");
  const { emulator, accountSid } = await started(t, { start, profiles: 200 });
  assert.equal(emulator.now.toISOString(), "2026-11-27T08:30:00.000Z");
  const updated = [...emulator.profilesOf(accountSid)].map((profile) => Date.parse(String(profile["date_updated"])));
  assert.ok(updated.every((time) => time <= emulator.now.getTime()));
  assert.ok(updated.some((time) => time > emulator.now.getTime() - 7 * 24 * 3_600_000));
  const [change] = emulator.advance({ days: 10 });
  assert.match(String(change?.at), /^2026-1[12]-/);
  for (const wrong of [new Date(Number.NaN), new Date("-000001-01-01T00:00:00Z"), new Date(8.64e15)])
    await assert.rejects(startEmulator({ start: wrong }), RangeError);
});

test("an account's status, name and auth token can be changed", async (t) => {
  const { emulator, account, accountSid } = await started(t, { profiles: 3 });
  const old = account.authToken;
  emulator.changeAccount(accountSid, { authToken: "new" });
  assert.equal((await ask(emulator, "", { accountSid, authToken: old })).status, 401);
  assert.equal((await ask(emulator, "", { accountSid, authToken: "new" })).status, 200);
  emulator.changeAccount(accountSid, { status: "suspended", friendlyName: "Late" });
  const suspended = await ask(emulator, "", account);
  assert.deepEqual([suspended.status, suspended.body.code, account.friendlyName], [403, 20403, "Late"]);
  emulator.changeAccount(accountSid, { status: "closed" });
  assert.equal((await ask(emulator, "", account)).status, 401);
  assert.deepEqual(
    emulator.advance({ days: 10 }).filter((change) => change.accountSid === accountSid),
    [],
  );
  emulator.changeAccount(accountSid, { status: "active" });
  assert.equal((await ask(emulator, "", account)).status, 200);
  // @ts-expect-error: what a caller without types might write
  assert.throws(() => emulator.changeAccount(accountSid, { status: "open" }), TypeError);
  // @ts-expect-error: what a caller without types might write
  assert.throws(() => emulator.changeAccount(accountSid, { token: "x" }), TypeError);
});

test("a thousand accounts of two hundred profiles, and a million in one, change without being held in memory", async (t) => {
  const { emulator } = await started(t, { accounts: 1000, profiles: 200 });
  assert.equal(new Set(emulator.accounts.map((account) => account.accountSid)).size, 1000);
  assert.deepEqual(
    ["active", "suspended", "closed"].map((status) => emulator.accounts.filter((it) => it.status === status).length),
    [960, 20, 20],
  );
  const changes = emulator.advance({ days: 1 });
  assert.ok(changes.length > 1600 && changes.length < 2300, String(changes.length));
  for (const { sid } of changes.slice(0, 200)) assert.ok(emulator.history(sid).length > 0);

  const { emulator: large, account } = await started(t, { accounts: 1, profiles: 1_000_000 });
  const before = process.memoryUsage().heapUsed;
  const many = large.advance({ days: 1 });
  assert.ok(many.length > 9500 && many.length < 10_500, String(many.length));
  const sid = many.findLast((change) => change.type === "approve")?.sid ?? "";
  assert.equal((await ask(large, `/${sid}`, account)).status, 200);
  assert.ok(large.history(sid).length > 1);
  const grown = (process.memoryUsage().heapUsed - before) / 1e6;
  assert.ok(grown < 200, `${grown} MB, where the million would take 1,000`);
});

test("mix has an inverse", () => {
  for (const bits of [0, 1, 2 ** 31, 2 ** 32 - 1, 123_456_789]) {
    assert.equal(unmix(mix(bits)), bits);
    assert.equal(indexOfDraw(7, 3, draw(7, 3, bits)), bits);
  }
});
