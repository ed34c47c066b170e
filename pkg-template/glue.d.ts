// What src/wasm exports, as the package's JavaScript sees it: more than wasm-bindgen's own declarations, which say "any" for
// each object (tests/types/glue.test.mjs holds ours to them). The build makes glue.js of what wasm-bindgen writes
// (scripts/glue.mjs). This file is for the type checker alone, and is not published.
import type {
  ClientOptions,
  Cursor,
  CustomerProfile,
  CustomerProfilePage,
  FetchResponse,
  Issue,
  ListOptions,
  PageMeta,
} from "./index.js";
import type { HandlerOptions } from "./handler.d.ts";

/** Globals that stand for the runtime's own within one glue. Any that is left out is the runtime's. */
export interface GlueGlobals {
  AbortController?: unknown;
  FinalizationRegistry?: unknown;
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
export function createGlue(
  host: Host,
  globals?: GlueGlobals,
): {
  imports: WebAssembly.Imports;
  attach(wasmExports: WebAssembly.Exports): void;
  exports: GlueExports;
};

/** A client's options as they were checked: frozen, and only read by the core. */
export type CheckedClient = Readonly<Omit<ClientOptions, "label" | "credentials">> & {
  /** Functions of a request and a context where it is a handler's. */
  // biome-ignore lint/suspicious/noExplicitAny: the handler's own types hold callers to theirs
  readonly label?: HandlerOptions<any>["label"];
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly credentials?: HandlerOptions<any>["credentials"];
  readonly __checked: "client";
};
/** A list's. */
export type CheckedList = Readonly<ListOptions> & { readonly __checked: "list" };
/** Those of a handler alone. */
// biome-ignore lint/suspicious/noExplicitAny: the handler's own types hold callers to theirs
export type CheckedHandler = Pick<HandlerOptions<any>, "authorize" | "onError">;

/** Something that the core holds until it is freed. */
export interface Handle {
  abort(reason: unknown): void;
  free(): void;
}

/** A walk through a list's pages, or to one profile. */
export interface WalkHandle extends Handle {
  readonly goesOn: boolean;
  nextPage(): Promise<ListPage | undefined>;
}

export interface GlueExports {
  start(): void;
  checkClientOptions(options: unknown): CheckedClient;
  checkListOptions(client: CheckedClient, options: unknown): CheckedList;
  checkCallOptions(options: unknown): [CheckedClient, CheckedList];
  checkFetchOptions(client: CheckedClient, sid: unknown, options: unknown): { readonly signal?: AbortSignal };
  checkHandlerOptions(options: unknown): [client: CheckedClient, handler: CheckedHandler];
  handlerRefusals(): [notAllowed: HandlerAnswer, fault: HandlerAnswer, malformed: HandlerAnswer];
  parseCursor(text: unknown): Cursor;
  parsePage(body: unknown, options: unknown): ParsedPage;
  Walk: {
    new (client: CheckedClient, list: CheckedList, number: number, page: number, takesAll: boolean): WalkHandle;
    toProfile(client: CheckedClient, sid: string, number: number): WalkHandle;
  };
  HandlerRequest: new (
    client: CheckedClient,
    method: string,
    path: string,
    query: string,
  ) => Handle & { send(): Promise<HandlerAnswer> };
}

/** An instance of the core (instance.js). */
export interface Instance {
  exports: GlueExports;
  /** Its last words, where it panicked. */
  panicMessage?: string;
  /** Why it ended. */
  failure?: Error;
  /** What rejects the calls under way. */
  pending: Set<(failure: Error) => void>;
  /** The requests under way. */
  requests: Set<AbortController>;
}

/** Makes a page's objects of the core's columns; the core's `columns` says what each holds. */
export type PageObjects = (
  /** Without the type checker's `undefined`: no index is beyond its end. */
  // biome-ignore lint/suspicious/noExplicitAny: it takes the undefined away
  codes: Uint32Array & Record<number, any>,
  /** Milliseconds; NaN for null. */
  instants: Float64Array,
  /** ASCII. */
  texts: Uint8Array,
  blockEnds: Uint32Array,
  /** A {@link PageRest} as JSON. */
  rest: Uint8Array,
  /** Undefined for a body that came another way. */
  facts: ListPageFacts | undefined,
) => ParsedPage | ListPage;

/** What a page's columns refer to, and what is beside its profiles. */
export interface PageRest {
  sids: (string | null)[];
  /** Of whatever type the rule of the property that refers to it allows. */
  // biome-ignore lint/suspicious/noExplicitAny: the core has checked each
  values: any[];
  shared: string[];
  urlStart: string;
  /** Of the links that follow from a profile's address: each one's name, and what it adds to the address. */
  links: string[];
  meta: PageMeta;
  issues: Issue[];
}

/** What JavaScript does for the core: see src/wasm/host.rs. Arrays are the core's memory: nothing of them is kept. */
export interface Host {
  BodyReader: new () => {
    readonly length: number;
    read(response: FetchResponse, limit: number): Promise<boolean>;
    copyTo(buffer: Uint8Array): void;
    cancel(): void;
  };
  /** The bytes of a string, an ArrayBuffer or a Uint8Array, of whatever realm; undefined for anything else. */
  bytesOf(value: unknown): Uint8Array | undefined;
  /** Let go of a response, or of a promise of one, that nobody reads. */
  discard(response: unknown): void;
  makeError(facts: ErrorFacts): Error;
  makePage: PageObjects;
  /** A request begins: what aborts it, also when the instance ends. */
  openRequest(): AbortController;
  closeRequest(controller: AbortController): void;
  panicked(message: string): void;
  /** Whether the instance has trapped: the glue asks it, since from then on closures throw nothing. */
  hasEnded(): boolean;
}

export interface ParsedPage {
  profiles: CustomerProfile[];
  meta: PageMeta;
  issues: Issue[];
}

/** What the core knows of a page that was asked for. */
export interface ListPageFacts {
  /** Null for a profile alone, which is handed out as no page. */
  cursor: Cursor | null;
  nextCursor: Cursor | null;
  previousCursor: Cursor | null;
  /** How many of the profiles are handed out: a limit may cut the last page. */
  handedOut: number;
  response: CustomerProfilePage["response"];
}

export type ListPage = Omit<ListPageFacts, "handedOut"> & ParsedPage;

/** What a handler's visitor gets: what the API sent, or a refusal. */
export interface HandlerAnswer {
  status: number;
  headers: [name: string, value: string][];
  /** Null for a refusal. */
  body: Uint8Array<ArrayBuffer> | null;
  /** Twilio's, where it has one for the refusal. */
  code: number | null;
  message: string;
  /** Why the API gave nothing to pass on. */
  error?: unknown;
}

/** The facts of a failure. */
export interface ErrorFacts {
  kind: "options" | "api" | "network" | "timeout" | "response" | "pagination";
  message: string;
  label: string | null;
  retryable: boolean;
  attempts: number;
  requestId: string | null;
  cursor: Cursor | null;
  cause?: unknown;
  [own: string]: unknown;
}
