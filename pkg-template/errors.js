// @ts-check
/** @import { ErrorFacts } from "./glue.js" */

// The mark by which `is` knows an error of another copy of this package.
const mark = Symbol.for("trusthub-profiles.error");

/** What `toJSON` has of an error. What may hold a caller's or a profile's data is left out: cursor, cause, details, issues. */
const COMMON = ["name", "kind", "label", "message", "retryable", "attempts", "requestId"];
const SCALARS = ["option", "status", "code", "moreInfo", "retryAfterMs", "scope", "reason"];

/** @param {string} value Minifiers rename classes. */
const named = (value) => ({ value, configurable: true, writable: true });

export class TrustHubError extends Error {
  /** @param {ErrorFacts} facts those of its class besides */
  constructor(facts) {
    // Of its options Error takes the cause alone, also one that is undefined.
    super(facts.message, facts);
    Object.assign(this, facts);
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

/** For a failure of the core. The entries export all of this module but its default. @param {ErrorFacts} facts */
export default (facts) => new (classes[facts.kind] ?? TrustHubError)(facts);
