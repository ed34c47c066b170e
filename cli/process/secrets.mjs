// @ts-check
// What of the environment is secret, and in which spellings a server may repeat it.

import { pairs } from "./environment.mjs";

/** @import { Environment } from "./environment.mjs" */

const secretVariables = ["TWILIO_AUTH_TOKEN", "TWILIO_API_SECRET", "TWILIO_API_KEY_SECRET", "TWILIO_BEARER_TOKEN"];

const proxyVariables = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"];

/** A shorter one may be part of any word. */
const SHORTEST_SECRET = 6;

/**
 * Every secret of the environment, in every spelling: none is printed, whoever's message repeats it.
 * @param {Environment} env
 * @returns {string[]} the longest first, since a spelling may be part of another
 */
export function secretsOf(env) {
  const secrets = secretVariables.map((name) => env[name] ?? "");
  for (const name of proxyVariables) {
    secrets.push(...passwordsIn(env[name] ?? ""));
  }
  for (const name of ["TRUSTHUB_URL", "TWILIO_API_URL"]) secrets.push(...passwordsIn(env[name] ?? ""));
  const long = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  // What a request carries: the bytes of base64 stand elsewhere behind a username.
  const carried = pairs.flatMap(([name, secret]) =>
    long.includes(env[secret] ?? "") ? `${env[name]}:${env[secret]}` : [],
  );
  const encoded = [...long, ...carried].flatMap((text) => {
    const base64 = Buffer.from(text).toString("base64").replace(/=+$/, "");
    return [base64, base64.replaceAll("+", "-").replaceAll("/", "_")];
  });
  return [...new Set([...long, ...encoded].flatMap(spellings))].sort((one, other) => other.length - one.length);
}

/**
 * @param {string} text
 * @param {readonly string[]} secrets of secretsOf
 */
export function withoutSecrets(text, secrets) {
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, "…"), text);
}

/** As it is, in JSON, in a URL, and in HTML. @param {string} text */
function spellings(text) {
  const html = text.replace(/[&<>"']/g, (unit) => `&${htmlNames[unit]};`);
  return [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text.toWellFormed()), html];
}

/** @type {Readonly<Record<string, string>>} */
const htmlNames = { "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "#39" };

/**
 * A URL's password, as it stands, as a URL's parser writes it, and decoded; it may hold an `@`.
 * @param {string} url
 */
function passwordsIn(url) {
  const written = /^[^:/?#]+:\/\/[^:/?#@]*:([^/?#]*)@/.exec(url)?.[1] ?? "";
  const parsed = URL.canParse(url) ? new URL(url).password : "";
  return [written, parsed, unescaped(written)];
}

/** @param {string} text */
function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
