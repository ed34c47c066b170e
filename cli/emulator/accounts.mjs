// @ts-check
/** @import { WireProfile } from "./profile-list.mjs" */
import { generatedProfiles } from "./generated-profiles.mjs";
import { requireKnown } from "./names.mjs";
import { oddProfiles } from "./odd-profiles.mjs";
import { ProfileList } from "./profile-list.mjs";
import { hexDigits } from "./random.mjs";

/**
 * @typedef {{ sid: string, secret: string }} ApiKey
 *
 * @typedef {object} AccountOptions What is absent is made from the seed, but for the last two: those exist if given.
 * @property {number | readonly WireProfile[]} [profiles] How many to generate, or the profiles themselves; default 0.
 * @property {string} [accountSid]
 * @property {string} [authToken]
 * @property {ApiKey} [apiKey]
 * @property {string} [bearerToken]
 *
 * @typedef {object} Account
 * @property {string} accountSid
 * @property {string} authToken
 * @property {ApiKey} [apiKey]
 * @property {string} [bearerToken]
 * @property {number} profiles How many it has.
 */

const ACCOUNT_OPTIONS = ["profiles", "accountSid", "authToken", "apiKey", "bearerToken"];

const PURPOSE = { accountSid: 0, authToken: 4, keySid: 8, keySecret: 12, bearerToken: 16 };

// Several pages of the default size, one page, and none.
const DEFAULT_SIZES = [260, 7, 0];

/** The accounts, each with its list, found by the credentials of a request. */
export class Accounts {
  /** @type {Account[]} */
  all = [];
  /** @type {Map<string, ProfileList>} */
  #lists = new Map();
  /** @type {Map<string, Account>} */
  #byAuthorization = new Map();

  /**
   * @param {readonly AccountOptions[] | undefined} given
   * @param {{ seed: number, plain: boolean, odd: boolean, profiles: number | undefined }} options
   */
  constructor(given, { seed, plain, odd, profiles }) {
    const wanted = given ?? defaultAccounts(seed, profiles);
    for (const [index, options] of wanted.entries()) {
      for (const name of Object.keys(options)) requireKnown("account option", name, ACCOUNT_OPTIONS);
      this.#add(options, index, { seed, plain, odd });
    }
  }

  /**
   * @param {AccountOptions} options
   * @param {number} index
   * @param {{ seed: number, plain: boolean, odd: boolean }} kind
   */
  #add(options, index, { seed, plain, odd }) {
    const accountSid = options.accountSid ?? `AC${hexDigits(seed, PURPOSE.accountSid, index)}`;
    const wanted = options.profiles ?? 0;
    if (typeof wanted === "number" && (!Number.isInteger(wanted) || wanted < 0)) {
      throw new RangeError(`an account's profiles are a whole number of 0 or more, or an array, not ${wanted}`);
    }
    /** @param {number} count */
    const generated = (count) => {
      const profiles = generatedProfiles({ accountSid, seed, count, plain });
      return odd ? oddProfiles(profiles, seed) : profiles;
    };
    if (this.#lists.has(accountSid)) throw new TypeError(`two accounts have the SID ${accountSid}`);
    const list = typeof wanted === "number" ? new ProfileList(generated(wanted)) : ProfileList.of(wanted);
    /** @type {Account} */
    const account = {
      accountSid,
      authToken: options.authToken ?? hexDigits(seed, PURPOSE.authToken, index),
      ...(options.apiKey && { apiKey: options.apiKey }),
      ...(options.bearerToken !== undefined && { bearerToken: options.bearerToken }),
      profiles: list.count,
    };
    this.all.push(account);
    this.#lists.set(accountSid, list);
    this.#byAuthorization.set(`basic ${account.accountSid}:${account.authToken}`, account);
    if (account.apiKey) this.#byAuthorization.set(`basic ${account.apiKey.sid}:${account.apiKey.secret}`, account);
    if (account.bearerToken !== undefined) this.#byAuthorization.set(`bearer ${account.bearerToken}`, account);
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
    const list = this.#lists.get(accountSid);
    if (list === undefined) throw new RangeError(`there is no account ${accountSid}`);
    return list;
  }
}

/**
 * @param {number} seed
 * @param {number | undefined} profiles
 * @returns {AccountOptions[]}
 */
function defaultAccounts(seed, profiles) {
  return DEFAULT_SIZES.map((size, index) => ({
    profiles: index === 0 ? (profiles ?? size) : size,
    apiKey: { sid: `SK${hexDigits(seed, PURPOSE.keySid, index)}`, secret: hexDigits(seed, PURPOSE.keySecret, index) },
    bearerToken: hexDigits(seed, PURPOSE.bearerToken, index),
  }));
}
