// What src/wasm exports, as the package's JavaScript sees it. wasm-bindgen writes glue.js from the Rust sources; this
// file is for the type checker alone, and is not published.
import type { HandlerOptions } from "./handler.js";
import type { ClientEvent, Cursor, CustomerProfile, Issue, PageMeta } from "./index.js";

export function initSync(input: { module: BufferSource | WebAssembly.Module }): unknown;
export function start(host: Host): void;
export function giveUp(): void;
export function checkOptions(options: unknown, scope: "client" | "list" | "call" | "handler"): {
  client: object;
  list: { signal?: AbortSignal; prefetch?: boolean };
  handler: Pick<HandlerOptions, "authorize" | "onError">;
};
export function fetchPage(client: object, cursor: Cursor, pageNumber: number, signal: AbortSignal, wantsAnswer: false): Promise<FetchedPage>;
export function fetchPage(client: object, cursor: Cursor, pageNumber: number, signal: AbortSignal, wantsAnswer: true): Promise<ApiAnswer>;
export function readRequest(method: string, path: string, query: string): Cursor | RefusedRequest;
export function parsePage(body: unknown, options: unknown): ParsedPage;

export class Walk {
  constructor(list: object);
  readonly goesOn: boolean;
  nextPage(): Cursor | undefined;
  arrive(cursor: Cursor, profiles: number, digest: number | null, next: Cursor | undefined): number;
  free(): void;
}

/** Makes a page's objects of the core's columns; the core's `columns` says what each holds. */
export type PageObjects = (
  codes: Uint32Array,
  /** Milliseconds; NaN for null. */
  instants: Float64Array,
  /** ASCII. */
  texts: Uint8Array,
  blockEnds: Uint32Array,
  /** JSON: `{ sids, values, shared, urlStart, links, meta, issues }`, and the facts of a response where there is one. */
  rest: Uint8Array,
) => ParsedPage | FetchedPage;

/** What JavaScript does for the core. Arrays are the core's memory: nothing of them is kept. */
export interface Host {
  errorFrom(record: Uint8Array, cause: unknown): Error;
  pageObjects: PageObjects;
  panicked(message: string): void;
  tell(listener: (event: ClientEvent) => unknown, event: Uint8Array): void;
  ignore(promise: unknown): void;
}

export interface ParsedPage {
  profiles: CustomerProfile[];
  meta: PageMeta;
  issues: Issue[];
}

export interface FetchedPage {
  objects: ParsedPage;
  /** Stands for the SIDs in their order. */
  digest: number | null;
  cursor: Cursor;
  nextCursor: Cursor | null;
  previousCursor: Cursor | null;
  status: number;
  requestId: string | null;
  attempts: number;
  elapsedMs: number;
}

/** What the API answered, be it a page or a refusal. */
export interface ApiAnswer {
  status: number;
  /** Null for one that wasn't sent. */
  headers: Record<string, string | null>;
  /** Null where it isn't there whole. */
  body: Uint8Array<ArrayBuffer> | null;
}

/** Why a handler refuses a request. */
export interface RefusedRequest {
  status: number;
  /** Twilio's, where it has one. */
  code: number | null;
  message: string;
}

/** The facts of a failure. */
export interface ErrorRecord {
  kind: "options" | "api" | "network" | "timeout" | "response" | "pagination";
  message: string;
  retryable: boolean;
  attempts: number;
  requestId: string | null;
  cursor: Cursor | null;
  /** Whether something was thrown, be it undefined. */
  hasCause: boolean;
  [own: string]: unknown;
}
