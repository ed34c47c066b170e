// @ts-check
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { all, apiProfiles, changedFetch, storedProfiles, tokenOf, world } from "./world.mjs";

test("a night stores every profile of every account as the API has it", async (t) => {
  const { emulator, database, sync } = await world(t, [2300, 7, 0, 41]);
  const { elapsedMs, ...summary } = await sync.run();
  assert.ok(elapsedMs > 0);
  assert.deepEqual(summary, { ...none, accounts: 4, complete: 4, profiles: 2348, new: 2348 });
  assert.deepEqual(await storedProfiles(database), apiProfiles(emulator));
  const { rows } = await database.query("SELECT count(*)::integer AS pages FROM trusthub.walk_pages");
  assert.equal(rows[0].pages, 0, "what was seen is dropped when a walk ends");
});

test("text is stored as it came, whatever it means to PostgreSQL's COPY", async (t) => {
  const { emulator, database, sync, first } = await world(t, [4]);
  const texts = ["\\N", "\\.", 'a\tb\nc\rd\\e"f\u2028', ""];
  for (const [index, friendly_name] of texts.entries()) {
    const fields = { friendly_name, tomorrow: { "a\\\t": friendly_name } };
    emulator.change(first, { type: "edit", sid: String(emulator.profile(first, index)["sid"]), fields });
  }
  await sync.run();
  assert.deepEqual(await storedProfiles(database), apiProfiles(emulator));
  const { rows } = await database.query("SELECT friendly_name, extra FROM trusthub.profiles");
  assert.deepEqual(rows.map(({ friendly_name }) => friendly_name).sort(), [...texts].sort());
  for (const { friendly_name, extra } of rows) assert.deepEqual(extra, { tomorrow: { "a\\\t": friendly_name } });
  assert.equal((await sync.run()).changed, 0);
});

test("profiles as the API really has them, and odd ones, are stored with their issues", async (t) => {
  const { database, sync, first } = await world(t, [400], {
    emulator: { plain: false, odd: true },
    sync: { retries: 0 },
  });
  const summary = await sync.run();
  assert.deepEqual(summary.failed, []);
  const { rows } = await database.query(
    `SELECT (SELECT count(*)::integer FROM trusthub.profiles) AS stored, (SELECT count(*)::integer FROM trusthub.oddities) AS odd,
       (SELECT count(*)::integer FROM trusthub.profiles WHERE issues IS NOT NULL) AS issues`,
  );
  const distinct = 397; // one of its valid SIDs stands in the list four times
  assert.deepEqual([rows[0].stored + rows[0].odd, summary.profiles], [distinct, distinct]);
  assert.ok(rows[0].issues > 0);
  // Whatever replaced what PostgreSQL can't hold: the same profile is the same the next night.
  const again = await sync.run();
  assert.deepEqual(
    { new: again.new, changed: again.changed, failed: again.failed },
    { new: 0, changed: 0, failed: [] },
  );
  assert.deepEqual((await database.query("SELECT DISTINCT account_sid FROM trusthub.profiles")).rows, [
    { account_sid: first },
  ]);
});

test("a zero's sign, and a status too long for an index, are no reason to fail or to change", async (t) => {
  const { emulator, database, sync, openSync, first } = await world(t, [2], { sync: { retries: 0 } });
  const [one, two] = [...emulator.profilesOf(first)].map(({ sid }) => String(sid));
  // Random digits do not compress.
  const status = Array.from({ length: 500 }, (_, index) => createHash("md5").update(String(index)).digest("hex")).join(
    "",
  );
  emulator.change(first, { type: "edit", sid: String(one), fields: { hat_size: [-0], email: "one@example.com" } });
  emulator.change(first, { type: "edit", sid: String(two), fields: { status } });
  // JSON.stringify writes no sign.
  const fetch = changedFetch(async (_, answer) => new Response((await (await answer()).text()).replace("[0]", "[-0]")));
  const walking = { client: { baseUrl: emulator.url, fetch } };
  assert.deepEqual((await openSync(walking).run()).failed, []);
  const { rows } = await database.query("SELECT status, issues FROM trusthub.profiles WHERE sid = $1", [two]);
  const issue = { path: "/status", code: "text", expected: "at most 500 characters", value: status };
  assert.deepEqual([rows[0].status, rows[0].issues.at(-1)], [null, issue]);
  emulator.change(first, { type: "edit", sid: String(one), fields: { email: "two@example.com" } });
  assert.equal((await openSync(walking).run()).changed, 1);
  const [change] = await all(sync.changes({ since: 2 }));
  assert.deepEqual(Object.keys(change?.changed ?? {}), ["email", "dateUpdated"]);
});

