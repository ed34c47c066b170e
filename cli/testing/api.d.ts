// `trusthub-profiles-cli/testing`: fixtures for programs that use `trusthub-profiles`. The code is held to these
// declarations by the compiler.

import type {
  AnyTrustHubError,
  Cursor,
  CustomerProfile,
  CustomerProfileList,
  CustomerProfilePage,
  CustomerProfileStatus,
} from "trusthub-profiles";
import type { Emulator, EmulatorOptions } from "../emulator/api.js";

/** A profile as the API sends it. */
export interface WireCustomerProfile {
  sid: string | null;
  account_sid: string | null;
  policy_sid: string | null;
  friendly_name: string | null;
  status: CustomerProfileStatus | (string & {}) | null;
  email: string | null;
  status_callback: string | null;
  /** RFC 3339, as are the other two dates. */
  valid_until: string | null;
  date_created: string | null;
  date_updated: string | null;
  url: string | null;
  links: Record<string, string> | null;
  errors: unknown[] | null;
  /** What the API may add tomorrow. */
  [property: string]: unknown;
}

/** A page as the API sends it. */
export interface WirePage {
  results: WireCustomerProfile[];
  meta: {
    /** From 0. */
    page: number;
    page_size: number;
    first_page_url: string;
    previous_page_url: string | null;
    url: string;
    /** Null on the last page. */
    next_page_url: string | null;
    key: "results";
  };
}

/** Fields of a wire profile; what is absent has its default. */
export type WireProfileFields = {
  readonly [Property in keyof WireCustomerProfile]?: WireCustomerProfile[Property] | undefined;
};

/**
 * A profile as the API sends it: an approved one, the same at each call.
 * @param fields instead of the defaults; `url` and `links` follow from `sid`, `errors` from `status`, unless they are given
 * @param index which profile, from 0, default 0: another one has another SID, name and dates, so that
 *   `[{ status: "draft" }, {}].map(makeWireProfile)` is a list
 */
export declare function makeWireProfile(fields?: WireProfileFields, index?: number): WireCustomerProfile;

/**
 * A profile as the client hands it out: {@link makeWireProfile}, decoded by the client.
 * @param fields instead of the defaults, by the client's names
 * @param index as for {@link makeWireProfile}
 *
 * @example
 * import { makeProfile } from "trusthub-profiles-cli/testing";
 *
 * const rejected = makeProfile({ status: "twilio-rejected", errors: [{ code: 18602 }] });
 */
export declare function makeProfile(fields?: Partial<CustomerProfile>, index?: number): CustomerProfile;

/** A whole list, of which a page is cut. */
export interface WirePageOptions {
  /** The profiles of the whole list: how many, or the fields of each. Default 3. */
  readonly profiles?: number | readonly WireProfileFields[] | undefined;
  /** Which page, from 0. Default 0. */
  readonly page?: number | undefined;
  /** How many profiles a page holds, 1 to 1,000. Default 50. */
  readonly pageSize?: number | undefined;
  /** The scheme and host of the links. Default `https://trusthub.twilio.com`. */
  readonly origin?: string | undefined;
}

/**
 * A page as the API sends it, to be a mock's answer; its links lead to the other pages of the list.
 *
 * @example
 * import { makeWirePage } from "trusthub-profiles-cli/testing";
 *
 * const page = makeWirePage({ profiles: 120, page: 1 });
 * page.meta.next_page_url; // of the third page
 */
export declare function makeWirePage(options?: WirePageOptions): WirePage;

/** A whole list, as the client gives it. */
export interface ListFixtureOptions {
  /** How many profiles, or the fields of each by the client's names. Default 3. */
  readonly profiles?: number | readonly Partial<CustomerProfile>[] | undefined;
  /** How many profiles a page holds, 1 to 1,000. Default 50. */
  readonly pageSize?: number | undefined;
}

/**
 * A list as the client gives it, to stand for `client.listCustomerProfiles()`: lazy, walked page by page, with cursors that
 * work. It is a real client's, over an emulator in this process.
 */
export declare function makeList(options?: ListFixtureOptions): CustomerProfileList;

