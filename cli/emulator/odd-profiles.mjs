// @ts-check
/** @import { ProfileSource, WireProfile } from "./profile-list.mjs" */
import { JsonText } from "./json-text.mjs";
import { matchesFilter } from "./profile-list.mjs";
import { draw, seedFor } from "./random.mjs";

// Far from those of generated-profiles.mjs.
const PURPOSE = 50;

const SID = "BU0123456789abcdef0123456789ABCDEF";

/** What every object of JavaScript inherits, and what else a program may ask an object for. */
const INHERITED = [
  "constructor",
  "toString",
  "valueOf",
  "toLocaleString",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "__proto__",
  "__defineGetter__",
  "__lookupSetter__",
  "then",
  "toJSON",
  "length",
  "prototype",
  "null",
  "none",
  "unknown",
];

/** Of any depth, since nothing in JSON bounds it. */
const DEEP = new JsonText(`${"[".repeat(20_000)}${"]".repeat(20_000)}`);

const TOO_LARGE = new JsonText("1e400");
const NEGATIVE_ZERO = new JsonText("-0");
const HALF_PAIR = new JsonText('"half \\ud83d and \\udc00"');
const TWICE = new JsonText('{"code":18601,"code":{"code":18602}}');

/** No number, and no string either: converting it throws. */
const NO_PRIMITIVE = { toString: 1, valueOf: 1 };

const FORMULAS = [
  "=SUM(A1:A9)",
  "+1 555 0100",
  "-2+3",
  "@cmd",
  "＝1+1",
  "  =1+1",
  "\u00a0=1",
  "\u200b=1",
  "\u0000=1",
  '"=1',
  "\t=1",
  "\r\n=1",
  "\n@x",
  "x;=cmd|'/C calc'!A0;y",
  'x;"=1+1";y',
  "x;  =1+1",
  "x\t=1+1\ty",
  "x\n=1+1",
  "x\r\n+1",
  "x|@cmd",
  "x\u2028=1",
  "a\u000b-1",
  "x;\t;=1",
  ';"',
  '";=1;"',
  `${";\t".repeat(2000)}=1`,
];

const TEXTS = [
  ...INHERITED,
  ...FORMULAS,
  "",
  " ",
  "\u00a0\u200b\ufeff",
  "\u2800",
  "\u0000",
  "\u0007bell\u001b[31m",
  "Two\r\nlines",
  "\u2028line",
  "\u202eeman sdrawkcab",
  "\u2067שלום",
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "&lt;b&gt;",
  '"quoted", and comma',
  "'apostrophe",
  "back\\slash",
  "${1}",
  "%00%0a",
  "👩‍🚀👨‍👩‍👧‍👦🇳🇱",
  "é".normalize("NFD").repeat(40),
  `Z${"\u0301\u0323\u0334".repeat(60)}`,
  "漢".repeat(120),
  "a".repeat(5000),
  "many words ".repeat(500),
  "🚀".repeat(400),
  HALF_PAIR,
];

const NOT_TEXTS = [
  null,
  true,
  false,
  0,
  1,
  -1,
  TOO_LARGE,
  NEGATIVE_ZERO,
  new JsonText("123456789012345678901234567890"),
  [],
  ["a"],
  [[]],
  {},
  NO_PRIMITIVE,
  DEEP,
  named("__proto__", { status: "draft" }),
  named("constructor", 1),
];

const SOME_NOT_TEXTS = [null, true, 0, NO_PRIMITIVE];

const DATES = [
  "9999-12-31T23:59:59-23:59",
  "0000-01-01T00:00:00+23:59",
  "0001-01-01T00:00:00Z",
  "1969-12-31T23:59:59Z",
  "275760-09-13T00:00:00Z",
  "2024-02-30T00:00:00Z",
  "2024-02-29t23:59:59.123456789z",
  "2024-02-29 23:59:59Z",
  "2024-02-29",
  "yesterday",
  "",
  "0",
  "constructor",
  "=1",
  "x;=1",
  1709251199,
  8.64e15,
  TOO_LARGE,
];

const URIS = [
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)//",
  "data:text/html,<script>alert(1)</script>",
  "//host.example/x",
  "/relative",
  "https://[",
  "https://",
  " https://host.example",
  "https://host.example/\u202egpj.exe",
  "https://user:secret@host.example/",
  "urn:uuid:0",
  "x;=1",
  "=1",
  "",
  `https://host.example/${"a".repeat(4000)}`,
];

const SIDS = [
  SID,
  SID.slice(1),
  `${SID}0`,
  "BU",
  "bu0123456789abcdef0123456789abcdef",
  "🚀🚀🚀🚀",
  "=1",
  "@x",
  '"',
  "",
  "constructor",
  "__proto__",
  "x;=1",
];

