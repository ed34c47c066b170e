// What src/wasm exports, as the package's JavaScript sees it. The build makes glue.js of what wasm-bindgen
// writes (scripts/glue.mjs); this file is for the type checker alone, and is not published.
import type { ClientEvent, Cursor, CustomerProfile, Issue, PageMeta } from "./index.js";

/** Globals that stand for the runtime's own within one glue. Any that is left out is the runtime's. */
export interface GlueGlobals {
  AbortController?: unknown;
  /** Called back when an object of the core was forgotten. */
  FinalizationRegistry?: new (callback: (held: any) => void) => object;
  TextDecoder?: typeof TextDecoder;
  TextEncoder?: typeof TextEncoder;
  clearTimeout?: unknown;
  /** What the core finds where it looks for the global object itself. */
  globalThis?: unknown;
  queueMicrotask?: unknown;
  setTimeout?: unknown;
}

/**
 * A glue of one instance's own. It works once `attach` has got the exports of a WebAssembly instance that was made with
 * `imports`; these may be wrapped.
 */
export function createGlue(globals?: GlueGlobals): {
  imports: WebAssembly.Imports;
  attach(wasmExports: WebAssembly.Exports): void;
  exports: GlueExports;
};

export interface GlueExports {
  start(host: Host): void;
  checkOptions(facts: string): string;
  request(facts: string): string;
  redacted(facts: string): string;
  failure(facts: string): string;
  page(facts: string): string;
  parsePage(given: string, length: number, bodyIs: string): void;
  readRequest(facts: string): string;
  Walk: new (given: string) => {
    readonly goesOn: boolean;
    nextPage(): Cursor | undefined;
    arrive(cursor: Cursor, profiles: number, digest: number | null, next: Cursor | undefined): number;
    free(): void;
  };
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
) => ParsedPage | PageRecord;

/** What JavaScript does for the core. Arrays are the core's memory: nothing of them is kept. */
export interface Host {
  copyBody(room: Uint8Array): void;
  count(profiles: number, issues: number): void;
  pageObjects(...columns: Parameters<PageObjects>): void;
  errorFrom(record: Uint8Array): Error;
  panicked(message: string): void;
}

/** What the transport needs of a client's options. */
export interface OptionFacts {
  timeoutMs: number;
  totalTimeoutMs: number;
  maxBodyBytes: number;
}

export interface ParsedPage {
  profiles: CustomerProfile[];
  meta: PageMeta;
  issues: Issue[];
}

/** What the core knows of a page that was asked for. */
export interface PageRecord {
  objects: ParsedPage;
  /** Stands for the SIDs in their order. */
  digest: number | null;
  cursor: Cursor;
  nextCursor: Cursor | null;
  previousCursor: Cursor | null;
}

export interface FetchedPage extends PageRecord {
  status: number;
  requestId: string | null;
  attempts: number;
  elapsedMs: number;
}

/** What went wrong. */
export interface FailureRecord {
  /** Null where the page isn't asked for again. */
  waitMs: number | null;
  reason: Extract<ClientEvent, { type: "retry" }>["reason"];
  error: ErrorRecord;
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
  cursor: Cursor | null;
  /** What the transport adds, where there was one. */
  attempts?: number;
  requestId?: string | null;
  [own: string]: unknown;
}
