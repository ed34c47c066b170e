// @ts-check
// GET /2010-04-01/Accounts.json: the account that asks and its subaccounts, in the form of Twilio's older API.

/** @import { Account } from "./api.d.ts" */
import { errorBody, Refusal } from "./errors.mjs";
import { wholeNumber } from "./list-query.mjs";

/** Relative, as all links of that API are. */
export const ACCOUNTS_PATH = "/2010-04-01/Accounts.json";

const STATUSES = ["active", "suspended", "closed"];
const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 1000;

const CREATED = Date.UTC(2020, 11, 1);
const DAY = 24 * 3_600_000;

/**
 * A page of the accounts that an account may see: itself and those that it owns.
 * @param {readonly Account[]} all
 * @param {Account} viewer
 * @param {URLSearchParams} parameters
 */
export function accountPage(all, viewer, parameters) {
  const status = parameters.get("Status");
  if (status !== null && !STATUSES.includes(status)) {
    throw new Refusal(errorBody(400, 20001, `Invalid Status: must be one of ${STATUSES.join(", ")}`));
  }
  const friendlyName = parameters.get("FriendlyName");
  // Larger sizes are cut down, as that API does.
  const pageSize = Math.min(Math.max(wholeNumber(parameters, "PageSize") ?? DEFAULT_PAGE_SIZE, 1), MAX_PAGE_SIZE);
  const page = wholeNumber(parameters, "Page") ?? 0;

  const seen = all.filter(
    (account) =>
      (account === viewer || account.ownerAccountSid === viewer.accountSid) &&
      (status === null || account.status === status) &&
      (friendlyName === null || account.friendlyName === friendlyName),
  );
  const start = page * pageSize;
  const accounts = seen.slice(start, start + pageSize);
  /** @param {number} of */
  const uri = (of) => {
    const query = new URLSearchParams();
    if (status !== null) query.set("Status", status);
    if (friendlyName !== null) query.set("FriendlyName", friendlyName);
    query.set("PageSize", String(pageSize));
    query.set("Page", String(of));
    // The account before the page, as Twilio's links have it.
    const before = seen[of * pageSize - 1];
    if (before !== undefined) query.set("PageToken", `PA${before.accountSid}`);
    return `${ACCOUNTS_PATH}?${query}`;
  };
  return {
    accounts: accounts.map((account) => wireAccount(account, all.indexOf(account))),
    page,
    page_size: pageSize,
    start,
    end: Math.max(start + accounts.length - 1, 0),
    first_page_uri: uri(0),
    previous_page_uri: page > 0 ? uri(page - 1) : null,
    next_page_uri: start + pageSize < seen.length ? uri(page + 1) : null,
    uri: uri(page),
  };
}

/**
 * @param {Account} account
 * @param {number} index
 */
function wireAccount({ accountSid, authToken, friendlyName, ownerAccountSid, status }, index) {
  // RFC 2822, as that API writes dates.
  const date = new Date(CREATED + (index % 1000) * DAY).toUTCString().replace("GMT", "+0000");
  const uri = `/2010-04-01/Accounts/${accountSid}`;
  return {
    sid: accountSid,
    owner_account_sid: ownerAccountSid,
    friendly_name: friendlyName,
    status,
    type: "Full",
    auth_token: authToken,
    date_created: date,
    date_updated: date,
    uri: `${uri}.json`,
    subresource_uris: { balance: `${uri}/Balance.json`, usage: `${uri}/Usage.json` },
  };
}
