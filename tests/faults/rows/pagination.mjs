// @ts-check
/** @import { Row, Trial } from "../trial.mjs" */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { secrets } from "../trial.mjs";
import { countingServer } from "./statuses.mjs";

/**
 * A page by hand, whose next link is any value.
 * @param {unknown} next
 */
const pageWithLink = (next) => ({ results: [{ sid: `BU${"0".repeat(32)}` }], meta: { next_page_url: next } });

/** @type {Row[]} */
const badLinks = [
  ["an address with another path", "https://trusthub.twilio.com/v1/TrustProducts?Page=1"],
  ["a string that is no URL", "nowhere"],
  ["an empty string", ""],
  ["another scheme", "ftp://trusthub.twilio.com/v1/CustomerProfiles?Page=1"],
  ["a line end in the query", "/v1/CustomerProfiles?Page=1\n&PageToken=a"],
].map(([name, link]) => ({
  fault: `a next link that can't be followed: ${name}`,
  sees: "the page, then `PaginationError` of reason `bad-link`; its cursor is null",
  async run(trial) {
    trial.emulator.fault("body", { body: pageWithLink(link), times: Infinity });
    const { sids, error } = await trial.walk();
    assert.equal(sids.length, 1);
    trial.isError(error, {
      name: "PaginationError",
      kind: "pagination",
      reason: "bad-link",
      cursor: null,
      retryable: false,
    });
    const page = await trial.list();
    assert.notEqual(page.nextCursor, null, "null would read as the end");
    trial.isError(await trial.errorOf(page.next()), { reason: "bad-link" });
    assert.equal(trial.emulator.requests.length, 2);
  },
}));

/** @type {Row[]} */
const loops = [
  {
    fault: "a page that links to itself",
    sees: "`PaginationError` of reason `loop`; its cursor is the page that would repeat",
    arrange: (emulator) => emulator.fault("loop", { page: 1 }),
    error: { name: "PaginationError", kind: "pagination", reason: "loop", retryable: false },
    requests: 2,
    resumes: false,
  },
  {
    fault: "two pages that link to each other, A → B → A",
    sees: "`PaginationError` of reason `loop`",
    arrange: (emulator) => emulator.fault("cycle"),
    async run(trial) {
      trial.emulator.fault("cycle");
      const { sids, error } = await trial.walk();
      trial.isError(error, { name: "PaginationError", reason: "loop" });
      assert.deepEqual(sids, [...trial.expected.slice(0, 40), ...trial.expected.slice(0, 20)].slice(0, sids.length));
    },
  },
  {
    fault: "the same rows again under ever new tokens",
    sees: "`PaginationError` of reason `loop`; the repeated page isn't handed out",
    arrange: (emulator) => emulator.fault("same-rows"),
    error: { name: "PaginationError", reason: "loop" },
    requests: 2,
    resumes: false,
  },
  {
    fault: "the same profile again and again in pages of one",
    sees: "`PaginationError` of reason `loop`, at its third coming",
    async run(trial) {
      trial.emulator.fault("same-rows");
      const { sids, error } = await trial.walk(trial.list({ pageSize: 1 }));
      trial.isError(error, { name: "PaginationError", reason: "loop" });
      assert.deepEqual(sids, [trial.expected[0], trial.expected[0]]);
    },
  },
];

/** @type {Row[]} */
const links = [
  {
    fault: "a next link to another host",
    sees: "every profile, from the configured base: the other host is never asked",
    async run(trial) {
      const elsewhere = await countingServer(trial);
      trial.emulator.fault("foreign-link", { origin: elsewhere.url, times: Infinity });
      const { sids, error } = await trial.walk();
      assert.equal(error, undefined);
      assert.deepEqual(sids, trial.expected);
      assert.equal(elsewhere.requests(), 0);
    },
  },
  {
    fault: "a next link without scheme and host",
    sees: "every profile, and an issue `uri`",
    async run(trial) {
      trial.emulator.fault("relative-link", { times: Infinity });
      const issues = [];
      const sids = [];
      for await (const page of trial.list().pages()) {
        issues.push(...page.issues);
        sids.push(...page.profiles.map((profile) => profile.sid));
      }
      assert.deepEqual(sids, trial.expected);
      assert.deepEqual(
        issues.map((issue) => [issue.path, issue.code]),
        Array(3).fill(["/meta/next_page_url", "uri"]),
      );
    },
  },
  {
    fault: "a page without `next_page_url`, as behind a proxy that drops nulls",
    sees: "the page with an issue `missing`, then `PaginationError` of reason `bad-link`: null alone ends a list",
    async run(trial) {
      trial.emulator.fault("no-next-link", { page: 1 });
      /** @type {import("trusthub-profiles").CustomerProfilePage[]} */
      const pages = [];
      const walk = async () => {
        for await (const page of trial.list().pages()) pages.push(page);
      };
      const error = await trial.errorOf(walk());
      trial.isError(
        error,
        { name: "PaginationError", reason: "bad-link", cursor: null },
        /drops properties that are null/,
      );
      assert.deepEqual(
        pages.map((page) => page.issues.map((issue) => issue.code)),
        [[], ["missing"]],
      );
      const last = pages[1];
      assert.ok(last !== undefined && last.nextCursor !== null, "null would read as the end");
      trial.isError(await trial.errorOf(last.next()), { reason: "bad-link" });
      assert.equal(trial.emulator.requests.length, 2);
    },
  },
  {
    fault: "a page without `next_page_url` at which a limit ends the list",
    sees: "as many profiles as the limit says",
    async run(trial) {
      trial.emulator.fault("no-next-link", { page: 1 });
      const { sids, error } = await trial.walk(trial.list({ limit: 40 }));
      assert.equal(error, undefined);
      assert.deepEqual(sids, trial.expected.slice(0, 40));
    },
  },
  {
    fault: "a next link that is a number",
    sees: "`ResponseError`: a page whose end can't be told is none",
    arrange: (emulator) => emulator.fault("body", { body: pageWithLink(7), page: 1 }),
    error: { name: "ResponseError", attempts: 1 },
    requests: 2,
  },
  {
    fault: "an empty page in the middle",
    sees: "every profile",
    arrange: (emulator) => emulator.fault("empty-page"),
    requests: 5,
  },
  {
    fault: "a previous link that can't be used",
    sees: "the page, with `previousCursor` null and an issue `uri`",
    async run(trial) {
      trial.emulator.fault("body", {
        body: { results: [], meta: { next_page_url: null, previous_page_url: "https://x.example/other" } },
      });
      const page = await trial.list();
      assert.equal(page.previousCursor, null);
      assert.deepEqual(
        page.issues.map((issue) => [issue.path, issue.code]),
        [["/meta/previous_page_url", "uri"]],
      );
      assert.equal(await page.previous(), null);
    },
  },
  {
    fault: "a page token that the API no longer knows",
    sees: "`ApiError` with code 21481",
    async run(trial) {
      const cursor = trial.library.parseCursor("page:?PageSize=20&Page=1&PageToken=PTgone");
      const error = await trial.errorOf(trial.client().listCustomerProfiles({ cursor }));
      trial.isError(error, { name: "ApiError", status: 400, code: 21481, cursor });
    },
  },
];

