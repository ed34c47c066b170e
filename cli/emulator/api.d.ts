// `trusthub-profiles-cli/emulator`: a local Trust Hub for tests. The code is held to these declarations by the compiler.

/** A profile as it stands in a page of the API: snake_case, whatever it holds. */
export interface WireProfile {
  [property: string]: unknown;
}

export type AccountStatus = "active" | "suspended" | "closed";

/** What is absent is made up from the seed, but for `apiKey` and `bearerToken`: those exist if they are named. */
export interface AccountOptions {
  /** How many profiles to make up, from 0, or the profiles themselves, which go out as they are. Default 0. */
  readonly profiles?: number | readonly WireProfile[] | undefined;
  /** `AC` and 32 hex digits. */
  readonly accountSid?: string | undefined;
  /** The password of basic credentials whose username is the Account SID. */
  readonly authToken?: string | undefined;
  /** A second pair of username and password, as a main key. */
  readonly apiKey?: { readonly sid: string; readonly secret: string } | undefined;
  /** Opens the account's profiles as `Authorization: Bearer …`. */
  readonly bearerToken?: string | undefined;
  readonly friendlyName?: string | undefined;
  /** Default `active`. The credentials of a suspended account get 403 with code 20403, those of a closed one 401. */
  readonly status?: AccountStatus | undefined;
  /** The parent's SID. Default the first account's: all others are its subaccounts. */
  readonly ownerAccountSid?: string | undefined;
}

/** An account of the emulator, as it is now. */
export interface Account {
  readonly accountSid: string;
  readonly authToken: string;
  readonly apiKey?: { readonly sid: string; readonly secret: string };
  readonly bearerToken?: string;
  readonly friendlyName: string;
  readonly status: AccountStatus;
  /** Its own SID for a parent. */
  readonly ownerAccountSid: string;
  /** How many profiles it has now. */
  readonly profiles: number;
}

/** What can be set of an account while the emulator runs; what is absent stays. */
export interface AccountChange {
  /** From then on the old token gets 401. */
  readonly authToken?: string | undefined;
  readonly friendlyName?: string | undefined;
  readonly status?: AccountStatus | undefined;
}

/** Options of {@link createEmulator}. */
export interface EmulatorOptions {
  /** Everything that is made up follows from it: a whole number from 0, default 1. */
  readonly seed?: number | undefined;
  /**
   * The accounts, the first of which is the parent of the others. Default three, of 260, 7 and 0 profiles. A number, from
   * 1, is how many to make up: of each 50, the last is suspended and the last but one closed.
   */
  readonly accounts?: number | readonly AccountOptions[] | undefined;
  /**
   * How many profiles the first of the default accounts has, default 260; how many each has where `accounts` is a number.
   * Up to 2^31: a profile is computed when it is asked for.
   */
  readonly profiles?: number | undefined;
  /**
   * How many changes a day there are for each profile while {@link Emulator.advance} lets time pass, additions and
   * deletions among them. Default 0.01; 0 for none.
   */
  readonly churn?: number | undefined;
  /**
   * How many days of the emulator's clock pass in a second, as by {@link Emulator.advance}; they are made up for when a request
   * comes. Default 0: the clock stands still.
   */
  readonly daysPerSecond?: number | undefined;
  /**
   * When the emulator's clock begins, to the second: the newest made-up profile was created then. Default 30 June 2025, 12:00
   * UTC, so that two runs have the same dates.
   */
  readonly start?: Date | undefined;
  /** Whether pages of other origins may ask, as CORS has it. Default false. */
  readonly cors?: boolean | undefined;
  /** The scheme and host of the links in pages, e.g. `https://trusthub.twilio.com`. Default those of the request. */
  readonly linkOrigin?: string | undefined;
  /**
   * Makes up documented values alone. Default false: some profiles have null, absent or unknown properties, a status that
   * is not documented or a date of another form, as the API's have.
   */
  readonly plain?: boolean | undefined;
  /**
   * Puts something odd into each made-up profile: wrong types, names of `Object.prototype`, spreadsheet formulas, huge or
   * deep values. Default false.
   */
  readonly odd?: boolean | undefined;
  /** Faults that stay, e.g. `latency:200,status:503@0.05`: name, main setting after a colon, probability after an `@`. */
  readonly faults?: string | undefined;
}

