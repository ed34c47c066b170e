// @ts-check
// The accounts that a list names, with their tokens: Twilio's list of an account and its subaccounts.
/** @import { Credentials } from "trusthub-profiles" */
/** @import { AccountsWithCredentials } from "./accounts-file.mjs" */
import { SyncError } from "./errors.mjs";
import { accountKey } from "./stored-profile.mjs";

const FRESH_MS = 60_000; // so that a thousand walks that start together do not list a thousand times

/**
 * @param {() => AsyncIterable<readonly { sid: string, authToken: string | null }[]>} list the active accounts, page by
 *   page, as they are now
 * @param {Credentials & { username: string }} own of the account that lists
 * @returns {AccountsWithCredentials}
 */
export function listedAccounts(list, own) {
  /** @type {{ at: number, accounts: Promise<Map<string, Credentials | null>> } | null} */
  let listed = null;
  /** When an account's credentials were last answered: whoever asks again was refused with them. @type {Map<string, number>} */
  const answered = new Map();

  async function read() {
    /** @type {Map<string, Credentials | null>} */
    const accounts = new Map();
    for await (const page of list()) {
      for (const { sid, authToken } of page) {
        const token = authToken === null ? null : { username: sid, password: authToken };
        // The list may leave out the token that it was asked with.
        accounts.set(accountKey(sid), token ?? (own.username === sid ? own : null));
      }
    }
    return accounts;
  }

  function readAnew() {
    const reading = { at: performance.now(), accounts: read() };
    listed = reading;
    reading.accounts.catch(() => {
      if (listed === reading) listed = null;
    });
    return reading.accounts;
  }

  return {
    async *accounts() {
      yield* (await readAnew()).keys();
    },
    async credentials(accountSid) {
      const isFresh = listed !== null && performance.now() - listed.at < FRESH_MS;
      const wasRefused = listed !== null && (answered.get(accountSid) ?? Number.NEGATIVE_INFINITY) >= listed.at;
      const reading = listed === null || !isFresh || wasRefused ? readAnew() : listed.accounts;
      const accounts = await reading.catch((error) => {
        // The program's own message, which holds no credential, unlike what the function of a library's user may throw.
        throw new SyncError("credentials", `the accounts and their tokens could not be listed: ${error.message}`);
      });
      answered.set(accountSid, performance.now());
      const found = accounts.get(accountSid);
      if (found === undefined) throw new SyncError("credentials", `${accountSid} is not among the active accounts`);
      if (found === null) throw new SyncError("credentials", `no Auth Token of ${accountSid} is listed`);
      return found;
    },
  };
}
