// @ts-check
// What callers give for credentials, filters and cursors is in no error: neither in its message nor in its stack or JSON,
// whatever type it has and wherever it stands.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { inspect } from "node:util";
import { facts } from "../../scripts/generate.mjs";
import { installPackage } from "./installed.mjs";

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;
/** @type {typeof import("trusthub-profiles")} */
let library;
/** @type {string[]} */
let filters;

before(async () => {
  installed = await installPackage();
  library = await installed.load();
  filters = (await facts()).options.filter(({ isFilter }) => isFilter).map(({ name }) => name);
});
after(() => installed.remove());

const PAGE = '{"results":[],"meta":{"next_page_url":null}}';
const NUMBER = 481516234223;
const WORD = "canary-3f1c";

/** Each with what is said of it. @type {readonly (readonly [string, unknown, string])[]} */
const values = [
  ["a number", NUMBER, "a number"],
  ["a negative number", -NUMBER, "a number"],
  ["a number with a fraction", 481516.234223, "a number"],
  ["a number beyond the safe ones", 4815162342.23e20, "a number"],
  ["NaN", NaN, "a number"],
  ["Infinity", -Infinity, "a number"],
  ["a boolean", true, "a boolean"],
  ["a bigint", BigInt(NUMBER), "a bigint"],
  ["a symbol", Symbol(WORD), "a symbol"],
  ["null", null, "null"],
  ["an array", [WORD, NUMBER], "an array"],
  ["an object", { [WORD]: NUMBER }, "an object"],
  ["a Date", new Date(NUMBER), "an object"],
  ["a String", Object(WORD), "an object"],
  ["a function", Object.defineProperty(() => WORD, "name", { value: WORD }), "a function"],
  ["bytes", Buffer.from(WORD), "an object"],
];

/** @param {any} error @param {string} [message] */
function isPrivate(error, message) {
  assert.ok(library.TrustHubError.is(error), inspect(error));
  if (message !== undefined) assert.equal(error.message, message);
  const told = [error.message, error.stack, JSON.stringify(error), inspect(error)].join("\n");
  for (const secret of [String(NUMBER), "481516", WORD, "4.81516"])
    assert.ok(!told.includes(secret), `${secret} is in ${told}`);
}

/** @param {() => unknown} call */
function thrownBy(call) {
  try {
    call();
  } catch (error) {
    return error;
  }
  return assert.fail("no error came");
}

/** The same credentials, as an option of each call that takes them, and from a function. @param {any} credentials */
async function errorsOf(credentials) {
  const { createClient, listCustomerProfiles } = library;
  const fetch = async () => new Response(PAGE);
  const errors = [thrownBy(() => createClient({ credentials })), thrownBy(() => listCustomerProfiles({ credentials }))];
  if (typeof credentials === "function") return errors;
  for (const given of [() => credentials, async () => credentials]) {
    errors.push(
      await createClient({ credentials: given, fetch })
        .listCustomerProfiles()
        .then(
          () => assert.fail("no error came"),
          (error) => error,
        ),
    );
  }
  return errors;
}

const WHOLE =
  "option credentials: expected { username, password }, { bearerToken }, or a function that gives one of them, got ";

