// @ts-check
/** @import { ErrorFacts } from "./glue.js" */
/** @import { Cursor, Issue } from "./index.js" */

// The mark by which `TrustHubError.is` knows an error of another copy of this package.
const mark = Symbol.for("trusthub-profiles.error");

export class TrustHubError extends Error {
  /**
   * @param {ErrorFacts} facts
   */
  constructor(facts) {
    // A cause that is undefined is one all the same.
    super(facts.message, "cause" in facts ? { cause: facts.cause } : undefined);
    /** @type {ErrorFacts["kind"]} */
    this.kind = facts.kind;
    this.label = facts.label;
    this.retryable = facts.retryable;
    this.attempts = facts.attempts;
    this.requestId = facts.requestId;
    /** @type {Cursor | null} */
    this.cursor = facts.cursor;
  }

  /** Facts alone: what may hold a caller's or a profile's data (cursor, cause, details, issues) is left out. */
  toJSON() {
    const { name, message, kind, label, retryable, attempts, requestId } = this;
    /** @type {Record<string, unknown>} */
    const facts = { name, kind, label, message, retryable, attempts, requestId };
    for (const property of ownFacts) {
      if (property in this)
        facts[property] = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (this))[property];
    }
    return facts;
  }

  /** @param {unknown} error */
  static is(error) {
    return typeof error === "object" && error !== null && mark in error;
  }
}

/** The scalar fields of the classes below. */
const ownFacts = ["option", "status", "code", "moreInfo", "retryAfterMs", "scope", "reason"];

export class OptionsError extends TrustHubError {
  /** @param {ErrorFacts} facts */
  constructor(facts) {
    super(facts);
    this.option = /** @type {string} */ (facts.option);
  }
}

export class ApiError extends TrustHubError {
  /** @param {ErrorFacts} facts */
  constructor(facts) {
    super(facts);
    this.status = /** @type {number} */ (facts.status);
    this.code = /** @type {number | null} */ (facts.code);
    this.moreInfo = /** @type {string | null} */ (facts.moreInfo);
    this.details = facts.details;
    this.retryAfterMs = /** @type {number | null} */ (facts.retryAfterMs);
  }
}

export class NetworkError extends TrustHubError {}

export class TimeoutError extends TrustHubError {
  /** @param {ErrorFacts} facts */
  constructor(facts) {
    super(facts);
    this.scope = /** @type {"attempt" | "total"} */ (facts.scope);
  }
}

export class ResponseError extends TrustHubError {
  /** @param {ErrorFacts} facts */
  constructor(facts) {
    super(facts);
    this.issues = /** @type {readonly Issue[]} */ (facts.issues);
  }
}

export class PaginationError extends TrustHubError {
  /** @param {ErrorFacts} facts */
  constructor(facts) {
    super(facts);
    this.reason = /** @type {"loop" | "bad-link" | "too-many-pages"} */ (facts.reason);
  }
}

const classes = {
  options: OptionsError,
  api: ApiError,
  network: NetworkError,
  timeout: TimeoutError,
  response: ResponseError,
  pagination: PaginationError,
};

/**
 * The error object for a failure of the core.
 * @param {ErrorFacts} facts
 */
export function errorFrom(facts) {
  return new classes[facts.kind](facts);
}

// Names are literals, since minifiers rename classes.
for (const [errorClass, name] of /** @type {const} */ ([
  [TrustHubError, "TrustHubError"],
  [OptionsError, "OptionsError"],
  [ApiError, "ApiError"],
  [NetworkError, "NetworkError"],
  [TimeoutError, "TimeoutError"],
  [ResponseError, "ResponseError"],
  [PaginationError, "PaginationError"],
])) {
  Object.defineProperty(errorClass.prototype, "name", { value: name, configurable: true, writable: true });
}
Object.defineProperty(TrustHubError.prototype, mark, { value: true });
