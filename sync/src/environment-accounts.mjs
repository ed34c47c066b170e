// @ts-check
// The account of the environment and its active subaccounts, as Twilio lists them.
/** @import { Credentials } from "trusthub-profiles" */
/** @import { AccountsWithCredentials } from "./accounts-file.mjs" */
import { SyncError } from "./errors.mjs";
import { isAccountSid } from "./stored-profile.mjs";

const FIRST_PAGE = "/2010-04-01/Accounts.json?PageSize=1000";
const FRESH_MS = 60_000; // so that a thousand walks that start together do not list a thousand times
const TIMEOUT_MS = 30_000;
const MOST_ATTEMPTS = 4;
const MOST_PAGES = 10_000;

/**
 * @param {{ env?: Record<string, string | undefined>, fetch?: typeof globalThis.fetch }} [options]
 * @returns {AccountsWithCredentials}
 */
export function environmentAccounts({ env = process.env, fetch = globalThis.fetch } = {}) {
  const own = credentialsOf(env);
  const origin = new URL(env["TWILIO_API_URL"] ?? "https://api.twilio.com").origin;
  const isLocal = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(origin).hostname);
  if (!origin.startsWith("https:") && !isLocal) {
    throw new SyncError("options", "TWILIO_API_URL must be https: credentials are sent to it");
  }
  /** @type {{ at: number, accounts: Promise<Map<string, Credentials | null>> } | null} */
  let listed = null;
  const list = () => {
    const accounts = listActive(origin, own, fetch);
    const at = performance.now();
    listed = { at, accounts };
    accounts.catch(() => {
      if (listed?.at === at) listed = null;
    });
    return accounts;
  };
  /** When each account's credentials were last answered: whoever asks again was refused with them. @type {Map<string, number>} */
  const answered = new Map();

  return {
    async *accounts() {
      yield* (await list()).keys();
    },
    async credentials(accountSid) {
      const isStale = listed === null || performance.now() - listed.at > FRESH_MS;
      const wasRefused = listed !== null && (answered.get(accountSid) ?? Number.NEGATIVE_INFINITY) >= listed.at;
      const accounts = await (listed === null || isStale || wasRefused ? list() : listed.accounts);
      answered.set(accountSid, performance.now());
      const found = accounts.get(accountSid);
      if (found === undefined) throw new SyncError("credentials", `${accountSid} is not an active account any more`);
      if (found === null) throw new SyncError("credentials", `no auth token of ${accountSid} is listed`);
      return found;
    },
  };
}

/** @param {Record<string, string | undefined>} env @returns {{ username: string, password: string }} */
function credentialsOf(env) {
  const key = env["TWILIO_API_KEY"];
  const secret = env["TWILIO_API_SECRET"] ?? env["TWILIO_API_KEY_SECRET"];
  if (key && secret) return { username: key, password: secret };
  const sid = env["TWILIO_ACCOUNT_SID"];
  const token = env["TWILIO_AUTH_TOKEN"];
  if (sid && token) return { username: sid, password: token };
  throw new SyncError(
    "options",
    "set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or TWILIO_API_KEY and TWILIO_API_SECRET, or give --accounts FILE",
  );
}

/**
 * @param {string} origin
 * @param {{ username: string, password: string }} own
 * @param {typeof globalThis.fetch} fetch
 */
async function listActive(origin, own, fetch) {
  const authorization = `Basic ${Buffer.from(`${own.username}:${own.password}`).toString("base64")}`;
  /** @type {Map<string, Credentials | null>} */
  const accounts = new Map();
  /** @type {Set<string>} */
  const asked = new Set();
  /** @type {string | null} */
  let path = FIRST_PAGE;
  while (path !== null) {
    if (asked.has(path) || asked.size === MOST_PAGES)
      throw new SyncError("accounts", "the list of accounts has no end");
    asked.add(path);
    const page = await fetchPage(new URL(path, origin), authorization, fetch);
    for (const { sid, status, auth_token: token } of page.accounts) {
      if (!isAccountSid(sid) || status !== "active") continue;
      accounts.set(sid, tokenCredentials(sid, token, own));
    }
    path = page.next;
  }
  if (accounts.size === 0) throw new SyncError("accounts", "no active account is listed");
  return accounts;
}

/** @param {string} sid @param {unknown} token @param {{ username: string, password: string }} own */
function tokenCredentials(sid, token, own) {
  if (typeof token === "string" && token !== "") return { username: sid, password: token };
  return own.username === sid ? own : null;
}

/** @param {URL} url @param {string} authorization @param {typeof globalThis.fetch} fetch */
async function fetchPage(url, authorization, fetch) {
  for (let attempt = 1; ; attempt += 1) {
    const last = attempt === MOST_ATTEMPTS;
    try {
      const response = await fetch(url, {
        headers: { Authorization: authorization },
        redirect: "manual",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.ok) return readPage(await response.json());
      await response.body?.cancel();
      const mayPass = response.status === 429 || response.status >= 500;
      if (last || !mayPass) {
        throw new SyncError("accounts", `the accounts cannot be listed: status ${response.status}`);
      }
    } catch (error) {
      if (error instanceof SyncError) throw error;
      if (last) throw new SyncError("accounts", `the accounts cannot be listed (${networkReason(error)})`);
    }
    await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** (attempt - 1)));
  }
}

/** @param {unknown} error */
function networkReason(error) {
  const cause = error instanceof Error ? error.cause : null;
  if (cause instanceof Error && "code" in cause) return String(cause.code);
  return error instanceof Error ? error.name : typeof error;
}

/**
 * @param {any} body JSON of a server
 * @returns {{ accounts: Record<string, unknown>[], next: string | null }}
 */
function readPage(body) {
  const next = body?.next_page_uri ?? null;
  // Relative to the API's host; an address of another host would get the credentials.
  const isPath = typeof next === "string" && next.startsWith("/") && !next.startsWith("//");
  if (!Array.isArray(body?.accounts) || !(next === null || next === "" || isPath)) {
    throw new SyncError("accounts", "the answer is no list of accounts");
  }
  return {
    accounts: body.accounts.filter((/** @type {unknown} */ it) => typeof it === "object" && it !== null),
    next: next || null,
  };
}
