// @ts-check
/** @import { IncomingMessage, ServerResponse } from "node:http" */
/** @import { AddressInfo } from "node:net" */
/** @import { Account, AccountOptions } from "./accounts.mjs" */
/** @import { FaultOptions } from "./fault-options.mjs" */
/** @import { WireProfile } from "./profile-list.mjs" */
/** @import { RequestRecord } from "./request-log.mjs" */
import { createServer } from "node:http";
import { Accounts } from "./accounts.mjs";
import { FaultQueue } from "./fault-queue.mjs";
import { requireKnown } from "./names.mjs";
import { TrustHub } from "./trust-hub.mjs";

/**
 * @typedef {object} EmulatorOptions
 * @property {number} [port] Default 0, which takes any free one.
 * @property {string} [host] Default `127.0.0.1`.
 * @property {number} [seed] Of everything generated; default 1.
 * @property {readonly AccountOptions[]} [accounts] Default three, of 260, 7 and 0 profiles.
 * @property {number} [profiles] How many the first of the default accounts has instead.
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
 * @property {(accountSid: string, index: number) => WireProfile} profile
 * @property {(accountSid: string) => Iterable<WireProfile>} profilesOf
 * @property {(request: IncomingMessage, response: ServerResponse) => Promise<void>} handle For another server.
 * @property {() => Promise<void>} close
 */

const OPTIONS = ["port", "host", "seed", "accounts", "profiles", "cors", "linkOrigin", "plain", "odd", "faults"];

/**
 * Starts a local Trust Hub.
 * @param {EmulatorOptions} [options]
 * @returns {Promise<Emulator>}
 */
export async function startEmulator(options = {}) {
  for (const name of Object.keys(options)) requireKnown("option of the emulator", name, OPTIONS);
  const { port = 0, host = "127.0.0.1", seed = 1, cors = false, plain = false, odd = false, linkOrigin } = options;
  const accounts = new Accounts(options.accounts, { seed, plain, odd, profiles: options.profiles });
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
