// @ts-check
/** @import { Account } from "./api.d.ts" */
import assert from "node:assert/strict";
import { test } from "node:test";
import { basic } from "./ask.mjs";
import { startEmulator } from "./emulator.mjs";

const PATH = "/2010-04-01/Accounts.json";

const emulator = await startEmulator({ accounts: 120, profiles: 3 });
test.after(() => emulator.close());
const [parent, child] = /** @type {[Account, Account]} */ (/** @type {unknown} */ (emulator.accounts));

/**
 * @param {string} [target]
 * @param {string} [authorization]
 */
async function ask(target = PATH, authorization = basic(parent.accountSid, parent.authToken)) {
  const response = await fetch(emulator.url + target, { headers: { authorization } });
  return { status: response.status, body: /** @type {any} */ (await response.json()) };
}

test("a parent sees itself and its subaccounts, page by page, each with its token", async () => {
  const seen = [];
  /** @type {string | null} */
  let target = `${PATH}?PageSize=50`;
  for (let page = 0; target !== null; page += 1) {
    const { status, body } = await ask(target);
    assert.equal(status, 200);
    assert.deepEqual([body.page, body.page_size, body.start], [page, 50, page * 50]);
    assert.equal(body.end, body.start + body.accounts.length - 1);
    assert.equal(body.previous_page_uri === null, page === 0);
    assert.deepEqual((await ask(body.uri)).body, body);
    seen.push(...body.accounts);
    target = body.next_page_uri;
    assert.ok(target === null || target.startsWith(`${PATH}?`), `${target}`);
  }
  assert.deepEqual(
    seen.map(({ sid, auth_token, friendly_name, owner_account_sid, status }) => ({
      sid,
      auth_token,
      friendly_name,
      owner_account_sid,
      status,
    })),
    emulator.accounts.map((account) => ({
      sid: account.accountSid,
      auth_token: account.authToken,
      friendly_name: account.friendlyName,
      owner_account_sid: parent.accountSid,
      status: account.status,
    })),
  );
  assert.match(seen[1].date_created, /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/);
});

test("filters by status and by the exact name, also in the links", async () => {
  for (const status of ["active", "suspended", "closed"]) {
    const { body } = await ask(`${PATH}?Status=${status}&PageSize=1000`);
    assert.deepEqual(
      body.accounts.map((/** @type {any} */ account) => account.sid),
      emulator.accounts.filter((account) => account.status === status).map((account) => account.accountSid),
    );
  }
  const { body } = await ask(`${PATH}?FriendlyName=${encodeURIComponent(child.friendlyName)}`);
  assert.ok(body.accounts.length > 0);
  assert.ok(body.accounts.every((/** @type {any} */ account) => account.friendly_name === child.friendlyName));
  const first = (await ask(`${PATH}?Status=active&PageSize=20`)).body;
  assert.match(first.next_page_uri, /Status=active/);
  const none = (await ask(`${PATH}?FriendlyName=none`)).body;
  assert.deepEqual([none.accounts, none.next_page_uri], [[], null]);
});

test("a subaccount sees itself alone, and a parent's credentials open no profiles but its own", async () => {
  const { body } = await ask(PATH, basic(child.accountSid, child.authToken));
  assert.deepEqual(
    body.accounts.map((/** @type {any} */ account) => account.sid),
    [child.accountSid],
  );
  const { body: profiles } = await ask("/v1/CustomerProfiles");
  assert.ok(profiles.results.every((/** @type {any} */ profile) => profile.account_sid === parent.accountSid));
  const sid = emulator.profile(child.accountSid, 0)["sid"];
  assert.equal((await ask(`/v1/CustomerProfiles/${sid}`)).status, 404);
});

test("basic credentials open it, an API key too; bearer tokens and strangers are 401", async () => {
  const { apiKey, bearerToken } = parent;
  const byKey = await ask(PATH, basic(String(apiKey?.sid), String(apiKey?.secret)));
  assert.equal(byKey.body.accounts[0].sid, parent.accountSid);
  for (const authorization of [`Bearer ${bearerToken}`, basic(parent.accountSid, "wrong"), ""]) {
    const { status, body } = await ask(PATH, authorization);
    assert.deepEqual([status, body.code], [401, 20003], authorization);
  }
  const suspended = /** @type {Account} */ (emulator.accounts.find((account) => account.status === "suspended"));
  assert.equal((await ask(PATH, basic(suspended.accountSid, suspended.authToken))).status, 403);
});

test("what is wrong is a 400, another method a 405, and faults apply", async () => {
  assert.equal((await ask(`${PATH}?Status=open`)).body.code, 20001);
  assert.equal((await ask(`${PATH}?Page=x`)).body.code, 20001);
  assert.equal((await fetch(emulator.url + PATH, { method: "POST" })).status, 405);
  emulator.fault("status", { status: 429 });
  assert.equal((await ask()).status, 429);
  assert.equal((await ask()).status, 200);
});

test("another owner's accounts are not seen", async (t) => {
  const other = await startEmulator({
    accounts: [{ accountSid: "ACone" }, { accountSid: "ACtwo", ownerAccountSid: "ACtwo" }, { status: "closed" }],
  });
  t.after(() => other.close());
  const [one] = other.accounts;
  const response = await fetch(other.url + PATH, { headers: { authorization: basic("ACone", one?.authToken ?? "") } });
  const { accounts } = /** @type {any} */ (await response.json());
  assert.deepEqual(
    accounts.map((/** @type {any} */ account) => [account.owner_account_sid, account.status]),
    [
      ["ACone", "active"],
      ["ACone", "closed"],
    ],
  );
});
