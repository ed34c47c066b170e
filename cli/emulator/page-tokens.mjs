// @ts-check
import { createHmac } from "node:crypto";

/**
 * A place in a list: a page begins at the first profile from a key on, or, going back, ends before it.
 * @typedef {{ direction: "forward" | "back", key: number }} Place
 */

// 16 bytes: five of the place, eleven of the signature. Base64 of 16 bytes ends in `==`, as many of Twilio's do.
const PLACE_BYTES = 5;
const TOKEN_BYTES = 16;

/** Tokens that look as Twilio's do, say nothing to a reader and hold for one page of one list only. */
export class PageTokens {
  #secret;

  /** @param {number} seed */
  constructor(seed) {
    this.#secret = `page tokens ${seed}`;
  }

  /**
   * @param {string} scope What the token is bound to: the account, the filters, the page's size and number.
   * @param {Place} place
   * @returns {{ text: string, wire: string }} The token, and how a link spells it.
   */
  issue(scope, { direction, key }) {
    const signature = this.#digest(`${scope} ${direction} ${key}`).subarray(0, TOKEN_BYTES - PLACE_BYTES);
    const head = Buffer.alloc(PLACE_BYTES);
    head.writeUInt8(direction === "back" ? 1 : 0);
    head.writeUInt32BE(key, 1);
    const bytes = Buffer.concat([this.#masked(head, signature), signature]);
    // Links have been seen in all these forms, so a client that takes a token apart or spells it anew meets them all.
    switch (bytes.readUInt8(TOKEN_BYTES - 1) % 4) {
      case 0: {
        const text = `${direction === "back" ? "PB" : "PA"}BU${bytes.toString("hex")}`;
        return { text, wire: text };
      }
      case 1: {
        const text = `PTBU${bytes.toString("hex")}`;
        return { text, wire: text };
      }
      case 2: {
        const text = bytes.toString("base64").replaceAll("+", "-").replaceAll("/", "_");
        return { text, wire: text };
      }
      default: {
        const text = bytes.toString("base64");
        return { text, wire: encodeURIComponent(text) };
      }
    }
  }

  /**
   * The place that a token stands for, or null when it was not issued for this scope.
   * @param {string} scope
   * @param {string} text
   * @returns {Place | null}
   */
  read(scope, text) {
    const bytes = /^P[ABT]BU[0-9a-f]{32}$/.test(text) ? Buffer.from(text.slice(4), "hex") : Buffer.from(text, "base64");
    if (bytes.length !== TOKEN_BYTES) return null;
    const head = this.#masked(bytes.subarray(0, PLACE_BYTES), bytes.subarray(PLACE_BYTES));
    /** @type {Place} */
    const place = { direction: head.readUInt8() === 1 ? "back" : "forward", key: head.readUInt32BE(1) };
    // To issue it again checks the signature, the prefix and the alphabet at once.
    return this.issue(scope, place).text === text ? place : null;
  }

  /**
   * Masks and unmasks: a place in the clear would tempt a client to count.
   * @param {Buffer} head
   * @param {Buffer} signature
   */
  #masked(head, signature) {
    const mask = this.#digest(signature);
    return Buffer.from(head.map((byte, at) => byte ^ (mask[at] ?? 0)));
  }

  /** @param {string | Buffer} content */
  #digest(content) {
    return createHmac("sha256", this.#secret).update(content).digest();
  }
}
