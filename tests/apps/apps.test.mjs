// @ts-check
// Apps of React 19 and Vue 3, built by Vite with the packed package: what frameworks do to the element asks for nothing, and a
// router that owns the address leads it. The count of requests is what the reader did.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { inEachBrowser } from "../page/page.mjs";
import { appNames, buildApp, checkApp, installApps } from "./build-app.mjs";
import { serveApp } from "./serve-app.mjs";

/** @import { AppName } from "./build-app.mjs" */

/** How long an app that asks by itself would need to be caught at it. */
const STILL_MS = 1500;

/** @type {Awaited<ReturnType<typeof installApps>>} */
let installed;
/** @type {Record<string, string>} */
const built = {};

before(async () => {
  installed = await installApps();
  for (const name of appNames) built[name] = await buildApp(installed.folder, name);
});
after(() => installed.remove());

describe("the types of apps", () => {
  for (const name of appNames) {
    it(`take right uses and refuse wrong ones in ${name}`, async () => {
      assert.equal(await checkApp(installed.folder, name), "");
    });
  }
});

inEachBrowser("an app", { profiles: 130 }, (page) => {
  /** @type {Awaited<ReturnType<typeof serveApp>> | undefined} */
  let app;
  /** @param {AppName} name @param {string} path */
  const open = async (name, path) => {
    app?.close();
    app = await serveApp(String(built[name]), page().url);
    page().emulator.requests.length = 0;
    await page().driver.get(app.url + path);
    await page().driver.wait(() => page().run("return root !== undefined;"), 20_000);
  };
  after(() => app?.close());

  const requests = () => page().emulator.requests.length;
  const still = () => new Promise((resolve) => setTimeout(resolve, STILL_MS));
  /** @param {string} selector in the app, outside of the element */
  const press = (selector) => page().driver.executeScript("document.querySelector(arguments[0]).click();", selector);
  /** @param {string} selector */
  const reads = (selector) =>
    page().driver.executeScript("return document.querySelector(arguments[0]).textContent;", selector);
  const statuses = async () => [...new Set(await page().texts(".body .badge"))];
  /** Not the browser's button: WebKit's leaves out what was pushed without a reader's own click. */
  const back = () => page().driver.executeScript("history.back();");
  const query = async () => new URL(await page().driver.getCurrentUrl()).search;

  for (const name of appNames) {
    it(`of ${name} with inline objects and listeners that set state asks for what the reader did`, async () => {
      await open(name, "");
      await page().reads(".summary", "Page 1: 20 profiles");
      await still();
      assert.equal(requests(), 1, "the first page alone");
      assert.equal(await reads("#heard"), "profiles-page");
      const [href, sid] = await page().run(
        "return [root.querySelector(\"[data-index='1'] .own a\").getAttribute('href'), element.profiles[1].sid];",
      );
      assert.equal(href, `/notes/${sid}`, "its own column");
      await page().isAccessible(`an app of ${name}`);

      await page().click(".row[data-index='1'] .open");
      await page().reads(".record", "Account SID");
      const title = await page().text(".record h2");
      for (let count = 0; count < 5; count += 1) await press("#render");
      await press("#relabel");
      await page().until("return root.querySelector('[name=load-all]').textContent === 'Alles laden';");
      assert.equal(await reads("#renders"), "5");
      assert.equal(await page().text(".record h2"), title, "the record stays open");
      await page().press("ESCAPE");
      // The focus goes back to its row, which may scroll.
      await still();

      const top = await page().run(
        "const grid = root.querySelector('.grid'); grid.scrollTop = 200; return grid.scrollTop;",
      );
      assert.ok(top > 0);
      await press("#render");
      await still();
      assert.equal(await page().run("return root.querySelector('.grid').scrollTop;"), top, "nothing moves");
      assert.equal(requests(), 1);

      await page().click("[name=next]");
      await page().reads(".summary", "Page 2: 20 profiles");
      assert.equal(requests(), 2);
      await page().click("[name=load-all]");
      await page().reads(".summary", "All loaded: 130 profiles");
      await still();
      assert.equal(requests(), 3, "a page of 1,000 holds all");
      await page().isAccessible(`an app of ${name} with the whole list`);
      assert.match(
        await reads("#heard"),
        /^profiles-page profiles-open profiles-page (profiles-progress )+profiles-end$/,
      );
    });

    it(`of ${name} whose router owns the address is led by it, and leads it`, async () => {
      await open(name, "routed?status=in-review");
      await page().reads(".summary", "Page 1:");
      assert.deepEqual(await statuses(), ["In review"]);
      await page().isAccessible(`an app of ${name} with a router`);
      assert.equal(requests(), 1);

      await press("#drafts");
      await page().reads(".body", "Draft");
      await page().until("return element.state === 'page' && element.filters.status[0] === 'draft';");
      assert.deepEqual(await statuses(), ["Draft"]);
      assert.equal(requests(), 2);

      await press("#rejected");
      await page().reads(".body", "Rejected");
      await page().until("return element.state === 'page';");
      assert.equal(await query(), "?status=twilio-rejected");

      await page().choose("[name=status]", "twilio-approved");
      await page().reads(".body", "Approved");
      await page().until("return element.state === 'page';");
      assert.equal(await query(), "?status=twilio-approved");
      assert.deepEqual(await statuses(), ["Approved"]);
      assert.equal(requests(), 4);

      await page().click("[name=next]");
      await page().reads(".summary", "Page 2: 20 profiles");
      assert.match(await query(), /^\?status=twilio-approved&page=/);
      assert.equal(requests(), 5);

      await back();
      await page().reads(".summary", "Page 1: 20 profiles");
      await back();
      await page().reads(".body", "Rejected");
      assert.deepEqual(await statuses(), ["Rejected"]);
      assert.equal(requests(), 7);

      await press("#all");
      await page().reads(".summary", "Page 1: 20 profiles, more follow");
      await page().until("return element.filters.status === undefined;");
      await page().type("[name=search]", "BU");
      await page().reads(".scope", /^\d+ of 20 loaded match(es)?; more may follow/);
      await still();
      assert.equal(await query(), "?search=BU");
      assert.equal(requests(), 8, "a search asks for nothing");
      await page().click(".head .name .sort");
      await page().until("return root.querySelector('.head .name').ariaSort === 'ascending';");
      assert.equal(await query(), "?search=BU&by=friendlyName");
      assert.equal(requests(), 8);
    });
  }
});
