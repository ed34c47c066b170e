// @ts-check
// The first rows are asked for before the element is there: once, with the client's own request, and with its answer, whatever
// that is.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { root } from "../../scripts/tools.mjs";
import { fetchAhead, firstPage } from "../../www/first-page.js";
import { inEachBrowser } from "./page.mjs";
import { servePage } from "./serve-page.mjs";

/** @import { FetchInit } from "trusthub-profiles" */
/** @import { AddressInfo } from "node:net" */
/** @import { IncomingMessage, ServerResponse } from "node:http" */

const html = await readFile(join(root, "cli/built/page/index.html"), "utf8");

inEachBrowser("the first page", { profiles: 120 }, (page) => {
  const requests = () => page().emulator.requests.length;

  it("is asked for while the element is still on its way, and once", async () => {
    const held = page().driver.wait(() => requests() > 0, 20_000, "nothing was asked without the element");
    const server = await servePage(html, page().url, {}, undefined, async (path) => {
      if (path.startsWith("/assets/element-")) await held;
    });
    try {
      await page().driver.get(server.url);
      await held;
      await page().reads(".summary", "Page 1: 50 profiles");
      assert.equal(requests(), 1);
    } finally {
      server.close();
    }
  });

  it("is asked for as the client does it", async () => {
    await page().open();
    await page().reads(".summary", "Page 1: 50 profiles");
    await page().run(`
      element.clientOptions = { fetch: (url, init) => {
        const { origin } = location;
        window.call = { url: url.replace(origin, ""), init: { ...init, signal: undefined } };
        return fetch(url, init);
      } };`);
    await page().until("return window.call !== undefined;");
    assert.deepEqual(await page().run("return JSON.parse(JSON.stringify(window.call));"), firstPage);
    await page().until("return element.state === 'page';");
  });

  for (const search of ["?size=20", "?status=draft", "?other=1"]) {
    it(`is asked for by the element alone at ${search}`, async () => {
      await page().open(search);
      await page().until("return element.state === 'page';");
      assert.equal(requests(), 1);
    });
  }

  it("is asked for again after a failure, as every page", async () => {
    for (const [name, fault] of Object.entries({ status: { status: 500 }, reset: {} })) {
      page().emulator.requests.length = 0;
      page().emulator.fault(/** @type {"status"} */ (name), { ...fault, times: 1 });
      await page().open();
      await page().reads(".summary", "Page 1: 50 profiles");
      assert.equal(requests(), 2, name);
    }
    await page().hasNoFaults();
  });
});

describe("the fetch that the element gets", { timeout: 60_000 }, () => {
  /** @type {(request: IncomingMessage, response: ServerResponse) => void} */
  let answer;
  /** @type {(string | undefined)[]} */
  let asked;
  /** @type {import("node:http").Server} */
  let server;
  /** @type {string} */
  let origin;
  beforeEach(async () => {
    asked = [];
    answer = (request, response) => response.end(request.url);
    server = createServer((request, response) => {
      asked.push(request.url);
      answer(request, response);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    origin = `http://127.0.0.1:${/** @type {AddressInfo} */ (server.address()).port}`;
    // What it needs of a page.
    Reflect.set(globalThis, "document", { baseURI: `${origin}/` });
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, "document");
    server.close();
    server.closeAllConnections();
  });
  /** @param {AbortSignal} [signal] @returns {FetchInit} */
  const call = (signal = new AbortController().signal) => ({ ...firstPage.init, signal });

  it("has the response for the first call alone", async () => {
    const fetchPage = fetchAhead();
    const url = origin + firstPage.url;
    for (const calls of [1, 2]) {
      assert.equal(await (await fetchPage(url, call())).text(), firstPage.url);
      assert.deepEqual(asked, Array(calls).fill(firstPage.url));
    }
  });

  it("drops the response when the first call is for something else", async () => {
    const dropped = new Promise((resolve) => {
      answer = (request, response) => {
        if (request.url === firstPage.url) response.on("close", resolve);
        else response.end(request.url);
      };
    });
    const fetchPage = fetchAhead();
    await once(server, "request");
    assert.equal(await (await fetchPage(`${origin}/other`, call())).text(), "/other");
    await dropped;
  });

  it("ends the request when the client does, before its headers and after them", async () => {
    for (const hasHeaders of [false, true]) {
      const ended = new Promise((resolve) => {
        answer = (_, response) => {
          response.on("close", resolve);
          if (hasHeaders) response.writeHead(200).write("[");
        };
      });
      const fetchPage = fetchAhead();
      await once(server, "request");
      const controller = new AbortController();
      const response = fetchPage(origin + firstPage.url, call(controller.signal));
      const body = hasHeaders ? (await response).text() : response;
      controller.abort();
      await assert.rejects(body, { name: "AbortError" });
      await ended;
    }
  });

  it("takes a signal that is aborted already", async () => {
    answer = () => {};
    const fetchPage = fetchAhead();
    const response = fetchPage(origin + firstPage.url, call(AbortSignal.abort()));
    await assert.rejects(response, { name: "AbortError" });
  });
});