describe("credentials", () => {
  for (const [name, value, inWords] of values) {
    it(`are described by their type alone: ${name}`, async () => {
      for (const part of ["username", "password", "bearerToken"]) {
        for (const error of await errorsOf({ [part]: value }))
          isPrivate(error, `option credentials: ${part}: expected a string, got ${inWords}`);
      }
      for (const error of await errorsOf({ username: "AC1", password: value }))
        isPrivate(error, `option credentials: password: expected a string, got ${inWords}`);
      // These two are what an option or a function may be.
      if (inWords === "a function" || inWords === "an object") return;
      for (const error of await errorsOf(value)) isPrivate(error, `${WHOLE}${inWords}`);
    });
  }

  for (const [name, credentials, message] of /** @type {[string, unknown, string | undefined][]} */ ([
    ["a string in their place", WORD, `${WHOLE}a string`],
    ["a string in their place, with a lone surrogate", `${WORD}\ud800`, `${WHOLE}a string`],
    [
      "a string with a lone surrogate",
      { username: "AC1", password: `${WORD}\ud800` },
      "option credentials: password: expected a string without lone surrogates",
    ],
    [
      "a string with a line end",
      { username: "AC1", password: `${WORD}\n` },
      "option credentials: password must not hold control characters",
    ],
    [
      "a user name with a colon",
      { username: `${WORD}:`, password: WORD },
      "option credentials: username must not hold a colon",
    ],
    [
      "a token with a blank",
      { bearerToken: `${WORD} x` },
      "option credentials: bearerToken must be visible ASCII characters, at least one",
    ],
    [
      "a secret in place of a name",
      { [WORD]: "x" },
      "option credentials: unknown name; expected { username, password } or { bearerToken }",
    ],
    [
      "a secret behind a name",
      { [`password${WORD}`]: "x" },
      "option credentials: unknown name; expected { username, password } or { bearerToken }",
    ],
    [
      "a number in place of a name",
      { [NUMBER]: "x" },
      "option credentials: unknown name; expected { username, password } or { bearerToken }",
    ],
    [
      "a string, spread",
      { ...WORD.split("") },
      "option credentials: unknown name; expected { username, password } or { bearerToken }",
    ],
    [
      "nested objects",
      { username: { password: { [WORD]: NUMBER } }, password: WORD },
      "option credentials: username: expected a string, got an object",
    ],
    [
      "a misspelled name",
      { username: "AC1", passwort: WORD },
      "option credentials: passwort: unknown name; did you mean password?",
    ],
    [
      "both kinds",
      { username: WORD, password: WORD, bearerToken: WORD },
      "option credentials: expected a user name and a password, or a bearer token, not both",
    ],
  ])) {
    it(`are not repeated: ${name}`, async () => {
      for (const error of await errorsOf(credentials)) isPrivate(error, message);
    });
  }

  it("that throw when they are read give the caller's own error", async () => {
    const mine = new Error("mine");
    const hostile = {
      username: "AC1",
      get password() {
        throw mine;
      },
    };
    for (const error of await errorsOf(hostile)) assert.equal(error, mine);
  });

  it("by other names get a hint, in the options and in the credentials", async () => {
    const hint = "unknown name; did you mean credentials: { username, password }?";
    for (const [sid, token] of /** @type {const} */ ([
      ["accountSid", "authToken"],
      ["user", "pass"],
      ["apiKey", "apiSecret"],
      ["sid", "token"],
      ["account_sid", "auth_token"],
      ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"],
      ["clientId", "clientSecret"],
    ])) {
      const pair = { [sid]: WORD, [token]: WORD };
      isPrivate(
        thrownBy(() => library.createClient(/** @type {any} */ (pair))),
        `option ${sid}: ${hint}`,
      );
      for (const error of await errorsOf(pair)) isPrivate(error, `option credentials: ${sid}: ${hint}`);
      for (const error of await errorsOf({ [token]: WORD })) isPrivate(error, `option credentials: ${token}: ${hint}`);
    }
    isPrivate(
      thrownBy(() => library.createClient(/** @type {any} */ ({ username: WORD, password: WORD }))),
      `option username: ${hint}`,
    );
    isPrivate(
      thrownBy(() => library.createClient(/** @type {any} */ ({ bearerToken: WORD }))),
      "option bearerToken: unknown name; did you mean credentials: { bearerToken }?",
    );
    const hintOfToken = "unknown name; did you mean credentials: { bearerToken }?";
    isPrivate(
      thrownBy(() => library.createClient(/** @type {any} */ ({ accessToken: WORD }))),
      `option accessToken: ${hintOfToken}`,
    );
    for (const error of await errorsOf({ access_token: WORD }))
      isPrivate(error, `option credentials: access_token: ${hintOfToken}`);
  });
});

describe("filters and cursors", () => {
  for (const [name, value, inWords] of values) {
    it(`are described by their type alone: ${name}`, () => {
      for (const option of [...filters, "cursor"]) {
        const error = thrownBy(() =>
          library.createClient({}).listCustomerProfiles(/** @type {any} */ ({ [option]: value })),
        );
        isPrivate(error);
        assert.match(
          /** @type {Error} */ (error).message,
          new RegExp(`^option ${option}: expected .*, got ${inWords}$`),
        );
      }
    });
  }
});

describe("a base", () => {
  for (const [name, baseUrl] of /** @type {const} */ ([
    ["with user info", `https://user:${WORD}@example.com`],
    ["with a user's name", `https://${WORD}@example.com`],
    ["with a query", `https://example.com/?key=${WORD}`],
    ["with a fragment", `https://example.com/#${WORD}`],
    ["of another scheme", `ftp://${WORD}.example.com`],
    ["that is relative", `/${WORD}`],
    ["that is none", `https://${WORD} .example.com`],
  ])) {
    it(`is not repeated: ${name}`, () => {
      for (const given of [baseUrl, { href: baseUrl }])
        isPrivate(thrownBy(() => library.createClient({ baseUrl: /** @type {any} */ (given) })));
    });
  }

  it("that is relative asks for an absolute one outside pages, as does one that isn't there", () => {
    const absolute =
      "option baseUrl: expected an absolute URL: a relative one is resolved in pages and their workers alone";
    for (const [baseUrl, message] of /** @type {const} */ ([
      ["/twilio", absolute],
      ["twilio", absolute],
      ["./twilio", absolute],
      ["//example.com/twilio", absolute],
      ["trusthub.example", absolute],
      ["", "option baseUrl: expected an http or https URL, got an empty string"],
      ["http://", "option baseUrl: expected an http or https URL, got a string that is no URL"],
    ])) {
      isPrivate(
        thrownBy(() => library.createClient({ baseUrl })),
        message,
      );
    }
  });

  it("of plain http takes credentials with dangerouslyAllowHttp alone", async () => {
    /** @type {string[]} */
    const asked = [];
    const options = {
      baseUrl: "http://mock:8080/twilio//",
      credentials: { username: "AC1", password: WORD },
      fetch: async (/** @type {string} */ url) => {
        asked.push(url);
        return new Response(PAGE);
      },
    };
    const message =
      "option baseUrl: credentials are sent over https only, or over http to localhost, 127.0.0.0/8 and [::1], unless dangerouslyAllowHttp is set";
    for (const dangerouslyAllowHttp of [undefined, false])
      isPrivate(
        thrownBy(() => library.createClient({ ...options, dangerouslyAllowHttp })),
        message,
      );
    await library.createClient({ ...options, dangerouslyAllowHttp: true }).listCustomerProfiles();
    assert.deepEqual(asked, ["http://mock:8080/twilio/v1/CustomerProfiles"]);
  });
});
