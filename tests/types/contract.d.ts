// The public contract of the npm package `trusthub-profiles`: names, shapes and behaviour.
// The package's own declarations must accept every program that type-checks against this file. behaviour.md settles the details.
// Doc comments here say what each part does; write the shipped ones afresh, with an example each.

/** The documented values, in the order of a review. */
export declare const customerProfileStatuses: readonly CustomerProfileStatus[];
export declare function isCustomerProfileStatus(value: unknown): value is CustomerProfileStatus;
/** Values the API documents. What it may send tomorrow still type-checks: see {@link CustomerProfile.status}. */
export type CustomerProfileStatus =
  | "draft"
  | "pending-review"
  | "in-review"
  | "twilio-rejected"
  | "twilio-approved";

/** One Customer-Profile: plain data, camelCase, structured-clone safe. The API may send null for (or leave out) any property; both read as null. */
export interface CustomerProfile {
  /** ^BU[0-9a-fA-F]{32}$ */
  readonly sid: string | null;
  /** ^AC[0-9a-fA-F]{32}$ */
  readonly accountSid: string | null;
  /** ^RN[0-9a-fA-F]{32}$ */
  readonly policySid: string | null;
  readonly friendlyName: string | null;
  readonly status: CustomerProfileStatus | (string & {}) | null;
  readonly email: string | null;
  /** Absolute URI. */
  readonly statusCallback: string | null;
  /** RFC 3339 instant; a text that is none becomes null and an issue that holds the text. */
  readonly validUntil: Date | null;
  readonly dateCreated: Date | null;
  readonly dateUpdated: Date | null;
  /** Absolute URI. */
  readonly url: string | null;
  /** URIs of the sub-resources, by wire name. */
  readonly links: Readonly<Record<string, string>> | null;
  /** Why the profile was rejected (e.g. `[{ code: 18601 }]`), untouched. */
  readonly errors: readonly unknown[] | null;
  /** Properties that this version doesn't know, untouched, by wire name; absent when there are none. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** The page's `meta`, camelCase. */
export interface PageMeta {
  readonly page: number | null;
  readonly pageSize: number | null;
  readonly key: string | null;
  readonly url: string | null;
  readonly firstPageUrl: string | null;
  readonly previousPageUrl: string | null;
  readonly nextPageUrl: string | null;
}

/** One value of a response that is not what the API promises. */
export interface Issue {
  /** JSON Pointer into the body, e.g. `/results/3/date_created`. */
  readonly path: string;
  readonly code: "type" | "pattern" | "date-time" | "uri" | "status" | "text" | "missing";
  /** What was expected, in words. */
  readonly expected: string;
  /** The JSON value that came. Never part of a message or an event. */
  readonly value: unknown;
}

/** Where a page begins: opaque (base64url of a version, the page's query and a checksum: no filter's text is read in a log, and a cursor that was cut is refused), JSON-safe; holds no credential. Cursors of earlier versions (`page:…`) are taken. */
export type Cursor = string & { readonly __cursor: unique symbol };
/** A cursor from a database or a command line. @throws OptionsError (option `cursor`) for a text that is none. */
export declare function parseCursor(text: string): Cursor;

/** `--user "username:password"`: an Account SID and its Auth Token, or an API key SID and its secret; or a bearer token. */
export type Credentials =
  | { readonly username: string; readonly password: string }
  | { readonly bearerToken: string };

/** Every option may be undefined, which is as absent (also under `exactOptionalPropertyTypes`). */
export interface ClientOptions {
  /** A name for logs, e.g. the account: in every event, and in every error as `label` and at the beginning of its message. */
  label?: string | undefined;
  /** Asked anew before each attempt when a function. Absent behind a proxy that adds its own. */
  credentials?: Credentials | (() => Credentials | Promise<Credentials>) | undefined;
  /** Default `https://trusthub.twilio.com`. Next links are re-based on it, so credentials never leave it. In a page or a worker of one a relative URL is resolved against the page's base. */
  baseUrl?: string | URL | undefined;
  /** Default: the runtime's `fetch`, looked up at each call. Any function of this shape: undici's, node-fetch's, a test's. */
  fetch?: Fetch | undefined;
  /** Default 3; 0 means none. */
  maxRetries?: number | undefined;
  /** A longer `Retry-After` fails at once instead of waiting. Default 60 000. */
  maxRetryAfterMs?: number | undefined;
  /** One attempt, headers and body. Default 30 000. */
  timeoutMs?: number | undefined;
  /** One page, with its retries and waits. Default 120 000. */
  totalTimeoutMs?: number | undefined;
  /** A larger body is an error, before it is held in memory. Default 64 MiB. */
  maxBodyBytes?: number | undefined;
  /** `report` (default): a page with odd values is still a page, with `issues`. `strict`: it is a ResponseError. */
  validation?: "report" | "strict" | undefined;
  /** Allow-listed facts only: no header, no query, no value. A listener that throws changes nothing. */
  onEvent?: ((event: ClientEvent) => void) | undefined;
  /** Without it, credentials in a browser page or worker are an OptionsError. */
  dangerouslyAllowBrowserCredentials?: boolean | undefined;
  /** Without it, credentials over plain `http:` to another host than this machine are an OptionsError (a mock in a container network needs it). */
  dangerouslyAllowHttp?: boolean | undefined;
}

/** What the client calls. The global `fetch`, every implementation of it and a hand-made function fit; Bun's and undici's types too. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;
export interface FetchInit {
  method: "GET";
  headers: Record<string, string>;
  redirect: "manual";
  signal: AbortSignal;
  /** Absent where the runtime refuses it. Personal data belong in no cache (Next up to 14 keeps every GET on disk). */
  cache?: "no-store";
}
/** What is read of the answer: a status, headers if there are any, and a body as a stream, or by one of these methods. */
export interface FetchResponse {
  readonly status: number;
  readonly headers?: { get(name: string): string | null | undefined };
  readonly body?: unknown;
  arrayBuffer?(): Promise<ArrayBuffer>;
  text?(): Promise<string>;
  json?(): Promise<unknown>;
}

