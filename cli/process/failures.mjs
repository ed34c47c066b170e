// @ts-check
// How a command ends: the exit status and the one line that says why.

/** What the exit status says. */
export const EXIT = /** @type {const} */ ({ done: 0, failed: 1, wrongCall: 2, SIGHUP: 129, SIGINT: 130, SIGTERM: 143 });

/** The call can't be right: another command line or environment is needed. */
export class UsageError extends Error {
  name = "UsageError";
}

/** What was asked for could not be done; the message says it all. */
export class CommandError extends Error {
  name = "CommandError";

  /**
   * @param {string} message
   * @param {{ cause?: unknown, requestId?: string | null }} [facts]
   */
  constructor(message, { cause, requestId = null } = {}) {
    super(message, { cause });
    this.requestId = requestId;
  }
}

/** Ctrl-C, or a request to end. */
export class Interrupted extends Error {
  name = "Interrupted";

  /** @param {"SIGHUP" | "SIGINT" | "SIGTERM"} signal */
  constructor(signal) {
    super(signal === "SIGINT" ? "interrupted" : `ended by ${signal}`);
    this.signal = signal;
  }
}

/** Whoever read standard output has enough (`| head`). */
export class ReaderGone extends Error {
  name = "ReaderGone";
}

/** @type {Readonly<Record<string, string>>} */
const listenReasons = {
  EADDRINUSE: "another program listens there; choose another --port, or 0 for a free one",
  EACCES: "permission denied; choose a --port from 1024 on",
  EADDRNOTAVAIL: "this machine has no such address",
  ENOTFOUND: "there is no such host",
};

/**
 * @param {NodeJS.ErrnoException} error
 * @param {{ host?: string | undefined, port?: number | undefined }} address
 */
export function listenFailure(error, { host = "127.0.0.1", port = 0 }) {
  const why = listenReasons[error.code ?? ""];
  return why === undefined
    ? error
    : new CommandError(`can't listen on ${host}, port ${port}: ${why} (${error.code})`, { cause: error });
}

/** The client's options, as the command line and the environment name them. @type {Readonly<Record<string, string>>} */
const optionNames = {
  status: "--status",
  friendlyName: "--friendly-name",
  policySid: "--policy-sid",
  pageSize: "--page-size",
  limit: "--limit",
  cursor: "--resume",
  baseUrl: "TRUSTHUB_URL",
  credentials: "the credentials in the environment",
};

/** What the client's messages say to programs alone. */
const FOR_PROGRAMS =
  /, unless dangerouslyAllowHttp is set|: a relative one is resolved .*|: credentials have an option .*| \((?:maxBodyBytes|timeoutMs|totalTimeoutMs)\)/g;

/**
 * A message of the client's, in the words of the command line and the environment.
 * @param {string} message
 */
function inWords(message) {
  return message
    .replace(FOR_PROGRAMS, "")
    .replace(/\boption (\w+)/, (words, name) => optionNames[name] ?? words)
    .replaceAll(/\bbaseUrl\b/g, "TRUSTHUB_URL");
}

/**
 * @typedef {object} Failure
 * @property {number} status the process's exit status
 * @property {string} message
 * @property {Record<string, unknown>} json for `--json-errors`
 */

/**
 * What is printed of an error, and the exit status.
 * @param {unknown} error
 * @param {string} asked who is asked, by placeOf
 * @returns {Failure}
 */
export function failureOf(error, asked) {
  if (error instanceof Interrupted) return failure(EXIT[error.signal], error, error.message);
  if (error instanceof UsageError) return failure(EXIT.wrongCall, error, error.message);
  if (error instanceof CommandError) {
    return failure(EXIT.failed, error, withRequestId(error.message, error.requestId), { requestId: error.requestId });
  }
  if (isClientError(error)) {
    const json = error.toJSON();
    // What the server says stays as it came; a redirect's body says nothing.
    const isServers = error.kind === "api" && error.status >= 400;
    const message = isServers ? error.message : inWords(error.message);
    if (error.kind === "options") return { status: EXIT.wrongCall, message, json: { ...json, message } };
    const isUnanswered = error.kind === "network" || error.kind === "timeout";
    const more = isUnanswered ? `; asked was ${asked}` : waitOf(error);
    return { status: EXIT.failed, message: withRequestId(message + more, error.requestId), json };
  }
  // The commands of trusthub-profiles-sync have none of these classes; what they throw says the status.
  if (error instanceof Error && "exitStatus" in error && typeof error.exitStatus === "number") {
    return failure(error.exitStatus, error, error.message);
  }
  const message = error instanceof Error ? error.message : String(error);
  return failure(EXIT.failed, error instanceof Error ? error : new Error(message), message);
}

/**
 * @param {number} status
 * @param {Error} error
 * @param {string} message
 * @param {Record<string, unknown>} [facts]
 */
function failure(status, { name }, message, facts = {}) {
  return { status, message, json: { name, message, ...facts } };
}

/**
 * The client is loaded by the commands that need it, so its errors are known by their form.
 * @param {unknown} error
 * @returns {error is import("trusthub-profiles").AnyTrustHubError}
 */
export function isClientError(error) {
  return error instanceof Error && Symbol.for("trusthub-profiles.error") in error;
}

/**
 * How long the API asks to wait, where that was too long to do it here.
 * @param {import("trusthub-profiles").AnyTrustHubError} error
 */
function waitOf(error) {
  if (error.kind !== "api" || error.retryAfterMs === null) return "";
  return `; try again in ${Math.ceil(error.retryAfterMs / 1000)} s`;
}

/**
 * @param {string} message
 * @param {string | null} requestId
 */
function withRequestId(message, requestId) {
  return requestId === null ? message : `${message} (request ${requestId})`;
}
