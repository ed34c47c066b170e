// @ts-check
// One fault tried: a list of the packed package against an emulator of its own that fails as asked. Every trial is held
// to the same promises, whatever its fault: nothing lost, nothing doubled, nothing leaked, nothing hung, and the next call
// works.

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import { startEmulator } from "../../cli/emulator/emulator.mjs";

/** @import { Emulator } from "../../cli/emulator/emulator.mjs" */
/** @import { ClientEvent, ClientOptions, CustomerProfile, ListOptions } from "trusthub-profiles" */

/**
 * A row of the table of faults. Most say what the emulator does and what the walk through its list gives; those with
 * `run` try it in a way of their own.
 * @typedef {object} Row
 * @property {string} fault what goes wrong
 * @property {string} sees what the caller sees
 * @property {(emulator: Emulator) => void} [arrange]
 * @property {ClientOptions} [client]
 * @property {ListOptions} [list]
 * @property {Record<string, unknown>} [error] the error's fields, where it ends in one; otherwise all profiles come
 * @property {RegExp} [message] what the error's message matches
 * @property {number} [requests] how many the emulator gets until the walk's end
 * @property {false} [resumes] the fault's cursor leads into the fault again
 * @property {boolean} [panics] it takes the build that has a panic
 * @property {(trial: Trial) => Promise<void>} [run]
 */

/** What must not come out: neither as it is, nor as the request carries it. */
export const secrets = { username: `AC${"ca9a41".repeat(5)}c0`, password: "canary-password-3f1c" };
export const filter = "Canary & Söhne 7f3a";
const encoded = Buffer.from(`${secrets.username}:${secrets.password}`).toString("base64");
const CREDENTIALS = [secrets.password, encoded, encoded.slice(0, 40)];
const FILTERS = ["7f3a", "Canary &", "Canary%20", "Canary+"];

/** What only a row that tries a clock may come to: 64 MiB take a busy machine long. */
const UNREACHED_MS = 120_000;

/** Longer than any trial's own clocks. */
const HANGS_AFTER_MS = UNREACHED_MS + 60_000;

export const figures = { tried: 0, held: 0, lost: 0, doubled: 0, leaked: 0, hung: 0 };

const PAGE_SIZE = 20;

/** 70 profiles that the filter selects, among others. */
function wireProfiles() {
  const number = (/** @type {number} */ index) => index.toString(16).padStart(32, "0");
  return Array.from({ length: 75 }, (_, index) => ({
    sid: `BU${number(index)}`,
    account_sid: secrets.username,
    policy_sid: `RN${number(1)}`,
    friendly_name: index % 15 === 14 ? "Another" : filter,
    status: "twilio-approved",
    email: "owner@example.com",
    status_callback: null,
    valid_until: null,
    date_created: "2019-07-30T22:29:24Z",
    date_updated: "2019-07-30T22:29:24Z",
    url: `https://trusthub.twilio.com/v1/CustomerProfiles/BU${number(index)}`,
    links: {
      customer_profiles_evaluations: `https://trusthub.twilio.com/v1/CustomerProfiles/BU${number(index)}/Evaluations`,
    },
    errors: null,
  }));
}

export class Trial {
  /** @type {ClientEvent[]} */
  events = [];
  /** @type {(string | null)[]} */
  expected = [];
  /** @type {(() => unknown)[]} */
  #toClose = [];

  /**
   * @param {typeof import("trusthub-profiles")} library
   * @param {Emulator} emulator
   * @param {Row} row
   */
  constructor(library, emulator, row) {
    this.library = library;
    this.emulator = emulator;
    this.row = row;
  }

  /**
   * @param {Row} row
   * @param {typeof import("trusthub-profiles")} library
   */
  static async start(row, library) {
    const profiles = wireProfiles();
    const emulator = await startEmulator({
      accounts: [{ accountSid: secrets.username, authToken: secrets.password, profiles }],
    });
    const trial = new Trial(library, emulator, row);
    trial.expected = profiles.filter((profile) => profile.friendly_name === filter).map((profile) => profile.sid);
    return trial;
  }

  /** Something to close at the trial's end. @param {() => unknown} close */
  closing(close) {
    this.#toClose.push(close);
  }

  /** @param {ClientOptions} [options] */
  client(options) {
    return this.library.createClient({
      baseUrl: this.emulator.url,
      credentials: secrets,
      timeoutMs: UNREACHED_MS,
      totalTimeoutMs: UNREACHED_MS,
      onEvent: (event) => void this.events.push(event),
      ...this.row.client,
      ...options,
    });
  }

  /**
   * The list under trial: in pages of 20, with the filter that must not be told.
   * @param {ListOptions} [options]
   * @param {ClientOptions} [clientOptions]
   */
  list(options, clientOptions) {
    const list = this.client(clientOptions).listCustomerProfiles({
      pageSize: PAGE_SIZE,
      friendlyName: filter,
      ...this.row.list,
      ...options,
    });
    this.see(list);
    return list;
  }

  /**
   * Walk through a list: what came of it, and how it ended.
   * @param {AsyncIterable<CustomerProfile>} [list]
   */
  async walk(list = this.list()) {
    /** @type {(string | null)[]} */
    const sids = [];
    /** @type {any} */
    let error;
    try {
      for await (const profile of list) sids.push(profile.sid);
    } catch (thrown) {
      error = thrown;
      this.see(thrown);
    }
    return { sids, error };
  }