test("a night without changes writes no profile and no change", async (t) => {
  const { database, sync } = await world(t, [1500, 20]);
  await sync.run();
  const rowsOf = async () =>
    (await database.query("SELECT sid, xmin, xmax, ctid FROM trusthub.profiles ORDER BY sid")).rows;
  const before = await rowsOf();
  const summary = await sync.run();
  assert.deepEqual(await rowsOf(), before, "neither written nor locked");
  assert.deepEqual([summary.profiles, summary.new, summary.changed], [1520, 0, 0]);
  assert.equal((await all(sync.changes())).length, 1520);
});

test("the same values in another order of their keys are no change", async (t) => {
  const { emulator, database, sync, openSync, first } = await world(t, [3]);
  const sid = String(emulator.profile(first, 1)["sid"]);
  emulator.change(first, { type: "edit", sid, fields: { shoes: { left: 44, right: 45 } } });
  await sync.run();
  const dates = async () =>
    (await database.query("SELECT changed_at, fingerprint FROM trusthub.profiles WHERE sid = $1", [sid])).rows[0];
  const before = await dates();
  const turned = changedFetch(async (_, answer) => {
    const text = await (await answer()).text();
    return new Response(text.replace(/"left":44,\s*"right":45/, '"right":45,"left":44'));
  });
  for (const client of [{ baseUrl: emulator.url, fetch: turned }, { baseUrl: emulator.url }]) {
    const { changed, profiles } = await openSync({ client }).run();
    assert.deepEqual([changed, profiles], [0, 3]);
    assert.deepEqual((await dates()).changed_at, before.changed_at);
    if ("fetch" in client) assert.notEqual((await dates()).fingerprint, before.fingerprint);
  }
  assert.equal((await all(sync.changes())).length, 3);
  emulator.change(first, { type: "edit", sid, fields: { email: "new@example.com" } });
  await sync.run();
  assert.ok((await dates()).changed_at > before.changed_at);
});

test("the feed of a night is what the API changed", async (t) => {
  const { emulator, sync, database, first } = await world(t, [50, 30]);
  await sync.run();
  const { lastChange } = await sync.status();
  const sids = [...emulator.profilesOf(first)].map(({ sid }) => String(sid));
  const [approved = "", rejected = "", edited = "", deleted = ""] = sids;
  const made = [
    emulator.change(first, { type: "submit", sid: approved }),
    emulator.change(first, { type: "approve", sid: approved, validUntil: "2030-01-01T00:00:00Z" }),
    emulator.change(first, { type: "submit", sid: rejected }),
    emulator.change(first, { type: "reject", sid: rejected, errors: [{ code: 22214 }] }),
    emulator.change(first, { type: "edit", sid: edited, fields: { friendly_name: "A new name" } }),
    emulator.change(first, { type: "delete", sid: deleted }),
    emulator.change(first, { type: "add" }),
  ];
  const before = new Map((await storedProfiles(database)).map((profile) => [profile.sid, profile]));
  const summary = await sync.run();
  assert.deepEqual(
    [summary.new, summary.changed, summary.rejected, summary.gone, summary.back],
    [1, 3, before.get(rejected)?.status === "twilio-rejected" ? 0 : 1, 1, 0],
  );
  const feed = await all(sync.changes({ since: lastChange }));
  const bySid = new Map(feed.map((change) => [change.sid, change]));
  assert.equal(bySid.size, feed.length, "one change for each profile, however often it changed in between");
  assert.deepEqual([...bySid.keys()].sort(), [...new Set(made.map(({ sid }) => sid))].sort());
  assert.deepEqual(bySid.get(edited)?.changed["friendlyName"], {
    from: before.get(edited)?.friendlyName,
    to: "A new name",
  });
  assert.deepEqual(bySid.get(edited)?.kind, "changed");
  assert.deepEqual(bySid.get(rejected)?.changed["errors"], {
    from: before.get(rejected)?.errors ?? null,
    to: [{ code: 22214 }],
  });
  assert.deepEqual(bySid.get(approved)?.status, { from: before.get(approved)?.status, to: "twilio-approved" });
  assert.deepEqual(bySid.get(approved)?.changed["validUntil"]?.to, "2030-01-01T00:00:00.000Z");
  const { id, at, ...gone } = bySid.get(deleted) ?? { id: 0, at: null };
  assert.deepEqual(gone, {
    accountSid: first,
    sid: deleted,
    kind: "gone",
    status: { from: before.get(deleted)?.status, to: null },
    changed: {},
  });
  assert.deepEqual(await storedProfiles(database), apiProfiles(emulator));
});

