// @ts-check
/** @import { Account, AccountChange, AccountOptions, AppliedChange, ProfileChange, ProfileState } from "./api.d.ts" */
/** @import { Clock } from "./clock.mjs" */
import { applyChange } from "./changes.mjs";
import { Churn } from "./churn.mjs";
import { companyName } from "./company-name.mjs";
import { generatedProfiles } from "./generated-profiles.mjs";
import { requireKnown } from "./names.mjs";
import { oddProfiles } from "./odd-profiles.mjs";
import { ProfileList, sourceOf } from "./profile-list.mjs";
import { draw, hexDigits } from "./random.mjs";

/**
 * @typedef {object} AccountsOptions
 * @property {number} seed
 * @property {boolean} plain
 * @property {boolean} odd
 * @property {number | undefined} profiles
 * @property {number} churn
 * @property {Clock} clock
 */

const ACCOUNT_OPTIONS = [
  "profiles",
  "accountSid",
  "authToken",
  "apiKey",
  "bearerToken",
  "friendlyName",
  "status",
  "ownerAccountSid",
];
const ACCOUNT_CHANGES = ["authToken", "friendlyName", "status"];
const STATUSES = ["active", "suspended", "closed"];

const PURPOSE = { accountSid: 0, authToken: 4, keySid: 8, keySecret: 12, bearerToken: 16, name: 20 };

// Several pages of the default size, one page, and none.
const DEFAULT_SIZES = [260, 7, 0];

/** The accounts, each with its list, found by the credentials of a request. */
export class Accounts {
  /** @type {Account[]} */
  all = [];
  /** @type {Map<string, { account: Account, list: ProfileList, churn: Churn }>} */
  #entries = new Map();
  /** @type {Map<string, Account>} */
  #byAuthorization = new Map();
  #clock;

  /**
   * @param {number | readonly AccountOptions[] | undefined} given
   * @param {AccountsOptions} options
   */
  constructor(given, options) {
    this.#clock = options.clock;
    const wanted = typeof given === "object" ? given : generatedAccounts(given, options);
    for (const [index, account] of wanted.entries()) {
      for (const name of Object.keys(account)) requireKnown("account option", name, ACCOUNT_OPTIONS);
      this.#add(account, index, options);
    }
  }

  /**
   * @param {AccountOptions} options
   * @param {number} index
   * @param {AccountsOptions} kind
   */
  #add(options, index, { seed, plain, odd, churn }) {
    const accountSid = options.accountSid ?? `AC${hexDigits(seed, PURPOSE.accountSid, index)}`;
    const status = options.status ?? "active";
    requireKnown("status of an account", status, STATUSES);
    const wanted = options.profiles ?? 0;
    if (!Array.isArray(wanted) && (!isWhole(wanted) || wanted < 0 || wanted > 2 ** 31)) {
      throw new RangeError(`an account's profiles are a whole number of 0 or more, or an array, not ${wanted}`);
    }
    if (this.#entries.has(accountSid)) throw new TypeError(`two accounts have the SID ${accountSid}`);
    const generated = generatedProfiles({
      accountSid,
      seed,
      count: typeof wanted === "number" ? wanted : 0,
      plain: plain || typeof wanted !== "number",
      start: this.#clock.start,
    });
    const source =
      typeof wanted !== "number" ? sourceOf(wanted, generated.fresh) : odd ? oddProfiles(generated, seed) : generated;
    const list = new ProfileList(source, this.#clock.start);
    /** @type {Account} */
    const account = {
      accountSid,
      authToken: options.authToken ?? hexDigits(seed, PURPOSE.authToken, index),
      ...(options.apiKey && { apiKey: options.apiKey }),
      ...(options.bearerToken !== undefined && { bearerToken: options.bearerToken }),
      friendlyName: options.friendlyName ?? companyName(draw(seed, PURPOSE.name, index)),
      status,
      ownerAccountSid: options.ownerAccountSid ?? this.all[0]?.accountSid ?? accountSid,
      get profiles() {
        return list.count;
      },
    };
    this.all.push(account);
    this.#entries.set(accountSid, {
      account,
      list,
      churn: new Churn({ accountSid, list, seed, share: churn, start: this.#clock.start }),
    });
    this.#open(`basic ${account.accountSid}:${account.authToken}`, account);
    if (account.apiKey) this.#open(`basic ${account.apiKey.sid}:${account.apiKey.secret}`, account);
    if (account.bearerToken !== undefined) this.#open(`bearer ${account.bearerToken}`, account);
  }

  /**
   * @param {string} authorization
   * @param {Account} account
   */
  #open(authorization, account) {
    const other = this.#byAuthorization.get(authorization);
    if (other !== undefined)
      throw new TypeError(`two accounts have the same credentials: ${other.accountSid} and ${account.accountSid}`);
    this.#byAuthorization.set(authorization, account);
  }

