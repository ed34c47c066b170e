// @ts-check
// GET /2010-04-01/Accounts.json, page by page. Another API than the client's, so its requests are made here.

import { Readable } from "node:stream";
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
/** As the client's: a page of 1,000 accounts is some 2 MB. */
const LARGEST_BYTES = 64 << 20;

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
 * @param {Reading & { secrets: readonly string[] }} options
 * @returns {Promise<{ accounts: unknown[], next_page_uri?: unknown }>}
 */
async function pageAt(request, url, options) {
  const { signal } = options;
  let body;
  try {
    body = await jsonOf(await request(url, { signal }), options);
  } catch (error) {
    const explanation = await explained(error, url, options);
    throw signal.aborted ? signal.reason : explanation;
  }
  if (typeof body !== "object" || body === null || !Array.isArray(body.accounts))
    throw new CommandError("the answer is no page of accounts");
  return body;
}

/**
 * @typedef {object} Reading
 * @property {AbortSignal} signal
 * @property {number} timeoutMs
 *
 * A response's body. ky's time limit ends with the head, and so does the signal of a request: ky makes others of it, which
 * Node collects as garbage once the head is there. So the stream gets one of its own.
 * @param {Response} response
 * @param {Reading} options
 * @returns {Promise<any>}
 */
async function jsonOf({ body }, { signal, timeoutMs }) {
  const ended = new AbortController();
  const end = () => ended.abort();
  const timer = setTimeout(end, timeoutMs);
  signal.addEventListener("abort", end);
  if (signal.aborted) end();
  const chunks = [];
  let bytes = 0;
  try {
    for await (const chunk of Readable.fromWeb(/** @type {any} */ (body ?? new Blob().stream()), ended)) {
      bytes += chunk.length;
      if (bytes > LARGEST_BYTES)
        throw new CommandError(`the accounts: a response is larger than ${LARGEST_BYTES >> 20} MiB`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (ended.signal.aborted)
      throw new CommandError(`the accounts: the response was not whole in ${timeoutMs / 1000} s`);
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
  }
  return JSON.parse(Buffer.concat(chunks).toString());
}

/**
 * @param {unknown} error
 * @param {URL} url
 * @param {Reading & { secrets: readonly string[] }} options `secrets`: those that the server's words may repeat
 */
async function explained(error, { origin }, { secrets, ...options }) {
  if (error instanceof CommandError) return error;
  if (error instanceof HTTPError) {
    const { response } = error;
    const body = await jsonOf(response, options).catch(() => null);
    const code = Number.isInteger(body?.code) ? ` (code ${body.code})` : "";
    const words = typeof body?.message === "string" ? `: ${withoutSecrets(body.message, secrets).slice(0, 200)}` : "";
    return new CommandError(`the accounts: the API answered ${response.status}${code}${words}`, {
      requestId: response.headers.get("twilio-request-id"),
    });
  }
  if (error instanceof SyntaxError) return new CommandError("the answer is no page of accounts");
  const where = `the accounts: no response of ${origin}`;
  if (error instanceof TimeoutError) return new CommandError(`${where} in ${options.timeoutMs / 1000} s`);
  const { cause, message } = /** @type {{ cause?: { code?: unknown, message?: unknown }, message: string }} */ (error);
  return new CommandError(`${where}: ${String(cause?.code ?? cause?.message ?? message)}`);
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
