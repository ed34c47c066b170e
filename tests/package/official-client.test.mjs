// @ts-check
// The official client beside ours, on the same emulator: every profile and every field agrees, but for the named
// differences at the end.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import twilio from "twilio";
import { startEmulator } from "../../cli/emulator/emulator.mjs";
import { installPackage } from "./installed.mjs";

/** @import { Emulator } from "../../cli/emulator/emulator.mjs" */
/** @import { Client, CustomerProfile, ListOptions } from "trusthub-profiles" */

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;
/** @type {Emulator} */
let emulator;
/** @type {Client} */
let ours;
/** @type {any} */
let theirs;
/** @type {Emulator["accounts"][number]} */
let account;

before(async () => {
  installed = await installPackage();
  emulator = await startEmulator({ profiles: 260, linkOrigin: "https://trusthub.twilio.com" });
  account = /** @type {Emulator["accounts"][number]} */ (emulator.accounts[0]);
  const credentials = { username: account.accountSid, password: account.authToken };
  ours = (await installed.load()).createClient({ baseUrl: emulator.url, credentials });

  // Their HTTP client, with another host and nothing else.
  class Redirected extends twilio.RequestClient {
    /** @param {any} options */
    request(options) {
      return super.request({ ...options, uri: options.uri.replace("https://trusthub.twilio.com", emulator.url) });
    }
  }
  theirs = twilio(account.accountSid, account.authToken, { httpClient: new Redirected() });
});
after(async () => {
  await emulator.close();
  await installed.remove();
});

const fields = /** @type {const} */ ([
  "sid",
  "accountSid",
  "policySid",
  "friendlyName",
  "status",
  "email",
  "statusCallback",
  "url",
  "links",
  "errors",
]);
const dates = /** @type {const} */ (["validUntil", "dateCreated", "dateUpdated"]);

/**
 * @param {CustomerProfile} our
 * @param {any} their
 */
function agree(our, their) {
  for (const field of fields) assert.deepEqual(our[field], their[field] ?? null, `${field} of ${our.sid}`);
  for (const date of dates) {
    // A difference on purpose: a date that is missing is null for us, and the present moment for them.
    if (our[date] !== null) assert.equal(our[date].getTime(), their[date].getTime(), `${date} of ${our.sid}`);
  }
}

/** @type {ListOptions[]} */
const calls = [
  {},
  { pageSize: 1000 },
  { pageSize: 50 },
  { pageSize: 7 },
  { limit: 1 },
  { limit: 20 },
  { limit: 100, pageSize: 30 },
  { limit: 260 },
  { limit: 1000 },
];

describe("the official client agrees", () => {
  for (const call of calls) {
    it(`for ${JSON.stringify(call)}`, async () => {
      const [our, their] = await Promise.all([
        ours.listCustomerProfiles(call).toArray(),
        theirs.trusthub.v1.customerProfiles.list({ ...call }),
      ]);
      assert.ok(our.length > 0);
      assert.equal(our.length, their.length);
      for (const [index, profile] of our.entries()) agree(profile, their[index]);
    });
  }

  for (const status of /** @type {const} */ ([
    "draft",
    "pending-review",
    "in-review",
    "twilio-rejected",
    "twilio-approved",
  ])) {
    it(`for the status ${status}, alone and with each other filter`, async () => {
      const [sample] = await ours.listCustomerProfiles({ status, limit: 1 }).toArray();
      assert.ok(sample);
      for (const filter of [
        { status },
        { status, policySid: String(sample.policySid) },
        { friendlyName: String(sample.friendlyName) },
        { status, friendlyName: String(sample.friendlyName), policySid: String(sample.policySid), pageSize: 3 },
      ]) {
        const our = await ours.listCustomerProfiles(filter).toArray();
        const their = await theirs.trusthub.v1.customerProfiles.list({ ...filter });
        assert.ok(our.length > 0, JSON.stringify(filter));
        assert.equal(our.length, their.length);
        for (const [index, profile] of our.entries()) agree(profile, their[index]);
      }
    });
  }
});

describe("differences on purpose", () => {
  it("missing-dates: null for us, the present moment for them", async () => {
    const body = {
      results: [{ sid: "BU0123456789abcdef0123456789abcdef" }],
      meta: { key: "results", next_page_url: null },
    };
    emulator.fault("body", { body: JSON.stringify(body), times: 2 });
    const [our] = await ours.listCustomerProfiles().toArray();
    const [their] = await theirs.trusthub.v1.customerProfiles.list();
    assert.equal(our?.dateCreated, null);
    assert.ok(Math.abs(their.dateCreated.getTime() - Date.now()) < 60_000);
  });

  it("unknown-properties: kept in extra for us, dropped by them", async () => {
    const our = await ours.listCustomerProfiles().toArray();
    const their = await theirs.trusthub.v1.customerProfiles.list();
    const index = our.findIndex((profile) => profile.extra !== undefined);
    const [name] = Object.keys(our[index]?.extra ?? {});
    assert.ok(name);
    assert.ok(!(name in their[index]));
  });

  it("page-size-out-of-bounds: refused by us, sent by them", async () => {
    assert.throws(() => ours.listCustomerProfiles({ pageSize: 5000 }), { name: "OptionsError" });
    await assert.rejects(theirs.trusthub.v1.customerProfiles.list({ pageSize: 5000 }), { status: 400 });
  });
});