  /**
   * The account that an `Authorization` header opens, if it opens one.
   * @param {string | undefined} authorization
   */
  opening(authorization) {
    const [, scheme = "", credentials = ""] = /^(\S+) +(\S+)$/.exec(authorization ?? "") ?? [];
    switch (scheme.toLowerCase()) {
      case "basic":
        return this.#byAuthorization.get(`basic ${Buffer.from(credentials, "base64").toString("utf8")}`);
      case "bearer":
        return this.#byAuthorization.get(`bearer ${credentials}`);
      default:
        return undefined;
    }
  }

  /** @param {string} accountSid */
  list(accountSid) {
    return this.#entry(accountSid).list;
  }

  /**
   * @param {string} accountSid
   * @param {AccountChange} change
   */
  changeAccount(accountSid, change) {
    const { account } = this.#entry(accountSid);
    for (const name of Object.keys(change)) requireKnown("change of an account", name, ACCOUNT_CHANGES);
    const { authToken = account.authToken, friendlyName = account.friendlyName, status = account.status } = change;
    requireKnown("status of an account", status, STATUSES);
    this.#byAuthorization.delete(`basic ${accountSid}:${account.authToken}`);
    Object.assign(account, { authToken, friendlyName, status });
    this.#byAuthorization.set(`basic ${accountSid}:${authToken}`, account);
  }

  /**
   * @param {string} accountSid
   * @param {ProfileChange} change
   */
  change(accountSid, change) {
    const { list } = this.#entry(accountSid);
    // The clock moves on, so that the date_updated, which is in whole seconds, is another one.
    const time = this.#clock.now + 1000;
    const applied = applyChange(accountSid, list, change, time);
    this.#clock.now = time;
    return applied;
  }

  /**
   * Lets time pass: the active accounts' profiles change.
   * @param {number} ms
   * @returns {AppliedChange[]} Oldest first.
   */
  advance(ms) {
    const until = this.#clock.now + ms;
    /** @type {AppliedChange[]} */
    const changes = [];
    for (const { account, churn } of this.#entries.values()) {
      changes.push(...churn.until(until, account.status === "active"));
    }
    this.#clock.now = until;
    return changes.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  }

  /**
   * Every state that a profile had.
   * @param {string} sid
   * @returns {ProfileState[]} Empty where no account ever had it.
   */
  history(sid) {
    for (const { list } of this.#entries.values()) {
      const key = list.keyOf(sid);
      if (key !== undefined) return list.overlay.history(key);
    }
    return [];
  }

  /** @param {string} accountSid */
  #entry(accountSid) {
    const entry = this.#entries.get(accountSid);
    if (entry === undefined) throw new RangeError(`there is no account ${accountSid}`);
    return entry;
  }
}

/** @param {unknown} value @returns {value is number} */
function isWhole(value) {
  return Number.isInteger(value);
}

/**
 * @param {number | undefined} count
 * @param {AccountsOptions} options
 * @returns {AccountOptions[]}
 */
function generatedAccounts(count, { seed, profiles }) {
  if (count !== undefined && (!Number.isInteger(count) || count < 1)) {
    throw new RangeError(`accounts are a whole number of 1 or more, or an array, not ${count}`);
  }
  const sizes =
    count === undefined ? DEFAULT_SIZES.map((size, index) => (index === 0 ? (profiles ?? size) : size)) : [];
  return Array.from({ length: count ?? sizes.length }, (_, index) => ({
    profiles: sizes[index] ?? profiles ?? DEFAULT_SIZES[0] ?? 0,
    apiKey: { sid: `SK${hexDigits(seed, PURPOSE.keySid, index)}`, secret: hexDigits(seed, PURPOSE.keySecret, index) },
    bearerToken: hexDigits(seed, PURPOSE.bearerToken, index),
    status: index % 50 === 49 ? "suspended" : index % 50 === 48 ? "closed" : "active",
  }));
}
