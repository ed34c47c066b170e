/**
 * Lists the Customer-Profiles of a Twilio account (Trust Hub, `GET /v1/CustomerProfiles`).
 *
 * @packageDocumentation
 */

/** The statuses that the API documents. It may send others: see {@link CustomerProfile.status}. */
export type CustomerProfileStatus = "draft" | "pending-review" | "in-review" | "twilio-rejected" | "twilio-approved";

/**
 * The statuses that the API documents, in the order of a review. Importing it loads no core.
 *
 * @example
 * ```js
 * import { customerProfileStatuses } from "trusthub-profiles";
 *
 * console.log(customerProfileStatuses.join(", ")); // draft, pending-review, in-review, twilio-rejected, twilio-approved
 * ```
 */
export declare const customerProfileStatuses: readonly CustomerProfileStatus[];

/**
 * Whether a value is a status that the API documents: for what comes from a form, a command line or a database.
 *
 * @example
 * ```js
 * import { isCustomerProfileStatus } from "trusthub-profiles";
 *
 * const typed = new URLSearchParams("status=draft").get("status");
 * const list = client.listCustomerProfiles({ status: isCustomerProfileStatus(typed) ? typed : undefined });
 * console.log((await list).profiles.every((profile) => profile.status === "draft")); // true
 * ```
 */
export declare function isCustomerProfileStatus(value: unknown): value is CustomerProfileStatus;

/**
 * One Customer-Profile: plain data that can be cloned, stored and sent.
 *
 * The API may send null for any property, or leave it out; both read as null. A text that breaks its form is here as it
 * came, with an {@link Issue} in the page's `issues`.
 *
 * @example
 * ```js
 * for await (const profile of client.listCustomerProfiles()) {
 *   console.log(profile.sid, profile.friendlyName, profile.status, profile.dateUpdated?.toISOString());
 * }
 * ```
 */
