// @ts-check
// The transport in Node, and in the page and a worker of each browser engine.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { root } from "../../scripts/tools.mjs";
import { browsers } from "../page/browsers.mjs";
import { cases } from "./cases.js";

/** @import { AddressInfo } from "node:net" */
/** @import { Browser } from "../page/browsers.mjs" */

describe("the transport in Node", async () => {
  const library = await import(join(root, "pkg/index.js"));
  for (const [name, run] of Object.entries(cases)) it(name, () => run(library));
});

/** Where the cases run: each tells what they gave. */
const places = {
  page: "const [library, { runCases }] = await Promise.all([import('/pkg/index.js'), import('/tests/transport/cases.js')]); return runCases(library);",
  worker: `
    const worker = new Worker("/tests/transport/worker.js", { type: "module" });
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message || "the worker could not be started"));
    });`,
};

for (const [browser, start] of Object.entries(browsers)) {
  // A driver that hangs, hangs for ever.
  describe(`the transport in ${browser}`, { timeout: 300_000 }, () => {
    /** @type {Browser | undefined} */
    let started;
    const server = createServer((request, response) => {
      const path = new URL(String(request.url), "http://x").pathname;
      if (path === "/")
        return response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><title>transport</title>");
      if (!/^\/(pkg|tests\/transport)\/[\w.-]+$/.test(path)) return response.writeHead(404).end();
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

    for (const [place, script] of Object.entries(places)) {
      it(`in a ${place}`, async () => {
        const told = await started?.driver.executeAsyncScript(`
          const done = arguments[arguments.length - 1];
          (async () => { ${script} })().then(done, (error) => done({ tried: 0, faults: [String(error)] }));`);
        assert.deepEqual(told, { tried: Object.keys(cases).length, faults: [] });
      });
    }
  });
}
