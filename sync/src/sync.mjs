// @ts-check
/** @import { Database } from "./database.mjs" */
/** @import { Queue } from "./queue.mjs" */
/** @import { ClientSettings, CredentialsOf } from "./walk.mjs" */
/** @import { WorkerEvent } from "./worker.mjs" */
import { openDatabase } from "./database.mjs";
import { databaseReason } from "./database-errors.mjs";
import { enqueue } from "./enqueue.mjs";
import { SyncError } from "./errors.mjs";
import { changes } from "./feed.mjs";
import { forget } from "./forget.mjs";
import { migrate } from "./migrate.mjs";
import { openQueue } from "./queue.mjs";
import { runNight } from "./run.mjs";
import { status } from "./status.mjs";
import { startWorker } from "./worker.mjs";

/**
 * @typedef {AsyncIterable<string> | Iterable<string>} AccountSids
 * @typedef {AccountSids | (() => AccountSids | Promise<AccountSids>)} Accounts
 *
 * @typedef {object} SyncOptions
 * @property {string | undefined} [database] the URL
 * @property {string | undefined} [dataFolder]
 * @property {Accounts | undefined} [accounts]
 * @property {CredentialsOf | undefined} [credentials]
 * @property {ClientSettings | undefined} [client]
 * @property {number | undefined} [concurrency]
 * @property {number | undefined} [retries]
 * @property {number | undefined} [retryDelaySeconds]
 * @property {number | undefined} [leaseMs]
 * @property {boolean | undefined} [migrate]
 * @property {((event: WorkerEvent) => void) | undefined} [onEvent]
 */

const NAMES = [
  "database",
  "dataFolder",
  "accounts",
  "credentials",
  "client",
  "concurrency",
  "retries",
  "retryDelaySeconds",
  "leaseMs",
  "migrate",
  "onEvent",
];

/** Without the URL itself, which may hold a password. */
const urlForm =
  "must be a URL, postgres://user:password@host:port/database, in which # ? / and % of a password are %23 %3F %2F and %25";

const RETRY_DELAY_MAX_SECONDS = 900;
const GRACE_MS = 10_000; // an API that hangs takes minutes, after which most supervisors have killed the process
const POLL_MS = 1000; // a retry that has become due rings no bell

