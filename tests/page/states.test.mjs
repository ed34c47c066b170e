// @ts-check
// Each state of the page: what it says, that axe finds nothing in either scheme, and, in Chromium, how it looks at four
// widths: tests/output/screenshots.

import assert from "node:assert/strict";
import { it } from "node:test";
import { statuses } from "../../element/facts.js";
import { inEachBrowser } from "./page.mjs";

/** @import { Page } from "./page.mjs" */

/** How one gets there. @type {Readonly<Record<string, (page: Page) => Promise<unknown>>>} */
const states = {
  async loading(page) {
    page.emulator.fault("hang", { times: Infinity });
    await page.open();
    await page.reads(".summary", "Loading…");
    await page.until("return root.querySelector('.grid').getAttribute('aria-busy') === 'true';");
  },
  async loaded(page) {
    await page.open();
    await page.reads(".summary", "Page 1");
  },
  async filtered(page) {
    await page.open("?status=twilio-rejected");
    await page.reads(".summary", "Page 1");
  },
  async "wrong-filter"(page) {
    await page.open("?policy=RN12&name=Summit");
    await page.reads("#problem-policySid", "Check the policy SID");
  },
  async empty(page) {
    await page.open("?name=Nobody");
    await page.reads(".notice", "No profile matches these filters.");
  },
  async error(page) {
    const body = { code: 20403, message: "Account suspended", status: 403 };
    page.emulator.fault("status", { status: 403, body, times: Infinity });
    await page.open();
    await page.reads(".notice", "The API refused the server's credentials");
    await page.reads(".notice", "the API answered 403");
    assert.match(await page.text(".notice"), /Request id\s+RQ[0-9a-f]{32}/);
  },
  async offline(page) {
    await page.open();
    await page.reads(".summary", "Page 1");
    await goOffline(page);
    await page.click("[name=next]");
    await page.reads(".notice", "You are offline");
    await page.reads(".notice", "loads by itself");
  },
  async record(page) {
    await page.open("?status=twilio-rejected");
    await page.reads(".summary", "Page 1");
    await page.click(".row[data-index='1'] .open");
    await page.reads(".record", "Why it was rejected");
  },
  async "loading-all"(page) {
    await loadAll(page);
    page.emulator.fault("hang", { page: 3, times: Infinity });
    await page.reads(".numbers", "3000 profiles");
    await page.reads(".summary", "Loading all profiles…");
  },
  async failed(page) {
    page.emulator.fault("status", { status: 500, page: 3 });
    await loadAll(page);
    await page.reads(".summary", "Interrupted: 3000 profiles so far");
    await page.reads(".notice", "The API is busy or in trouble");
    assert.equal(await page.run("return root.querySelector('.notice .actions');"), null, "room for no button");
  },
  async cancelled(page) {
    page.emulator.fault("hang", { page: 2, times: Infinity });
    await loadAll(page);
    await page.reads(".numbers", "2000 profiles");
    await page.click(".load-all [name=main]");
    await page.reads(".summary", "Stopped: 2000 profiles so far");
  },
  async complete(page) {
    await loadAll(page);
    await page.reads(".summary", "All loaded: 4500 profiles");
  },
  async narrowed(page) {
    await loadAll(page);
    await page.reads(".summary", "All loaded: 4500 profiles");
    await page.click("[data-choice=twilio-rejected]");
    await page.choose("[name=sort]", "-dateUpdated");
    await page.type("[name=search]", "co");
    await page.reads(".scope-line", /^\d+ of 4500 match$/);
  },
  async searched(page) {
    await page.open("?search=GmbH");
    await page.reads(".scope-line", "of 50 loaded match; more may follow");
  },
  async "nothing-found"(page) {
    await page.open("?search=no-such-thing");
    await page.reads(".notice", "None of those that are loaded match.");
  },
  async "several-statuses"(page) {
    await page.open("?status=pending-review,in-review");
    await page.reads(".summary", "All loaded");
    await page.reads(".merged", "merged by SID");
  },
  async "status-boxes"(page) {
    await page.open("?status=draft,twilio-rejected");
    await page.reads(".summary", "All loaded");
    await page.choose("[name=status]", "several");
    await page.reads(".statuses", "Several statuses");
  },
  async waiting(page) {
    page.emulator.fault("status", { status: 503, headers: { "Retry-After": "40" } });
    await page.open();
    await page.reads(".summary", "trying again in");
  },
  async "failed-next"(page) {
    await page.open();
    await page.run("element.clientOptions = { maxRetries: 0 };");
    await page.until("return element.state === 'page';");
    page.emulator.fault("status", { status: 500 });
    await page.click("[name=next]");
    await page.reads(".notice", "The API is busy or in trouble");
  },
  async "record-missing"(page) {
    await page.open(`?record=BU${"0".repeat(32)}`);
    await page.reads(".record", `There is no profile BU${"0".repeat(32)} in this account.`);
  },
  async keys(page) {
    await page.open();
    await page.reads(".summary", "Page 1");
    await page.run("root.querySelector('.summary').focus();");
    await page.press("?");
    await page.reads(".keys", "Row by row");
  },
  async "no-base-url"(page) {
    await page.open();
    await page.run("element.baseUrl = null;");
    await page.reads(".notice", "The attribute base-url is missing");
  },
};

