// @ts-check
/** @import { Account } from "./api.d.ts" */
/** @import { Emulator } from "./emulator.mjs" */
/** @import { WireProfile } from "./profile-list.mjs" */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { ask } from "./ask.mjs";
import { startEmulator } from "./emulator.mjs";

const emulator = await startEmulator({ accounts: [{ profiles: 1203 }, { profiles: 1203 }, { profiles: 50 }, {}] });
after(() => emulator.close());
const [first, second, third, empty] = /** @type {[Account, Account, Account, Account]} */ (emulator.accounts);
const all = [...emulator.profilesOf(first.accountSid)];

/**
 * Every page from a link on.
 * @param {Emulator} of
 * @param {string | null | undefined} from
 * @param {"next_page_url" | "previous_page_url"} link
 */
async function walk(of, from, link) {
  const pages = [];
  for (let target = from; typeof target === "string"; target = pages.at(-1)?.meta[link]) {
    const { status, body, text } = await ask(of, target);
    assert.equal(status, 200, `${target}: ${text}`);
    pages.push(body);
  }
  return pages;
}

for (const pageSize of [1, 7, 50, 401, 1000]) {
  test(`pages of ${pageSize} hold every profile once, forward and back`, async () => {
    const forward = await walk(emulator, `?PageSize=${pageSize}`, "next_page_url");
    assert.equal(forward.length, Math.ceil(all.length / pageSize));
    assert.deepEqual(
      forward.flatMap((page) => page.results),
      all,
    );
    assert.deepEqual(
      forward.map((page) => page.meta.page),
      forward.map((_, index) => index),
    );
    assert.equal(forward[0]?.meta.previous_page_url, null);
    assert.ok(forward.every(({ meta }) => meta.page_size === pageSize && meta.key === "results"));

    const back = await walk(emulator, forward.at(-1)?.meta.url, "previous_page_url");
    assert.deepEqual(
      back.reverse().map((page) => page.results),
      forward.map((page) => page.results),
    );
    assert.deepEqual(
      back.map((page) => page.meta.page),
      forward.map((_, index) => index),
    );
    assert.equal(back[0]?.meta.next_page_url, forward[0]?.meta.next_page_url);
  });
}

test("first_page_url and url lead where they say", async () => {
  const { body: start } = await ask(emulator);
  const { body: next } = await ask(emulator, start.meta.next_page_url ?? "");
  assert.deepEqual((await ask(emulator, next.meta.first_page_url)).body, start);
  assert.deepEqual((await ask(emulator, next.meta.url)).body, next);
});

test("a list that fills its last page, and an empty one, have no next link", async () => {
  const full = (await ask(emulator, "", third)).body;
  assert.equal(full.results.length, 50);
  assert.equal(full.meta.next_page_url, null);
  const none = (await ask(emulator, "", empty)).body;
  assert.deepEqual(none.results, []);
  assert.equal(none.meta.next_page_url, null);
  assert.equal(none.meta.previous_page_url, null);
});

test("filters select exactly, alone and together, and the links repeat them", async () => {
  const { friendly_name: name, policy_sid: policy } = /** @type {WireProfile} */ (all[17]);
  /** @type {[query: Record<string, string>, keeps: (profile: WireProfile) => boolean][]} */
  const cases = [
    [{ Status: "draft" }, (profile) => profile["status"] === "draft"],
    [{ Status: "pending-review" }, (profile) => profile["status"] === "pending-review"],
    [{ Status: "in-review" }, (profile) => profile["status"] === "in-review"],
    [{ Status: "twilio-rejected" }, (profile) => profile["status"] === "twilio-rejected"],
    [{ Status: "twilio-approved" }, (profile) => profile["status"] === "twilio-approved"],
    [{ FriendlyName: String(name) }, (profile) => profile["friendly_name"] === name],
    [{ PolicySid: String(policy) }, (profile) => same(profile["policy_sid"], policy)],
    [{ PolicySid: `RN${String(policy).slice(2).toUpperCase()}` }, (profile) => same(profile["policy_sid"], policy)],
    [
      { PolicySid: String(policy), Status: "twilio-approved" },
      (profile) => same(profile["policy_sid"], policy) && profile["status"] === "twilio-approved",
    ],
    [{ FriendlyName: "" }, () => false],
    [{ FriendlyName: "no such & company=1" }, () => false],
  ];
  for (const [query, keeps] of cases) {
    const pages = await walk(emulator, `?${new URLSearchParams({ ...query, PageSize: "9" })}`, "next_page_url");
    assert.deepEqual(
      pages.flatMap((page) => page.results),
      all.filter(keeps),
      JSON.stringify(query),
    );
    for (const { meta } of pages) {
      for (const link of [meta.first_page_url, meta.previous_page_url, meta.url, meta.next_page_url]) {
        if (typeof link !== "string") continue;
        const parameters = new URL(link).searchParams;
        for (const [name, value] of Object.entries(query)) assert.equal(parameters.get(name), value, link);
        assert.equal(parameters.get("PageSize"), "9", link);
      }
    }
  }
});

