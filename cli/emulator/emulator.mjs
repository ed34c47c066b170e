// @ts-check
/** @import { AddressInfo } from "node:net" */
/** @import { EmulatorServer } from "./api.d.ts" */
import { createServer } from "node:http";
import { Accounts } from "./accounts.mjs";
import { Clock, milliseconds } from "./clock.mjs";
import { SETTINGS } from "./fault-options.mjs";
import { FaultQueue } from "./fault-queue.mjs";
import { START } from "./generated-profiles.mjs";
import { inProcessFetch } from "./in-process-fetch.mjs";
import { requireKnown } from "./names.mjs";
import { TrustHub } from "./trust-hub.mjs";

/**
 * By the names that the project's own tests use: they all listen.
 * @typedef {EmulatorServer} Emulator
 * @typedef {import("./api.d.ts").ServerOptions} EmulatorOptions
 */

/** @type {readonly (keyof import("./api.d.ts").EmulatorOptions)[]} */
const OPTIONS = [
  "seed",
  "accounts",
  "profiles",
  "churn",
  "daysPerSecond",
  "start",
  "cors",
  "linkOrigin",
  "plain",
  "odd",
  "faults",
];
/** RFC 3339 has years of four digits. */
const LATEST = Date.UTC(9999, 11, 31);

/** @type {readonly (keyof EmulatorOptions)[]} */
const SERVER_OPTIONS = ["port", "host", ...OPTIONS];

/** @type {typeof import("./api.d.ts").createEmulator} */
export const createEmulator = (options = {}) => {
  for (const name of Object.keys(options)) requireKnown("option of the emulator", name, OPTIONS);
  const { seed = 1, churn = 0.01, cors = false, plain = false, odd = false, profiles, linkOrigin } = options;
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`seed is a whole number of 0 or more, not ${seed}`);
  if (!(churn >= 0 && churn < Infinity)) throw new RangeError(`churn is a number of 0 or more, not ${churn}`);
  const { daysPerSecond = 0 } = options;
  if (!(daysPerSecond >= 0 && daysPerSecond < Infinity)) {
    throw new RangeError(`daysPerSecond is a number of 0 or more, not ${daysPerSecond}`);
  }
  if (linkOrigin !== undefined && !SETTINGS.origin.valid(linkOrigin)) {
    throw new TypeError(`linkOrigin is ${SETTINGS.origin.form}, not ${JSON.stringify(linkOrigin)}`);
  }
  const { start = new Date(START) } = options;
  if (!(start instanceof Date && start.getTime() >= 0 && start.getTime() <= LATEST))
    throw new RangeError("start is a Date from 1970 to 9999");
  const clock = new Clock(Math.floor(start.getTime() / 1000) * 1000);
  const accounts = new Accounts(options.accounts, { seed, plain, odd, profiles, churn, clock });
  const faults = new FaultQueue(seed);
  if (options.faults !== undefined) faults.addAll(options.faults);
  const trustHub = new TrustHub({ accounts, faults, seed, cors, linkOrigin });
  let caughtUp = performance.now();
  /** @type {Emulator["handle"]} */
  const handle = (request, response) => {
    if (daysPerSecond > 0) {
      const now = performance.now();
      accounts.advance(milliseconds({ days: (daysPerSecond * (now - caughtUp)) / 1000 }));
      caughtUp = now;
    }
    return trustHub.handle(request, response);
  };

  return {
    accounts: accounts.all,
    requests: trustHub.requests,
    get now() {
      return new Date(clock.now);
    },
    fetch: inProcessFetch(handle),
    fault: (name, faultOptions = {}) => faults.add(name, faultOptions),
    clearFaults: () => faults.clear(),
    change: (accountSid, change) => accounts.change(accountSid, change),
    changeAccount: (accountSid, change) => accounts.changeAccount(accountSid, change),
    advance: (duration) => accounts.advance(milliseconds(duration)),
    history: (sid) => accounts.history(sid),
    profile: (accountSid, index) => accounts.list(accountSid).at(index),
    profilesOf: (accountSid) => accounts.list(accountSid).all(),
    handle,
    async close() {
      trustHub.close();
    },
  };
};

/** @type {typeof import("./api.d.ts").startEmulator} */
export const startEmulator = async (options = {}) => {
  for (const name of Object.keys(options)) requireKnown("option of the emulator", name, SERVER_OPTIONS);
  const { port = 0, host = "127.0.0.1", ...others } = options;
  // Node takes another text for the path of a local socket, and an empty host for all addresses.
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new RangeError(`port is a whole number from 0 to 65535, not ${JSON.stringify(port)}`);
  if (host === "") throw new TypeError("host is an address or a name, not an empty one");
  const emulator = createEmulator(others);
  const { close } = emulator;
  const server = createServer(emulator.handle);
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(server.off("error", reject)));
  });
  const address = /** @type {AddressInfo} */ (server.address());
  /** @type {Promise<void> | undefined} */
  let closing;

  /** @type {Pick<EmulatorServer, "url" | "port" | "close">} */
  const own = {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    close() {
      closing ??= new Promise((resolve) => {
        server.close(() => resolve());
        close();
        server.closeAllConnections();
      });
      return closing;
    },
  };
  // Not by a spread: `now` is a getter.
  return Object.assign(emulator, own);
};