/** @param {SyncOptions} options */
export function createSync(options) {
  const settings = readOptions(options);
  const { concurrency } = settings;
  /** @type {Promise<Database> | null} */
  let opening = null;
  /** @type {Promise<Queue> | null} */
  let openingQueue = null;
  /** @type {Promise<void> | null} */
  let closing = null;
  /** @type {number[]} */
  let applied = [];
  /** What `close` ends. @type {Set<AbortController>} */
  const endings = new Set();
  /** What `close` waits for, before it takes the database away. @type {Set<Promise<unknown>>} */
  const underWay = new Set();

  const assertOpen = () => {
    if (closing !== null) throw new SyncError("options", "this sync is closed");
  };
  const database = () => {
    assertOpen();
    // Tried anew after a failure: a process that stays must outlive a database that was away at its start.
    return (opening ??= open().catch((error) => {
      opening = null;
      throw error;
    }));
  };
  const queue = () => {
    assertOpen();
    return (openingQueue ??= startQueue().catch((error) => {
      openingQueue = null;
      throw error;
    }));
  };

  /**
   * Aborted by the caller's signal or by `close`. Not `AbortSignal.any`, which leaves something at a signal that lives on.
   * @param {AbortSignal | undefined} signal
   */
  function endable(signal) {
    const ending = new AbortController();
    const end = () => ending.abort(signal?.reason);
    signal?.addEventListener("abort", end, { once: true });
    if (signal?.aborted) end();
    endings.add(ending);
    const release = () => {
      signal?.removeEventListener("abort", end);
      endings.delete(ending);
    };
    return { signal: ending.signal, release };
  }

  /**
   * @template T
   * @param {(signal: AbortSignal) => Promise<T>} work
   * @param {AbortSignal | undefined} [signal]
   */
  async function awaited(work, signal) {
    assertOpen();
    const ending = endable(signal);
    const working = work(ending.signal).finally(ending.release);
    underWay.add(working);
    return working.finally(() => underWay.delete(working));
  }

  async function open() {
    const where = settings.database === undefined ? { dataFolder: settings.dataFolder } : { url: settings.database };
    // A walk needs one connection at a time; its heartbeat, the queue and the feed want one now and then.
    const it = await openDatabase({
      .../** @type {{ url: string }} */ (where),
      connections: concurrency + 6,
    }).catch((error) => {
      if (error.code === "ERR_INVALID_URL") throw new SyncError("options", `\`database\` ${urlForm}`);
      throw error;
    });
    try {
      if (settings.migrate) applied = await migrate(it);
    } catch (error) {
      await it.close();
      throw error;
    }
    return it;
  }

  async function startQueue() {
    const { retryDelaySeconds, leaseMs, onEvent } = settings;
    return openQueue(await database(), {
      upkeep: true,
      migrate: settings.migrate,
      retryDelaySeconds,
      leaseMs,
      retryDelayMaxSeconds: Math.max(RETRY_DELAY_MAX_SECONDS, retryDelaySeconds),
      onError: (error) => onEvent({ type: "database", reason: `the queue: ${databaseReason(error)}` }),
    });
  }

  /**
   * @param {ReadonlySet<string> | null} only @param {AbortSignal | undefined} signal
   * @param {(event: WorkerEvent) => void} [listener]
   */
  async function worker(only, signal, listener) {
    const { credentials } = settings;
    if (credentials === undefined) throw new SyncError("options", "`credentials` is needed to walk accounts");
    return startWorker({
      ...settings,
      database: await database(),
      queue: await queue(),
      credentials,
      only,
      signal,
      pollMs: POLL_MS,
      graceMs: GRACE_MS,
      onEvent: (event) => {
        settings.onEvent(event);
        listener?.(event);
      },
    });
  }

  /** @param {Accounts | undefined} accounts */
  async function sids(accounts) {
    const wanted = accounts ?? settings.accounts;
    if (wanted === undefined) throw new SyncError("options", "`accounts` is needed to put walks on the queue");
    return iterable(typeof wanted === "function" ? await wanted() : wanted);
  }

  return {
    /** @param {Accounts} [accounts] @param {{ acceptGone?: boolean | undefined }} [options] */
    enqueue: (accounts, { acceptGone = false } = {}) =>
      awaited(async () => {
        const { walkIds, queued } = await enqueue(await database(), await queue(), await sids(accounts), {
          acceptGone,
        });
        return { queued, alreadyOpen: walkIds.length - queued };
      }),

    /** @param {import("./run.mjs").RunOptions} [options] */
    run: ({ accounts, acceptGone = false, signal: own, onProgress } = {}) =>
      awaited(async (signal) => {
        const wanted = await sids(accounts);
        return runNight({
          database: await database(),
          queue: await queue(),
          worker,
          wanted,
          acceptGone,
          signal,
          onProgress,
        });
      }, own),

    /** @param {{ signal?: AbortSignal | undefined }} [options] */
    work: ({ signal: own } = {}) =>
      awaited(async (signal) => {
        const started = await worker(null, signal);
        const stopNights = settings.accounts === undefined ? async () => {} : await watchNights();
        await started.ended.finally(stopNights);
      }, own),

    /** @param {string} every @param {{ tz?: string | undefined }} [options] */
    schedule: (every, { tz } = {}) =>
      awaited(async () => {
        const it = await queue();
        try {
          await it.schedule(every, tz);
        } catch (error) {
          if (!(error instanceof Error) || "code" in error) throw error;
          throw new SyncError("options", `no schedule: ${error.message}`, { cause: error });
        }
      }),
    unschedule: () => awaited(async () => (await queue()).unschedule()),

    /** @param {import("./feed.mjs").ChangesOptions} [options] */
    async *changes(options = {}) {
      const { signal, release } = endable(options.signal);
      try {
        yield* changes(await database(), { ...options, signal }, settings.onEvent);
      } finally {
        release();
      }
    },
    status: () => awaited(async () => status(await database())),
    /** @param {readonly string[] | { olderThanDays: number }} what */
    forget: (what) => awaited(async () => forget(await database(), what)),
    migrate: () =>
      awaited(async () => {
        const here = await migrate(await database());
        await queue();
        return [...applied, ...here];
      }),

    close: () => (closing ??= close()),
    async [Symbol.asyncDispose]() {
      await this.close();
    },
  };

  async function close() {
    for (const ending of endings) ending.abort();
    await Promise.allSettled(underWay);
    if (openingQueue !== null) await openingQueue.then((it) => it.close()).catch(() => {});
    if (opening !== null) await opening.then((it) => it.close()).catch(() => {});
  }

  /** Whatever is due by the schedule is put on the queue with the accounts as they are then. */
  async function watchNights() {
    const it = await queue();
    await it.onNight(async () => {
      try {
        await enqueue(await database(), it, await sids(undefined), { acceptGone: false });
      } catch (error) {
        // What a vault's client throws may repeat a secret.
        const reason = error instanceof SyncError ? error.message : error instanceof Error ? error.name : typeof error;
        settings.onEvent({ type: "night", reason });
        throw error;
      }
    });
    return () => it.offNight();
  }
}

