// @ts-check
/** @import { RequestRecord, ServerRequest, ServerResponse } from "./api.d.ts" */
/** @import { Accounts } from "./accounts.mjs" */
/** @import { FaultQueue, Subject } from "./fault-queue.mjs" */
import { ACCOUNTS_PATH, accountPage } from "./account-list.mjs";
import { errorBody, Refusal, usualError } from "./errors.mjs";
import { Exchange } from "./exchange.mjs";
import { jsonText } from "./json-text.mjs";
import { readListQuery } from "./list-query.mjs";
import { PageTokens } from "./page-tokens.mjs";
import { LIST_PATH, Page } from "./pages.mjs";
import { hexDigits } from "./random.mjs";
import { logRequest } from "./request-log.mjs";

/**
 * @typedef {object} TrustHubOptions
 * @property {Accounts} accounts
 * @property {FaultQueue} faults
 * @property {number} seed
 * @property {boolean} cors
 * @property {string | undefined} linkOrigin
 */

const REQUEST_ID_PURPOSE = 200;

/** Answers requests as Trust Hub does, whichever server they come from. */
export class TrustHub {
  #accounts;
  #faults;
  #seed;
  #cors;
  #linkOrigin;
  #tokens;
  #served = 0;
  /** @type {Set<ServerResponse>} */
  #open = new Set();
  /** @type {RequestRecord[]} */
  requests = [];

  /** @param {TrustHubOptions} options */
  constructor({ accounts, faults, seed, cors, linkOrigin }) {
    this.#accounts = accounts;
    this.#faults = faults;
    this.#seed = seed;
    this.#cors = cors;
    this.#linkOrigin = linkOrigin;
    this.#tokens = new PageTokens(seed);
  }

  /**
   * @param {ServerRequest} request
   * @param {ServerResponse} response
   */
  async handle(request, response) {
    this.#open.add(response);
    response.once("close", () => this.#open.delete(response));
    const exchange = new Exchange(request, response, logRequest(this.requests, request));
    this.#setHeaders(response);
    try {
      await this.#serve(exchange);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      exchange.answer(error.body.status, {}, error.body);
    }
  }

  /** Ends what is still being answered, a hung request too. */
  close() {
    for (const response of this.#open) response.destroy();
  }

  /** @param {Exchange} exchange */
  async #serve(exchange) {
    const { request, record } = exchange;
    if (this.#cors && record.method === "OPTIONS") {
      exchange.answer(204, { "Access-Control-Allow-Methods": "GET", ...PREFLIGHT_HEADERS }, "");
      return;
    }
    const [, sid] = PROFILE_PATH.exec(record.path) ?? [];
    const isAccounts = record.path === ACCOUNTS_PATH;
    if (record.path !== LIST_PATH && sid === undefined && !isAccounts) throw notFound(record);
    if (record.method !== "GET") {
      exchange.answer(405, { Allow: "GET" }, usualError(405));
      return;
    }
    const authorization = request.headers["authorization"]?.toString();
    const account = this.#accounts.opening(authorization);
    record.account = account?.accountSid ?? null;
    const parameters = new URLSearchParams(record.query);
    const subject = { page: Number(parameters.get("Page")), account: record.account, hasNext: false };
    if (await this.#metFault(exchange, subject)) return;

    if (account === undefined || (isAccounts && !/^basic /i.test(authorization ?? ""))) {
      exchange.answer(401, { "WWW-Authenticate": 'Basic realm="Twilio API"' }, usualError(401));
      return;
    }
    if (account.status !== "active") {
      const status = account.status === "closed" ? 401 : 403;
      exchange.answer(status, {}, usualError(status));
      return;
    }
    if (isAccounts) {
      const body = jsonText(accountPage(this.#accounts.all, account, parameters));
      await this.#send(exchange, Buffer.from(body), subject);
      return;
    }
    const list = this.#accounts.list(account.accountSid);
    if (sid !== undefined) {
      const profile = list.find(sid);
      if (profile === undefined) throw notFound(record);
      await this.#send(exchange, Buffer.from(jsonText(profile)), subject);
      return;
    }
    const query = readListQuery(parameters);
    const page = new Page({
      accountSid: account.accountSid,
      origin: this.#linkOrigin ?? originOf(request),
      selection: list.select(query.filter),
      query,
      tokens: this.#tokens,
    });
    subject.hasNext = page.meta.next_page_url !== null;
    const onPage = this.#faults.take("page", subject);
    if (onPage?.fault.stage === "page") onPage.fault.act(page, onPage.settings);
    await this.#send(exchange, page.toBytes(), subject);
  }

  /**
   * Whether a fault took the place of the answer, which it does before credentials are looked at, as a gateway would.
   * @param {Exchange} exchange
   * @param {Subject} subject
   */
  async #metFault(exchange, subject) {
    const before = this.#faults.take("before", subject);
    if (before?.fault.stage === "before") await before.fault.act(exchange, before.settings);
    if (exchange.gone) return true;
    const answer = this.#faults.take("answer", subject);
    if (answer?.fault.stage === "answer") await answer.fault.act(exchange, answer.settings);
    return answer !== undefined;
  }

  /**
   * @param {Exchange} exchange
   * @param {Buffer} body
   * @param {Subject} subject
   */
  async #send(exchange, body, subject) {
    const sending = this.#faults.take("send", subject);
    if (sending?.fault.stage === "send") {
      await sending.fault.act(exchange, sending.settings, body);
    } else {
      exchange.answer(200, {}, body);
    }
  }

  /** @param {ServerResponse} response */
  #setHeaders(response) {
    this.#served += 1;
    response.setHeader("Twilio-Request-Id", `RQ${hexDigits(this.#seed, REQUEST_ID_PURPOSE, this.#served)}`);
    response.setHeader("Twilio-Concurrent-Requests", String(this.#open.size));
    response.setHeader("X-API-Domain", "trusthub.twilio.com");
    response.setHeader("X-Home-Region", "us1");
    if (this.#cors) response.setHeader("Access-Control-Allow-Origin", "*");
  }
}

/** A profile's own path. */
const PROFILE_PATH = /^\/v1\/CustomerProfiles\/(BU[0-9a-fA-F]{32})$/;

/** @param {RequestRecord} record */
function notFound({ path }) {
  return new Refusal(errorBody(404, 20404, `The requested resource ${path} was not found`));
}

// No Access-Control-Expose-Headers goes with them: a page can read neither the request id nor Retry-After.
const PREFLIGHT_HEADERS = { "Access-Control-Allow-Headers": "Authorization, Content-Type" };

/** @param {ServerRequest} request */
function originOf({ headers, socket }) {
  const scheme = "encrypted" in socket ? "https" : "http";
  // HTTP/1.0 needs no Host.
  return `${scheme}://${headers.host ?? `${socket.localAddress}:${socket.localPort}`}`;
}