/** Options of {@link startEmulator}. */
export interface ServerOptions extends EmulatorOptions {
  /** Default 0, which takes any free one. */
  readonly port?: number | undefined;
  /** The address to listen on. Default `127.0.0.1`. */
  readonly host?: string | undefined;
}

/** A request as it came. */
export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  /** Byte for byte, without the `?`. */
  readonly query: string;
  /** By their names in small letters. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Null until a status is sent, so for ever after a reset or a hang. */
  readonly status: number | null;
  /** The SID of the account that the credentials open. */
  readonly account: string | null;
}

/**
 * A change of one profile, as Twilio's reviewers or the account's owner make it. `date_updated` becomes the clock's time.
 *
 * - `submit` makes it `pending-review`, `review` makes it `in-review`;
 * - `approve` makes it `twilio-approved`, `errors` null, with `validUntil` (RFC 3339, default null);
 * - `reject` makes it `twilio-rejected` with `errors` (default `[{ code: 18601 }]`);
 * - `edit` sets properties by their wire names, the status too but not `sid`; one that is undefined is left out from then on;
 * - `add` puts a draft at the beginning of the list, made up but for `fields`;
 * - `delete` takes it out of the list (its SID is a 404 then), `restore` puts it back where it was.
 */
export type ProfileChange =
  | { readonly type: "submit"; readonly sid: string }
  | { readonly type: "review"; readonly sid: string }
  | { readonly type: "approve"; readonly sid: string; readonly validUntil?: string | null | undefined }
  | { readonly type: "reject"; readonly sid: string; readonly errors?: readonly unknown[] | undefined }
  | { readonly type: "edit"; readonly sid: string; readonly fields: WireProfile }
  | { readonly type: "add"; readonly fields?: WireProfile | undefined }
  | { readonly type: "delete"; readonly sid: string }
  | { readonly type: "restore"; readonly sid: string };

/** A change that was made. */
export interface AppliedChange {
  /** RFC 3339, by the emulator's clock. */
  readonly at: string;
  readonly accountSid: string;
  readonly sid: string;
  readonly type: ProfileChange["type"];
  /** The profile's status before and after; null where it is not in the list. */
  readonly status: { readonly from: unknown; readonly to: unknown };
  /** The wire names of the properties that have another value now. */
  readonly fields: readonly string[];
}

/** What a profile was from some time on. */
export interface ProfileState {
  /** RFC 3339, by the emulator's clock. */
  readonly at: string;
  /** As a page held it from then on; null while it was deleted. */
  readonly profile: WireProfile | null;
}

/** How long; the units add up. */
export interface Duration {
  readonly days?: number | undefined;
  readonly hours?: number | undefined;
  readonly ms?: number | undefined;
}

/** The faults: docs/emulator.md says what each does. */
export type FaultName =
  | "latency"
  | "status"
  | "html"
  | "body"
  | "empty-body"
  | "redirect"
  | "reset"
  | "hang"
  | "loop"
  | "cycle"
  | "same-rows"
  | "empty-page"
  | "no-next-link"
  | "relative-link"
  | "foreign-link"
  | "bad-link"
  | "slow-body"
  | "cut-body"
  | "hang-body"
  | "truncated"
  | "large-body";

/** What a fault does in particular; each takes those that docs/emulator.md names for it. */
export interface FaultSettings {
  /** Milliseconds, from 0 to 2,147,483,647. */
  readonly ms?: number;
  /** A status, from 200 to 599. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object goes out as JSON. */
  readonly body?: string | Uint8Array | object | null;
  /** A URL or a path. */
  readonly location?: string;
  /** A scheme and host, e.g. `https://trusthub.example`. */
  readonly origin?: string;
  /** From its `/` on. */
  readonly path?: string;
  /** How many, from 0; `Infinity` never ends. */
  readonly bytes?: number;
}