export interface ListOptions {
  status?: CustomerProfileStatus | undefined;
  friendlyName?: string | undefined;
  policySid?: string | undefined;
  /** 1..1000. Not sent when absent (the API's default is 50), unless `limit` is given or `toArray()` takes the whole list (1,000). */
  pageSize?: number | undefined;
  /** At most so many profiles (1 or more), with as few requests as that takes; without `pageSize` it sets that too. */
  limit?: number | undefined;
  /** Resume at a page. It carries the filters and the page size: giving those too is an OptionsError (option `cursor`). */
  cursor?: Cursor | undefined;
  /** More pages than this is a PaginationError, never a short list. Default 10 000. */
  maxPages?: number | undefined;
  /** Ask for the next page while this one is being consumed. Default false. Cancelled on `break`; never goes past `limit`. */
  prefetch?: boolean | undefined;
  /** The whole walk: requests, bodies, waits, prefetches. Rejects with `signal.reason`. */
  signal?: AbortSignal | undefined;
}

export interface Client {
  listCustomerProfiles(options?: ListOptions): CustomerProfileList;
  /** `GET /v1/CustomerProfiles/{sid}`, with the same checks, retries and deadlines. One that isn't there is an ApiError with status 404. */
  fetchCustomerProfile(sid: string, options?: { signal?: AbortSignal | undefined }): Promise<CustomerProfileRecord>;
}

/** One profile by its SID; paths of its issues begin at the profile (`/date_created`). */
export interface CustomerProfileRecord {
  readonly profile: CustomerProfile;
  readonly issues: readonly Issue[];
  readonly response: CustomerProfilePage["response"];
}

export declare function createClient(options: ClientOptions): Client;

/** `createClient(options).listCustomerProfiles(options)` in one call. */
export declare function listCustomerProfiles(options: ClientOptions & ListOptions): CustomerProfileList;

/**
 * Lazy: nothing is sent before it is awaited or iterated. `await` gives the first page (one request however often it is
 * awaited); `for await` gives every profile of every page; each iteration is a walk of its own.
 */
export interface CustomerProfileList extends Promise<CustomerProfilePage>, AsyncIterable<CustomerProfile> {
  pages(): AsyncGenerator<CustomerProfilePage, void, void>;
  toArray(): Promise<CustomerProfile[]>;
}

export interface CustomerProfilePage {
  readonly profiles: readonly CustomerProfile[];
  readonly meta: PageMeta;
  readonly issues: readonly Issue[];
  /** This page again. */
  readonly cursor: Cursor;
  /** null is the only end of a list: an empty page is not. */
  readonly nextCursor: Cursor | null;
  readonly previousCursor: Cursor | null;
  readonly response: {
    readonly status: number;
    readonly requestId: string | null;
    readonly attempts: number;
    readonly elapsedMs: number;
  };
  next(): Promise<CustomerProfilePage | null>;
  previous(): Promise<CustomerProfilePage | null>;
}

/** The decoder on its own, for bytes from a cache, a queue, a fixture or another client. Throws ResponseError. */
export declare function parseCustomerProfilePage(
  body: Uint8Array | ArrayBuffer | string,
  options?: { validation?: "report" | "strict" | undefined },
): { readonly profiles: CustomerProfile[]; readonly meta: PageMeta; readonly issues: Issue[] };

/** One wire profile (snake_case, as `JSON.parse` gives it) against the model, for whatever takes a Standard Schema (v1). */
export declare const customerProfileSchema: StandardSchemaV1<unknown, CustomerProfile>;

