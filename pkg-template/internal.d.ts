// Types that modules of the package's JavaScript share, for the type checker alone: this file is not published.
import type { CheckedClient, CheckedList, GlueExports, Handle, Instance, WalkHandle } from "./glue.js";
import type { CustomerProfileList, CustomerProfilePage } from "./index.js";
import type { init } from "./slim.js";

/** What a signal ends. */
export interface SignalTarget {
  abort(reason: unknown): void;
}

/** Aborts a target when a signal aborts, until the function that this returns is called. The target isn't kept alive. */
export type Follow = (signal: AbortSignal | null | undefined, target: SignalTarget) => () => void;

/** One listener of a signal, for all that it ends: adds a target, and returns what removes it. */
export type SignalHub = (target: { deref(): SignalTarget | undefined }) => () => void;

/** Reads a body part by part. */
export interface BodyParts {
  read(): Promise<IteratorResult<unknown>>;
  cancel(reason?: unknown): void | PromiseLike<void>;
}

/** A class that encodes or decodes UTF-8. */
export type CodingClass = <Name extends "TextDecoder" | "TextEncoder">(name: Name) => (typeof globalThis)[Name];

/** What the core is made of. */
export type Source = BufferSource | WebAssembly.Module;

/** A module of Node's, where the runtime hands it out. */
export type NodeModule = <Name extends keyof NodeModules>(name: Name) => NodeModules[Name] | undefined;

interface NodeModules {
  "node:fs/promises": typeof import("node:fs/promises");
  "node:url": typeof import("node:url");
  "node:util": typeof import("node:util");
  "node:zlib": typeof import("node:zlib");
}

/** Makes sure of the core. */
export type Load = () => void;

/** Loads the core by `init`: undefined where the entry doesn't know its own address, and whether it is the entry's own. */
export type InitCore = (input: Parameters<typeof init>[0], isOwnAddress: boolean) => Promise<void>;

/** Lets an instance do something: the one where the work began, if on an earlier one. */
export type OnInstance = <T>(work: (core: GlueExports) => T, instance?: Instance) => T;

/** Opens what an instance holds until it is closed; a signal aborts it. */
export type OpenHandle = <H extends Handle>(
  make: (core: GlueExports) => H,
  signal: AbortSignal | null | undefined,
) => OpenedHandle<H>;

export interface OpenedHandle<H> {
  read<T>(work: (handle: H) => T): T;
  /** The instance's end rejects it. */
  wait<T>(work: (handle: H) => Promise<T>): Promise<T>;
  /** What is under way is aborted. */
  close(): void;
}

/** Where a public call was made, kept in case it fails: frames become a string only when that is read. */
export interface CallSite {
  readonly stack?: string;
}

/** A client as its calls need it. */
export interface ClientState {
  options: CheckedClient;
  /** How many walks have begun. */
  walks: number;
}

/** Creates a list; the site is where the caller asked for it. */
export type CreateList = (client: ClientState, options: CheckedList, site: CallSite) => CustomerProfileList;

/** What walks need to know. */
export interface WalkStart {
  client: ClientState;
  /** The caller's. */
  signal: AbortSignal | undefined;
  /** Of who asked for it. */
  site: CallSite;
  /** The first page's number, from 0. */
  first?: number;
  prefetch?: boolean | undefined;
}

export type CreateWalk = (start: WalkStart, begin: (core: GlueExports, number: number) => WalkHandle) => Walk;

export interface Walk {
  /** The caller's. */
  readonly signal: AbortSignal | undefined;
  /** The next page, cut to what is handed out of it; null at the end. */
  nextPage(): Promise<CustomerProfilePage | null>;
  /** The walk is over: a request that is under way is aborted. */
  close(): void;
}
