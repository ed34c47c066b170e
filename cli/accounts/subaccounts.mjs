// @ts-check
// GET /2010-04-01/Accounts.json, page by page. Another API than the client's, so its requests are made here.

import ky, { HTTPError, TimeoutError } from "ky";
import { credentialsOf, proxiedFetch } from "../process/environment.mjs";
import { CommandError, UsageError } from "../process/failures.mjs";
import { secretsOf, withoutSecrets } from "../process/secrets.mjs";

/** @import { Environment } from "../process/environment.mjs" */

/**
 * @typedef {object} Subaccount
 * @property {string} sid
 * @property {string | null} friendlyName
 * @property {string} status active, suspended or closed
 * @property {string | null} ownerAccountSid its own SID for the account that owns the others
 * @property {string | null} authToken
 */

const PATH = "/2010-04-01/Accounts.json";

const TIMEOUT_MS = 30_000;
const LONGEST_WAIT_MS = 60_000;

/** Hosts of this machine: credentials reach them without TLS. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * @param {Environment} env
 * @param {{ active: boolean, signal: AbortSignal, timeoutMs?: number }} options `timeoutMs`: how long a response's head may
 *   take, and then its body
 * @returns {AsyncGenerator<Subaccount[], void, void>}
 */
export async function* accountsOf(env, { active, signal, timeoutMs = TIMEOUT_MS }) {
  const credentials = credentialsOf(env);
  if (!("username" in credentials))
    throw new UsageError(
      "accounts takes TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN, or an API key; not TWILIO_BEARER_TOKEN",
    );
  const base = baseOf(env["TWILIO_API_URL"]);
  const fetch = await proxiedFetch(env);
  const { username, password } = credentials;
  const request = ky.create({
    headers: { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` },
    // A redirect would take the credentials along.
    redirect: "manual",
    timeout: timeoutMs,
    retry: { limit: 3, maxRetryAfter: LONGEST_WAIT_MS },
    ...(fetch && { fetch }),
  });
  const secrets = secretsOf(env);
  const seen = new Set();
  /** @type {URL | null} */
  let next = new URL(`${PATH}?PageSize=1000${active ? "&Status=active" : ""}`, base);
  while (next !== null) {
    if (seen.has(next.href)) throw new CommandError("the list of accounts leads back to a page that was there already");
    seen.add(next.href);
    const { accounts, next_page_uri: link } = await pageAt(request, next, { signal, secrets, timeoutMs });
    yield accounts.map(subaccountOf).filter(({ status }) => !active || status === "active");
    next = link === null || link === undefined || link === "" ? null : followed(link, base);
  }
}

/** @param {string | undefined} text */
function baseOf(text) {
  const base = parsed(text || "https://api.twilio.com");
  if (base === null || !/^https?:$/.test(base.protocol))
    throw new UsageError("TWILIO_API_URL: expected an absolute URL");
  if (base.protocol === "http:" && !LOOPBACK.test(base.hostname))
    throw new UsageError("TWILIO_API_URL: credentials are sent over https only, or over http to this machine");
  if (base.username !== "" || base.password !== "" || base.pathname !== "/" || base.search !== "" || base.hash !== "")
    throw new UsageError("TWILIO_API_URL: expected a scheme and a host alone, e.g. https://api.twilio.com");
  return base;
}

/** @param {string} text */
function parsed(text) {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/**
 * A link is relative; whatever else it names, the credentials go to the same host.
 * @param {unknown} link
 * @param {URL} base
 */
function followed(link, base) {
  const url = typeof link === "string" && link.startsWith("/") ? new URL(link, base) : null;
  if (url === null || url.origin !== base.origin || url.pathname !== PATH)
    throw new CommandError("the list of accounts has a next link that leads elsewhere");
  return url;
}

/**
 * @param {typeof ky} request
 * @param {URL} url
 * @param {{ signal: AbortSignal, secrets: readonly string[], timeoutMs: number }} options
 * @returns {Promise<{ accounts: unknown[], next_page_uri?: unknown }>}
 */
async function pageAt(request, url, { signal, secrets, timeoutMs }) {
  const late = new AbortController();
  // ky's own timeout ends with the head.
  const inTime = async (/** @type {() => Promise<unknown>} */ read) => {
    const timer = setTimeout(() => late.abort(), timeoutMs);
    return read().finally(() => clearTimeout(timer));
  };
  let body;
  try {
    const response = await request(url, { signal: AbortSignal.any([signal, late.signal]) });
    body = await inTime(() => response.json());
  } catch (error) {
    if (!signal.aborted && late.signal.aborted)
      throw new CommandError(`the accounts: the response was not whole in ${timeoutMs / 1000} s`);
    const explanation = await inTime(() => explained(error, { secrets, timeoutMs }));
    throw signal.aborted ? signal.reason : explanation;
  }
  if (typeof body !== "object" || body === null || !("accounts" in body) || !Array.isArray(body.accounts))
    throw new CommandError("the answer is no page of accounts");
  return /** @type {{ accounts: unknown[] }} */ (body);
}

/**
 * @param {unknown} error
 * @param {{ secrets: readonly string[], timeoutMs: number }} options `secrets`: those that the server's words may repeat
 */
async function explained(error, { secrets, timeoutMs }) {
  if (error instanceof HTTPError) {
    const { response } = error;
    const body = await response.json().catch(() => null);
    const code = Number.isInteger(body?.code) ? ` (code ${body.code})` : "";
    const words = typeof body?.message === "string" ? `: ${withoutSecrets(body.message, secrets).slice(0, 200)}` : "";
    return new CommandError(`the accounts: the API answered ${response.status}${code}${words}`, {
      requestId: response.headers.get("twilio-request-id"),
    });
  }
  if (error instanceof TimeoutError) return new CommandError(`the accounts: no response in ${timeoutMs / 1000} s`);
  if (error instanceof SyntaxError) return new CommandError("the answer is no page of accounts");
  const { cause, message } = /** @type {{ cause?: { code?: unknown, message?: unknown }, message: string }} */ (error);
  return new CommandError(`the accounts: no response: ${String(cause?.code ?? cause?.message ?? message)}`);
}

/**
 * @param {unknown} account
 * @returns {Subaccount}
 */
function subaccountOf(account) {
  const wire = /** @type {Record<string, unknown>} */ (account ?? {});
  const string = (/** @type {string} */ name) => (typeof wire[name] === "string" ? wire[name] : null);
  const sid = string("sid");
  if (sid === null) throw new CommandError("the answer holds an account without a SID");
  return {
    sid,
    friendlyName: string("friendly_name"),
    status: string("status") ?? "unknown",
    ownerAccountSid: string("owner_account_sid"),
    authToken: string("auth_token"),
  };
}
