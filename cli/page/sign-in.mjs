// @ts-check
// Who may see a real account's profiles: whoever has the token that was printed at the start. It is exchanged for a cookie
// of another secret, so that no address, log or history holds what opens the account.

import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { getCookie, setCookie } from "#hono";

/** @import { Context } from "hono" */

export class SignIn {
  token = randomBytes(32).toString("base64url");
  #session = randomBytes(32).toString("base64url");
  // Cookies know no ports: two servers on this machine would overwrite each other's.
  #cookie = `session-${randomBytes(4).toString("hex")}`;

  /** @param {Context} context */
  isSignedIn(context) {
    return isSame(getCookie(context, this.#cookie) ?? "", this.#session);
  }

  /**
   * Exchange a token for the cookie; tells whether it was the right one.
   * @param {Context} context
   * @param {string} token
   */
  signIn(context, token) {
    if (!isSame(token, this.token)) return false;
    setCookie(context, this.#cookie, this.#session, { httpOnly: true, sameSite: "Strict", path: "/" });
    return true;
  }
}

/**
 * Whether two texts are the same, in a time that tells nothing of where they differ.
 * @param {string} left
 * @param {string} right
 */
function isSame(left, right) {
  const digest = (/** @type {string} */ text) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
