// @ts-check
// Other paths, other methods, and hosts.
/** @import { Attack } from "../attack.mjs" */

const notFound = /** @type {const} */ ({ status: 404, code: 20404, says: "GET …/v1/CustomerProfiles" });

const paths = [
  "/",
  "/twilio",
  "/twilio/",
  "/v1",
  "/v1/CustomerProfile",
  "/v1/CustomerProfiles//",
  "/v1//CustomerProfiles/",
  "/v1/CustomerProfiles/%2f",
  "/v1/CustomerProfiles/.x",
  "/v1/CustomerProfiles/BU0123456789abcdef0123456789abcde",
  "/v1/CustomerProfiles/BU0123456789abcdef0123456789abcdef/Evaluations",
  "/v1/CustomerProfiles/BU0123456789abcdef0123456789abcdef/../../Policies",
  "/v1/CustomerProfiles.json",
  "/v1/CustomerProfiles;a=b",
  "/v1/CustomerProfiles%00",
  "/v1/CustomerProfiles%20",
  "/v1/CustomerProfiles%2f",
  "/v1/Customer%50rofiles",
  "/v1%2fCustomerProfiles",
  "/%76%31/CustomerProfiles",
  "/v1/customerprofiles",
  "/V1/CustomerProfiles",
  "/v2/CustomerProfiles",
  "/apiv1/CustomerProfiles",
  "/v1/CustomerProfiles/../TrustProducts",
  "/v1/CustomerProfiles/..%2fTrustProducts",
  "/v1/CustomerProfiles/%2e%2e/TrustProducts",
  "/v1/TrustProducts",
  "/v1/Policies",
  "/2010-04-01/Accounts.json",
  "/v1/CustomerProfiles/%2e%2e/%2e%2e/etc/passwd",
  "/v1/CustomerProfiles\\..\\x",
  "/v1/CustomerProfiles@evil.example",
];

/** The list all the same: which prefix it has is the server's own affair, and only the query goes on. */
const prefixes = [
  "/v1/CustomerProfiles",
  "/a/b/c/v1/CustomerProfiles",
  "//evil.example/v1/CustomerProfiles",
  "/x/../v1/CustomerProfiles",
  "/https://evil.example/v1/CustomerProfiles",
  "/twilio/%2e%2e/v1/CustomerProfiles",
  "/v1/CustomerProfiles/",
  "/twilio/v1/CustomerProfiles/",
  "//v1/CustomerProfiles/",
  "/v1/CustomerProfiles/.",
  "/v1/CustomerProfiles/x/..",
  "http://evil.example/v1/CustomerProfiles",
  "http://169.254.169.254/v1/CustomerProfiles",
];

const notAllowed = /** @type {const} */ ({ status: 405, code: 20004, says: "expected GET or HEAD" });

/** @type {readonly (readonly [string, readonly string[]])[]} */
const hosts = [
  [
    "`Host` of another site",
    [
      "X-Forwarded-Host: evil.example",
      "X-Forwarded-For: 10.0.0.1",
      "X-Forwarded-Proto: https",
      "Forwarded: host=evil.example",
    ],
  ],
  [
    "headers that rewrite the address for some servers",
    [
      "X-Original-URL: /v1/TrustProducts",
      "X-Rewrite-URL: /v1/TrustProducts",
      "X-HTTP-Method-Override: DELETE",
      "X-Method-Override: DELETE",
    ],
  ],
  ["an `Authorization` of the visitor's own", ["Authorization: Basic QUMxOnBhc3N3b3Jk"]],
  ["a `Connection` that names other headers, so that proxies drop them", ["Connection: Authorization, Host, Accept"]],
  ["`Proxy`, which some programs take from their environment", ["Proxy: http://evil.example"]],
  [
    "conditions and ranges",
    ["Range: bytes=0-10", "If-None-Match: *", "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT", "If-Range: x"],
  ],
  [
    "another `Accept`, charset and encoding",
    ["Accept: text/html", "Accept-Charset: utf-7", "Accept-Encoding: gzip;q=0, x", "Accept-Language: <script>"],
  ],
  [
    "an `Origin` of another site: no header lets its page read the answer",
    ["Origin: https://evil.example", "Sec-Fetch-Site: cross-site"],
  ],
  [
    "Twilio's own headers",
    ["Twilio-Request-Id: RQ1", "X-Twilio-Signature: x", "I-Twilio-Idempotency-Token: x", "X-Home-Region: evil"],
  ],
  ["bytes that are no UTF-8", ["X-Name: \xff\xfe\x80"]],
  ["ninety headers more", Array.from({ length: 90 }, (_, index) => `X-${index}: ${index}`)],
];

/** @type {Attack[]} */
export default [
  ...paths.map((target) => ({ attack: `the path \`${target}\``, target, ...notFound })),
  ...prefixes.map((prefix) => ({
    attack: `the target \`${prefix}\`: the list of the server's own account`,
    target: `${prefix}?PageSize=1`,
    status: 200,
    sent: "PageSize=1",
  })),
  ...["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "PURGE", "REPORT", "QUERY"].map((method) => ({
    attack: `\`${method}\``,
    method,
    ...notAllowed,
  })),
  {
    attack: "`POST` with a query of the list's own in its body",
    method: "POST",
    more: ["Content-Type: application/x-www-form-urlencoded", "Content-Length: 10"],
    body: "PageSize=1",
    ...notAllowed,
  },
  {
    attack: "`POST` with a slash at the path's end",
    method: "POST",
    target: "/twilio/v1/CustomerProfiles/",
    ...notAllowed,
  },
  {
    attack: "a preflight of another site: no header allows it",
    method: "OPTIONS",
    more: ["Origin: https://evil.example", "Access-Control-Request-Method: GET"],
    ...notAllowed,
  },
  {
    attack: "`HEAD`: the headers alone",
    method: "HEAD",
    target: "/twilio/v1/CustomerProfiles?PageSize=1",
    status: 200,
    sent: "PageSize=1",
  },
  ...["@evil.example/v1/CustomerProfiles", ":1@evil.example/v1/CustomerProfiles", ":99999/v1/CustomerProfiles"].map(
    (target) => ({
      attack: `the target \`${target}\`, which no Request takes`,
      target,
      status: 400,
      by: /** @type {const} */ ("node"),
    }),
  ),
  {
    attack: "`TRACE`, which no Request takes",
    method: "TRACE",
    status: 400,
    code: null,
    says: "a Fetch Request takes",
  },
  { attack: "`get`, in small letters", method: "get", status: 400, by: "node" },
  { attack: "a method that is none", method: "G<ET", status: 400, by: "node" },
  {
    attack: "`OPTIONS *`, which no Request takes",
    method: "OPTIONS",
    target: "*",
    status: 400,
    code: null,
    says: "a Fetch Request takes",
  },
  ...hosts.map(([name, more]) => ({
    attack: name,
    target: "/twilio/v1/CustomerProfiles?PageSize=1",
    more,
    status: 200,
    sent: "PageSize=1",
  })),
];
