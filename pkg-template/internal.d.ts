// Types that modules of the package's JavaScript share, for the type checker alone: this file is not published.

/** What a signal ends. */
export interface SignalTarget {
  abort(reason: unknown): void;
}

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
