// @ts-check
/** @import { ErrorFacts } from "./glue.js" */

// The mark by which `is` knows an error of another copy of this package.
const mark = Symbol.for("trusthub-profiles.error");

/** What `toJSON` has of an error. What may hold a caller's or a profile's data is left out: cursor, cause, details, issues. */
const COMMON = ["name", "kind", "label", "message", "retryable", "attempts", "requestId"];
const SCALARS = ["option", "status", "code", "moreInfo", "retryAfterMs", "scope", "reason"];

export class TrustHubError extends Error {
  /** @param {ErrorFacts} facts those of its class besides */
  constructor(facts) {
    const { message, cause, ...own } = facts;
    // A cause that is undefined is one all the same.
    super(message, "cause" in facts ? { cause } : undefined);
    Object.assign(this, own);
  }

  toJSON() {
    const known = [...COMMON, ...SCALARS].filter((name) => name in this);
    return Object.fromEntries(known.map((name) => [name, /** @type {any} */ (this)[name]]));
  }

  /** @param {unknown} error @returns {boolean} */
  static is(error) {
    return typeof error === "object" && error !== null && mark in error;
  }
}
Object.defineProperties(TrustHubError.prototype, { [mark]: { value: true }, name: named("TrustHubError") });

/** @type {Record<string, typeof TrustHubError>} Each by its kind. */
const classes = {};

export const OptionsError = subclass("OptionsError", "options");
export const ApiError = subclass("ApiError", "api");
export const NetworkError = subclass("NetworkError", "network");
export const TimeoutError = subclass("TimeoutError", "timeout");
export const ResponseError = subclass("ResponseError", "response");
export const PaginationError = subclass("PaginationError", "pagination");

/** @param {string} name @param {ErrorFacts["kind"]} kind */
function subclass(name, kind) {
  const errorClass = class extends TrustHubError {};
  const is = (/** @type {any} */ error) => TrustHubError.is(error) && error.kind === kind;
  Object.defineProperties(errorClass, { name: named(name), is: { value: is } });
  Object.defineProperty(errorClass.prototype, "name", named(name));
  return (classes[kind] = errorClass);
}

/** Minifiers rename classes. @param {string} value */
function named(value) {
  return { value, configurable: true, writable: true };
}

/**
 * The error object for a failure of the core.
 * @param {ErrorFacts} facts
 */
export function errorFrom(facts) {
  return new (classes[facts.kind] ?? TrustHubError)(facts);
}

/**
 * Where a public call was made, kept in case it fails: frames become a string only when that is read.
 * @typedef {{ readonly stack?: string }} CallSite
 */

/**
 * @param {Function} publicCall what the caller called; its own frames are left out, where the engine can
 * @returns {CallSite}
 */
export function callSite(publicCall) {
  if (Error.captureStackTrace === undefined) return new Error();
  const site = {};
  Error.captureStackTrace(site, publicCall);
  return site;
}

/**
 * An error with the frames of the call that it came of, where it is one of ours. Its own show the core alone, and their ten
 * lines would hide the caller's: they stay only where the engine writes frames in a form of its own.
 * @param {unknown} error
 * @param {CallSite} site
 */
export function withCallSite(error, site) {
  if (error instanceof TrustHubError) {
    const own = Error.captureStackTrace === undefined ? error.stack : String(error);
    error.stack = `${own}\n${String(site.stack).replace(/^Error\n/, "")}`;
  }
  return error;
}

/**
 * An error that a public call is about to throw: where it is one of ours, its frames are the caller's.
 * @param {unknown} error
 * @param {Function} publicCall
 */
export function thrownBy(error, publicCall) {
  if (error instanceof TrustHubError) Error.captureStackTrace?.(error, publicCall);
  return error;
}
