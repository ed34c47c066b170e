// @ts-check
// The element in an app that goes on around it: routes that remove it and bring it back, properties that change in the middle of
// something, a host that answers late, and a browser that refuses something.

import assert from "node:assert/strict";
import { it } from "node:test";
import { inEachBrowser } from "./page.mjs";

inEachBrowser("the element in an app that goes on", { profiles: 3200 }, (page, browser) => {
  /** Of the list's profile at a position, from 0 on. @param {number} position */
  const sid = (position) => {
    const [account] = page().emulator.accounts;
    return String([...page().emulator.profilesOf(String(account?.accountSid))][position]?.["sid"]);
  };
  const requests = () => page().emulator.requests.length;
  const open = async (search = "") => {
    await page().open(search);
    await page().reads(".summary", "Page 1");
    page().emulator.requests.length = 0;
  };
  const remove = () => page().run("window.kept = element; element.remove();");
  const bringBack = () => page().driver.executeScript("document.querySelector('main').append(window.kept);");
  const address = async () => new URL(await page().driver.getCurrentUrl()).search;
  /** What a script says at its end, where it may wait. @param {string} script @param {...unknown} args @returns {Promise<any>} */
  const later = async (script, ...args) => {
    const said = await page().driver.executeAsyncScript(
      `const done = arguments[arguments.length - 1];
      const element = document.querySelector("customer-profiles") ?? window.kept, root = element.shadowRoot;
      (async () => { ${script} })().then((value) => done({ value }), (error) => done({ error: String(error) }));`,
      ...args,
    );
    const { value, error } = /** @type {{ value?: unknown, error?: string }} */ (said);
    assert.equal(error, undefined);
    return value;
  };

  it("changes neither the address nor the title of the page that took its place", async () => {
    await open();
    await page().click(".row[data-index='2'] .open");
    await page().reads(".record", sid(2));
    // A search that still waits for the next letter.
    await page().run(`
      window.heard = [];
      element.addEventListener("profiles-filter", () => window.heard.push("filter"));
      const field = root.querySelector("[name=search]");
      field.value = "abc";
      field.dispatchEvent(new Event("input"));
      history.pushState(null, "", "?elsewhere");
      document.title = "Elsewhere";
      window.kept = element;
      element.remove();`);
    // A timer of the same length that begins later ends later.
    await later("await new Promise((resolve) => setTimeout(resolve, 150));");
    assert.equal(await page().driver.getTitle(), "Elsewhere");
    assert.equal(await address(), "?elsewhere");
    assert.deepEqual(await page().driver.executeScript("return window.heard;"), []);
    await page().hasNoFaults();
  });

  it("ends what a record asks for when it is removed, and goes on with it when it is back", async () => {
    await open();
    page().emulator.fault("latency", { ms: 300, times: 2 });
    await page().run("void element.open(arguments[0]);", sid(2900));
    await page().reads(".record", "Loading the profile…");
    await remove();
    await page().driver.executeScript("history.pushState(null, '', '?elsewhere');");
    // As slow, and later.
    await later("await fetch('/twilio/v1/CustomerProfiles');");
    assert.equal(await address(), "?elsewhere");
    await bringBack();
    await page().reads(".record", sid(2900));
    assert.equal(await page().run("return root.querySelector('dialog.record').matches(':modal');"), true);
    await page().hasNoFaults();
  });

  it("opens the record of its address where it was removed before the list was there", async () => {
    await open();
    page().emulator.fault("latency", { ms: 300, times: 2 });
    await later(
      `
      history.pushState(null, "", "?record=" + arguments[0]);
      window.kept = document.createElement("customer-profiles");
      window.kept.setAttribute("base-url", "/twilio");
      window.kept.setAttribute("url-state", "");
      element.replaceWith(window.kept);
      await window.kept.updateComplete;
      await new Promise((resolve) => setTimeout(resolve));
      window.kept.remove();
      await fetch("/twilio/v1/CustomerProfiles");`,
      sid(2900),
    );
    await page().hasNoFaults();
    page().emulator.clearFaults();
    await bringBack();
    await page().reads(".record", sid(2900));
    await page().hasNoFaults();
  });

  it("follows an address that leads elsewhere when it is brought back, and names where it is in one that says nothing", async () => {
    await open();
    await page().click("[name=next]");
    await page().reads(".summary", "Page 2");
    const second = await address();
    await page().click(".row[data-index='2'] .open");
    await page().reads(".record", sid(52));
    await remove();
    await page().driver.executeScript("history.pushState(null, '', '?status=draft');");
    await bringBack();
    await page().until("return element.filters.status?.join() === 'draft' && element.state === 'page';");
    await page().until("return !root.querySelector('dialog.record').open;");
    await page().run("history.back();");
    await page().reads(".record", sid(52));
    await page().press("ESCAPE");
    await page().until("return !root.querySelector('dialog.record').open;");
    await page().reads(".summary", "Page 2");
    assert.equal(await address(), second);
    await remove();
    await page().driver.executeScript("history.pushState(null, '', location.pathname);");
    page().emulator.requests.length = 0;
    await bringBack();
    await page().settled();
    assert.equal(await address(), second);
    assert.match(await page().text(".summary"), /^Page 2/);
    assert.equal(requests(), 0);
  });

  it("goes on with a whole list when it is away for some microtasks alone", async () => {
    await open();
    page().emulator.fault("latency", { ms: 100, times: 4 });
    const ends = await later(`
      const ends = [];
      element.addEventListener("profiles-end", ({ detail }) => ends.push(detail.state));
      void element.loadAll();
      while (element.profiles.length < 1000) await new Promise((resolve) => setTimeout(resolve, 10));
      const { parentElement } = element;
      element.remove();
      await Promise.resolve();
      await Promise.resolve();
      parentElement.append(element);
      while (element.state === "loading-all") await new Promise((resolve) => setTimeout(resolve, 10));
      await new Promise((resolve) => setTimeout(resolve));
      while (element.state === "loading-all") await new Promise((resolve) => setTimeout(resolve, 10));
      return ends;`);
    assert.deepEqual(ends, ["cancelled", "complete"]);
    assert.match(await page().text(".summary"), /^All loaded: 3200 profiles/);
  });

  it("says that it loads while several statuses wait for their client, and goes on with them", async () => {
    await open();
    const [first, second] = await later(`
      const { parentElement } = element;
      const other = document.createElement("customer-profiles");
      other.baseUrl = "/twilio";
      other.filters = { status: ["draft", "in-review"] };
      element.replaceWith(other);
      await other.updateComplete;
      const first = other.state;
      other.remove();
      await new Promise((resolve) => setTimeout(resolve));
      parentElement.append(other);
      await other.updateComplete;
      return [first, other.state];`);
    assert.notEqual(first, "idle");
    assert.notEqual(second, "idle");
    await page().reads(".summary", "All loaded");
  });

  it("begins at the first page of another server, whose record it no longer shows", async () => {
    await open();
    await page().click("[name=next]");
    await page().reads(".summary", "Page 2");
    await page().click(".row[data-index='2'] .open");
    await page().reads(".record", sid(52));
    await page().run("element.baseUrl = '/twilio/';");
    await page().reads(".summary", "Page 1");
    await page().until("return !root.querySelector('dialog.record').open && location.search === '';");
    assert.equal(await page().run("return element.cursor;"), null);
    await page().hasNoFaults();
  });

  for (const [what, script] of Object.entries({
    "filters that change and change back in one tick":
      "element.filters = { status: ['draft'] }; element.pageSize = 20; element.filters = {}; element.pageSize = 50;",
    "filters that only differ in what no field shows":
      "element.filters = { friendlyName: '\\n', policySid: ' ', status: [] };",
    "undefined for client options that it never had": "element.clientOptions = undefined;",
  })) {
    it(`stays on its page with ${what}`, async () => {
      await open();
      await page().click("[name=next]");
      await page().reads(".summary", "Page 2");
      page().emulator.requests.length = 0;
      await page().run(script);
      await page().settled();
      assert.match(await page().text(".summary"), /^Page 2/);
      assert.equal(requests(), 0);
    });
  }

  it("takes the browser's own fetch, and values of another type", async () => {
    await open();
    await page().run(
      "element.clientOptions = { fetch: window.fetch }; element.search = 42; element.filters = { status: 'draft' };",
    );
    await page().until(
      "return element.state === 'page' && element.search === '42' && element.filters.status?.join() === 'draft';",
    );
    await page().hasNoFaults();
  });

  it("keeps what is typed where a host applies the search late", async () => {
    await open();
    const value = await later(`
      const field = root.querySelector("[name=search]");
      const type = (text) => { field.value = text; field.dispatchEvent(new Event("input")); };
      const heard = new Promise((resolve) => element.addEventListener("profiles-filter", (event) => {
        event.preventDefault();
        resolve(event.detail.search);
      }, { once: true }));
      type("a");
      const search = await heard;
      type("ab");
      element.search = search;
      await element.updateComplete;
      return field.value;`);
    assert.equal(value, "ab");
    await page().until("return element.search === 'ab';");
  });

  it("keeps the field of a day that is being typed, as one step on the way back", async () => {
    await open("?since=2026-11-20");
    const before = await page().run("return history.length;");
    await page().run("root.querySelector('[name=since-day]').focus();");
    for (const day of ["0002-11-20", "0020-11-20", "0202-11-20", "2025-11-20", ""]) {
      await page().run(
        "const field = root.querySelector('[name=since-day]'); field.value = arguments[0]; field.dispatchEvent(new Event('change'));",
        day,
      );
      await page().until("return (element.updatedSince ?? '') === arguments[0];", day);
      await page().settled();
    }
    assert.match(await page().focused(), /since-day/);
    assert.equal(await page().run("return history.length;"), before);
  });

  it("opens what was clicked, even if it stands elsewhere a moment later", async () => {
    await open();
    await page().run(
      "root.querySelector('[data-index=\"4\"] .updated').click(); element.sort = { by: 'sid', descending: true };",
    );
    await page().reads(".record", /BU[0-9a-f]{32}/);
    assert.match(await page().text(".record"), new RegExp(sid(4)));
    assert.notEqual(await page().text(".record-place"), "5 of 50");
  });

  it("stays where it is scrolled to as more of a sorted list comes", async () => {
    await open("?sort=-sid");
    page().emulator.fault("latency", { ms: 200, times: 4 });
    await page().click("[name=load-all]");
    await page().until("return element.state === 'loading-all' && element.profiles.length >= 1000;");
    await page().run("root.querySelector('.grid').scrollTop = 5000;");
    await page().reads(".summary", "All loaded: 3200 profiles");
    await page().settled();
    assert.equal(await page().run("return root.querySelector('.grid').scrollTop;"), 5000);
    await page().click("[name=sort] option[value=friendlyName]");
    await page().until("return root.querySelector('.grid').scrollTop === 0;");
  });

  it("goes back to the pages of what it loaded from a choice of several statuses, of which there are no pages", async () => {
    await open();
    await page().click("[name=load-all]");
    await page().reads(".summary", "All loaded: 3200 profiles");
    await page().click("[data-choice=draft]");
    await page().click("[data-choice=in-review]");
    await page().reads(".scope-line", "of 3200 match");
    assert.equal(await address(), "?status=draft%2Cin-review");
    await page().click("[name=back]");
    await page().reads(".summary", "Page 1: 50 profiles, more follow");
    assert.equal(await address(), "");
    assert.equal(await page().run("return root.querySelector('[name=status]').value;"), "");
    await page().hasNoFaults();
  });

  it("says of a page when that was loaded, not all after it", async () => {
    await open();
    await page().run(`
      window.ownDate = Date;
      window.Date = class extends Date {
        static [Symbol.hasInstance] = (value) => Object.prototype.toString.call(value) === "[object Date]";
        static now = () => window.ownDate.now() + 3 * 86_400_000;
        constructor(...parts) { super(...(parts.length === 0 ? [window.Date.now()] : parts)); }
      };`);
    try {
      await page().click("[name=load-all]");
      await page().reads(".summary", "All loaded");
      assert.match(await page().text(".as-of"), /^as of \d+:\d\d [AP]M$/);
      await page().click("[name=back]");
      await page().reads(".summary", "Page 1");
      // Three days ago, with its day.
      assert.match(await page().text(".as-of"), /^as of .*\d{4}.*\d+:\d\d/);
    } finally {
      await page().run("window.Date = window.ownDate;");
    }
  });

  it("selects a record's text where there is no clipboard, and says so only then", async () => {
    await open();
    await page().click(".row[data-index='0'] .open");
    await page().reads(".record", sid(0));
    await page().run("Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined });");
    await page().click(".copy-record .copy");
    await page().reads(".said", "the text is selected, press Ctrl+C");
    assert.match(await page().run("return getSelection().toString();"), new RegExp(sid(0)));
  });

  it("prints an open record alone, and whole", async () => {
    await open();
    await page().click(".row[data-index='0'] .open");
    await page().reads(".record", sid(0));
    await page().run("window.dispatchEvent(new Event('beforeprint'));");
    if (browser === "chromium") {
      await page().chromium("Emulation.setEmulatedMedia", { media: "print" });
      assert.deepEqual(
        await page().run(
          "const content = root.querySelector('.record .content'); return [content.scrollHeight - content.clientHeight, getComputedStyle(root.querySelector('.record')).position, root.querySelector('.grid').checkVisibility(), root.querySelector('.record .close').checkVisibility()];",
        ),
        [0, "static", false, false],
      );
      await page().chromium("Emulation.setEmulatedMedia", { media: "" });
    }
    assert.equal(await page().run("return root.querySelector('dialog.record').matches(':modal');"), false);
    await page().run("window.dispatchEvent(new Event('afterprint'));");
    await page().settled();
    assert.equal(await page().run("return root.querySelector('dialog.record').matches(':modal');"), true);
    await page().reads(".record", sid(0));
    await page().hasNoFaults();
  });

  it("shows the keys again where it was moved while they were shown", async () => {
    await open();
    await page().run("root.querySelector('.summary').focus();");
    await page().press("?");
    await page().until("return root.querySelector('dialog.keys').open;");
    await page().run("document.body.append(element);");
    await page().until("return !root.querySelector('dialog.keys').open;");
    await page().run("root.querySelector('.summary').focus();");
    await page().press("?");
    await page().until("return root.querySelector('dialog.keys').matches(':modal');");
    await page().hasNoFaults();
  });

  it("keeps the keyboard in a record that is asked for again", async () => {
    await open();
    page().emulator.fault("status", { status: 404, body: "nothing", times: 1 });
    await page().run("void element.open(arguments[0]);", sid(2900));
    await page().reads(".record .notice", /\S/);
    await page().run("root.querySelector('[name=retry-record]').focus();");
    await page().press("ENTER");
    await page().reads(".record", sid(2900));
    assert.match(await page().focused(), /^button .*Close/);
  });

  it("labels an embedder's column as it does, in another language too", async () => {
    await open();
    await page().run(
      "const column = document.createElement('template'); column.slot = 'column'; column.dataset.label = 'Notes'; element.append(column);",
    );
    await page().reads(".head .own", "Notes");
    await page().run("element.lastElementChild.dataset.label = 'Notizen'; element.lang = 'de';");
    await page().reads(".head .own", "Notizen");
  });

  it("counts one match as one", async () => {
    await open();
    await page().type("[name=search]", sid(7));
    await page().reads(".scope-line", "1 of 50 loaded matches; more may follow");
    await page().run("element.lang = 'es';");
    await page().reads(".scope-line", "Coincide 1 de 50 cargados; puede haber más");
  });

  if (browser === "chromium") {
    it("downloads where the reader's click is too long ago for a choice of files", async () => {
      await open();
      const file = await later(`
        if (typeof showSaveFilePicker !== "function") return "no file picker";
        const written = new Promise((resolve) => element.addEventListener("profiles-export", ({ detail }) => resolve(detail.file), { once: true }));
        const downloaded = new Promise((resolve) => { HTMLAnchorElement.prototype.click = function () { resolve(this.download); }; });
        // A click by script is none of the reader's.
        root.querySelector("[name=export-csv]").click();
        return (await Promise.all([written, downloaded])).join();`);
      assert.match(file, /^(customer-profiles-page-1-[\d-]+\.csv),\1$/);
      await page().reads(".summary", "Exported 50 profiles to customer-profiles-page-1-");
    });
  }
});