  /**
   * The error that a promise ends in.
   * @param {PromiseLike<unknown>} promise
   * @returns {Promise<any>}
   */
  async errorOf(promise) {
    const error = await promise.then(
      () => assert.fail("no error came"),
      (thrown) => thrown,
    );
    this.see(error);
    return error;
  }

  /**
   * Look into everything that the package handed out: nothing in it may be a secret.
   * @param {unknown} value
   */
  see(value) {
    const all = inspect(value, {
      showHidden: true,
      depth: Infinity,
      maxArrayLength: Infinity,
      maxStringLength: Infinity,
    });
    /** @type {string[]} */
    const told = [];
    const { library } = this;
    if (value instanceof Error) {
      for (let error = /** @type {any} */ (value); error instanceof Error; error = error.cause)
        told.push(error.message, String(error), error.stack ?? "");
      if (library.TrustHubError.is(value)) told.push(JSON.stringify(value));
    }
    const leak =
      CREDENTIALS.find((secret) => all.includes(secret) || told.some((text) => text.includes(secret))) ??
      FILTERS.find((text) => told.some((words) => words.includes(text)));
    if (leak === undefined) return;
    figures.leaked += 1;
    assert.fail(`"${leak}" is in ${inspect(value).slice(0, 500)}`);
  }

  /** Waits until the emulator has got so many requests: a busy machine takes its time. @param {number} count */
  async requested(count) {
    while (this.emulator.requests.length < count) await sleep(5);
  }

  /** The row's own way, or the usual one. */
  async run() {
    const { row, emulator } = this;
    row.arrange?.(emulator);
    if (row.run !== undefined) return row.run(this);
    const { sids, error } = await this.walk();
    const requests = emulator.requests.length;
    if (row.error === undefined) {
      if (error !== undefined) throw error;
      this.#compare(sids, this.expected);
    } else {
      assert.ok(error !== undefined, `no error came, but ${sids.length} profiles`);
      this.isError(error, row.error, row.message);
      await this.resume(sids, error);
    }
    if (row.requests !== undefined) assert.equal(requests, row.requests, "requests");
  }

  /**
   * @param {any} error
   * @param {Record<string, unknown>} expected
   * @param {RegExp} [message]
   */
  isError(error, expected, message) {
    assert.ok(
      error instanceof Error && this.library.TrustHubError.is(error),
      `no error of the package's: ${inspect(error)}`,
    );
    for (const [name, value] of Object.entries(expected)) {
      assert.deepEqual(/** @type {any} */ (error)[name], value, `${name} of ${inspect(error)}`);
    }
    if (message !== undefined) assert.match(error.message, message);
  }

  /**
   * What came before an error, and what comes from its cursor on, is the list.
   * @param {(string | null)[]} sids
   * @param {any} error
   */
  async resume(sids, error) {
    if (error.cursor === null || this.row.resumes === false) {
      return this.#compare(sids, this.expected.slice(0, sids.length));
    }
    this.emulator.clearFaults();
    const list = this.library
      .createClient({ baseUrl: this.emulator.url, credentials: secrets })
      .listCustomerProfiles({ cursor: error.cursor });
    const rest = await this.walk(list);
    if (rest.error !== undefined) throw rest.error;
    this.#compare([...sids, ...rest.sids], this.expected);
  }

  /**
   * @param {(string | null)[]} actual
   * @param {(string | null)[]} expected
   */
  #compare(actual, expected) {
    const distinct = new Set(actual);
    figures.doubled += actual.length - distinct.size;
    figures.lost += expected.filter((sid) => !distinct.has(sid)).length;
    assert.deepEqual(actual, expected);
  }

  /** Every trial ends with this: whatever happened, the next call works. */
  async nextCallWorks() {
    this.emulator.clearFaults();
    const page = await this.library
      .createClient({ baseUrl: this.emulator.url, credentials: secrets })
      .listCustomerProfiles({ limit: 3 });
    assert.equal(page.profiles.length, 3);
    this.see(page);
    for (const event of this.events) {
      const text = JSON.stringify(event);
      const leak = [...CREDENTIALS, ...FILTERS, secrets.username].find((secret) => text.includes(secret));
      if (leak !== undefined) figures.leaked += 1;
      assert.equal(leak, undefined, text);
    }
  }

  async end() {
    for (const close of this.#toClose) await close();
    await this.emulator.close();
  }
}

/**
 * @param {Row} row
 * @param {typeof import("trusthub-profiles")} library
 */
export async function tryFault(row, library) {
  figures.tried += 1;
  const trial = await Trial.start(row, library);
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const hung = new Promise((_, reject) => {
    timer = setTimeout(() => {
      figures.hung += 1;
      reject(new Error(`still waiting after ${HANGS_AFTER_MS} ms`));
    }, HANGS_AFTER_MS);
  });
  try {
    await Promise.race([trial.run().then(() => trial.nextCallWorks()), hung]);
    figures.held += 1;
  } finally {
    clearTimeout(timer);
    await trial.end();
  }
}