const CODES = [
  18601,
  "18601",
  "018601",
  0,
  NEGATIVE_ZERO,
  -18601,
  18601.5,
  TOO_LARGE,
  new JsonText("-1e400"),
  new JsonText("123456789012345678901234567890"),
  1e21,
  null,
  true,
  "",
  "constructor",
  "1e3",
  "../../x",
  [18601],
  ["18601"],
  { code: 18601 },
  NO_PRIMITIVE,
  named("__proto__", 18601),
  DEEP,
];

const ERRORS = [
  ...CODES.map((code) => [{ code }]),
  ...[...CODES, ...TEXTS.slice(0, 4)].map((entry) => [entry]),
  [named("__proto__", { code: 18601 })],
  [named("toJSON", 1)],
  [TWICE],
  [[{ code: 18601 }]],
  [],
  {},
  "18601",
  18601,
  true,
  NO_PRIMITIVE,
  DEEP,
  Array.from({ length: 3000 }, (_, index) => ({ code: 18600 + (index % 12) })),
  Array.from({ length: 500 }, () => null),
  [{ code: 18601, message: "x;=1", more: { deep: [[[]]] } }],
];

const LINKS = [
  Object.fromEntries(INHERITED.map((name) => [name, `https://host.example/${name}`])),
  named("__proto__", "javascript:alert(1)"),
  named("", ""),
  named("a/b~c", "https://host.example"),
  named("x;=1", "=1"),
  named("self", NO_PRIMITIVE),
  named("self", DEEP),
  Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`link_${index}`, "https://host.example"])),
  {},
  [],
  ["https://host.example"],
  "https://host.example",
  1,
];

const EXTRAS = [
  ...INHERITED.map((name) => [name, "x"]),
  ["__proto__", NO_PRIMITIVE],
  ["", null],
  ["a/b~c", [1, -2, NEGATIVE_ZERO]],
  ["0", 1],
  ["friendlyName", "x"],
  ["x;=1", "y;=1"],
  ["=1", "\u2028|=1\u0085"],
  ["deep", DEEP],
  ["big", TOO_LARGE],
  ["long", "a".repeat(50_000)],
  ["half", HALF_PAIR],
  ["twice", TWICE],
];

/** Everything odd that a property may hold. @type {readonly (readonly [property: string, value: unknown])[]} */
export const ODD_VALUES = [
  ...["friendly_name", "status"].flatMap((property) => pairs(property, [...TEXTS, ...NOT_TEXTS])),
  ...pairs("email", [...FORMULAS.slice(0, 6), "", " ", "<b>@host.example", "a".repeat(5000), HALF_PAIR, ...NOT_TEXTS]),
  ...["sid", "account_sid", "policy_sid"].flatMap((property) => pairs(property, [...SIDS, ...SOME_NOT_TEXTS])),
  ...["valid_until", "date_created", "date_updated"].flatMap((property) =>
    pairs(property, [...DATES, ...SOME_NOT_TEXTS]),
  ),
  ...["status_callback", "url"].flatMap((property) => pairs(property, [...URIS, ...SOME_NOT_TEXTS, DEEP])),
  ...pairs("links", LINKS),
  ...pairs("errors", ERRORS),
  .../** @type {[string, unknown][]} */ (EXTRAS),
];

const VALUES_A_PROFILE = 3;

/** After so many profiles each odd value had its turn. */
export const ODD_TURNS = Math.ceil(ODD_VALUES.length / VALUES_A_PROFILE);

/**
 * Profiles each of which holds something odd: every one of {@link ODD_VALUES} in turn, some at a time, and up to two
 * more by chance.
 * @param {ProfileSource} source the profiles that they are made of
 * @param {number} seed
 * @returns {ProfileSource}
 */
export function oddProfiles(source, seed) {
  const own = seedFor(seed, "odd");

  /**
   * @param {number} index
   * @returns {WireProfile}
   */
  function at(index) {
    // More of the table lies between them than any property has, so that none takes another's place.
    const first = index % ODD_TURNS;
    const chosen = Array.from(
      { length: VALUES_A_PROFILE },
      (_, turn) => (first + turn * ODD_TURNS) % ODD_VALUES.length,
    );
    const more = draw(own, PURPOSE, index) % 3;
    for (let count = 1; count <= more; count += 1) chosen.push(draw(own, PURPOSE + count, index) % ODD_VALUES.length);
    let profile = source.at(index);
    // Those in turn come last, so that chance doesn't take them away.
    for (const which of chosen.reverse()) {
      const [property, value] = /** @type {(typeof ODD_VALUES)[number]} */ (ODD_VALUES[which]);
      profile = { ...profile, ...named(property, value) };
    }
    return profile;
  }

  return {
    count: source.count,
    at,
    matches: (index, filter) => matchesFilter(at(index), filter),
    fresh: source.fresh,
  };
}

/**
 * An object with a property of its own, also where the name is `__proto__`.
 * @param {string} name
 * @param {unknown} value
 */
function named(name, value) {
  return { [name]: value };
}

/**
 * @param {string} property
 * @param {readonly unknown[]} values
 * @returns {(readonly [string, unknown])[]}
 */
function pairs(property, values) {
  return values.map((value) => [property, value]);
}
