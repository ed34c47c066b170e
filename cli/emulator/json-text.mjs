// @ts-check

/** JSON that `JSON.stringify` can't write: `1e400`, `-0`, half a surrogate pair, the same key twice, any depth. */
export class JsonText {
  #text;

  /** @param {string} text */
  constructor(text) {
    JSON.parse(text);
    this.#text = text;
  }

  toString() {
    return this.#text;
  }

  toJSON() {
    return `\u0000json:${encodeURIComponent(this.#text)}\u0000`;
  }
}

/** As JSON.stringify writes the beginning of what toJSON gives. */
const MARK = '"\\u0000json:';

/**
 * As `JSON.stringify`, with each {@link JsonText} as it is.
 * @param {unknown} value
 */
export function jsonText(value) {
  const text = JSON.stringify(value);
  // Nearly every page holds none, and to look for the mark is quicker than the expression.
  if (!text.includes(MARK)) return text;
  return text.replace(/"\\u0000json:([^"\\]*)\\u0000"/g, (_, text) => decodeURIComponent(text));
}

/**
 * A value that is a string elsewhere: of an odd profile it may be anything, also what `String` throws for.
 * @param {unknown} value
 */
export function stringOf(value) {
  return typeof value === "string" ? value : jsonText(value ?? null);
}
