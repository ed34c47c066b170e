// @ts-check
// What a first visit to the page costs on the wire, by what passes between the browser and the server.

import assert from "node:assert/strict";
import { it } from "node:test";
import { countedConnections } from "./counted-connections.mjs";
import { inEachBrowser } from "./page.mjs";

const MOST_BYTES = 150_000;
const MOST_REQUESTS = 12;

inEachBrowser("the first visit", { profiles: 1000 }, (page, browser) => {
  // WebKit's driver takes no brotli over http, and keeps no core: neither a preloaded one, nor for the next visit.
  const most = browser === "webkit" ? 300_000 : MOST_BYTES;

  it(`takes at most ${most / 1000} kB in at most ${MOST_REQUESTS} requests, and the next one no script again`, async () => {
    const counted = await countedConnections(page().url);
    try {
      const first = await visit(counted);
      // Less than the core and the scripts would be another page.
      assert.ok(first.bytes <= most && first.bytes > 100_000, `the first visit: ${JSON.stringify(first)}`);
      assert.ok(first.requests <= MOST_REQUESTS && first.requests >= 6, `the first visit: ${JSON.stringify(first)}`);
      const next = await visit(counted);
      const saved = first.bytes - next.bytes;
      assert.ok(saved > (browser === "webkit" ? 50_000 : 125_000), `the next visit: ${JSON.stringify(next)}`);
    } finally {
      await counted.close();
    }
  });

  /** @param {Awaited<ReturnType<typeof countedConnections>>} counted */
  async function visit(counted) {
    await page().driver.get("about:blank");
    counted.reset();
    await page().driver.get(counted.url);
    await page().reads(".summary", "Page 1: 50 profiles");
    const requests = await page().driver.executeScript(
      "return performance.getEntriesByType('resource').filter(({ name }) => name.startsWith('http')).length + 1;",
    );
    return { bytes: counted.bytes(), requests: Number(requests) };
  }
});
