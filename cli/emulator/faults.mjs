// @ts-check
/** @import { FaultName, FaultSettings } from "./api.d.ts" */
/** @import { Exchange } from "./exchange.mjs" */
/** @import { Page } from "./pages.mjs" */
import { usualError } from "./errors.mjs";
import { FIRST_KEY } from "./list-keys.mjs";
import { LIST_PATH } from "./pages.mjs";

/**
 * What a fault can be told; each takes those of them that its `defaults` name.
 * @typedef {Required<FaultSettings>} Settings
 *
 * A fault acts at one stage of a request, and at most one acts at each stage: `before` the answer; as the `answer`,
 * whoever asks; on the `page` before it is sent; in how it is sent (`send`).
 * @typedef {{
 *   says: string,
 *   defaults: Partial<Settings>,
 *   usual?: { times?: number, page?: number },
 * } & (
 *   | { stage: "before" | "answer", act: (exchange: Exchange, settings: Settings) => void | Promise<void> }
 *   | { stage: "page", onNextLink?: true, act: (page: Page, settings: Settings) => void }
 *   | { stage: "send", act: (exchange: Exchange, settings: Settings, body: Buffer) => void | Promise<void> }
 * )} Fault The first of its `defaults` is what the command line gives after the colon; `usual` is when it applies
 *   unless told otherwise; `onNextLink` faults wait for a page that has a next one.
 */

const SLOW_CHUNK = 1024;
// Above a response's buffer, so that each write waits for the client to read.
const PADDING = Buffer.alloc(64 * 1024, "x");

const GATEWAY_PAGE =
  "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n" +
  "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