/** @param {SyncOptions} options */
function readOptions(options) {
  if (typeof options !== "object" || options === null) throw new SyncError("options", "expected an object of options");
  for (const name of Object.keys(options)) {
    if (!NAMES.includes(name)) throw new SyncError("options", `unknown option \`${name}\``);
  }
  const { database, dataFolder, accounts, credentials, client = {}, onEvent = () => {}, migrate = true } = options;
  if ((database === undefined) === (dataFolder === undefined)) {
    throw new SyncError("options", "expected either `database`, a URL, or `dataFolder`");
  }
  if (database !== undefined && !(typeof database === "string" && /^(?:postgres|postgresql|socket):/i.test(database))) {
    throw new SyncError("options", `\`database\` ${urlForm}`);
  }
  if (dataFolder !== undefined && !(typeof dataFolder === "string" && dataFolder !== "")) {
    throw new SyncError("options", "`dataFolder` must be the path of a folder");
  }
  if (accounts !== undefined && typeof accounts !== "function") iterable(accounts);
  if (credentials !== undefined && typeof credentials !== "function") {
    throw new SyncError("options", "`credentials` must be a function that returns an account's credentials");
  }
  if (typeof client !== "object" || client === null) {
    throw new SyncError("options", "`client` must be an object of options of the client");
  }
  if (typeof onEvent !== "function") throw new SyncError("options", "`onEvent` must be a function");
  if (typeof migrate !== "boolean") throw new SyncError("options", "`migrate` must be true or false");
  return {
    database,
    dataFolder,
    accounts,
    credentials,
    client,
    /** A log that fails must not fail a walk: what it throws, or a promise of it that rejects, changes nothing. @param {WorkerEvent} event */
    onEvent: (event) => void (async () => onEvent(event))().catch(() => {}),
    migrate,
    concurrency: whole("concurrency", options.concurrency ?? 4, 1, 1000),
    retries: whole("retries", options.retries ?? 4, 0, 100),
    retryDelaySeconds: whole("retryDelaySeconds", options.retryDelaySeconds ?? 15, 1, 86_400),
    leaseMs: whole("leaseMs", options.leaseMs ?? 30_000, 500, 3_600_000),
  };
}

/** @param {AccountSids} accounts */
function iterable(accounts) {
  // A string is one too, of its characters.
  if (typeof accounts === "object" && accounts !== null) {
    if (Symbol.iterator in accounts || Symbol.asyncIterator in accounts) return accounts;
  }
  throw new SyncError(
    "options",
    "`accounts` must be an array or another iterable of SIDs, or a function that returns one",
  );
}

/** @param {string} name @param {unknown} value @param {number} least @param {number} most */
function whole(name, value, least, most) {
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new SyncError("options", `\`${name}\` must be a whole number from ${least} to ${most}`);
}
