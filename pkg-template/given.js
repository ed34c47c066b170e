// @ts-check
// What callers give, told to the core in JSON: what a value is, JavaScript alone can see. JSON's own types stand for
// themselves, an array of words for anything else. Nothing is asked with `instanceof`: signals and URLs come from other
// realms, polyfills and by hand. They are known by what they have.

/**
 * @typedef {string | number | boolean | readonly [words: string] | { [name: string]: Told }} Told
 */

/**
 * The options of a call: a snapshot of the values, and what the core is told of them. What is checked is what is used.
 * @param {any} options
 * @returns {{ values: any, told: Told }}
 */
export function readOptions(options) {
  if (options === undefined) return { values: {}, told: {} };
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    return { values: {}, told: [typeName(options)] };
  }
  const values = ownValues(options);
  const told = Object.entries(values).map(([name, value]) => [name, tellOption(name, value)]);
  return { values, told: Object.fromEntries(told) };
}

/**
 * Credentials, whether given as an option or by a function.
 * @param {any} value
 * @returns {Told}
 */
export function tellCredentials(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return tell(value);
  return Object.fromEntries(Object.entries(ownValues(value)).map(([name, part]) => [name, tell(part)]));
}

/**
 * What a value is that nothing takes, with its article.
 * @param {unknown} value
 */
export function typeName(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  const type = typeof value;
  if (type === "undefined") return type;
  return type === "string" ? "a text" : `${type === "object" ? "an" : "a"} ${type}`;
}

/**
 * The own enumerable properties that are not undefined, each read once.
 * @param {any} object
 * @returns {{ [name: string]: any }}
 */
function ownValues(object) {
  const values = Object.keys(object).map((name) => [name, object[name]]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/**
 * @param {string} name
 * @param {any} value
 * @returns {Told}
 */
function tellOption(name, value) {
  switch (name) {
    case "baseUrl":
      return tellUrl(value);
    case "credentials":
      return tellCredentials(value);
    case "signal":
      return isSignal(value) ? ["an AbortSignal"] : tell(value);
    default:
      return tell(value);
  }
}

/**
 * @param {unknown} value
 * @returns {Told}
 */
function tell(value) {
  switch (typeof value) {
    case "boolean":
      return value;
    case "string":
      // Half of a surrogate pair alone is in no request's text. (`isWellFormed` is younger than the runtimes that we serve.)
      return /\p{Surrogate}/u.test(value) ? ["a text with a lone surrogate"] : value;
    case "number":
      return Number.isSafeInteger(value) && value >= 0 ? value : [numberInWords(value)];
    default:
      return [typeName(value)];
  }
}

/** @param {number} number */
function numberInWords(number) {
  if (!Number.isFinite(number)) return String(number);
  if (Math.abs(number) > Number.MAX_SAFE_INTEGER) return "a huge number";
  return Number.isInteger(number) ? String(number) : "a number with a fraction";
}

/**
 * An address, as the runtime's URL parser writes it. A URL object, of whatever realm or polyfill, has its text as `href`.
 * @param {any} value
 * @returns {Told}
 */
function tellUrl(value) {
  const text = typeof value === "string" || value === null ? value : value.href;
  if (typeof text !== "string") return tell(value);
  // What is left out by mistake must not become the page's own address.
  if (text === "") return text;
  const resolved = bases().map((base) => parsedUrl(text, base)).find((it) => it?.protocol === "https:" || it?.protocol === "http:");
  const url = parsedUrl(text) ?? resolved;
  if (url !== undefined) return url.href;
  // Any text is a relative address of some page.
  return [parsedUrl(text, "https://page.example") === undefined ? "a text that is no URL" : "a relative URL"];
}

/**
 * @param {string} text
 * @param {string} [base]
 */
function parsedUrl(text, base) {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

/**
 * What a relative address may be relative to: a page's base, a worker's place, and the origin of one that was made of a blob.
 * @returns {string[]}
 */
function bases() {
  try {
    const { document, location } = /** @type {any} */ (globalThis);
    return [document?.baseURI, location?.href, location?.origin].filter((it) => typeof it === "string");
  } catch {
    // Some runtimes have a place only for who asks for one, and throw.
    return [];
  }
}

/** @param {any} value */
function isSignal(value) {
  return typeof value === "object" && value !== null && typeof value.aborted === "boolean"
    && typeof value.addEventListener === "function" && typeof value.removeEventListener === "function";
}