/** Which requests a fault is for. */
export interface FaultConditions {
  /** How many, from 1, then it is used up; `Infinity` for all. Default 1, but `Infinity` for `loop`, `cycle` and `same-rows`. */
  readonly times?: number;
  /** How many of those it lets pass first. Default 0. */
  readonly after?: number;
  /** How likely it is to act on one, from 0 to 1, by the seed. Default 1. */
  readonly chance?: number;
  /** Only requests for this page, counted from 0. */
  readonly page?: number;
  /** Only requests that the credentials of this Account SID open. */
  readonly account?: string;
}

export type FaultOptions = FaultSettings & FaultConditions;

/** A local Trust Hub without a server. */
export interface Emulator {
  /** As they are now. */
  readonly accounts: readonly Account[];
  /** The last 10,000, oldest first; `requests.length = 0` clears them. */
  readonly requests: RequestRecord[];
  /** The time by the emulator's clock, which stands still but for `change`, `advance` and `daysPerSecond`. */
  readonly now: Date;
  /** Answers in this process, without a socket, whatever the URL's host: the client's option `fetch`, or a mock's answer. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** Adds a fault. It is for the next request, unless its conditions or its nature say more. */
  fault(name: FaultName, options?: FaultOptions): void;
  clearFaults(): void;
  /** Changes one profile, after the clock moved on by a second. Throws where that cannot be done. */
  change(accountSid: string, change: ProfileChange): AppliedChange;
  changeAccount(accountSid: string, change: AccountChange): void;
  /**
   * Lets time pass, by milliseconds or a {@link Duration}: profiles of active accounts change as `churn` says. What changes
   * follows from the seed, and is the same for two days at once and for one day twice. Returns the changes, oldest first.
   */
  advance(duration: number | Duration): AppliedChange[];
  /** Every state that a profile had, oldest first; empty for a SID that never was. */
  history(sid: string): ProfileState[];
  /** A profile as it is now, by its position in the account's list, counted from 0. */
  profile(accountSid: string, index: number): WireProfile;
  /** All of an account's profiles as they are now, in the list's order. */
  profilesOf(accountSid: string): Iterable<WireProfile>;
  /** For a server of one's own: `createServer(emulator.handle)`. */
  readonly handle: (request: ServerRequest, response: ServerResponse) => Promise<void>;
  /** Ends what is under way, and the server if there is one. May be called again. */
  close(): Promise<void>;
}

/** An {@link Emulator} that listens. */
export interface EmulatorServer extends Emulator {
  /** E.g. `http://127.0.0.1:40123`, without a slash at its end. */
  readonly url: string;
  readonly port: number;
}

/** What is read of `node:http`'s `IncomingMessage` (declared here so that the types need no dependency). */
export interface ServerRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly socket: {
    readonly localAddress?: string | undefined;
    readonly localPort?: number | undefined;
    resetAndDestroy(): unknown;
  };
}

/** What is used of `node:http`'s `ServerResponse`. */
export interface ServerResponse {
  readonly closed: boolean;
  readonly destroyed: boolean;
  setHeader(name: string, value: string | number | readonly string[]): unknown;
  getHeaderNames(): string[];
  removeHeader(name: string): unknown;
  writeHead(status: number): unknown;
  write(chunk: Uint8Array | string, callback?: () => void): boolean;
  end(chunk?: Uint8Array | string): unknown;
  destroy(): unknown;
  once(event: "close" | "drain", listener: () => void): unknown;
  off(event: "close" | "drain", listener: () => void): unknown;
}

/** A local Trust Hub without a server, for {@link Emulator.fetch} and {@link Emulator.handle}. */
export declare function createEmulator(options?: EmulatorOptions): Emulator;

/**
 * A local Trust Hub that listens. It serves `GET /v1/CustomerProfiles`, `GET /v1/CustomerProfiles/{sid}` and
 * `GET /2010-04-01/Accounts.json`.
 *
 * @example
 * import { startEmulator } from "trusthub-profiles-cli/emulator";
 *
 * const emulator = await startEmulator({ profiles: 120 });
 * const [account] = emulator.accounts;
 * emulator.fault("status", { status: 503 });
 * // … the client under test, with `emulator.url` as its `baseUrl` and the account's credentials …
 * await emulator.close();
 */
export declare function startEmulator(options?: ServerOptions): Promise<EmulatorServer>;