test("every name finds its profiles again, whatever its script", async () => {
  const names = new Set(all.map((profile) => String(profile["friendly_name"])));
  for (const name of [...names].slice(0, 150)) {
    const { body } = await ask(emulator, `?PageSize=1&FriendlyName=${encodeURIComponent(name)}`);
    assert.equal(body.results[0]?.["friendly_name"], name);
    if (typeof body.meta.next_page_url !== "string") continue;
    const next = await ask(emulator, body.meta.next_page_url);
    assert.equal(next.body.results[0]?.["friendly_name"], name);
  }
});

test("what Trust Hub refuses is refused with its code", async () => {
  const { meta } = (await ask(emulator, "?PageSize=20")).body;
  const token = new URL(meta.next_page_url ?? "").searchParams.get("PageToken") ?? "";
  const changed = token.replace(/[0-9a-zA-Z](?=[^0-9a-zA-Z]*$)/, (last) => (last === "a" ? "b" : "a"));
  const wire = encodeURIComponent(token);
  /** @type {[query: string, code: number][]} */
  const cases = [
    ["?Status=approved", 20001],
    ["?Status=", 20001],
    ["?Status=Draft", 20001],
    ["?Status=provisionally-approved", 20001],
    ["?PolicySid=RN123", 20001],
    [`?PolicySid=BU${"0".repeat(32)}`, 20001],
    ["?PageSize=0", 20001],
    ["?PageSize=1001", 20001],
    ["?PageSize=-1", 20001],
    ["?PageSize=ten", 20001],
    ["?PageSize=1.5", 20001],
    ["?PageSize=", 20001],
    ["?Page=x&PageToken=y", 20001],
    ["?Page=1", 70002],
    [`?PageToken=${wire}`, 21481],
    ["?Page=1&PageToken=", 21481],
    ["?Page=1&PageToken=PT10", 21481],
    [`?PageSize=20&Page=1&PageToken=PABU${"0".repeat(32)}`, 21481],
    [`?PageSize=20&Page=1&PageToken=${encodeURIComponent(changed)}`, 21481],
    [`?PageSize=20&Page=2&PageToken=${wire}`, 21481],
    [`?PageSize=21&Page=1&PageToken=${wire}`, 21481],
    [`?PageSize=20&Page=1&Status=draft&PageToken=${wire}`, 21481],
  ];
  for (const [query, code] of cases) {
    const { status, body } = await ask(emulator, query);
    assert.equal(status, 400, query);
    assert.deepEqual(
      { ...body, message: typeof body.message },
      { code, message: "string", more_info: `https://www.twilio.com/docs/errors/${code}`, status: 400 },
      query,
    );
  }
  const elsewhere = await ask(emulator, meta.next_page_url ?? "", second);
  assert.equal(elsewhere.body.code, 21481, "another account's token");
});

test("bounds of PageSize are served, unknown parameters ignored", async () => {
  for (const [query, length] of /** @type {[string, number][]} */ ([
    ["?PageSize=1", 1],
    ["?PageSize=1000", 1000],
    ["?Page=0", 50],
    ["?status=draft&Limit=1&Sort=asc", 50],
  ])) {
    assert.equal((await ask(emulator, query)).body.results.length, length, query);
  }
});

test("links come in all the forms that Twilio's have, and the same at every start", async (t) => {
  const pages = await walk(emulator, "?PageSize=20&Status=twilio-approved", "next_page_url");
  const links = pages
    .flatMap(({ meta }) => [meta.next_page_url, meta.previous_page_url])
    .filter((link) => link !== null);
  const forms = {
    sid: /PageToken=P[AB]BU[0-9a-f]{32}(&|$)/,
    type: /PageToken=PTBU[0-9a-f]{32}(&|$)/,
    raw: /PageToken=[\w-]{22}==(&|$)/,
    encoded: /PageToken=[\w%]{22,}%3D%3D(&|$)/,
    tokenFirst: /\?PageToken=/,
    tokenLast: /PageToken=[^&]+$/,
  };
  for (const [form, pattern] of Object.entries(forms)) {
    assert.ok(
      links.some((link) => pattern.test(String(link))),
      form,
    );
  }
  assert.equal(new Set(links).size, links.length, "each link is of its own");

  const again = await startEmulator({ accounts: [{ profiles: 1203 }], linkOrigin: emulator.url });
  t.after(() => again.close());
  assert.deepEqual((await ask(again)).body, (await ask(emulator)).body);
});

/**
 * @param {unknown} left
 * @param {unknown} right
 */
function same(left, right) {
  return String(left).toLowerCase() === String(right).toLowerCase();
}
