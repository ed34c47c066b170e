// @ts-check
/** @import { FetchResponse } from "trusthub-profiles" */

/** Codes by which the API says that it takes these credentials for nothing here, behind whichever status they come. */
const CREDENTIAL_CODES = [20003, 20005, 20006, 20403, 70051, 70053];

/** As much of an error's body as the package reads. */
const MOST_BYTES = 65_536;

/** More than `maxRetryAfterMs` can be: no attempt follows, whatever the options. */
const NEVER_SECONDS = 2 ** 31;

/**
 * Whether the API refused the credentials of the server behind `base-url`, which answers a 502 then.
 * @param {number} status
 * @param {unknown} code
 */
export function isCredentialsRefusal(status, code) {
  return status === 502 && typeof code === "number" && CREDENTIAL_CODES.includes(code);
}

/**
 * A client repeats every 502, but another attempt does not change the server's credentials, and the reader would wait for some
 * seconds before the page says what is wrong. HTTP has one way to say that nobody should ask again soon, which the client
 * obeys: a long `Retry-After`. Every other response is returned as it is.
 * @param {FetchResponse} response
 * @returns {Promise<FetchResponse>}
 */
export async function withoutRepetition(response) {
  // What the host's own `fetch` returns may be no Response, which jsdom does not even define.
  if (typeof Response !== "function" || !(response instanceof Response) || response.status !== 502) return response;
  const body = await beginningOf(response);
  const headers = new Headers(response.headers);
  if (isCredentialsRefusal(response.status, codeOf(await body.text())))
    headers.set("Retry-After", String(NEVER_SECONDS));
  return new Response(body, { status: response.status, headers });
}

/**
 * As much of the body as comes.
 * @param {Response} response
 */
async function beginningOf(response) {
  const reader = response.body?.getReader();
  /** @type {BlobPart[]} */
  const parts = [];
  let size = 0;
  try {
    while (reader !== undefined && size < MOST_BYTES) {
      const { value, done } = await reader.read();
      if (done) break;
      parts.push(value);
      size += value.byteLength;
    }
    await reader?.cancel();
  } catch {
    // Cut short, or aborted: the client makes an error of what came, or rejects with the abort's reason.
  }
  return new Blob(parts);
}

/** @param {string} text @returns {unknown} */
function codeOf(text) {
  try {
    return JSON.parse(text)?.code;
  } catch {
    return undefined;
  }
}