/** @type {Row[]} */
const walks = [
  {
    fault: "more pages than `maxPages`",
    sees: "`PaginationError` of reason `too-many-pages`, with the next page's cursor; never a short list",
    list: { maxPages: 2 },
    error: { name: "PaginationError", reason: "too-many-pages" },
    requests: 2,
  },
  ...[0, 1, 2, 3].map((page) => ({
    fault: `page ${page} fails for good`,
    sees: "the error, with the cursor that completes the list",
    arrange: (/** @type {import("../../../cli/emulator/emulator.mjs").Emulator} */ emulator) =>
      emulator.fault("status", { status: 400, times: Infinity, ...(page > 0 && { page }) }),
    error: { name: "ApiError", status: 400 },
    requests: page + 1,
  })),
  {
    fault: "a prefetched page fails",
    sees: "the profiles of the page before, and only then the error",
    arrange: (emulator) => emulator.fault("status", { status: 400, page: 1, times: Infinity }),
    list: { prefetch: true },
    error: { name: "ApiError", status: 400 },
    requests: 2,
  },
  {
    fault: "a prefetched page fails that nobody reaches",
    sees: "nothing: no unhandled rejection either",
    async run(trial) {
      trial.emulator.fault("status", { status: 400, page: 1, times: Infinity });
      for await (const _ of trial.list({ prefetch: true })) {
        await trial.requested(2);
        await sleep(100);
        break;
      }
      await sleep(100);
    },
  },
  {
    fault: "a walk that failed is iterated again",
    sees: "every profile, by a walk of its own; awaiting gives the same rejection again",
    async run(trial) {
      trial.emulator.fault("status", { status: 400, page: 2 });
      const list = trial.list();
      const failed = await trial.walk(list);
      trial.isError(failed.error, { name: "ApiError" });
      const again = await trial.walk(list);
      assert.deepEqual(again.sids, trial.expected);
      trial.emulator.fault("status", { status: 400 });
      const awaited = trial.list();
      assert.equal(await trial.errorOf(awaited), await trial.errorOf(awaited));
    },
  },
  {
    fault: "failures at random on every request, 3 of 10",
    sees: "every profile, once",
    arrange(emulator) {
      emulator.fault("status", { status: 503, chance: 0.1, times: Infinity });
      emulator.fault("reset", { chance: 0.1, times: Infinity });
      emulator.fault("cut-body", { chance: 0.1, times: Infinity });
    },
    client: { maxRetries: 100 },
  },
  {
    fault: "every page fails once, and the caller resumes each time",
    sees: "every profile, once",
    async run(trial) {
      /** @type {(string | null)[]} */
      const sids = [];
      let { sids: some, error } = await (() => {
        trial.emulator.fault("reset", { times: Infinity });
        return trial.walk(trial.list({}, { maxRetries: 0 }));
      })();
      for (let failures = 0; error !== undefined && failures < 20; failures += 1) {
        sids.push(...some);
        trial.emulator.clearFaults();
        trial.emulator.fault("reset", { after: 1, times: Infinity });
        const list = trial.client({ maxRetries: 0 }).listCustomerProfiles({ cursor: error.cursor });
        ({ sids: some, error } = await trial.walk(list));
      }
      assert.deepEqual([...sids, ...some], trial.expected);
    },
  },
  {
    fault: "100 lists at once, each with failures",
    sees: "every profile in each",
    async run(trial) {
      trial.emulator.fault("status", { status: 503, chance: 0.05, times: Infinity });
      const walks = await Promise.all(Array.from({ length: 100 }, () => trial.walk()));
      for (const { sids, error } of walks) {
        assert.equal(error, undefined);
        assert.deepEqual(sids, trial.expected);
      }
    },
    client: { maxRetries: 10 },
  },
  {
    fault: "credentials of another account",
    sees: "`ApiError` 401 with code 20003; a retry wouldn't help",
    async run(trial) {
      const error = await trial.errorOf(
        trial.list({}, { credentials: { ...secrets, password: `${secrets.password}-wrong` } }),
      );
      trial.isError(error, { name: "ApiError", status: 401, code: 20003, retryable: false, attempts: 1 });
      assert.match(error.requestId, /^RQ/);
    },
  },
];

export default [...loops, ...badLinks, ...links, ...walks];