test("a profile that is gone comes back", async (t) => {
  const { emulator, sync, database, first } = await world(t, [12]);
  await sync.run();
  const sid = String(emulator.profile(first, 3)["sid"]);
  emulator.change(first, { type: "delete", sid });
  assert.equal((await sync.run()).gone, 1);
  const stored = await database.query("SELECT friendly_name, gone_at FROM trusthub.profiles WHERE sid = $1", [sid]);
  assert.ok(stored.rows[0].gone_at instanceof Date && stored.rows[0].friendly_name !== null, "its row is kept");
  assert.equal((await sync.run()).gone, 0, "once");
  emulator.change(first, { type: "restore", sid });
  assert.equal((await sync.run()).back, 1);
  const kinds = (await all(sync.changes()))
    .filter((change) => change.sid === sid)
    .map(({ kind, status }) => [kind, status]);
  const status = emulator.profile(first, 3)["status"];
  assert.deepEqual(kinds, [
    ["new", { from: null, to: status }],
    ["gone", { from: status, to: null }],
    ["back", { from: null, to: status }],
  ]);
  assert.deepEqual(await storedProfiles(database), apiProfiles(emulator));
});

test("a profile that no page had is asked for by its SID, and is not gone when it is there", async (t) => {
  let hidden = "";
  const fetch = changedFetch(async (url, answer) => {
    const response = await answer();
    if (!url.pathname.endsWith("/CustomerProfiles") || hidden === "") return response;
    const page = await response.json();
    page.results = page.results.filter((/** @type {{ sid: string }} */ { sid }) => sid !== hidden);
    return Response.json(page);
  });
  const { emulator, sync, database, first, openSync } = await world(t, [30]);
  await sync.run();
  hidden = String(emulator.profile(first, 5)["sid"]);
  emulator.change(first, { type: "edit", sid: hidden, fields: { email: "new@example.com" } });
  emulator.requests.length = 0;
  const summary = await openSync({ client: { baseUrl: emulator.url, fetch } }).run();
  assert.deepEqual([summary.gone, summary.changed, summary.profiles], [0, 1, 30]);
  assert.deepEqual(
    emulator.requests.map(({ path }) => path),
    ["/v1/CustomerProfiles", `/v1/CustomerProfiles/${hidden}`],
  );
  assert.deepEqual(await storedProfiles(database), apiProfiles(emulator), "what was found by SID is stored");
});

test("a profile is gone by a 404 alone: any other answer to its SID fails the walk", async (t) => {
  let sid = "";
  let status = 0;
  const fetch = changedFetch((url, answer) => {
    const isAsked = status !== 404 && url.pathname.endsWith(`/${sid}`);
    return isAsked ? Promise.resolve(Response.json({ code: 1, message: "no", status }, { status })) : answer();
  });
  const { emulator, openSync, database, first } = await world(t, [3]);
  const sync = openSync({ retries: 0, client: { baseUrl: emulator.url, maxRetries: 0, fetch } });
  await sync.run();
  sid = String(emulator.profile(first, 1)["sid"]);
  emulator.change(first, { type: "delete", sid });
  for (status of [400, 401, 403, 410, 429, 503]) {
    const { gone, failed } = await sync.run();
    assert.deepEqual([gone, failed.length], [0, 1], String(status));
    assert.match(failed[0]?.reason ?? "", new RegExp(String(status)));
  }
  assert.equal((await storedProfiles(database)).length, 3);
  status = 404;
  assert.equal((await sync.run()).gone, 1);
});

