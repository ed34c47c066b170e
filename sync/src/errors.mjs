// @ts-check

/** @typedef {"options" | "accounts" | "schema" | "database" | "credentials"} SyncErrorKind */

/** What the package itself reports. Its messages hold no credential and no profile's value. */
export class SyncError extends Error {
  /** @param {SyncErrorKind} kind @param {string} message @param {{ cause?: unknown }} [options] */
  constructor(kind, message, options) {
    super(message, options);
    this.name = "SyncError";
    this.kind = kind;
  }
}
