// @ts-check
/** @import { Database } from "./database.mjs" */
/** @import { Queue } from "./queue.mjs" */
/** @import { ClientSettings, CredentialsOf } from "./walk.mjs" */
/** @import { WorkerEvent } from "./worker.mjs" */
import { openDatabase } from "./database.mjs";
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
  let closed = false;
  /** @type {number[]} */
  let applied = [];
  /** @type {Set<Awaited<ReturnType<typeof startWorker>>>} */
  const workers = new Set();

  const database = () => {
    if (closed) throw new SyncError("options", "this sync is closed");
    // Tried anew after a failure: a process that stays must outlive a database that was away at its start.
    return (opening ??= open().catch((error) => {
      opening = null;
      throw error;
    }));
  };
  const queue = () =>
    (openingQueue ??= startQueue().catch((error) => {
      openingQueue = null;
      throw error;
    }));

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
      onError: (error) => onEvent({ type: "database", reason: `the queue: ${error.name}` }),
    });
  }

  /**
   * @param {ReadonlySet<string> | null} only @param {AbortSignal | undefined} signal
   * @param {(event: WorkerEvent) => void} [listener]
   */
  async function worker(only, signal, listener) {
    const { credentials } = settings;
    if (credentials === undefined) throw new SyncError("options", "`credentials` is needed to walk accounts");
    const started = await startWorker({
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
    workers.add(started);
    const forget = () => workers.delete(started);
    started.ended.then(forget, forget);
    return started;
  }

  /** @param {Accounts | undefined} accounts */
  async function sids(accounts) {
    const wanted = accounts ?? settings.accounts;
    if (wanted === undefined) throw new SyncError("options", "`accounts` is needed to put walks on the queue");
    return typeof wanted === "function" ? await wanted() : wanted;
  }

  return {
    /** @param {Accounts} [accounts] @param {{ acceptGone?: boolean | undefined }} [options] */
    async enqueue(accounts, { acceptGone = false } = {}) {
      const { walkIds, queued } = await enqueue(await database(), await queue(), await sids(accounts), { acceptGone });
      return { queued, alreadyOpen: walkIds.length - queued };
    },

    /** @param {import("./run.mjs").RunOptions} [options] */
    async run(options = {}) {
      const { accounts, acceptGone = false, signal, onProgress } = options;
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
    },

    /** @param {{ signal?: AbortSignal | undefined }} [options] */
    async work({ signal } = {}) {
      const started = await worker(null, signal);
      const stopNights = settings.accounts === undefined ? async () => {} : await watchNights();
      await started.ended.finally(stopNights);
    },

    /** @param {string} every @param {{ tz?: string | undefined }} [options] */
    async schedule(every, { tz } = {}) {
      const it = await queue();
      try {
        await it.schedule(every, tz);
      } catch (error) {
        if (!(error instanceof Error) || "code" in error) throw error;
        throw new SyncError("options", `no schedule: ${error.message}`, { cause: error });
      }
    },
    unschedule: async () => (await queue()).unschedule(),

    /** @param {import("./feed.mjs").ChangesOptions} [options] */
    async *changes(options = {}) {
      yield* changes(await database(), options, settings.onEvent);
    },
    status: async () => status(await database()),
    /** @param {readonly string[] | { olderThanDays: number }} what */
    forget: async (what) => forget(await database(), what),
    async migrate() {
      const here = await migrate(await database());
      await queue();
      return [...applied, ...here];
    },

    async close() {
      if (closed) return;
      const openDatabases = opening;
      closed = true;
      await Promise.all([...workers].map((started) => started.stop()));
      workers.clear();
      if (openingQueue !== null) await openingQueue.then((it) => it.close()).catch(() => {});
      if (openDatabases !== null) await openDatabases.then((it) => it.close()).catch(() => {});
    },
    async [Symbol.asyncDispose]() {
      await this.close();
    },
  };

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
  const { database, dataFolder, accounts, credentials, client = {}, onEvent = () => {} } = options;
  if ((database === undefined) === (dataFolder === undefined)) {
    throw new SyncError("options", "expected either `database`, a URL, or `dataFolder`");
  }
  if (database !== undefined && !(typeof database === "string" && /^(?:postgres|postgresql|socket):/i.test(database))) {
    throw new SyncError("options", `\`database\` ${urlForm}`);
  }
  if (dataFolder !== undefined && !(typeof dataFolder === "string" && dataFolder !== "")) {
    throw new SyncError("options", "`dataFolder` must be the path of a folder");
  }
  return {
    database,
    dataFolder,
    accounts,
    credentials,
    client,
    onEvent,
    migrate: options.migrate ?? true,
    concurrency: whole("concurrency", options.concurrency ?? 4, 1, 1000),
    retries: whole("retries", options.retries ?? 4, 0, 100),
    retryDelaySeconds: whole("retryDelaySeconds", options.retryDelaySeconds ?? 15, 1, 86_400),
    leaseMs: whole("leaseMs", options.leaseMs ?? 30_000, 500, 3_600_000),
  };
}

/** @param {string} name @param {unknown} value @param {number} least @param {number} most */
function whole(name, value, least, most) {
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new SyncError("options", `\`${name}\` must be a whole number from ${least} to ${most}`);
}
