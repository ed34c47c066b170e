// @ts-check
// The transport in Node, and in the page and a worker of each browser engine; there, what a trap does.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { root } from "../../scripts/tools.mjs";
import { browsers } from "../page/browsers.mjs";
import { cases } from "./cases.js";
import { cases as traps } from "./traps.js";

/** @import { ServerResponse } from "node:http" */
/** @import { AddressInfo } from "node:net" */
/** @import { Browser } from "../page/browsers.mjs" */

describe("the transport in Node", async () => {
  const library = await import(join(root, "pkg/index.js"));
  for (const [name, run] of Object.entries(cases)) it(name, () => run(library));
});

/** What runs in browsers: with which package, and how many cases. */
const suites = {
  "the transport": { library: "/pkg/index.js", cases: "/tests/transport/cases.js", count: Object.keys(cases).length },
  "after a trap": {
    library: "/target/panicking-package/index.js",
    cases: "/tests/transport/traps.js",
    count: Object.keys(traps).length,
  },
};

/**
 * Where the cases run: each tells what they gave.
 * @type {Readonly<Record<string, (suite: { library: string, cases: string }) => string>>}
 */
const places = {
  page: ({ library, cases }) => `
    const [{ runCases }, library, { cases }] = await Promise.all(
      ["/tests/transport/run-cases.js", "${library}", "${cases}"].map((address) => import(address)),
    );
    return runCases(library, cases);`,
  worker: ({ library, cases }) => `
    const worker = new Worker("/tests/transport/worker.js?${new URLSearchParams({ library, cases })}", { type: "module" });
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message || "the worker could not be started"));
    });`,
};

const profile = (/** @type {string | null} */ next) =>
  JSON.stringify({ results: [{ sid: `BU${"0123456789abcdef".repeat(2)}` }], meta: { next_page_url: next } });

/**
 * Answers of an API, each at a base of its own.
 * @type {Readonly<Record<string, (response: ServerResponse, query: string) => void>>}
 */
const answers = {
  pages: (response, query) =>
    response.end(profile(query.includes("Page=1") ? null : "https://x.example/v1/CustomerProfiles?Page=1")),
  panic: (response) => response.end("panic"),
  hanging: () => {},
  half: (response) => response.write(profile(null).slice(0, 20)),
  "retry-later": (response) => response.writeHead(503, { "Retry-After": "30" }).end(),
};

for (const [browser, start] of Object.entries(browsers)) {
  // A driver that hangs, hangs for ever.
  describe(browser, { timeout: 300_000 }, () => {
    /** @type {Browser | undefined} */
    let started;
    const server = createServer((request, response) => {
      const { pathname: path, search } = new URL(String(request.url), "http://x");
      if (path === "/")
        return response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><title>transport</title>");
      const answer = answers[/^\/answers\/([\w-]+)\/v1\/CustomerProfiles$/.exec(path)?.[1] ?? ""];
      if (answer !== undefined) return answer(response, search);
      if (!/^\/(pkg|target\/panicking-package|tests\/transport)\/[\w.-]+$/.test(path))
        return response.writeHead(404).end();
      response.writeHead(200, { "Content-Type": extname(path) === ".wasm" ? "application/wasm" : "text/javascript" });
      return createReadStream(join(root, path))
        .on("error", () => response.destroy())
        .pipe(response);
    });
    before(async () => {
      await once(server.listen(0, "127.0.0.1"), "listening");
      started = await start();
      await started.driver.manage().setTimeouts({ script: 60_000 });
      await started.driver.get(`http://127.0.0.1:${/** @type {AddressInfo} */ (server.address()).port}/`);
    });
    after(async () => {
      await started?.quit();
      server.close();
      server.closeAllConnections();
    });

    for (const [suite, { count, ...addresses }] of Object.entries(suites)) {
      for (const [place, script] of Object.entries(places)) {
        it(`${suite}, in a ${place}`, async () => {
          const told = await started?.driver.executeAsyncScript(`
            const done = arguments[arguments.length - 1];
            (async () => { ${script(addresses)} })().then(done, (error) => done({ tried: 0, faults: [String(error)] }));`);
          assert.deepEqual(told, { tried: count, faults: [] });
        });
      }
    }
  });
}
