// @ts-check
/** @import { IncomingMessage, ServerResponse } from "node:http" */
/** @import { AddressInfo } from "node:net" */
/** @import { Account, AccountChange, AccountOptions } from "./accounts.mjs" */
/** @import { AppliedChange, ProfileChange } from "./changes.mjs" */
/** @import { Duration } from "./clock.mjs" */
/** @import { FaultOptions } from "./fault-options.mjs" */
/** @import { ProfileState } from "./overlay.mjs" */
/** @import { WireProfile } from "./profile-list.mjs" */
/** @import { RequestRecord } from "./request-log.mjs" */
import { createServer } from "node:http";
import { Accounts } from "./accounts.mjs";
import { Clock, milliseconds } from "./clock.mjs";
import { FaultQueue } from "./fault-queue.mjs";
import { NEWEST } from "./generated-profiles.mjs";
import { requireKnown } from "./names.mjs";
import { TrustHub } from "./trust-hub.mjs";

/**
 * @typedef {object} EmulatorOptions
 * @property {number} [port] Default 0, which takes any free one.
 * @property {string} [host] Default `127.0.0.1`.
 * @property {number} [seed] Of everything generated; default 1.
 * @property {number | readonly AccountOptions[]} [accounts] Default three, of 260, 7 and 0 profiles. A number is how many
 *   to make up: of each 50, one is closed and one suspended. The first is the parent of all others.
 * @property {number} [profiles] How many the first of the default accounts has instead; how many each has where
 *   `accounts` is a number.
 * @property {number} [churn] How many changes a day there are for each profile while `advance` lets time pass, added and
 *   deleted profiles among them; default 0.01, 0 for none.
 * @property {boolean} [cors] Whether pages of other origins may ask; default false.
 * @property {string} [linkOrigin] The scheme and host of the links, default those of the request.
 * @property {boolean} [plain] Whether profiles are generated without odd values; default false.
 * @property {boolean} [odd] Whether each generated profile holds something odd: wrong types, names of
 *   `Object.prototype`, formulas, huge or deep values; default false.
 * @property {string} [faults] As on the command line, e.g. `latency:200,status:503@0.05`.
 *
 * @typedef {object} Emulator
 * @property {string} url Without a slash at its end.
 * @property {number} port
 * @property {readonly Account[]} accounts
 * @property {RequestRecord[]} requests The last 10,000, oldest first; `requests.length = 0` clears them.
 * @property {(name: string, options?: FaultOptions) => void} fault Once, unless `times` or the fault's nature say more.
 * @property {() => void} clearFaults
 * @property {(accountSid: string, change: ProfileChange) => AppliedChange} change Changes one profile; the clock moves on
 *   by a second.
 * @property {(accountSid: string, change: AccountChange) => void} changeAccount Suspends, closes or renames an account, or
 *   gives it another auth token.
 * @property {(duration: Duration | number) => AppliedChange[]} advance Lets time pass (milliseconds, or `{ days, hours, ms }`):
 *   profiles change as `churn` says, by the seed. Returns the changes, oldest first.
 * @property {(sid: string) => ProfileState[]} history Every state that a profile had, oldest first.
 * @property {Date} now By the emulator's clock, which stands still but for `change` and `advance`.
 * @property {(accountSid: string, index: number) => WireProfile} profile As it is now, by its position in the list.
 * @property {(accountSid: string) => Iterable<WireProfile>} profilesOf
 * @property {(request: IncomingMessage, response: ServerResponse) => Promise<void>} handle For another server.
 * @property {() => Promise<void>} close
 */

const OPTIONS = [
  "port",
  "host",
  "seed",
  "accounts",
  "profiles",
  "churn",
  "cors",
  "linkOrigin",
  "plain",
  "odd",
  "faults",
];

/**
 * Starts a local Trust Hub.
 * @param {EmulatorOptions} [options]
 * @returns {Promise<Emulator>}
 */
export async function startEmulator(options = {}) {
  for (const name of Object.keys(options)) requireKnown("option of the emulator", name, OPTIONS);
  const { port = 0, host = "127.0.0.1", seed = 1, cors = false, plain = false, odd = false, linkOrigin } = options;
  const { profiles, churn = 0.01 } = options;
  if (!(churn >= 0 && churn < Infinity)) throw new RangeError(`churn is a number of 0 or more, not ${churn}`);
  const clock = new Clock(NEWEST);
  const accounts = new Accounts(options.accounts, { seed, plain, odd, profiles, churn, clock });
  const faults = new FaultQueue(seed);
  if (options.faults !== undefined) faults.addAll(options.faults);
  const trustHub = new TrustHub({ accounts, faults, seed, cors, linkOrigin });

  const server = createServer((request, response) => trustHub.handle(request, response));
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(server.off("error", reject)));
  });
  const address = /** @type {AddressInfo} */ (server.address());
  /** @type {Promise<void> | undefined} */
  let closing;

  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    accounts: accounts.all,
    requests: trustHub.requests,
    fault: (name, faultOptions = {}) => faults.add(name, faultOptions),
    clearFaults: () => faults.clear(),
    change: (accountSid, change) => accounts.change(accountSid, change),
    changeAccount: (accountSid, change) => accounts.changeAccount(accountSid, change),
    advance: (duration) => accounts.advance(milliseconds(duration)),
    history: (sid) => accounts.history(sid),
    get now() {
      return new Date(clock.now);
    },
    profile: (accountSid, index) => accounts.list(accountSid).at(index),
    *profilesOf(accountSid) {
      const list = accounts.list(accountSid);
      for (let index = 0; index < list.count; index += 1) yield list.at(index);
    },
    handle: (request, response) => trustHub.handle(request, response),
    close() {
      closing ??= new Promise((resolve) => {
        server.close(() => resolve());
        trustHub.close();
        server.closeAllConnections();
      });
      return closing;
    },
  };
}
