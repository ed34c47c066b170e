// @ts-check
// What the environment says: who asks, whom, and by which proxy. Secrets are read here alone; secrets.mjs hides them.

import { UsageError } from "./failures.mjs";

/** @import { ClientOptions, Credentials } from "trusthub-profiles" */

/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

/** A username and its password, by the variables that hold them: the first that is whole counts. */
export const pairs = /** @type {const} */ ([
  ["TWILIO_API_KEY", "TWILIO_API_SECRET"],
  ["TWILIO_API_KEY", "TWILIO_API_KEY_SECRET"],
  ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"],
]);

const wanted =
  "set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or TWILIO_API_KEY and TWILIO_API_SECRET, or TWILIO_BEARER_TOKEN, " +
  "in the environment or in a file that --env-file names";

const proxyVariables = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"];

/** What the credentials of a request can't hold: often the end of the line that a file had. */
const CONTROL = /\p{Cc}/u;

/**
 * The process's environment, with the variables of a file that it doesn't have itself.
 * @param {string | undefined} envFile
 * @returns {Promise<Environment>}
 */
export async function readEnvironment(envFile) {
  if (envFile === undefined) return process.env;
  const [{ readFile }, { parseEnv }] = await Promise.all([import("node:fs/promises"), import("node:util")]);
  const text = await readFile(envFile, "utf8").catch((error) => {
    throw new UsageError(`--env-file ${envFile} can't be read: ${error.code}`);
  });
  // A byte order mark, which some editors put there, would be part of the first variable's name.
  return { ...parseEnv(text.replace(/^\uFEFF/, "")), ...process.env };
}

/**
 * @param {Environment} env
 * @returns {Credentials}
 * @throws {UsageError} which variables are missing
 */
export function credentialsOf(env) {
  const bearerToken = env["TWILIO_BEARER_TOKEN"];
  if (bearerToken) {
    if (!/^[!-~]+$/.test(bearerToken))
      throw new UsageError("TWILIO_BEARER_TOKEN is no token: expected visible ASCII characters alone, without a space");
    return { bearerToken };
  }
  for (const [name, secret] of pairs) {
    const [username, password] = [env[name], env[secret]];
    if (!username || !password) continue;
    const steered = CONTROL.test(username) ? name : CONTROL.test(password) ? secret : undefined;
    if (steered !== undefined)
      throw new UsageError(`${steered} holds a control character, such as a line end: set it without`);
    if (username.includes(":")) throw new UsageError(`${name} holds a colon, which ends a user name: set it without`);
    return { username, password };
  }
  for (const [name, secret] of pairs) {
    if (env[name]) throw new UsageError(`no credentials: ${name} is set, but ${secret} isn't; ${wanted}`);
    if (env[secret]) throw new UsageError(`no credentials: ${secret} is set, but ${name} isn't; ${wanted}`);
  }
  throw new UsageError(`no credentials: ${wanted}`);
}

/**
 * A client's options: credentials, base URL and, behind a proxy, a fetch that goes through it.
 * @param {Environment} env
 * @returns {Promise<Pick<ClientOptions, "credentials" | "baseUrl" | "fetch">>}
 */
export async function clientOptionsOf(env) {
  const credentials = credentialsOf(env);
  const fetch = await proxiedFetch(env);
  const baseUrl = env["TRUSTHUB_URL"];
  return { credentials, ...(baseUrl && { baseUrl }), ...(fetch && { fetch }) };
}

/**
 * Who is asked, for a message that nothing answered.
 * @param {Environment} env
 */
export function placeOf(env) {
  const proxy = proxyVariables.find((name) => env[name]);
  return `${env["TRUSTHUB_URL"] || "https://trusthub.twilio.com"}${proxy === undefined ? "" : `, and ${proxy} is set`}`;
}

/**
 * Node's own fetch knows no proxy before Node 24, and there only when an option of Node's says so.
 * @param {Environment} env
 * @returns {Promise<typeof globalThis.fetch | undefined>} undefined where no proxy is named
 */
export async function proxiedFetch(env) {
  if (proxyVariables.every((name) => !env[name])) return undefined;
  const { EnvHttpProxyAgent, fetch } = await import("undici");
  /** @param {string} name */
  const either = (name) => env[name] || env[name.toUpperCase()] || "";
  let dispatcher;
  try {
    dispatcher = new EnvHttpProxyAgent({
      httpProxy: either("http_proxy"),
      httpsProxy: either("https_proxy") || either("http_proxy"),
      noProxy: either("no_proxy"),
    });
  } catch {
    // Its own message repeats the variable, which may hold a password.
    throw new UsageError("HTTPS_PROXY or HTTP_PROXY is no URL of a proxy: expected http://host:port");
  }
  const proxied = (/** @type {any} */ input, /** @type {any} */ init) => {
    if (!(input instanceof Request)) return fetch(input, { ...init, dispatcher });
    // Node's own Request is of another copy of undici, which takes it for a URL. Ours have no body.
    const { url, method, headers, redirect, signal } = input;
    return fetch(url, { method, headers: [...headers], redirect, signal, ...init, dispatcher });
  };
  return /** @type {typeof globalThis.fetch} */ (/** @type {unknown} */ (proxied));
}
