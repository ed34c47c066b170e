// @ts-check
/** @import { Attack } from "../attack.mjs" */

const LIST = "/twilio/v1/CustomerProfiles";

/** @param {string} query @param {string} says @param {number} [code] @returns {Attack} */
const refused = (query, says, code = 20001) => ({
  attack: `\`?${query}\``,
  target: `${LIST}?${query}`,
  status: 400,
  code,
  says,
});

/**
 * Values that mean something elsewhere, and here are a filter's text or a token: they go on as they came.
 * @param {string} query
 * @param {{ sent?: string, status?: number }} [outcome]
 * @returns {Attack}
 */
const harmless = (query, { sent = query, status = 200 } = {}) => ({
  attack: `\`?${query}\`: a string like any other`,
  target: `${LIST}?${query}`,
  status,
  sent,
});

const unknown = (/** @type {string} */ query, /** @type {string} */ name) =>
  refused(query, `parameter ${name}: unknown name`);
const size = (/** @type {string} */ value) =>
  refused(`PageSize=${value}`, "parameter PageSize: expected a whole number from 1 to 1000");
const page = (/** @type {string} */ value) =>
  refused(`Page=${value}&PageToken=PT1`, "parameter Page: expected a whole number from 0");
const encoding = (/** @type {string} */ value) =>
  refused(`FriendlyName=${value}`, "parameter FriendlyName: expected percent-encoded UTF-8");
const token = (/** @type {string} */ value) => refused(`Page=1&PageToken=${value}`, "parameter PageToken: expected");

const long = (/** @type {number} */ length) => "a".repeat(length);

/** @type {Attack[]} */
export default [
  unknown("AccountSid=AC0123456789abcdef0123456789abcdef", "AccountSid"),
  unknown("Limit=100000", "Limit"),
  unknown("pagesize=5", "pagesize"),
  unknown("status=draft", "status"),
  unknown("Status%20=draft", "…"),
  unknown("%53tatus=draft", "…"),
  unknown("Status[]=draft", "…"),
  unknown("Status[$ne]=draft", "…"),
  unknown("Status%00=draft", "…"),
  unknown("?Status=draft", "…"),
  unknown("__proto__=x", "…"),
  unknown("constructor=x", "constructor"),
  unknown("<script>alert(1)</script>", "…"),
  unknown("=draft", ""),
  unknown(`${long(500)}=x`, "…"),
  unknown("PageSize=5&callback=evil", "callback"),
  unknown("PageSize=5&BaseUrl=http://evil.example", "BaseUrl"),
  refused("Status=draft&Status=in-review", "parameter Status: expected it once"),
  refused("PageSize=5&PageSize=5", "parameter PageSize: expected it once"),
  refused("Page=1&PageToken=a&PageToken=b", "parameter PageToken: expected it once"),
  ...["approved", "DRAFT", "draft%20", "draft,in-review", "*", "draft%00", ""].map((value) =>
    refused(`Status=${value}`, "parameter Status: expected one of"),
  ),
  ...[
    "0",
    "1001",
    "-1",
    "1.5",
    "1e3",
    "0x10",
    "010",
    "+5",
    "%2B5",
    "5%20",
    "%D9%A3",
    "5,6",
    "Infinity",
    "99999999999999999999",
    "",
  ].map(size),
  ...[
    "BU0123456789abcdef0123456789abcdef",
    "RN1",
    "RN0123456789abcdef0123456789abcdeg",
    "RN0123456789abcdef0123456789abcdef%0a",
    "rn0123456789abcdef0123456789abcdef",
    "",
  ].map((value) => refused(`PolicySid=${value}`, "parameter PolicySid: expected a SID")),
  refused("FriendlyName=", "parameter FriendlyName: expected a string that is not empty"),
  ...["-1", "1.5", "x", "", "4294967296", "01"].map(page),
  refused("Page=1", "parameter Page: expected its PageToken beside it", 70002),
  refused("Page=1&PageSize=50", "parameter Page: expected its PageToken beside it", 70002),
  ...["", "%0d%0aHost:%20evil.example", "a%00", "a%7f"].map(token),
  ...["%", "100%", "%zz", "%e4%b8", "%ff", "%c0%af", "%c0%80", "%ed%a0%80", "%f8%88%80%80%80", "%u4e2d"].map(encoding),
  refused("Page=1&PageToken=%ff", "parameter PageToken: expected percent-encoded UTF-8"),
  harmless("FriendlyName=a%26PageSize%3D1000"),
  harmless("FriendlyName=a%2526b"),
  harmless("FriendlyName=a;PageSize=1000", { sent: "FriendlyName=a%3BPageSize=1000" }),
  harmless("FriendlyName=%0d%0aX-Evil:%20x"),
  harmless("FriendlyName='%20or%201=1--", { sent: "FriendlyName=%27%20or%201=1--" }),
  harmless("FriendlyName=%3Cscript%3Ealert(1)%3C/script%3E"),
  harmless("FriendlyName=../../v1/TrustProducts"),
  harmless("FriendlyName=${jndi:ldap://evil.example}", { sent: "FriendlyName=$%7Bjndi:ldap://evil.example%7D" }),
  harmless("PageSize=1&&"),
  harmless("Page=1&PageToken=../../v1/TrustProducts", { status: 400 }),
  harmless("Page=1&PageToken=http://evil.example/", { status: 400 }),
  {
    attack: "a fragment, which ends the query",
    target: `${LIST}?PageSize=1#&Status=draft`,
    status: 200,
    sent: "PageSize=1",
  },
  {
    attack: "a query of 8,192 bytes",
    target: `${LIST}?FriendlyName=${long(8178)}`,
    status: 200,
    sent: `FriendlyName=${long(8178)}`,
  },
  {
    attack: "a query of one byte more",
    target: `${LIST}?FriendlyName=${long(8179)}`,
    status: 414,
    code: null,
    says: "longer than 8192 bytes",
  },
  {
    attack: "a query of 15,000 bytes",
    target: `${LIST}?FriendlyName=${long(15_000)}`,
    status: 414,
    code: null,
    says: "longer than 8192 bytes",
  },
  {
    attack: "a query of a thousand empty parameters",
    target: `${LIST}?${"&".repeat(1000)}PageSize=1`,
    status: 200,
    sent: `${"&".repeat(1000)}PageSize=1`,
  },
  { attack: "a query of 100,000 bytes", target: `${LIST}?FriendlyName=${long(100_000)}`, status: 431, by: "node" },
];