test("more profiles are missing than 20 and than 10 %: suspicious, and nothing is marked without acceptGone", async (t) => {
  const { emulator, sync, database, first } = await world(t, [100, 100, 299, 300]);
  await sync.run();
  const [, second = "", third = "", fourth = ""] = emulator.accounts.map(({ accountSid }) => accountSid);
  const remove = (/** @type {string} */ account, /** @type {number} */ count) => {
    for (const { sid } of [...emulator.profilesOf(account)].slice(0, count)) {
      emulator.change(account, { type: "delete", sid: String(sid) });
    }
  };
  remove(first, 21);
  remove(second, 20);
  remove(third, 30);
  remove(fourth, 30);
  const summary = await sync.run();
  const reason = (/** @type {string} */ counts, /** @type {number} */ most) =>
    `${counts} profiles are no longer listed, more than ${most}: nothing was marked as gone`;
  assert.deepEqual(
    summary.suspicious,
    [
      { accountSid: first, reason: reason("21 of 100", 20) },
      { accountSid: third, reason: reason("30 of 299", 29) },
    ].sort((one, other) => (one.accountSid < other.accountSid ? -1 : 1)),
  );
  assert.deepEqual([summary.complete, summary.gone], [2, 20 + 30]);
  const goneOf = async () =>
    (
      await database.query(
        "SELECT count(*)::integer AS gone FROM trusthub.profiles WHERE account_sid = $1 AND gone_at IS NOT NULL",
        [first],
      )
    ).rows[0].gone;
  assert.equal(await goneOf(), 0);
  assert.deepEqual(
    (await sync.status()).failed.map(({ accountSid, state }) => [accountSid, state]),
    [first, third].sort().map((accountSid) => [accountSid, "suspicious"]),
  );
  const accepted = await sync.run({ acceptGone: true });
  assert.deepEqual([accepted.suspicious, accepted.gone], [[], 21 + 30]);
  assert.equal(await goneOf(), 21);
  assert.deepEqual((await sync.status()).failed, []);
});

test("a page with another account's profiles fails the walk and writes nothing", async (t) => {
  const { emulator, database, first, openSync } = await world(t, [10, 10]);
  const [, second = ""] = emulator.accounts.map(({ accountSid }) => accountSid);
  // A parent's key in a subaccount's line.
  const parent = { username: first, password: tokenOf(emulator, first) };
  const summary = await openSync({ credentials: () => parent }).run();
  assert.deepEqual(summary.failed, [
    {
      accountSid: second,
      reason: `the credentials of ${second} list profiles of ${first}: are they those of another account?`,
    },
  ]);
  assert.equal(summary.complete, 1);
  const { rows } = await database.query("SELECT account_sid, count(*)::integer FROM trusthub.profiles GROUP BY 1");
  assert.deepEqual(rows, [{ account_sid: first, count: 10 }]);
});

test("a missing profile that is another account's by now fails the walk, and is not stored", async (t) => {
  let hidden = "";
  const another = `AC${"9".repeat(32)}`;
  const fetch = changedFetch(async (url, answer) => {
    const body = await (await answer()).json();
    if (url.pathname.endsWith(`/${hidden}`)) body.account_sid = another;
    else body.results = body.results.filter((/** @type {{ sid: string }} */ { sid }) => sid !== hidden);
    return Response.json(body);
  });
  const { emulator, sync, database, first, openSync } = await world(t, [30]);
  await sync.run();
  const before = await storedProfiles(database);
  hidden = String(emulator.profile(first, 5)["sid"]);
  const summary = await openSync({ client: { baseUrl: emulator.url, fetch } }).run();
  assert.match(summary.failed[0]?.reason ?? "", new RegExp(`profiles of ${another}`));
  assert.deepEqual(await storedProfiles(database), before);
});

test("profiles without a valid SID are counted and kept with their issues, those of the last walk", async (t) => {
  const { emulator, sync, database, first } = await world(t, [
    {
      profiles: [
        { sid: null, friendly_name: "No key" },
        { sid: "BU12", date_created: "yesterday" },
        { sid: `BU${"a".repeat(32)}` },
      ],
    },
  ]);
  assert.equal((await sync.run()).odd, 2);
  const summary = await sync.run();
  assert.deepEqual([summary.odd, summary.profiles, summary.new], [2, 3, 0]);
  const { rows } = await database.query(
    "SELECT account_sid, page, position, profile->>'friendlyName' AS name, issues FROM trusthub.oddities ORDER BY position",
  );
  assert.equal(rows.length, 2, "of the last walk alone");
  assert.deepEqual(rows[0], { account_sid: first, page: 0, position: 0, name: "No key", issues: [] });
  assert.deepEqual(
    rows[1].issues.map((/** @type {{ path: string, code: string, value: unknown }} */ { path, code, value }) => [
      path,
      code,
      value,
    ]),
    [
      ["/sid", "pattern", "BU12"],
      ["/date_created", "date-time", "yesterday"],
    ],
  );
  assert.equal(emulator.requests.length, 2);
});

const none = {
  accounts: 0,
  complete: 0,
  failed: [],
  suspicious: [],
  unfinished: [],
  profiles: 0,
  new: 0,
  changed: 0,
  approved: 0,
  rejected: 0,
  gone: 0,
  back: 0,
  odd: 0,
};