/** @type {Readonly<Record<FaultName, Fault>>} */
export const FAULTS = {
  latency: {
    says: "waits before the headers",
    stage: "before",
    defaults: { ms: 200 },
    act: (exchange, { ms }) => exchange.wait(ms),
  },
  status: {
    says: "answers with a status, and with Twilio's error for it unless a body is given",
    stage: "answer",
    defaults: { status: 503, headers: {}, body: null },
    act: (exchange, { status, headers, body }) => exchange.answer(status, headers, body ?? usualError(status)),
  },
  html: {
    says: "answers with a gateway's HTML page",
    stage: "answer",
    defaults: { status: 502, headers: {} },
    act(exchange, { status, headers }) {
      exchange.dropServiceHeaders();
      exchange.answer(status, { "Content-Type": "text/html", ...headers }, GATEWAY_PAGE);
    },
  },
  body: {
    says: "answers 200 with the given text or bytes",
    stage: "answer",
    defaults: { body: "not json", headers: {} },
    act: (exchange, { headers, body }) => exchange.answer(200, headers, body ?? "null"),
  },
  "empty-body": {
    says: "answers with a status and no byte of a body",
    stage: "answer",
    defaults: { status: 200 },
    act: (exchange, { status }) => exchange.answer(status, {}, ""),
  },
  redirect: {
    says: "answers with a redirect",
    stage: "answer",
    defaults: { location: "https://trusthub.example/v1/CustomerProfiles", status: 307 },
    act: (exchange, { location, status }) => exchange.answer(status, { Location: location }, ""),
  },
  reset: {
    says: "resets the connection before the headers",
    stage: "answer",
    defaults: {},
    act(exchange) {
      exchange.request.socket.resetAndDestroy();
    },
  },
  hang: {
    says: "never answers; the connection lasts until either side closes it",
    stage: "answer",
    defaults: {},
    act() {},
  },
  loop: {
    says: "links the page to itself as the next",
    stage: "page",
    defaults: {},
    usual: { times: Infinity },
    act(page) {
      page.meta.next_page_url = page.meta.url;
    },
  },
  cycle: {
    says: "links every second page back to the one before: A, B, A, B; takes a list of two pages or more",
    stage: "page",
    defaults: {},
    usual: { times: Infinity },
    act(page) {
      if (page.meta.page % 2 === 1) page.meta.next_page_url = page.meta.previous_page_url;
    },
  },
  "same-rows": {
    says: "repeats the first page's rows under ever new tokens",
    stage: "page",
    defaults: {},
    usual: { times: Infinity },
    act(page) {
      const next = page.meta.page + 1;
      page.results = page.rows(0, page.meta.page_size);
      page.meta.next_page_url = page.link(next, { direction: "forward", key: FIRST_KEY + next * page.meta.page_size });
    },
  },
  "empty-page": {
    says: "puts a page without rows into the middle; its next link goes on where the page before ended",
    stage: "page",
    defaults: {},
    usual: { page: 1 },
    onNextLink: true,
    act(page) {
      page.results = [];
      page.meta.next_page_url = page.link(page.meta.page + 1, { direction: "forward", key: page.startKey });
    },
  },
  "no-next-link": {
    says: "leaves next_page_url out, which is not the null of a last page",
    stage: "page",
    defaults: {},
    act(page) {
      delete page.meta.next_page_url;
    },
  },
  "relative-link": {
    says: "makes the next link a path without scheme and host",
    stage: "page",
    defaults: {},
    onNextLink: true,
    act: (page) => turnNextLink(page, "", LIST_PATH),
  },
  "foreign-link": {
    says: "moves the next link to another host, the list's path kept",
    stage: "page",
    defaults: { origin: "https://trusthub.example" },
    onNextLink: true,
    act: (page, { origin }) => turnNextLink(page, origin, LIST_PATH),
  },
  "bad-link": {
    says: "moves the next link to another path of the same host",
    stage: "page",
    defaults: { path: "/v1/TrustProducts" },
    onNextLink: true,
    act: (page, { path }) => turnNextLink(page, new URL(page.meta.url).origin, path),
  },
  "slow-body": {
    says: `waits between chunks of ${SLOW_CHUNK} bytes of the body`,
    stage: "send",
    defaults: { ms: 20 },
    async act(exchange, { ms }, body) {
      exchange.head(200, { "Content-Length": body.length });
      for (let at = 0; at < body.length && !exchange.gone; at += SLOW_CHUNK) {
        await exchange.write(body.subarray(at, at + SLOW_CHUNK));
        await exchange.wait(ms);
      }
      exchange.response.end();
    },
  },
  "cut-body": {
    says: "promises the whole body and closes the connection halfway",
    stage: "send",
    defaults: {},
    act(exchange, _settings, body) {
      exchange.head(200, { "Content-Length": body.length });
      exchange.response.write(firstHalf(body), () => exchange.response.destroy());
    },
  },
  "hang-body": {
    says: "promises the whole body and falls silent halfway",
    stage: "send",
    defaults: {},
    act(exchange, _settings, body) {
      exchange.head(200, { "Content-Length": body.length });
      exchange.response.write(firstHalf(body));
    },
  },
  truncated: {
    says: "ends cleanly, with a length that fits, in the middle of the JSON",
    stage: "send",
    defaults: {},
    act: (exchange, _settings, body) => exchange.answer(200, {}, firstHalf(body)),
  },
  "large-body": {
    says: "pads the page, in chunks, with a property of so many bytes; Infinity never ends",
    stage: "send",
    defaults: { bytes: Infinity },
    async act(exchange, { bytes }, body) {
      exchange.head(200, {});
      await exchange.write('{"padding":"');
      for (let left = bytes; left > 0 && !exchange.gone; left -= PADDING.length) {
        await exchange.write(PADDING.subarray(0, Math.min(left, PADDING.length)));
      }
      // The rest of the page after its opening brace: the whole is still a valid page.
      exchange.response.end(Buffer.concat([Buffer.from('",'), body.subarray(1)]));
    },
  },
};

/** @param {Buffer} body */
function firstHalf(body) {
  return body.subarray(0, Math.floor(body.length / 2));
}

/**
 * @param {Page} page
 * @param {string} origin
 * @param {string} path
 */
function turnNextLink(page, origin, path) {
  const link = page.meta.next_page_url ?? "";
  page.meta.next_page_url = origin + path + link.slice(link.indexOf("?"));
}
