// @ts-check
/** @import { Row, Trial } from "../trial.mjs" */
import assert from "node:assert/strict";
import { secrets } from "../trial.mjs";

/**
 * A call that is refused before anything is sent.
 * @param {string} fault
 * @param {string} option
 * @param {(trial: Trial) => unknown} call
 * @returns {Row}
 */
const refused = (fault, option, call) => ({
  fault,
  sees: `\`OptionsError\` of option \`${option}\` at the call; nothing is sent`,
  async run(trial) {
    /** @type {any} */
    let error;
    try {
      call(trial);
    } catch (thrown) {
      error = thrown;
    }
    trial.see(error);
    trial.isError(error, {
      name: "OptionsError",
      kind: "options",
      option,
      attempts: 0,
      retryable: false,
      cursor: null,
      requestId: null,
    });
    assert.equal(trial.emulator.requests.length, 0);
  },
});

const any = (/** @type {unknown} */ value) => /** @type {any} */ (value);

/** @type {Row[]} */
const functions = [
  {
    fault: "a credentials function that throws",
    sees: "that very error, not repeated",
    async run(trial) {
      const mine = new Error("mine");
      for (const credentials of [
        () => {
          throw mine;
        },
        async () => {
          throw mine;
        },
      ]) {
        assert.equal(await trial.errorOf(trial.list({}, { credentials })), mine);
      }
      assert.equal(trial.emulator.requests.length, 0);
    },
  },
  ...[
    undefined,
    null,
    7,
    "Basic x",
    {},
    { username: "AC1" },
    { username: "a:b", password: secrets.password },
    { bearerToken: "" },
    { ...secrets, bearerToken: "x" },
  ].map((rubbish, index) => ({
    fault: `a credentials function that gives rubbish (${index + 1}): ${rubbish === undefined ? "undefined" : JSON.stringify(rubbish).replaceAll(secrets.password, "…").replaceAll(secrets.username, "…")}`,
    sees: "`OptionsError` of option `credentials`, not repeated",
    async run(/** @type {Trial} */ trial) {
      const error = await trial.errorOf(trial.list({}, { credentials: any(async () => rubbish) }));
      trial.isError(error, { name: "OptionsError", option: "credentials", attempts: 0 });
      assert.equal(trial.emulator.requests.length, 0);
    },
  })),
  {
    fault: "credentials that change between two attempts",
    sees: "every profile: the function is asked before each attempt",
    async run(trial) {
      trial.emulator.fault("status", { status: 503, page: 1 });
      let asked = 0;
      const { sids, error } = await trial.walk(
        trial.list(
          {},
          {
            credentials: async () => {
              asked += 1;
              return secrets;
            },
          },
        ),
      );
      assert.equal(error, undefined);
      assert.deepEqual(sids, trial.expected);
      assert.equal(asked, 5);
    },
  },
  {
    fault: "a credentials function that never answers",
    sees: "`TimeoutError` of scope `total`",
    client: { credentials: () => new Promise(() => {}), totalTimeoutMs: 200 },
    error: { name: "TimeoutError", scope: "total" },
    requests: 0,
  },
  {
    fault: "a server that looks for more than it needs",
    sees: "nothing: outside browsers a request has `Accept`, `Authorization` and a `User-Agent` of name and version",
    async run(trial) {
      await trial.list();
      const headers = { ...trial.emulator.requests[0]?.headers };
      assert.equal(headers.accept, "application/json");
      assert.match(String(headers["user-agent"]), /^trusthub-profiles\/\d+\.\d+\.\d+$/);
      assert.match(String(headers.authorization), /^Basic /);
      // What the runtime's fetch adds itself, the last two for `cache: "no-store"`.
      for (const name of [
        "accept",
        "authorization",
        "user-agent",
        "host",
        "connection",
        "accept-language",
        "accept-encoding",
        "sec-fetch-mode",
        "cache-control",
        "pragma",
      ])
        delete headers[name];
      assert.deepEqual(headers, {});
    },
  },
];

/** @type {Row[]} */
export default [
  refused("credentials over `http:` to a host that isn't this machine", "baseUrl", (trial) =>
    trial.client({ baseUrl: "http://trusthub.example" }),
  ),
  {
    fault: "credentials over `http:` to a host that isn't this machine, with `dangerouslyAllowHttp`",
    sees: "the page",
    async run(trial) {
      const fetch = (/** @type {string} */ url, /** @type {any} */ init) =>
        globalThis.fetch(url.replace("http://mock:8080", trial.emulator.url), init);
      const page = await trial.list({}, { baseUrl: "http://mock:8080/", dangerouslyAllowHttp: true, fetch });
      assert.equal(page.profiles.length, 20);
    },
  },
  refused("credentials over `http:` to a name that only begins like this machine's", "baseUrl", (trial) =>
    trial.client({ baseUrl: "http://localhost.example" }),
  ),
  refused("credentials over `http:` to an address that only begins like this machine's", "baseUrl", (trial) =>
    trial.client({ baseUrl: "http://127.0.0.1.example" }),
  ),
  refused("a base with user info", "baseUrl", (trial) =>
    trial.client({ baseUrl: `https://${secrets.username}:${secrets.password}@trusthub.example` }),
  ),
  refused("a base with a query", "baseUrl", (trial) =>
    trial.client({ baseUrl: `https://trusthub.example?key=${secrets.password}` }),
  ),
  refused("a base of another scheme", "baseUrl", (trial) => trial.client({ baseUrl: "file:///etc" })),
  refused("a user name with a colon", "credentials", (trial) =>
    trial.client({ credentials: { username: "a:b", password: secrets.password } }),
  ),
  refused("a password with a line end", "credentials", (trial) =>
    trial.client({ credentials: { username: "a", password: `${secrets.password}\r\nX: y` } }),
  ),
  refused("a bearer token with a blank", "credentials", (trial) =>
    trial.client({ credentials: { bearerToken: `${secrets.password} x` } }),
  ),
  refused("a password that is a number", "credentials", (trial) =>
    trial.client({ credentials: any({ username: "a", password: 481516234223 }) }),
  ),
  refused("a password in place of a part's name", "credentials", (trial) =>
    trial.client({ credentials: any({ [secrets.password]: "x" }) }),
  ),
  refused("a password in place of the credentials", "credentials", (trial) =>
    trial.client({ credentials: any(secrets.password) }),
  ),
  refused("an `accountSid` and an `authToken`", "accountSid", (trial) =>
    trial.client(any({ credentials: undefined, accountSid: secrets.username, authToken: secrets.password })),
  ),
  refused("a relative base outside a page", "baseUrl", (trial) => trial.client({ baseUrl: "/twilio" })),
  refused("a password under another name", "credentials", (trial) =>
    trial.client({ credentials: any({ username: "a", passwort: secrets.password }) }),
  ),
  refused("a password in place of the options", "options", (trial) =>
    trial.library.createClient(any(secrets.password)),
  ),
  refused("a cursor beside a filter", "cursor", (trial) =>
    trial.client().listCustomerProfiles({ cursor: any("page:?Page=1&PageToken=a"), status: "draft" }),
  ),
  refused("a cursor that nobody gave", "cursor", (trial) =>
    trial.client().listCustomerProfiles({ cursor: any("https://trusthub.example/v1/CustomerProfiles?Page=1") }),
  ),
  ...functions,
];
