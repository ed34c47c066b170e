// @ts-check
// What a trap in a page or a worker does, by the build that panics at a body of the five letters `panic`. The server of
// transport.test.mjs has a base for each kind of answer.

import { equal, sleep } from "./run-cases.js";

/** @import { Cases, Library } from "./run-cases.js" */

const PAGE = '{"results":[{"status":"draft"}],"meta":{"next_page_url":null}}';
const FAULT =
  /^trusthub-profiles failed by a fault of its own \(the body asks for a panic, at src\/wasm\/mod\.rs:\d+\)/;

/** @param {any} error */
function isOfTheTrap(error) {
  equal([error?.name, FAULT.test(error?.message)], ["Error", true], String(error));
  equal(error.cause instanceof WebAssembly.RuntimeError, true, "its cause");
}

/** @param {() => unknown} call */
async function errorOf(call) {
  try {
    await call();
  } catch (error) {
    return error;
  }
  return undefined;
}

/**
 * A list at one of the server's bases.
 * @param {Library} library
 * @param {string} base
 * @param {object} [options]
 */
const list = ({ createClient }, base, options = {}) =>
  createClient({ ...options, baseUrl: `/answers/${base}` }).listCustomerProfiles();

/** @type {Cases} */
export const cases = {
  async "a trap in a call is thrown as an Error, and the next call works"({ parseCustomerProfilePage }) {
    for (let round = 0; round < 3; round += 1) {
      isOfTheTrap(await errorOf(() => parseCustomerProfilePage("panic")));
      equal(parseCustomerProfilePage(PAGE).profiles[0]?.status, "draft");
    }
  },

  async "a trap ends every call under way, aborts its requests, and the next call works"(library) {
    /** @type {(response: Response) => void} */
    let answerLate = () => {};
    const late = new Promise((resolve) => {
      answerLate = resolve;
    });
    /** @type {AbortSignal | undefined} */
    let signal;
    /** @type {string[]} */
    const events = [];
    const onEvent = (/** @type {{ type: string }} */ { type }) => void events.push(type);
    const ignoresItsSignal = (/** @type {unknown} */ _url, /** @type {any} */ init) => {
      signal = init.signal;
      return late;
    };
    const walk = list(library, "pages").pages();
    equal((await walk.next()).value?.profiles.length, 1);
    const underWay = [
      list(library, "hanging"),
      list(library, "half"),
      list(library, "retry-later"),
      list(library, "pages", { fetch: ignoresItsSignal, onEvent }),
    ].map((it) => errorOf(() => it));
    await sleep(200); // headers and half of a body came, and a retry is being waited for

    const failure = await errorOf(() => list(library, "panic"));
    isOfTheTrap(failure);
    for (const error of await Promise.all(underWay)) equal(error === failure, true, `another error: ${error}`);
    equal((await errorOf(() => walk.next())) === failure, true, "a walk between two pages");
    equal(signal?.aborted, true, "the request");

    equal((await list(library, "pages").toArray()).length, 2);
    answerLate(new Response(PAGE));
    await sleep(200); // what the dead instance waited for comes now, and finds nobody
    equal(events, ["request"]);
    equal((await list(library, "pages").toArray()).length, 2);
  },

  async "a trap again and again ends one call each time"(library) {
    for (let round = 0; round < 10; round += 1) {
      isOfTheTrap(await errorOf(() => list(library, "panic")));
      equal((await list(library, "pages").toArray()).length, 2);
    }
  },

  async "slim makes a fresh core after a trap, asynchronously"() {
    const address = "/target/panicking-package/slim.js";
    const slim = await import(address);
    await slim.init();
    for (let round = 0; round < 3; round += 1) {
      isOfTheTrap(await errorOf(() => list(slim, "panic")));
      await slim.init();
      equal((await list(slim, "pages").toArray()).length, 2);
    }
  },
};
