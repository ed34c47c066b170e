// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { createEmulator, startEmulator } from "./emulator.mjs";
import { JsonText, jsonText } from "./json-text.mjs";
import { ODD_TURNS, ODD_VALUES } from "./odd-profiles.mjs";

test("each odd value has its turn", async (t) => {
  const emulator = await startEmulator({ profiles: ODD_TURNS, odd: true });
  t.after(() => emulator.close());
  const profiles = [...emulator.profilesOf(String(emulator.accounts[0]?.accountSid))];
  for (const [property, value] of ODD_VALUES) {
    const what = `${property}: ${jsonText(value).slice(0, 100)}`;
    assert.ok(
      profiles.some((profile) => Object.hasOwn(profile, property) && profile[property] === value),
      what,
    );
  }
});

test("the same seed gives the same profiles, another one others", async (t) => {
  const texts = [];
  for (const seed of [1, 1, 2]) {
    const emulator = await startEmulator({ profiles: 50, odd: true, seed });
    t.after(() => emulator.close());
    const profiles = [...emulator.profilesOf(String(emulator.accounts[0]?.accountSid))];
    texts.push(jsonText(profiles.map(({ sid, errors, status }) => [sid, errors, status])));
  }
  assert.equal(texts[0], texts[1]);
  assert.notEqual(texts[0], texts[2]);
});

test("they are sent as they are, and found by filters", async (t) => {
  const emulator = await startEmulator({ profiles: ODD_TURNS, odd: true });
  t.after(() => emulator.close());
  const [account] = emulator.accounts;
  const headers = { Authorization: `Basic ${btoa(`${account?.accountSid}:${account?.authToken}`)}` };
  /** @param {string} query */
  const body = async (query) => {
    const response = await fetch(`${emulator.url}/v1/CustomerProfiles?PageSize=1000${query}`, { headers });
    return response.text();
  };
  const text = await body("");
  /** @type {{ results: { policy_sid?: unknown }[] }} */
  const { results } = JSON.parse(text);
  assert.equal(results.length, ODD_TURNS);
  const half = "\\ud83d and \\udc00";
  for (const part of ["1e400", '"code":-0', half, '{"code":18601,"code":', "[".repeat(20_000), '"__proto__":']) {
    assert.ok(text.includes(part), part.slice(0, 40));
  }
  assert.ok(!text.includes("\\u0000json:"), "no placeholder is left");
  const policy = "RN6433641899984f951173ef1738c3bdd0";
  const found = JSON.parse(await body(`&PolicySid=${policy}`)).results;
  assert.ok(found.length > 0);
  const own = results.filter(
    ({ policy_sid: sid }) => typeof sid === "string" && sid.toLowerCase() === policy.toLowerCase(),
  );
  assert.equal(found.length, own.length);
});

test("they are found by their SIDs, have a history, and change", () => {
  const emulator = createEmulator({ accounts: 1, profiles: ODD_TURNS, odd: true });
  const accountSid = String(emulator.accounts[0]?.accountSid);
  const sids = [...emulator.profilesOf(accountSid)].map(({ sid }) => sid).filter((sid) => typeof sid === "string");
  const whole = sids.filter((sid) => /^BU[0-9a-f]{32}$/.test(sid));
  assert.ok(whole.length > ODD_TURNS / 2);
  for (const sid of whole) assert.equal(emulator.history(sid)[0]?.profile?.["sid"], sid);
  // Each is edited, approved or deleted some time.
  assert.ok(emulator.advance({ days: 1000 }).length > ODD_TURNS);
});

test("JSON that JSON.stringify can't write is checked when it is made", () => {
  assert.equal(jsonText({ a: new JsonText("[1e400, -0]"), b: "\u0000json" }), '{"a":[1e400, -0],"b":"\\u0000json"}');
  assert.throws(() => new JsonText("[1"), SyntaxError);
});
