// @ts-check
/** @import { ErrorRecord } from "./glue.js" */
/** @import { Cursor, Issue } from "./index.js" */

// The mark by which `TrustHubError.is` knows an error of another copy of this package.
const mark = Symbol.for("trusthub-profiles.error");

export class TrustHubError extends Error {
  /**
   * @param {ErrorRecord} record
   * @param {ErrorOptions} [options]
   */
  constructor(record, options) {
    super(record.message, options);
    /** @type {ErrorRecord["kind"]} */
    this.kind = record.kind;
    this.retryable = record.retryable;
    this.attempts = record.attempts ?? 0;
    this.requestId = record.requestId ?? null;
    /** @type {Cursor | null} */
    this.cursor = record.cursor;
  }

  /** Facts alone: what may hold a caller's or a profile's data (cursor, cause, details, issues) is left out. */
  toJSON() {
    const { name, message, kind, retryable, attempts, requestId } = this;
    /** @type {Record<string, unknown>} */
    const facts = { name, kind, message, retryable, attempts, requestId };
    for (const property of ownFacts) {
      if (property in this) facts[property] = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (this))[property];
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
  /**
   * @param {ErrorRecord} record
   * @param {ErrorOptions} [options]
   */
  constructor(record, options) {
    super(record, options);
    this.option = /** @type {string} */ (record.option);
  }
}

export class ApiError extends TrustHubError {
  /**
   * @param {ErrorRecord} record
   * @param {ErrorOptions} [options]
   */
  constructor(record, options) {
    super(record, options);
    this.status = /** @type {number} */ (record.status);
    this.code = /** @type {number | null} */ (record.code);
    this.moreInfo = /** @type {string | null} */ (record.moreInfo);
    this.details = record.details;
    this.retryAfterMs = /** @type {number | null} */ (record.retryAfterMs);
  }
}

export class NetworkError extends TrustHubError {}

export class TimeoutError extends TrustHubError {
  /**
   * @param {ErrorRecord} record
   * @param {ErrorOptions} [options]
   */
  constructor(record, options) {
    super(record, options);
    this.scope = /** @type {"attempt" | "total"} */ (record.scope);
  }
}

export class ResponseError extends TrustHubError {
  /**
   * @param {ErrorRecord} record
   * @param {ErrorOptions} [options]
   */
  constructor(record, options) {
    super(record, options);
    this.issues = /** @type {readonly Issue[]} */ (record.issues);
  }
}

export class PaginationError extends TrustHubError {
  /**
   * @param {ErrorRecord} record
   * @param {ErrorOptions} [options]
   */
  constructor(record, options) {
    super(record, options);
    this.reason = /** @type {"loop" | "bad-link" | "too-many-pages"} */ (record.reason);
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
 * @param {ErrorRecord} record
 * @param {ErrorOptions} [options]
 */
export function errorFrom(record, options) {
  return new classes[record.kind](record, options);
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