export interface CustomerProfile {
  /** The SID of the profile: `BU` and 32 hexadecimal digits. */
  readonly sid: string | null;
  /** The SID of the account that the profile belongs to: `AC` and 32 hexadecimal digits. */
  readonly accountSid: string | null;
  /** The SID of the policy that the profile is held to: `RN` and 32 hexadecimal digits. */
  readonly policySid: string | null;
  /** The name that the account gave the profile. Personal data. */
  readonly friendlyName: string | null;
  /** Where the profile stands in its review. Statuses that aren't documented are kept, with an issue. */
  readonly status: CustomerProfileStatus | (string & {}) | null;
  /** Where Twilio writes when the status changes. Personal data. */
  readonly email: string | null;
  /** Where Twilio sends a request when the status changes: an absolute URI. */
  readonly statusCallback: string | null;
  /** When the approval ends. A text that is no RFC 3339 date and time is null here, and in an issue. */
  readonly validUntil: Date | null;
  /** When the profile was created. */
  readonly dateCreated: Date | null;
  /** When the profile was last changed. */
  readonly dateUpdated: Date | null;
  /** The profile's own address: an absolute URI. */
  readonly url: string | null;
  /** The addresses of its sub-resources, by their names on the wire. */
  readonly links: Readonly<Record<string, string>> | null;
  /** Why Twilio rejected the profile, as it came: for example `[{ code: 18601 }]`. */
  readonly errors: readonly unknown[] | null;
  /** Properties that this version doesn't know, as they came, by their names on the wire; absent when there are none. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/**
 * Where a page stands in its list, by the API.
 *
 * @example
 * ```js
 * const page = await client.listCustomerProfiles({ pageSize: 20 });
 * console.log(`page ${page.meta.page} of at most ${page.meta.pageSize} profiles`);
 * ```
 */
export interface PageMeta {
  /** The page's number, from 0. */
  readonly page: number | null;
  /** How many profiles a page holds at most. */
  readonly pageSize: number | null;
  /** The name of the list in the body: `"results"`. */
  readonly key: string | null;
  /** The page's own address. */
  readonly url: string | null;
  /** The first page's address. */
  readonly firstPageUrl: string | null;
  /** The address of the page before; null on the first. */
  readonly previousPageUrl: string | null;
  /** The address of the page after; null on the last. */
  readonly nextPageUrl: string | null;
}

/**
 * One value of a response that is not what the API promises.
 *
 * @example
 * ```js
 * const page = await client.listCustomerProfiles();
 * for (const { path, code, expected } of page.issues) console.warn(`${path}: ${code}, expected ${expected}`);
 * ```
 */
export interface Issue {
  /** JSON Pointer into the body, for example `/results/3/date_created`. */
  readonly path: string;
  /**
   * `type`: another JSON type, read as null. `pattern`, `uri`, `status`: a string that breaks its form, kept.
   * `date-time`: no RFC 3339 date and time, read as null. `text`: U+FFFD stands for a lone surrogate.
   * `missing`: `next_page_url` isn't there at all, not even as null. A walk that would go on there fails.
   */
  readonly code: "type" | "pattern" | "date-time" | "uri" | "status" | "text" | "missing";
  /** What was expected, in words. */
  readonly expected: string;
  /** The value as it came. It may be personal data; no message and no event repeats it. */
  readonly value: unknown;
}

/**
 * Where a page begins: an opaque string to keep and to resume at. It carries the filters and the page size, and no credential.
 * A cursor that was cut or changed is refused. Those of earlier versions (`page:…`) are taken.
 *
 * @example
 * ```js
 * const page = await client.listCustomerProfiles({ pageSize: 20 });
 * if (page.nextCursor !== null) {
 *   const next = await client.listCustomerProfiles({ cursor: page.nextCursor });
 *   console.log(next.profiles.length);
 * }
 * ```
 */
export type Cursor = string & { readonly __cursor: unique symbol };

/**
 * A cursor of a string that came from a database, a command line or an address bar. One of an earlier version comes back in
 * today's form.
 *
 * @throws {@link OptionsError} (option `cursor`) for a string that is no cursor
 * @example
 * ```js
 * import { parseCursor } from "trusthub-profiles";
 *
 * const { nextCursor } = await client.listCustomerProfiles({ pageSize: 100 });
 * const kept = String(nextCursor);
 * const rest = await client.listCustomerProfiles({ cursor: parseCursor(kept) });
 * console.log(rest.profiles.length); // 30
 * ```
 */
export declare function parseCursor(text: string): Cursor;

/**
 * Who asks: an Account SID and its Auth Token, an API key's SID and its secret, or a bearer token. They alone select
 * the account or subaccount.
 *
 * @example
 * ```js
 * const ofAccount = createClient({ credentials: { username: accountSid, password: authToken } });
 * const ofKey = createClient({ credentials: { username: apiKeySid, password: apiKeySecret } });
 * const ofToken = createClient({ credentials: { bearerToken: await freshToken() } });
 * ```
 */
export type Credentials =
  | {
      /** An Account SID, or an API key's SID. */
      readonly username: string;
      /** The Auth Token, or the key's secret. */
      readonly password: string;
    }
  | {
      /** A token that `Authorization: Bearer` carries. */
      readonly bearerToken: string;
    };

/**
 * What a client calls for each request: the runtime's `fetch`, that of undici, node-fetch or Bun, or one by hand.
 *
 * @example
 * ```js
 * const body = { results: [{ friendly_name: "Canned" }], meta: { next_page_url: null } };
 * const client = createClient({ fetch: async (url) => ({ status: 200, json: async () => body }) });
 * const page = await client.listCustomerProfiles();
 * console.log(page.profiles[0]?.friendlyName); // Canned
 * ```
 */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

/**
 * What a client gives its `fetch` beside the URL.
 *
 * @example
 * ```js
 * const client = createClient({
 *   credentials,
 *   fetch: (url, init) => globalThis.fetch(url, { ...init, keepalive: true }),
 * });
 * ```
 */
export interface FetchInit {
  /** The API is only read. */
  method: "GET";
  /** `Accept`; `Authorization` where there are credentials; outside browsers `User-Agent`. */
  headers: Record<string, string>;
  /** A redirect is an {@link ApiError}. */
  redirect: "manual";
  /** Ends the request: by the caller's signal, or a clock. */
  signal: AbortSignal;
  /** Personal data belong in no cache. Absent where the runtime refuses it. */
  cache?: "no-store";
}

/**
 * What is read of a response: its status, three headers, and its body, as a stream or by one of the methods (the first that
 * it has).
 *
 * @example
 * ```js
 * const response = { status: 200, text: async () => '{"results": [], "meta": {"next_page_url": null}}' };
 * const page = await createClient({ fetch: async () => response }).listCustomerProfiles();
 * console.log(page.profiles.length); // 0
 * ```
 */
export interface FetchResponse {
  /** A whole number. */
  readonly status: number;
  /** `Twilio-Request-Id`, `Retry-After` and `Date` are asked for. */
  readonly headers?: {
    /** A header's value; null or undefined where the response has none of that name. */
    get(name: string): string | null | undefined;
  };
  /** A stream of bytes; null for none. */
  readonly body?: unknown;
  /** The body's bytes. */
  arrayBuffer?(): Promise<ArrayBuffer>;
  /** The body as a string. */
  text?(): Promise<string>;
  /** The body as `JSON.parse` reads it. */
  json?(): Promise<unknown>;
}

/**
 * The options of a client. Any of them may be undefined, which is as absent.
 *
 * @example
 * ```js
 * const client = createClient({
 *   credentials: async () => ({ bearerToken: await freshToken() }),
 *   maxRetries: 5,
 *   onEvent: (event) => console.debug(event),
 * });
 * ```
 */
export interface ClientOptions {
  /**
   * A name for logs, the account's for example: in every event, in every error as `label` and at the beginning of its
   * message. A string of 1 to 200 characters without control characters.
   */
  label?: string | undefined;
  /**
   * Who asks: an Account SID and its Auth Token, or an API key's SID and its secret, as `{ username, password }`; or
   * `{ bearerToken }`. A function is asked anew before each attempt. Leave it out behind a server that adds its own.
   */
  credentials?: Credentials | (() => Credentials | Promise<Credentials>) | undefined;
  /**
   * Where the API is, without user info, query or fragment; with credentials, http only to this machine. Links are
   * followed there alone, whatever host they name. In a page or a worker it may be relative: `"/twilio"`. Default
   * `"https://trusthub.twilio.com"`.
   */
  baseUrl?: string | URL | undefined;
  /**
   * A function in place of the runtime's `fetch`, which is looked up at each call: that of undici or node-fetch, or
   * one by hand.
   */
  fetch?: Fetch | undefined;
  /** How often a failed request is repeated. A whole number from 0 to 100. Default 3. */
  maxRetries?: number | undefined;
  /**
   * A longer `Retry-After` fails at once instead of waiting, in milliseconds. A whole number from 0 to 2147483647.
   * Default 60 000.
   */
  maxRetryAfterMs?: number | undefined;
  /**
   * How long one attempt may take, headers and body, in milliseconds. A whole number from 1 to 2147483647. Default
   * 30 000.
   */
  timeoutMs?: number | undefined;
  /**
   * How long one page may take, with its retries and waits, in milliseconds. A whole number from 1 to 2147483647.
   * Default 120 000.
   */
  totalTimeoutMs?: number | undefined;
  /** A larger body is an error, before it is held. A whole number from 1 to 2147483647. Default 67 108 864. */
  maxBodyBytes?: number | undefined;
  /**
   * `"report"`: a page with odd values is a page, with `issues`. `"strict"`: it is a {@link ResponseError}. Default
   * `"report"`.
   */
  validation?: "report" | "strict" | undefined;
  /** Called with each `request`, `response`, `failure`, `retry` and `page`. What it throws changes nothing. */
  onEvent?: ((event: ClientEvent) => void) | undefined;
  /**
   * Without it, credentials in a browser are an {@link OptionsError}: whoever opens the page can read them. Default
   * false.
   */
  dangerouslyAllowBrowserCredentials?: boolean | undefined;
  /**
   * Without it, credentials over plain http to another host than this machine are an {@link OptionsError}: whoever
   * stands between can read them. For a mock in a network of containers, say. Default false.
   */
  dangerouslyAllowHttp?: boolean | undefined;
}

/**
 * The options of a list.
 *
 * @example
 * ```js
 * const rejected = await client.listCustomerProfiles({ status: "twilio-rejected", limit: 100 }).toArray();
 * ```
 */
export interface ListOptions {
  /** Profiles of this status alone. */
  status?: CustomerProfileStatus | undefined;
  /** Profiles of this name alone. */
  friendlyName?: string | undefined;
  /** Profiles of this policy alone. A SID: RN and 32 hexadecimal digits. */
  policySid?: string | undefined;
  /**
   * How many profiles a page holds. When absent it is `limit`, and 1,000 for `toArray()`; otherwise it is left to the
   * API (50). A whole number from 1 to 1000.
   */
  pageSize?: number | undefined;
  /** At most so many profiles, with as few requests as that takes. A whole number from 1, or Infinity. */
  limit?: number | undefined;
  /** Resume at a page. It carries the filters and the page size: none of them can stand beside it. */
  cursor?: Cursor | undefined;
  /**
   * More pages than this are a {@link PaginationError}, never a short list. A whole number from 1, or Infinity.
   * Default 10 000.
   */
  maxPages?: number | undefined;
  /** Ask for the next page while this one is being used. Default false. */
  prefetch?: boolean | undefined;
  /** Ends the walk; the caller gets `signal.reason`. */
  signal?: AbortSignal | undefined;
}

/**
 * Lists with the same options.
 *
 * @example
 * ```js
 * const client = createClient({ credentials: { username: accountSid, password: authToken } });
 * const profiles = await client.listCustomerProfiles().toArray();
 * ```
 */
export interface Client {
  /**
   * The profiles that the options ask for.
   * @throws {@link OptionsError} at once, for options that can't be right
   */
  listCustomerProfiles(options?: ListOptions): CustomerProfileList;
  /**
   * One profile by its SID (`GET /v1/CustomerProfiles/{sid}`), with a list's checks, retries, deadlines and events. It rejects
   * with an {@link OptionsError} for what is no SID of a profile, with an {@link ApiError} of status 404 where the account has
   * none of that SID, and with a {@link ResponseError} where another profile comes.
   */
  fetchCustomerProfile(
    sid: string,
    options?: {
      /** Ends the call, which rejects with `signal.reason`. */
      signal?: AbortSignal | undefined;
    },
  ): Promise<CustomerProfileRecord>;
}

/**
 * One profile by its SID.
 *
 * @example
 * ```js
 * const { profile, issues } = await client.fetchCustomerProfile(profileSid);
 * console.log(profile.sid === profileSid, issues.length); // true 0
 * ```
 */
export interface CustomerProfileRecord {
  /** The profile. */
  readonly profile: CustomerProfile;
  /** What of it is not as the API promises. Paths begin at the profile: `/date_created`. */
  readonly issues: readonly Issue[];
  /** How it came. */
  readonly response: CustomerProfilePage["response"];
}

/**
 * A client with these options.
 *
 * @throws {@link OptionsError} for options that can't be right
 * @example
 * ```js
 * import { createClient } from "trusthub-profiles";
 *
 * const client = createClient({ credentials: { username: accountSid, password: authToken } });
 * const page = await client.listCustomerProfiles({ status: "in-review" });
 * ```
 */
export declare function createClient(options: ClientOptions): Client;

/**
 * The profiles of an account, in one call.
 *
 * @throws {@link OptionsError} at once, for options that can't be right
 * @example
 * ```js
 * import { listCustomerProfiles } from "trusthub-profiles";
 *
 * const credentials = { username: accountSid, password: authToken };
 * for await (const profile of listCustomerProfiles({ credentials, pageSize: 1000 })) console.log(profile.sid);
 * ```
 */
export declare function listCustomerProfiles(options: ClientOptions & ListOptions): CustomerProfileList;

/**
 * A list, of which nothing is asked for before it is used. `await` gives its first page, `for await` every profile of
 * every page, `pages()` the pages, `toArray()` all profiles at once. Each iteration is a walk of its own.
 *
 * @example
 * ```js
 * const list = client.listCustomerProfiles({ pageSize: 100 });
 * const firstPage = await list;
 * for await (const page of list.pages()) console.log(page.profiles.length);
 * ```
 */
export interface CustomerProfileList extends Promise<CustomerProfilePage>, AsyncIterable<CustomerProfile> {
  /** The pages, one after the other. */
  pages(): AsyncGenerator<CustomerProfilePage, void, void>;
  /**
   * Every profile of every page, or as many as `limit` says. It asks for 1,000 a page unless `pageSize`, `limit` or `cursor` says
   * how many.
   */
  toArray(): Promise<CustomerProfile[]>;
}

/**
 * One page of a list.
 *
 * @example
 * ```js
 * const page = await client.listCustomerProfiles({ pageSize: 20 });
 * const next = await page.next();
 * console.log(page.response.requestId, next === null ? "the only page" : `then ${next.profiles.length} more`);
 * ```
 */
export interface CustomerProfilePage {
  /** Its profiles, in the API's order. */
  readonly profiles: readonly CustomerProfile[];
  /** Where it stands in the list. */
  readonly meta: PageMeta;
  /** What is not as the API promises: the profiles' issues in their order, then those of `meta`. */
  readonly issues: readonly Issue[];
  /** This page again. */
  readonly cursor: Cursor;
  /** The page after. Null alone ends a list: an empty page doesn't. */
  readonly nextCursor: Cursor | null;
  /** The page before; null on the first. */
  readonly previousCursor: Cursor | null;
  /** How the page came. */
  readonly response: {
    /** The HTTP status. */
    readonly status: number;
    /** Twilio's name for the request; null where a browser hides it. */
    readonly requestId: string | null;
    /** How many attempts it took. */
    readonly attempts: number;
    /** How long it took, waits included, in milliseconds. */
    readonly elapsedMs: number;
  };
  /** The page after; null at the end. */
  next(): Promise<CustomerProfilePage | null>;
  /** The page before; null at the start. */
  previous(): Promise<CustomerProfilePage | null>;
}

/**
 * Decode a body of the API that came another way: from a cache, a queue, a fixture, another client.
 *
 * @throws {@link ResponseError} for a body that is no page and, in strict mode, for a page with issues
 * @throws {@link OptionsError} for arguments that can't be right
 * @example
 * ```js
 * import { parseCustomerProfilePage } from "trusthub-profiles";
 *
 * const { profiles, issues } = parseCustomerProfilePage('{"results": [{"status": "draft"}], "meta": {"next_page_url": null}}');
 * console.log(profiles[0]?.status, issues.length); // draft 0
 * ```
 */
export declare function parseCustomerProfilePage(
  body: Uint8Array | ArrayBuffer | string,
  options?: { validation?: "report" | "strict" | undefined },
): {
  /** In the body's order. */
  readonly profiles: CustomerProfile[];
  /** Where the page stands in its list. */
  readonly meta: PageMeta;
  /** What is not as the API promises; in strict mode none. */
  readonly issues: Issue[];
};

/**
 * One profile as the API sends it (snake_case, as `JSON.parse` gives it), for whatever takes a Standard Schema: forms,
 * routes, queues. The decoder judges it, as in strict mode: any issue fails.
 *
 * @example
 * ```js
 * import { customerProfileSchema } from "trusthub-profiles";
 *
 * const result = customerProfileSchema["~standard"].validate({ sid: "BU0", status: "draft" });
 * console.log(result.issues?.[0]?.message); // expected a SID: BU and 32 hexadecimal digits
 * ```
 */
export declare const customerProfileSchema: StandardSchemaV1<unknown, CustomerProfile>;

/**
 * https://standardschema.dev, version 1: declared here so that the types depend on no package.
 *
 * @example
 * ```ts
 * const schema: StandardSchemaV1<unknown, CustomerProfile> = customerProfileSchema;
 * ```
 */
export interface StandardSchemaV1<Input = unknown, Output = Input> {
  /** What the specification asks for. */
  readonly "~standard": {
    /** Of the specification. */
    readonly version: 1;
    /** Who wrote the schema. */
    readonly vendor: string;
    /** The value's result: what it reads as, or what is wrong. */
    readonly validate: (value: unknown) =>
      | { readonly value: Output; readonly issues?: undefined }
      | {
          readonly issues: ReadonlyArray<{
            readonly message: string;
            readonly path?: ReadonlyArray<PropertyKey> | undefined;
          }>;
        };
    /** For the type checker alone. */
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** What every event says: of whom, and where in a walk. */
export interface EventPlace {
  /** The client's `label`. */
  readonly label: string | null;
  /** Which walk of the client, from 1; a single page is a walk. */
  readonly walk: number;
  /** Which page of its walk, from 0. */
  readonly page: number;
  /** Which attempt at the page, from 1. */
  readonly attempt: number;
}

/**
 * What the option `onEvent` is called with: facts alone, no header, no query and no value. Each attempt begins with a `request` and ends
 * with exactly one `failure` or `page`, so that spans and timers close.
 *
 * @example
 * ```js
 * const client = createClient({
 *   credentials,
 *   onEvent(event) {
 *     if (event.type === "retry") console.warn(`page ${event.page}: ${event.reason}, again in ${event.waitMs} ms`);
 *   },
 * });
 * ```
 */
export type ClientEvent = EventPlace &
  (
    | {
        /** An attempt begins. */
        readonly type: "request";
      }
    | {
        /** The headers are there. */
        readonly type: "response";
        /** The HTTP status. */
        readonly status: number;
        /** Since the attempt's start, in milliseconds. */
        readonly elapsedMs: number;
        /** Twilio's name for the request, where it named it. */
        readonly requestId: string | null;
      }
    | {
        /** The attempt failed. */
        readonly type: "failure";
        /** How: an error's `kind`, or that the caller ended it. */
        readonly reason: Exclude<TrustHubError["kind"], "options" | "pagination"> | "abort";
        /** The HTTP status, where one came. */
        readonly status: number | null;
        /** Twilio's error code, where one came. */
        readonly code: number | null;
        /** Since the attempt's start, in milliseconds. */
        readonly elapsedMs: number;
        /** Twilio's name for the request, where it named it. */
        readonly requestId: string | null;
        /** Whether another attempt follows. */
        readonly willRetry: boolean;
      }
    | {
        /** Another attempt follows. */
        readonly type: "retry";
        /** How long until then, in milliseconds. */
        readonly waitMs: number;
        /** Whether the API's `Retry-After` made the wait so long. */
        readonly isRetryAfter: boolean;
        /** How the last one failed: an error's `kind`. */
        readonly reason: TrustHubError["kind"];
      }
    | {
        /** A page is there. */
        readonly type: "page";
        /** How many profiles it has. */
        readonly profiles: number;
        /** How many of its values are not as promised. */
        readonly issues: number;
        /** Its body's length. */
        readonly bytes: number;
        /** Since the attempt's start, in milliseconds. */
        readonly elapsedMs: number;
        /** Twilio's name for the request, where it named it. */
        readonly requestId: string | null;
      }
  );

/**
 * What every error of this package has. Message and stack hold no credential, no query and no value of a body; `cause`
 * and `details` are as they came.
 *
 * @example
 * ```js
 * try {
 *   await client.listCustomerProfiles().toArray();
 * } catch (error) {
 *   if (!TrustHubError.is(error)) throw error;
 *   console.error(error.kind, error.message, error.requestId, "resume at", error.cursor);
 * }
 * ```
 */
export declare abstract class TrustHubError extends Error {
  /** The package alone makes them. */
  protected constructor();
  /** Which class it is, for `switch`. */
  readonly kind: "options" | "api" | "network" | "timeout" | "response" | "pagination";
  /** The client's `label`. */
  readonly label: string | null;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** How many attempts were made. */
  readonly attempts: number;
  /** Twilio's ID of the last request, where the response had one. */
  readonly requestId: string | null;
  /** The page that failed: resume there. Null where there is none to name. */
  readonly cursor: Cursor | null;
  /** The facts without what may hold data: no cursor, no issues, no details, no cause. */
  toJSON(): Record<string, unknown>;
  /** Whether a value is an error of this package, also of another copy of it. Each class has its own `is`. */
  static is(error: unknown): error is AnyTrustHubError;
}

/**
 * A call that can't be right. Nothing was sent.
 *
 * @example
 * ```js
 * try {
 *   client.listCustomerProfiles({ pageSize: 0 });
 * } catch (error) {
 *   if (!(error instanceof OptionsError)) throw error;
 *   console.log(error.message); // option pageSize: expected a whole number from 1 to 1000, got 0
 * }
 * ```
 */
export declare class OptionsError extends TrustHubError {
  /** The package alone makes them. */
  private constructor();
  /** Whether a value is an error of this class, also of another copy of the package. */
  static override is(error: unknown): error is OptionsError;
  readonly kind: "options";
  /** Which option. */
  readonly option: string;
}

/**
 * The API said no: a status outside 2xx.
 *
 * @example
 * ```js
 * try {
 *   await client.listCustomerProfiles();
 * } catch (error) {
 *   if (!(error instanceof ApiError && error.code === 20003)) throw error;
 *   console.error("wrong credentials", error.moreInfo);
 * }
 * ```
 */
export declare class ApiError extends TrustHubError {
  /** The package alone makes them. */
  private constructor();
  /** Whether a value is an error of this class, also of another copy of the package. */
  static override is(error: unknown): error is ApiError;
  readonly kind: "api";
  /** The HTTP status; 0 for a redirect that a browser hides. */
  readonly status: number;
  /** Twilio's code, for example 20003. */
  readonly code: number | null;
  /** Where Twilio explains the code. */
  readonly moreInfo: string | null;
  /** What the body says beyond that, as it came. */
  readonly details: unknown;
  /** What the server asked to wait, in milliseconds. */
  readonly retryAfterMs: number | null;
}

/**
 * No response, or none to its end. `cause` is what the runtime's `fetch` threw.
 *
 * @example
 * ```js
 * try {
 *   await client.listCustomerProfiles();
 * } catch (error) {
 *   if (!(error instanceof NetworkError)) throw error;
 *   console.error(error.message, error.cause);
 * }
 * ```
 */
export declare class NetworkError extends TrustHubError {
  /** The package alone makes them. */
  private constructor();
  /** Whether a value is an error of this class, also of another copy of the package. */
  static override is(error: unknown): error is NetworkError;
  readonly kind: "network";
}

/**
 * No page in time.
 *
 * @example
 * ```js
 * try {
 *   await client.listCustomerProfiles().toArray();
 * } catch (error) {
 *   if (!(error instanceof TimeoutError && error.scope === "total")) throw error;
 *   console.error("resume at", error.cursor);
 * }
 * ```
 */
export declare class TimeoutError extends TrustHubError {
  /** The package alone makes them. */
  private constructor();
  /** Whether a value is an error of this class, also of another copy of the package. */
  static override is(error: unknown): error is TimeoutError;
  readonly kind: "timeout";
  /** `attempt`: `timeoutMs` ran out. `total`: `totalTimeoutMs` did. */
  readonly scope: "attempt" | "total";
}

/**
 * A 2xx that is no page of profiles; in strict mode, a page with issues.
 *
 * @example
 * ```js
 * try {
 *   await client.listCustomerProfiles();
 * } catch (error) {
 *   if (!(error instanceof ResponseError)) throw error;
 *   console.error(error.message, error.issues.length);
 * }
 * ```
 */
export declare class ResponseError extends TrustHubError {
  /** The package alone makes them. */
  private constructor();
  /** Whether a value is an error of this class, also of another copy of the package. */
  static override is(error: unknown): error is ResponseError;
  readonly kind: "response";
  /** In strict mode every issue of the page; otherwise none. */
  readonly issues: readonly Issue[];
}

/**
 * A list that can't go on: never a short list in silence.
 *
 * @example
 * ```js
 * try {
 *   await client.listCustomerProfiles({ pageSize: 20, maxPages: 1 }).toArray();
 * } catch (error) {
 *   if (!(error instanceof PaginationError && error.reason === "too-many-pages")) throw error;
 *   console.error("resume at", error.cursor);
 * }
 * ```
 */
export declare class PaginationError extends TrustHubError {
  /** The package alone makes them. */
  private constructor();
  /** Whether a value is an error of this class, also of another copy of the package. */
  static override is(error: unknown): error is PaginationError;
  readonly kind: "pagination";
  /** `loop`: pages repeat. `bad-link`: a link that can't be followed. `too-many-pages`: more than `maxPages`. */
  readonly reason: "loop" | "bad-link" | "too-many-pages";
}

/** Any error of this package: `switch (error.kind)` narrows it. */
export type AnyTrustHubError = OptionsError | ApiError | NetworkError | TimeoutError | ResponseError | PaginationError;
