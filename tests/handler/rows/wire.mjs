// @ts-check
// Requests that servers and proxies read differently. What Node's parser refuses never comes to a handler; what it takes is
// one request, and nothing of it but the query goes on.
/** @import { Attack } from "../attack.mjs" */
import { STAFF_SESSION } from "../running-example.mjs";

const LIST = "/twilio/v1/CustomerProfiles?PageSize=1";
const start = `GET ${LIST} HTTP/1.1\r\nHost: staff.example\r\nCookie: session=${STAFF_SESSION}\r\n`;
const second = "GET /v1/TrustProducts HTTP/1.1\r\nHost: evil.example\r\n\r\n";

/** @param {string} attack @param {string} raw @returns {Attack} */
const byNode = (attack, raw) => ({ attack, raw, status: 400, by: "node" });

/** @type {Attack[]} */
export default [
  {
    attack: "a second request in the body of the first",
    raw: `${start}Content-Length: ${second.length}\r\nConnection: close\r\n\r\n${second}`,
    status: 200,
    sent: "PageSize=1",
  },
  {
    attack: "a second request in the chunks of the first",
    raw: `${start}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n${second.length.toString(16)}\r\n${second}\r\n0\r\n\r\n`,
    status: 200,
    sent: "PageSize=1",
  },
  {
    attack: "a second request on the same connection, by someone else",
    raw: `${start}\r\nGET ${LIST} HTTP/1.1\r\nHost: staff.example\r\nConnection: close\r\n\r\n`,
    status: [200, 403],
    sent: "PageSize=1",
  },
  byNode(
    "`Content-Length` beside `Transfer-Encoding`",
    `${start}Content-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n${second}`,
  ),
  byNode(
    "two different `Content-Length`s",
    `${start}Content-Length: 0\r\nContent-Length: ${second.length}\r\n\r\n${second}`,
  ),
  byNode("a `Content-Length` with a sign", `${start}Content-Length: +0\r\nConnection: close\r\n\r\n`),
  // Node begins with it, and refuses it at its body.
  {
    ...byNode(
      "`Transfer-Encoding: xchunked`",
      `${start}Transfer-Encoding: xchunked\r\nConnection: close\r\n\r\n0\r\n\r\n`,
    ),
    sent: "PageSize=1",
    mayBeSent: true,
  },
  byNode(
    "`Transfer-Encoding: chunked, identity`",
    `${start}Transfer-Encoding: chunked, identity\r\nConnection: close\r\n\r\n0\r\n\r\n`,
  ),
  byNode(
    "a blank before a header's colon",
    `${start}Transfer-Encoding : chunked\r\nConnection: close\r\n\r\n0\r\n\r\n`,
  ),
  byNode(
    "a header's line that goes on in the next",
    `${start}X-Folded: a\r\n b\r\nTransfer-Encoding:\r\n chunked\r\nContent-Length: 4\r\nConnection: close\r\n\r\n`,
  ),
  byNode("a NUL in a header", `${start}X-Name: a\0b\r\nConnection: close\r\n\r\n`),
  byNode("a carriage return alone in a header", `${start}X-Name: a\rX-Evil: b\r\nConnection: close\r\n\r\n`),
  byNode("a header without a name", `${start}: value\r\nConnection: close\r\n\r\n`),
  byNode("a NUL in the target", `GET ${LIST}\0 HTTP/1.1\r\nHost: staff.example\r\nConnection: close\r\n\r\n`),
  byNode(
    "a blank in the target",
    `GET ${LIST} &Status=draft HTTP/1.1\r\nHost: staff.example\r\nConnection: close\r\n\r\n`,
  ),
  byNode("no `Host`", `GET ${LIST} HTTP/1.1\r\nCookie: session=${STAFF_SESSION}\r\nConnection: close\r\n\r\n`),
  byNode("HTTP/9.9", `GET ${LIST} HTTP/9.9\r\nHost: staff.example\r\nConnection: close\r\n\r\n`),
  { attack: "HTTP/0.9, which has no headers and so no cookie", raw: `GET ${LIST}\r\n\r\n`, status: 403, by: "node" },
  byNode("TLS's hello on a plain port", "\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03"),
  {
    attack: "two `Host`s",
    raw: `${start}Host: trusthub.twilio.com\r\nConnection: close\r\n\r\n`,
    status: 200,
    sent: "PageSize=1",
  },
  {
    attack: "`Host: trusthub.twilio.com`",
    raw: `${start.replace("staff.example", "trusthub.twilio.com")}Connection: close\r\n\r\n`,
    status: 200,
    sent: "PageSize=1",
  },
  {
    attack: "a `Host` with a path and user info",
    raw: `${start.replace("staff.example", "a@evil.example/v1/TrustProducts?")}Connection: close\r\n\r\n`,
    status: 400,
    code: null,
    says: "a Fetch Request takes",
  },
  { attack: "HTTP/1.0", raw: `${start.replace("HTTP/1.1", "HTTP/1.0")}\r\n`, status: 200, sent: "PageSize=1" },
  {
    attack: "an upgrade to HTTP/2",
    raw: `${start}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\nConnection: close\r\n\r\n`,
    status: 200,
    sent: "PageSize=1",
  },
  {
    attack: "`CONNECT`, which makes a proxy a tunnel",
    raw: "CONNECT trusthub.twilio.com:443 HTTP/1.1\r\nHost: trusthub.twilio.com:443\r\n\r\n",
    status: 0,
  },
  {
    attack: "`Expect: 100-continue` for a body that never comes",
    raw: `${start}Expect: 100-continue\r\nConnection: close\r\n\r\n`,
    status: [100, 200],
    sent: "PageSize=1",
    by: "node",
  },
  {
    attack: "headers of 20,000 bytes",
    raw: `${start}X-Long: ${"a".repeat(20_000)}\r\nConnection: close\r\n\r\n`,
    status: 431,
    by: "node",
  },
  {
    attack: "2,500 headers",
    raw: `${start}${Array.from({ length: 2500 }, () => "X: y\r\n").join("")}Connection: close\r\n\r\n`,
    status: 200,
    sent: "PageSize=1",
  },
];
