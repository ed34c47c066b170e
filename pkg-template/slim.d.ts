/**
 * The same without the inlined core: smaller, and compiled while it arrives. {@link init} loads the core first.
 *
 * @packageDocumentation
 */

export * from "./index.js";

/** The runtime's `WebAssembly.Module`, where its types are known. */
export type WasmModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } }
  ? Module
  : never;

/** The runtime's `Request`, where its types are known. */
export type WasmRequest = typeof globalThis extends { Request: { prototype: infer Request } } ? Request : never;

/** The runtime's `Response`, where its types are known. */
export type WasmResponse = typeof globalThis extends { Response: { prototype: infer Response } } ? Response : never;

/**
 * Load the core: `client.wasm` beside this module, or what it is given. Call it as often as you like; it loads once, and
 * again only after it failed. Any other call before it is done throws an Error.
 *
 * @param input where `client.wasm` is, a response that holds it, its bytes, or what was compiled of them
 * @example
 * ```js
 * import { createClient, init } from "trusthub-profiles/slim";
 *
 * await init();
 * const client = createClient({ baseUrl: "/twilio" });
 * ```
 */
export declare function init(
  input?: URL | string | WasmRequest | WasmResponse | ArrayBufferView | ArrayBuffer | WasmModule,
): Promise<void>;
