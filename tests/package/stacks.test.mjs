// @ts-check
// Where an error's stack leads: to the line that called the package, also when the error comes much later.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { installPackage } from "./installed.mjs";

/** @import { Client, Cursor } from "trusthub-profiles" */

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;
/** @type {typeof import("trusthub-profiles")} */
let library;
/** @type {Client} */
let client;

const SID = `BU${"0".repeat(32)}`;
const NAME = "Canary 7f3a";
const SECRET = "canary-password-3f1c";

before(async () => {
  installed = await installPackage();
  library = await installed.load();
  client = failing(library);
});
after(() => installed.remove());

/** @param {typeof import("trusthub-profiles")} from */
function failing(from) {
  return from.createClient({
    credentials: { username: "AC1", password: SECRET },
    fetch: async () => new Response('{"code":20003,"message":"Authenticate"}', { status: 401 }),
  });
}

/** The line of this file on which this is called. */
function here() {
  return Number(/stacks\.test\.mjs:(\d+)/.exec(String(new Error().stack).split("\n")[2] ?? "")?.[1]);
}

/** The error of a call, however it comes. @param {() => unknown} call @returns {Promise<any>} */
async function errorOf(call) {
  try {
    await call();
  } catch (error) {
    return error;
  }
  return assert.fail("no error came");
}

/**
 * Its first frame is the caller's; it begins as any error's does, and tells no more than its message.
 * @param {any} error
 * @param {number} line
 */
function leadsTo(error, line) {
  const [first, frame = ""] = error.stack.split("\n");
  assert.equal(first, `${error.name}: ${error.message}`);
  assert.ok(frame.includes(`${import.meta.url}:${line}:`), `line ${line}: ${error.stack}`);
  assert.doesNotMatch(error.stack, /7f3a|3f1c|PageSize|wasm/);
}

describe("an error's stack leads to the caller's line", () => {
  it("from an awaited list, through async functions", async () => {
    let line = 0;
    async function load() {
      await Promise.resolve();
      line = here() + 1;
      return await client.listCustomerProfiles({ friendlyName: NAME, pageSize: 20 });
    }
    async function outer() {
      return await load();
    }
    const error = await errorOf(outer);
    leadsTo(error, line);
    assert.match(error.stack, /\n\s+at async outer /, "and on to what called it");
  });

  it("from each way to use a list", async () => {
    for (const use of /** @type {((list: ReturnType<Client["listCustomerProfiles"]>) => Promise<unknown>)[]} */ ([
      (list) => list.then(),
      (list) => list.catch((error) => Promise.reject(error)),
      (list) => list.toArray(),
      (list) => list.pages().next(),
      (list) => list[Symbol.asyncIterator]().next(),
      async (list) => {
        for await (const _ of list) assert.fail("nothing comes");
      },
    ])) {
      const line = here() + 1;
      const error = await errorOf(() => use(client.listCustomerProfiles({ friendlyName: NAME, prefetch: true })));
      leadsTo(error, line);
    }
  });

  it("from the call that has a client of its own", async () => {
    const fetch = async () => new Response("<html></html>");
    const line = here() + 1;
    const error = await errorOf(() => library.listCustomerProfiles({ fetch, friendlyName: NAME }));
    assert.ok(library.ResponseError.is(error));
    leadsTo(error, line);
  });

  it("from fetchCustomerProfile, and its OptionsErrors too", async () => {
    const line = here() + 1;
    const error = await errorOf(() => client.fetchCustomerProfile(SID));
    leadsTo(error, line);
    const refused = await errorOf(() => client.fetchCustomerProfile("BU1"));
    assert.ok(library.OptionsError.is(refused));
    leadsTo(refused, line + 2);
  });

  it("from a page's next() and previous()", async () => {
    let requests = 0;
    const link = '"https://trusthub.twilio.com/v1/CustomerProfiles?PageSize=20&Page=1&PageToken=a"';
    const body = `{"results":[],"meta":{"next_page_url":${link},"previous_page_url":${link}}}`;
    const fetch = async () => new Response(body, { status: requests++ === 0 ? 200 : 400 });
    const page = await library.createClient({ fetch }).listCustomerProfiles();
    const line = here() + 1;
    leadsTo(await errorOf(() => page.next()), line);
    leadsTo(await errorOf(() => page.previous()), line + 1);
  });

  it("from calls that can't be right", async () => {
    const line = here() + 3;
    /** @type {(() => unknown)[]} */
    const calls = [
      () => library.createClient(/** @type {any} */ ({ baseurl: NAME })),
      () => client.listCustomerProfiles({ pageSize: 0, friendlyName: NAME }),
      () => library.listCustomerProfiles({ cursor: /** @type {Cursor} */ (NAME) }),
      () => library.parseCustomerProfilePage("{}"),
      () => library.parseCursor(NAME),
    ];
    for (const [index, call] of calls.entries()) leadsTo(await errorOf(call), line + index);
  });

  it("by require too, and however deep the caller's own calls are", async () => {
    const required = createRequire(join(installed.folder, "x.cjs"))("./node_modules/trusthub-profiles/index.cjs");
    const own = failing(required);
    let line = 0;
    /** @param {number} depth @returns {Promise<unknown>} */
    const deep = async (depth) => {
      if (depth > 0) return deep(depth - 1);
      line = here() + 1;
      return own.listCustomerProfiles({ friendlyName: NAME });
    };
    leadsTo(await errorOf(() => deep(40)), line);
  });

  it("where the engine has no captureStackTrace, after frames of its own", async () => {
    const { captureStackTrace } = Error;
    Object.assign(Error, { captureStackTrace: undefined });
    try {
      const line = here() + 1;
      const error = await errorOf(() => client.listCustomerProfiles());
      assert.ok(error.stack.startsWith(`${error.name}: ${error.message}\n`));
      assert.ok(error.stack.includes(`stacks.test.mjs:${line}:`), error.stack);
      assert.ok(library.OptionsError.is(await errorOf(() => library.parseCursor(NAME))));
    } finally {
      Object.assign(Error, { captureStackTrace });
    }
  });

  it("but what the caller's own function threw, and a signal's reason, stay as they are", async () => {
    const mine = new Error("mine");
    const { stack } = mine;
    const credentials = () => Promise.reject(mine);
    const fetch = async () => new Response("{}");
    assert.equal(await errorOf(() => library.listCustomerProfiles({ fetch, credentials })), mine);
    assert.equal(await errorOf(() => client.fetchCustomerProfile(SID, { signal: AbortSignal.abort(mine) })), mine);
    assert.equal(mine.stack, stack);
  });
});
