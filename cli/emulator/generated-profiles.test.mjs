// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { generatedProfiles } from "./generated-profiles.mjs";

const DOCUMENTED = ["draft", "pending-review", "in-review", "twilio-rejected", "twilio-approved"];
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|\+00:00)$/;
const ACCOUNT = `AC${"1".repeat(32)}`;

/**
 * @param {number} count
 * @param {boolean} plain
 */
function generated(count, plain) {
  const source = generatedProfiles({ accountSid: ACCOUNT, seed: 1, count, plain });
  return Array.from({ length: count }, (_, index) => source.at(index));
}

test("SIDs are unique and of the documented form", () => {
  const sids = generated(20_000, false).map((profile) => String(profile["sid"]));
  assert.equal(new Set(sids).size, sids.length);
  for (const sid of sids) assert.match(sid, /^BU[0-9a-f]{32}$/);
});

test("the newest come first, and none is updated before it was made", () => {
  for (const count of [1, 7, 5000]) {
    let before = Infinity;
    for (const profile of generated(count, false)) {
      const created = Date.parse(String(profile["date_created"]));
      assert.ok(created <= before, `${profile["sid"]} of ${count}`);
      assert.ok(Date.parse(String(profile["date_updated"])) >= created, `${profile["sid"]} of ${count}`);
      before = created;
    }
  }
});

test("an index alone gives the same profile as a walk, whatever was asked before", () => {
  const source = generatedProfiles({ accountSid: ACCOUNT, seed: 9, count: 100, plain: false });
  const last = source.at(99);
  source.at(0);
  assert.deepEqual(source.at(99), last);
  const other = generatedProfiles({ accountSid: `AC${"2".repeat(32)}`, seed: 9, count: 100, plain: false });
  assert.notEqual(other.at(99)["sid"], last["sid"]);
});

test("odd profiles hold each oddity that a client must be ready for", () => {
  const profiles = generated(5000, false);
  /** @type {Record<string, (profile: Record<string, unknown>) => boolean>} */
  const oddities = {
    "an undocumented status": (profile) => profile["status"] === "provisionally-approved",
    "no email": (profile) => profile["email"] === null,
    "a null callback": (profile) => profile["status_callback"] === null,
    "no callback": (profile) => !("status_callback" in profile),
    "a plain http callback": (profile) => String(profile["status_callback"]).startsWith("http:"),
    "no errors property": (profile) => !("errors" in profile),
    "an offset for Z": (profile) => String(profile["date_updated"]).endsWith("+00:00"),
    "a SID in capitals": (profile) => /[A-F]/.test(String(profile["policy_sid"]).slice(2)),
    "an unknown property": (profile) => "registration_channel" in profile,
    "an unknown object": (profile) => "risk_review" in profile,
    accents: (profile) => /[éüãŁ]/.test(String(profile["friendly_name"])),
    "Chinese characters": (profile) => /\p{Script=Han}/u.test(String(profile["friendly_name"])),
    Hangul: (profile) => /\p{Script=Hangul}/u.test(String(profile["friendly_name"])),
    Arabic: (profile) => /\p{Script=Arabic}/u.test(String(profile["friendly_name"])),
    Cyrillic: (profile) => /\p{Script=Cyrillic}/u.test(String(profile["friendly_name"])),
    Devanagari: (profile) => /\p{Script=Devanagari}/u.test(String(profile["friendly_name"])),
    emoji: (profile) => /\p{Extended_Pictographic}/u.test(String(profile["friendly_name"])),
    quotes: (profile) => String(profile["friendly_name"]).includes('"'),
    backslashes: (profile) => String(profile["friendly_name"]).includes("\\"),
  };
  for (const [name, holds] of Object.entries(oddities)) {
    const count = profiles.filter(holds).length;
    assert.ok(count > 0 && count < profiles.length, `${name}: ${count}`);
  }
  for (const status of DOCUMENTED)
    assert.ok(
      profiles.some((profile) => profile["status"] === status),
      status,
    );
  for (const profile of profiles) {
    assert.match(String(profile["date_updated"]), DATE);
    assert.equal(Array.isArray(profile["errors"]), profile["status"] === "twilio-rejected");
  }
});

test("plain profiles hold nothing but what is documented", () => {
  const keys = [
    "sid",
    "account_sid",
    "policy_sid",
    "friendly_name",
    "status",
    "email",
    "status_callback",
    "valid_until",
    "date_created",
    "date_updated",
    "url",
    "links",
    "errors",
  ];
  for (const profile of generated(5000, true)) {
    assert.deepEqual(Object.keys(profile), keys);
    assert.ok(DOCUMENTED.includes(String(profile["status"])));
    for (const key of keys) {
      if (profile[key] === null) assert.ok(key === "valid_until" || key === "errors", key);
    }
    assert.match(String(profile["date_created"]), /Z$/);
    const url = `https://trusthub.twilio.com/v1/CustomerProfiles/${profile["sid"]}`;
    assert.equal(profile["url"], url);
    assert.deepEqual(profile["links"], {
      customer_profiles_entity_assignments: `${url}/EntityAssignments`,
      customer_profiles_evaluations: `${url}/Evaluations`,
      customer_profiles_channel_endpoint_assignment: `${url}/ChannelEndpointAssignments`,
    });
  }
});