/** The first page of {@link makeList}, to stand for `await client.listCustomerProfiles()`; `next()` gives the others. */
export declare function makePage(options?: ListFixtureOptions): Promise<CustomerProfilePage>;

/** What all errors but those of kind `options` have. */
export interface CommonErrorFields {
  /** The client's label, 1 to 200 characters; the message begins with it. Default none. */
  readonly label?: string | undefined;
  /** From 1, default 1. Each before the last was answered with 503. */
  readonly attempts?: number | undefined;
  /** The page that failed. Default the first one. */
  readonly cursor?: Cursor | undefined;
}

/** By kind, what the error is to have. */
export interface ErrorFields {
  options: {
    readonly label?: string | undefined;
    /** An option of the client, of a list or of a call; any other name is an unknown option. Default `pageSize`. */
    readonly option?: string | undefined;
  };
  api: CommonErrorFields & {
    /** Outside 2xx, from 300 to 599. Default 503. */
    readonly status?: number | undefined;
    /** Twilio's code, whole; null for none. Default what the API usually sends with the status, e.g. 20429 with 429. */
    readonly code?: number | null | undefined;
    /** The server's own words: a part of the error's message. Default what the API usually says. */
    readonly message?: string | undefined;
    readonly moreInfo?: string | null | undefined;
    readonly details?: unknown;
    /** Milliseconds, a multiple of 1,000. Default null: no `Retry-After`. */
    readonly retryAfterMs?: number | null | undefined;
    /** Default `RQ` and 32 zeros; null for none. */
    readonly requestId?: string | null | undefined;
  };
  network: CommonErrorFields & {
    /** What `fetch` threw. Default a TypeError as Node's of a refused connection. */
    readonly cause?: unknown;
  };
  timeout: CommonErrorFields & {
    /** Default `attempt`. */
    readonly scope?: "attempt" | "total" | undefined;
    /** How many milliseconds it really waits, and says that it did. Default 1, and more where there are several attempts. */
    readonly timeoutMs?: number | undefined;
  };
  response: CommonErrorFields & {
    /** What the 2xx held; an object goes out as JSON. Default a web page; with `strict` a page with a profile that has issues. */
    readonly body?: string | object | undefined;
    /** Whether the client's `validation` was `strict`: then the error has issues. Default false. */
    readonly strict?: boolean | undefined;
    /** Default `RQ` and 32 zeros; null for none. */
    readonly requestId?: string | null | undefined;
  };
  pagination: {
    readonly label?: string | undefined;
    /** Default `loop`. */
    readonly reason?: "loop" | "bad-link" | "too-many-pages" | undefined;
  };
}

/**
 * A real error of the client, of its own class: a client is made to fail by a `fetch` that answers as the error needs it.
 *
 * @example
 * import { makeError } from "trusthub-profiles-cli/testing";
 *
 * const error = await makeError("api", { status: 429, retryAfterMs: 30_000 });
 * console.log(error.code, error.retryable); // 20429 true
 */
export declare function makeError<Kind extends keyof ErrorFields>(
  kind: Kind,
  fields?: ErrorFields[Kind],
): Promise<Extract<AnyTrustHubError, { readonly kind: Kind }>>;

/** A `fetch` that an emulator answers. */
export interface EmulatorFetch {
  (input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** For faults, changes and the record of requests. */
  readonly emulator: Emulator;
}

/**
 * A `fetch` over an emulator without a socket: the client's option `fetch`. The credentials are those of
 * `fetch.emulator.accounts`; a request that has none opens the first account, as behind a proxy that adds its own.
 *
 * @example
 * import { createClient } from "trusthub-profiles";
 * import { emulatorFetch } from "trusthub-profiles-cli/testing";
 *
 * const fetch = emulatorFetch({ profiles: 120 });
 * const client = createClient({ fetch });
 * fetch.emulator.fault("status", { status: 503 });
 * console.log((await client.listCustomerProfiles().toArray()).length); // 120
 */
export declare function emulatorFetch(options?: EmulatorOptions): EmulatorFetch;
