// @ts-check
// Real errors of the client: a client is made to fail by what its `fetch` answers. Nothing of an error is set from here.

/** @import { ClientOptions, FetchResponse, ListOptions } from "trusthub-profiles" */
/** @import { CommonErrorFields, ErrorFields } from "./api.d.ts" */
import { createClient, parseCursor, parseCustomerProfilePage, TrustHubError } from "trusthub-profiles";
import { usualError } from "../emulator/errors.mjs";
import { makeWirePage } from "./pages.mjs";

const REQUEST_ID = `RQ${"0".repeat(32)}`;
const WEB_PAGE = "<!doctype html><title>Sign in</title>";

// What a call takes that isn't the client's.
const LIST_OPTIONS = ["status", "friendlyName", "policySid", "pageSize", "limit", "maxPages", "prefetch", "signal"];

/**
 * By kind, a call that fails with such an error.
 * @type {{ [Kind in keyof ErrorFields]: (fields: ErrorFields[Kind]) => unknown }}
 */
const FAIL = {
  options({ option = "pageSize", label, ...others }) {
    requireNone(others);
    const wrong = /** @type {any} */ ({ [option]: null });
    const own = label === undefined ? {} : { label };
    if (option === "cursor") return parseCursor("");
    if (option === "body") return parseCustomerProfilePage(/** @type {any} */ (null));
    if (option === "sid") return createClient(own).fetchCustomerProfile("");
    if (LIST_OPTIONS.includes(option)) return createClient(own).listCustomerProfiles(wrong);
    return createClient({ ...own, ...wrong });
  },

  api({ status = 503, code, message, moreInfo, details, retryAfterMs = null, requestId, ...common }) {
    if (!Number.isInteger(status) || status < 300 || status > 599) {
      throw new RangeError(`status is a whole number from 300 to 599, not ${status}`);
    }
    if (retryAfterMs !== null && !Number.isInteger(retryAfterMs / 1000)) {
      throw new RangeError(`retryAfterMs is a multiple of 1000, not ${retryAfterMs}`);
    }
    const usual = usualError(status);
    const body = {
      code: code === undefined ? usual.code : code,
      message: message ?? usual.message,
      more_info: moreInfo === undefined ? usual.more_info : moreInfo,
      status,
      ...(details !== undefined && { details }),
    };
    const wait = retryAfterMs === null ? {} : { "retry-after": String(retryAfterMs / 1000) };
    return list(common, {}, () => response(status, body, requestId, wait));
  },

  network({ cause = refusedConnection(), ...common }) {
    return list(common, {}, () => Promise.reject(cause));
  },

  timeout({ scope = "attempt", timeoutMs, ...common }) {
    // Those before must be answered in time, also on a busy machine.
    const ms = timeoutMs ?? ((common.attempts ?? 1) === 1 ? 1 : 250);
    return list(common, scope === "attempt" ? { timeoutMs: ms } : { totalTimeoutMs: ms }, (signal) => {
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    });
  },

  response({ strict = false, body, requestId, ...common }) {
    const odd = makeWirePage({ profiles: [{ sid: "odd", date_created: "yesterday" }] });
    const sent = body ?? (strict ? odd : WEB_PAGE);
    return list(common, strict ? { validation: "strict" } : {}, () => response(200, sent, requestId));
  },

  async pagination({ reason = "loop", label, ...others }) {
    requireNone(others);
    if (!["loop", "bad-link", "too-many-pages"].includes(reason)) {
      throw new TypeError('reason is "loop", "bad-link" or "too-many-pages"');
    }
    const page = makeWirePage({ profiles: 2, pageSize: 1 });
    if (reason === "loop") page.meta.next_page_url = page.meta.url;
    if (reason === "bad-link") page.meta.next_page_url = "https://trusthub.twilio.com/v1/TrustProducts?Page=1";
    const fetch = async () => response(200, page);
    const walk = createClient({ fetch, ...(label !== undefined && { label }) });
    await walk.listCustomerProfiles({ pageSize: 1, ...(reason === "too-many-pages" && { maxPages: 1 }) }).toArray();
  },
};

/** @type {typeof import("./api.d.ts").makeError} */
export const makeError = async (kind, fields) => {
  if (!Object.hasOwn(FAIL, kind)) {
    throw new TypeError(`there is no error of kind "${kind}"; the kinds are ${Object.keys(FAIL).join(", ")}`);
  }
  try {
    await FAIL[kind](fields ?? {});
  } catch (error) {
    if (TrustHubError.is(error) && error.kind === kind) {
      return /** @type {Awaited<ReturnType<typeof makeError<typeof kind>>>} */ (error);
    }
    throw error;
  }
  throw new Error(`the client did not fail with an error of kind "${kind}"`);
};

/**
 * The first page of a client whose last attempt `last` answers.
 * @param {CommonErrorFields} common
 * @param {ClientOptions} options
 * @param {(signal: AbortSignal) => FetchResponse | Promise<FetchResponse>} last
 */
async function list({ label, attempts = 1, cursor, ...others }, options, last) {
  requireNone(others);
  if (!Number.isInteger(attempts) || attempts < 1 || attempts > 101) {
    throw new RangeError(`attempts are a whole number from 1 to 101, not ${attempts}`);
  }
  let attempt = 0;
  const client = createClient({
    ...options,
    ...(label !== undefined && { label }),
    maxRetries: attempts - 1,
    async fetch(_url, { signal }) {
      attempt += 1;
      // A Retry-After of 0 lets the next attempt follow at once.
      return attempt < attempts ? response(503, usualError(503), null, { "retry-after": "0" }) : last(signal);
    },
  });
  /** @type {ListOptions} */
  const of = cursor === undefined ? {} : { cursor };
  await client.listCustomerProfiles(of);
}

/**
 * What the client reads of a Response, made by hand: a test's environment may have no Response.
 * @param {number} status
 * @param {string | object} body
 * @param {string | null} [requestId]
 * @param {Readonly<Record<string, string>>} [headers]
 * @returns {FetchResponse}
 */
function response(status, body, requestId = REQUEST_ID, headers = {}) {
  /** @type {Readonly<Record<string, string | null>>} */
  const all = { "twilio-request-id": requestId, "content-type": "application/json", ...headers };
  return {
    status,
    headers: { get: (name) => all[name.toLowerCase()] ?? null },
    text: async () => (typeof body === "string" ? body : JSON.stringify(body)),
  };
}

/** @param {object} others fields that no error of the kind has */
function requireNone(others) {
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new TypeError(`an error of this kind has no field "${unknown}"`);
}

/** As Node's fetch has it. */
function refusedConnection() {
  const cause = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:443"), { code: "ECONNREFUSED" });
  return new TypeError("fetch failed", { cause });
}