/** @param {Page} page */
async function loadAll(page) {
  await page.open();
  await page.run("element.clientOptions = { maxRetries: 0 };");
  await page.reads(".summary", "Page 1");
  await page.click("[name=load-all]");
}

/** @param {Page} page */
async function goOffline(page) {
  // Chromium alone lets its driver do it; elsewhere the browser's word is replaced and its event sent.
  if (page.browser === "chromium")
    await page.chromium("Network.emulateNetworkConditions", {
      offline: true,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
  else {
    await page.run(`
      element.clientOptions = { fetch: () => Promise.reject(new TypeError("no network")), maxRetries: 0 };
      Object.defineProperty(navigator, "onLine", { configurable: true, get: () => false });
      window.dispatchEvent(new Event("offline"));`);
    await page.reads(".notice", "You are offline");
    await page.run(
      "element.clientOptions = { maxRetries: 0, fetch: () => Promise.reject(new TypeError('no network')) };",
    );
  }
}

const widths = /** @type {const} */ ([
  [360, 740],
  [768, 1024],
  [1280, 900],
  [1920, 1080],
]);

inEachBrowser("the page's states", { profiles: 4500 }, (page, browser) => {
  for (const [state, reach] of Object.entries(states)) {
    it(`${state}: says so, and is accessible in light and dark`, async () => {
      if (browser === "chromium") await page().chromium("Network.enable", {});
      await reach(page());
      for (const scheme of /** @type {const} */ (["light", "dark"])) {
        await page().scheme(scheme);
        await page().isAccessible(`${state}, ${scheme}`);
        if (browser !== "chromium") continue;
        for (const [width, height] of widths) {
          await page().chromium("Emulation.setDeviceMetricsOverride", {
            width,
            height,
            deviceScaleFactor: 1,
            mobile: false,
          });
          await page().settled();
          await page().screenshot(`${state}-${width}-${scheme}`);
        }
        await page().chromium("Emulation.clearDeviceMetricsOverride", {});
      }
      await page().scheme("light");
      if (browser === "chromium") {
        await page().chromium("Network.emulateNetworkConditions", {
          offline: false,
          latency: 0,
          downloadThroughput: -1,
          uploadThroughput: -1,
        });
      }
    });
  }

  if (browser === "chromium") {
    for (const state of ["filtered", "complete", "record", "several-statuses", "status-boxes"]) {
      it(`${state}: is accessible in German and from right to left, and looks so`, async () => {
        for (const [name, script] of Object.entries({ de: "lang = 'de'", rtl: "dir = 'rtl'" })) {
          await states[state]?.(page());
          await page().driver.executeScript(`document.documentElement.${script};`);
          await page().settled();
          await page().isAccessible(`${state}, ${name}`);
          for (const [width, height] of widths) {
            const metrics = { width, height, deviceScaleFactor: 1, mobile: false };
            await page().chromium("Emulation.setDeviceMetricsOverride", metrics);
            await page().settled();
            await page().screenshot(`${state}-${width}-${name}`);
          }
          await page().chromium("Emulation.clearDeviceMetricsOverride", {});
        }
      });
    }
  }

  if (browser === "chromium") {
    // Its driver alone has a screen of any size.
    for (const [state, rows] of /** @type {const} */ ([
      ["loaded", 4],
      ["filtered", 4],
      ["complete", 3],
      ["narrowed", 2],
      ["several-statuses", 2],
      ["cancelled", 2],
    ])) {
      it(`${state}: shows rows on a screen of 360 × 740 without scrolling, in each language`, async () => {
        await states[state]?.(page());
        const small = { width: 360, height: 740, deviceScaleFactor: 1, mobile: false };
        await page().chromium("Emulation.setDeviceMetricsOverride", small);
        for (const lang of ["en", "de", "es"]) {
          await page().run("document.documentElement.lang = arguments[0]; scrollTo(0, 0);", lang);
          await page().settled();
          const seen = await page().run(`
            return [...root.querySelectorAll(".body .row")].filter((row) => {
              const { top, bottom } = row.getBoundingClientRect();
              return top >= 0 && bottom <= innerHeight;
            }).length;`);
          assert.ok(seen >= rows, `${seen} rows are seen whole in ${lang}, at least ${rows} are expected`);
          const isWide = "return document.documentElement.scrollWidth > document.documentElement.clientWidth;";
          assert.equal(await page().run(isWide), false, `the page scrolls sideways in ${lang}`);
        }
        await page().chromium("Emulation.clearDeviceMetricsOverride", {});
      });
    }

    it("shows the filters on a small screen where one of them is wrong", async () => {
      await states["wrong-filter"]?.(page());
      const small = { width: 360, height: 740, deviceScaleFactor: 1, mobile: false };
      await page().chromium("Emulation.setDeviceMetricsOverride", small);
      await page().settled();
      await page().reads("#problem-policySid", "Check the policy SID");
      await page().chromium("Emulation.clearDeviceMetricsOverride", {});
    });

    it("unfolds the filters on a small screen, and each count is reached by the keyboard", async () => {
      await states["complete"]?.(page());
      const small = { width: 360, height: 740, deviceScaleFactor: 1, mobile: false };
      await page().chromium("Emulation.setDeviceMetricsOverride", small);
      await page().settled();
      await page().run("root.querySelector('.load-all [name=back]').focus();");
      for (const { name } of statuses) {
        await page().press("TAB");
        assert.equal(await page().run("return root.activeElement.dataset.choice;"), name);
        await page().until(`
          const { left, right } = root.activeElement.getBoundingClientRect();
          return left >= 0 && right <= innerWidth;`);
      }
      await page().click("[name=show-filters]");
      assert.equal(await page().run("return root.querySelector('[name=friendlyName]').checkVisibility();"), true);
      await page().chromium("Emulation.clearDeviceMetricsOverride", {});
    });
  }

  it("retries a failure when it is asked to, and the keyboard isn't lost", async () => {
    page().emulator.fault("status", { status: 403, times: Infinity });
    await page().open();
    await page().reads(".notice", "The API refused the server's credentials");
    page().emulator.clearFaults();
    // Not by a click, which gives a button no focus in WebKit.
    await page().run("root.querySelector('.notice button').focus();");
    await page().press("ENTER");
    await page().reads(".summary", "Page 1");
    assert.equal(await page().text(".notice"), "");
    assert.match(await page().focused(), /^p /);
  });

  it("says that it waits before it tries again", async () => {
    page().emulator.fault("status", { status: 503, headers: { "Retry-After": "2" } });
    await page().open();
    await page().reads(".summary", /^Attempt 1 failed; trying again in [\d.,]+ s/);
    await page().reads(".summary", "Page 1");
  });

  it("loads by itself once there is a connection again", async () => {
    await page().open();
    await page().reads(".summary", "Page 1");
    await page().run(
      "element.clientOptions = { maxRetries: 0, fetch: (...call) => navigator.onLine ? fetch(...call) : Promise.reject(new TypeError('no network')) };",
    );
    await page().reads(".summary", "Page 1");
    await page().run(
      "Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false }); dispatchEvent(new Event('offline'));",
    );
    await page().reads(".notice", "You are offline");
    await page().click("[name=next]");
    await page().reads(".notice", "loads by itself");
    await page().run("delete navigator.onLine; dispatchEvent(new Event('online'));");
    await page().reads(".summary", "Page 2");
    assert.equal(await page().text(".notice"), "");
    await page().hasNoFaults();
  });

  it("says that base-url is missing", async () => {
    await page().open();
    await page().run("element.removeAttribute('base-url');");
    await page().reads(".notice", "The attribute base-url is missing");
  });

  it("fits every width, without anything beyond its edge", async () => {
    await page().open();
    await page().reads(".summary", "Page 1");
    await page().click("[name=load-all]");
    await page().reads(".summary", "All loaded");
    for (const width of [360, 480, 640, 768, 1024, 1280, 1920, 2560]) {
      await page().run("element.style.inlineSize = arguments[0] + 'px';", width);
      await page().settled();
      const beyond = await page().run(`
        const edge = element.getBoundingClientRect().right + 1;
        // What is beyond the counts' own edge is scrolled to.
        const chart = root.querySelector(".chart");
        const isScrolled = (part) => part !== chart && chart.contains(part) && getComputedStyle(chart).overflowX === "auto";
        return [...root.querySelectorAll("*")].filter((part) => part.checkVisibility() && part.getBoundingClientRect().right > edge && !part.closest(".progress, .head") && !isScrolled(part))
          .map((part) => part.localName + "." + part.className);`);
      assert.deepEqual(beyond, [], `at ${width} px`);
      const rows = await page().run(
        "return [...root.querySelectorAll('.body .row')].filter((row) => [...row.querySelectorAll('.cell')].some((cell) => cell.getBoundingClientRect().bottom > row.getBoundingClientRect().bottom + 1)).length;",
      );
      assert.equal(rows, 0, `at ${width} px no cell is taller than its row`);
    }
  });
});
