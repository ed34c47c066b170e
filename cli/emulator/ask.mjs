// @ts-check
/** @import { Account } from "./api.d.ts" */
/** @import { Emulator } from "./emulator.mjs" */
/** @import { PageMeta } from "./pages.mjs" */
/** @import { WireProfile } from "./profile-list.mjs" */

/**
 * @typedef {{ results: WireProfile[], meta: PageMeta, code?: number, message?: string }} Body
 * @typedef {{ status: number, headers: Headers, text: string, body: Body }} Answer
 */

/**
 * The header that opens an account.
 * @param {string} user
 * @param {string} password
 */
export function basic(user, password) {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}

/**
 * What the tests ask with: the list with this query, or a link, as the first account or the one given.
 * @param {Emulator} emulator
 * @param {string} target A query from `?`, or an absolute URL.
 * @param {Pick<Account, "accountSid" | "authToken"> | undefined} [account]
 * @returns {Promise<Answer>}
 */
export async function ask(emulator, target = "", account = emulator.accounts[0]) {
  const url = target.startsWith("http") ? target : `${emulator.url}/v1/CustomerProfiles${target}`;
  const response = await fetch(url, {
    headers: account ? { Authorization: basic(account.accountSid, account.authToken) } : {},
    redirect: "manual",
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    // A getter, for some answers are no JSON, and only those tests that look at a body expect one.
    get body() {
      return /** @type {Body} */ (JSON.parse(text));
    },
  };
}
