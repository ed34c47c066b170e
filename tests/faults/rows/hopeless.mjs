// @ts-check
// What no retry mends: the connection is refused by the runtime itself, before anything is asked.
/** @import { Row, Trial } from "../trial.mjs" */
/** @import { ClientOptions } from "trusthub-profiles" */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:https";

/**
 * @param {string} fault
 * @param {string} sees
 * @param {RegExp} message
 * @param {(trial: Trial) => ClientOptions | Promise<ClientOptions>} options
 * @returns {Row}
 */
function hopeless(fault, sees, message, options) {
  return {
    fault,
    sees: `\`NetworkError\` at once, not \`retryable\`: ${sees}`,
    async run(trial) {
      const error = await trial.errorOf(trial.list({}, { ...(await options(trial)), maxRetries: 3 }));
      trial.isError(error, { name: "NetworkError", kind: "network", attempts: 1, retryable: false }, message);
      assert.doesNotMatch(error.message, /127\.0\.0\.1|CustomerProfiles/, "the URL is repeated");
      assert.ok(error.cause instanceof Error);
    },
  };
}

/**
 * A server whose certificate is none to trust; `certificates/` holds them, and their key, which guards nothing.
 * @param {string} name
 */
function certificate(name) {
  return async (/** @type {Trial} */ trial) => {
    const read = (/** @type {string} */ file) => readFile(new URL(`../certificates/${file}.pem`, import.meta.url));
    const server = createServer({ key: await read("key"), cert: await read(name) }, (_, response) =>
      response.end("{}"),
    );
    await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
    trial.closing(() => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    return { baseUrl: `https://127.0.0.1:${port}` };
  };
}

/** A `fetch` that is called for the list, and does something else. @param {(init: RequestInit) => Promise<Response>} call */
function calling(call) {
  return () => ({ fetch: (/** @type {unknown} */ _, /** @type {any} */ init) => call(init) });
}

const missing = /** @type {{ fetch: typeof fetch }} */ ({});

export default [
  hopeless(
    "a certificate that the server signed itself",
    "the message says that the certificate is not trusted",
    /certificate is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
    certificate("self-signed"),
  ),
  hopeless(
    "a certificate of an authority that nobody knows",
    "the message says that the certificate is not trusted",
    /certificate is not trusted \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)/,
    certificate("unknown-authority"),
  ),
  hopeless(
    "a certificate that has expired",
    "the message says so",
    /certificate has expired \(CERT_HAS_EXPIRED\)/,
    certificate("expired"),
  ),
  hopeless(
    "a port that speaks no TLS where `https:` is asked for, with retries",
    "the message asks whether the server speaks TLS",
    /TLS handshake failed.*\(ERR_SSL_\w+\)/,
    (trial) => ({ baseUrl: trial.emulator.url.replace("http:", "https:") }),
  ),
  hopeless("a port that `fetch` blocks", "the message says so", /fetch blocks this port/, () => ({
    baseUrl: "http://127.0.0.1:6000",
  })),
  hopeless(
    "a `fetch` that doesn't know the scheme",
    "the message says so",
    /doesn't know the scheme/,
    calling(() => fetch("gopher://127.0.0.1/v1/CustomerProfiles")),
  ),
  hopeless(
    "a `fetch` that isn't there",
    "the message says so",
    /no fetch/,
    calling(async () => missing.fetch("http://127.0.0.1/")),
  ),
  hopeless(
    "a `fetch` that refuses its options",
    "the message says so",
    /fetch refused its arguments/,
    calling((init) => fetch("http://127.0.0.1/", { ...init, redirect: /** @type {any} */ ("none") })),
  ),
];