/** What every event says: the client's label, which walk of the client (counted from 1; a single page is a walk), which page of it (from 0), which attempt (from 1). */
export interface EventPlace { readonly label: string | null; readonly walk: number; readonly page: number; readonly attempt: number }
/** Each attempt begins with `request` and ends with exactly one `failure` or `page`, so that spans and timers close. */
export type ClientEvent = EventPlace & (
  | { readonly type: "request" }
  | { readonly type: "response"; readonly status: number; readonly elapsedMs: number; readonly requestId: string | null }
  | { readonly type: "failure"; readonly reason: Exclude<TrustHubError["kind"], "options" | "pagination"> | "abort"; readonly status: number | null; readonly code: number | null; readonly elapsedMs: number; readonly requestId: string | null; readonly willRetry: boolean }
  | { readonly type: "retry"; readonly waitMs: number; readonly isRetryAfter: boolean; readonly reason: TrustHubError["kind"] }
  | { readonly type: "page"; readonly profiles: number; readonly issues: number; readonly bytes: number; readonly elapsedMs: number; readonly requestId: string | null }
);

/** `name` is a literal, `cause` is kept; none but `cause` and `details`, which are as they came, can hold a credential, and message and stack hold no query either. */
export declare abstract class TrustHubError extends Error {
  /** Made by the package alone. */
  protected constructor();
  readonly kind: "options" | "api" | "network" | "timeout" | "response" | "pagination";
  /** The client's `label`. */
  readonly label: string | null;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  readonly attempts: number;
  readonly requestId: string | null;
  /** The page that failed: resume there. null where there is none to name. */
  readonly cursor: Cursor | null;
  toJSON(): Record<string, unknown>;
  /** Works across two copies of the package; each class has its own, which narrows to that class. */
  static is(error: unknown): error is AnyTrustHubError;
}
/** A call that can't be right: which option, and what it takes. Thrown before anything is sent. */
export declare class OptionsError extends TrustHubError { private constructor(); static override is(error: unknown): error is OptionsError; readonly kind: "options"; readonly option: string }
/** The API said no (any status outside 2xx). */
export declare class ApiError extends TrustHubError { private constructor(); static override is(error: unknown): error is ApiError;
  readonly kind: "api";
  readonly status: number;
  /** Twilio's error code, e.g. 20003. */
  readonly code: number | null;
  readonly moreInfo: string | null;
  readonly details: unknown;
  readonly retryAfterMs: number | null;
}
export declare class NetworkError extends TrustHubError { private constructor(); static override is(error: unknown): error is NetworkError; readonly kind: "network" }
export declare class TimeoutError extends TrustHubError { private constructor(); static override is(error: unknown): error is TimeoutError; readonly kind: "timeout"; readonly scope: "attempt" | "total" }
/** A 2xx that is not a page of profiles: HTML, truncated JSON, no `results`, a body over the limit; in strict mode, any issue. */
export declare class ResponseError extends TrustHubError { private constructor(); static override is(error: unknown): error is ResponseError; readonly kind: "response"; readonly issues: readonly Issue[] }
export declare class PaginationError extends TrustHubError { private constructor(); static override is(error: unknown): error is PaginationError;
  readonly kind: "pagination";
  readonly reason: "loop" | "bad-link" | "too-many-pages";
}
export type AnyTrustHubError = OptionsError | ApiError | NetworkError | TimeoutError | ResponseError | PaginationError;

// ---- subpath "./handler": (Request) => Promise<Response>, for whatever speaks Fetch (Node adapters, Hono, Next, Bun, Deno, Workers)
export interface HandlerOptions extends Omit<ClientOptions, "label"> {
  label?: string | ((request: Request) => string) | undefined;
  /** Required: no open proxy by default. `true` lets in; a Response (of any realm: tagged `Response`, with a status and headers) is sent as it is; anything else is a 403. */
  authorize: (request: Request) => boolean | Response | Promise<boolean | Response>;
}
/** Serves `…/v1/CustomerProfiles`, with or without a slash at its end, to a page whose client has that prefix as `baseUrl` and no credentials. */
export declare function createListHandler(options: HandlerOptions): (request: Request) => Promise<Response>;

// ---- subpath "./slim": the same exports without the inlined wasm; init() loads `./client.wasm` (or what it is given) first
export declare function init(input?: URL | string | Request | Response | BufferSource | WebAssembly.Module): Promise<void>;

/** https://standardschema.dev, version 1 (declared here so that types need no dependency). */
export interface StandardSchemaV1<Input = unknown, Output = Input> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) =>
      | { readonly value: Output; readonly issues?: undefined }
      | { readonly issues: ReadonlyArray<{ readonly message: string; readonly path?: ReadonlyArray<PropertyKey> | undefined }> };
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}
