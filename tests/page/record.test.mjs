// @ts-check
// One profile's record, and the whole page by keyboard alone.

import assert from "node:assert/strict";
import { it } from "node:test";
import { inEachBrowser } from "./page.mjs";

const sid = (/** @type {string} */ prefix, /** @type {number} */ digit) => prefix + String(digit).repeat(32);

/** Profiles with whatever a record can hold. @type {Record<string, unknown>[]} */
const profiles = [
  {
    sid: sid("BU", 1),
    account_sid: sid("AC", 2),
    policy_sid: sid("RN", 3),
    friendly_name: "<b>Bold</b> & Co",
    status: "twilio-rejected",
    email: "who@company.example",
    status_callback: "https://company.example/hook",
    valid_until: "2020-01-02T03:04:05Z",
    date_created: "2019-07-30T22:29:24Z",
    date_updated: "not a date",
    url: `https://trusthub.twilio.com/v1/CustomerProfiles/${sid("BU", 1)}`,
    links: { customer_profiles_evaluations: "https://trusthub.twilio.com/v1/x" },
    errors: [{ code: 18601 }, { code: 18610 }, { code: 99999 }, "no code at all", { code: true }],
    risk_review: { level: 3 },
  },
  { sid: sid("BU", 4), friendly_name: null, status: "provisionally-approved" },
  ...Array.from({ length: 98 }, (_, index) => ({
    sid: `BU${String(index).padStart(32, "a")}`,
    friendly_name: `Company ${index}`,
    status: "draft",
  })),
];

inEachBrowser("the record", { accounts: [{ profiles }] }, (page, browser) => {
  it("shows a profile whole, what is odd as such, and texts as texts", async () => {
    await page().open("?size=100");
    await page().reads(".summary", "Page 1: 100 profiles, the last page; 2 values are not as the API promises");
    assert.equal(await page().text(".row[data-index='0'] .open"), "<b>Bold</b> & Co");
    assert.equal(await page().text(".row[data-index='0'] .expired"), "expired");
    assert.match(
      (await page().texts(".row[data-index='1'] .badge"))[0] ?? "",
      /^provisionally-approved \?, a status that isn't documented$/,
    );
    assert.equal((await page().texts(".row[data-index='1'] .open"))[0], "no name");
    assert.equal(
      await page().run("return root.querySelector(\".row[data-index='0'] .mark\").getAttribute('aria-label');"),
      "has values that are not as the API promises",
    );
    assert.equal(await page().run("return root.querySelectorAll('.mark').length;"), 2);
    await page().click(".row[data-index='0'] .status");
    const record = await page().reads(".record", "Why it was rejected");
    for (const part of [
      "<b>Bold</b> & Co",
      sid("BU", 1),
      sid("AC", 2),
      sid("RN", 3),
      "twilio-rejected",
      "who@company.example",
      "https://company.example/hook",
      "2020-01-02T03:04:05.000Z",
      "customer_profiles_evaluations",
      "risk_review",
      '"level": 3',
      "18601 The link between the business name and the website couldn't be verified",
      "99999 see Twilio's error dictionary",
      "no code at all",
      '"code": true',
      "date_updated: expected",
      '"not a date"',
    ])
      assert.ok(record.includes(part), `the record holds ${part}: ${record}`);
    const links = await page().run(
      "return [...root.querySelectorAll('.rejections a')].map((link) => [link.href, link.rel, link.target]);",
    );
    assert.deepEqual(
      links,
      [18601, 18610, 99999].map((code) => [
        `https://www.twilio.com/docs/api/errors/${code}`,
        "noopener noreferrer",
        "_blank",
      ]),
    );
    await page().isAccessible("a record with everything");
    await page().press("ESCAPE");
    await page().until("return !root.querySelector('dialog').open;");
    await page().hasNoFaults();
  });

  it("stays open at a double-click on a name and at a selection that ends beside it, and closes at a click there", async () => {
    await page().open("?size=100");
    await page().reads(".summary", "Page 1");
    const isOpen = () => page().run("return root.querySelector('dialog.record').open;");
    const name = await page().find(".row[data-index='5'] .open");
    // WebKit's driver may take longer than a double-click may.
    if (browser === "webkit") await name.click();
    else await page().driver.actions().doubleClick(name).perform();
    await page().reads(".record", "Company 3");
    await page().settled();
    assert.equal(await isOpen(), true, "after a double-click");
    const pointer = () => page().driver.actions();
    const content = await page().run(
      "const { left, top } = root.querySelector('.record .content').getBoundingClientRect(); return { x: Math.round(left + 60), y: Math.round(top + 60) };",
    );
    await pointer().move(content).press().move({ x: 100, y: content.y }).release().perform();
    await page().settled();
    assert.equal(await isOpen(), true, "after a selection");
    await page().driver.wait(async () => {
      await pointer().move({ x: 100, y: 200 }).click().perform();
      return !(await isOpen());
    }, 20_000);
  });

  it("leaves one step on the way back, however many records were read", async () => {
    await page().open("?size=100");
    await page().reads(".summary", "Page 1");
    const before = await page().run("return history.length;");
    for (const row of [2, 3, 4]) {
      await page().click(`.row[data-index='${row}'] .open`);
      await page().reads(".record", `Company ${row - 2}`);
      assert.match(await page().driver.getCurrentUrl(), /record=BU/);
      await page().press("ESCAPE");
      await page().until("return !root.querySelector('dialog.record').open && !location.search.includes('record');");
    }
    assert.equal((await page().run("return history.length;")) - before, 1);
    await page().click(".row[data-index='5'] .open");
    await page().reads(".record", "Company 3");
    await page().run("history.back();");
    await page().until("return !root.querySelector('dialog.record').open;");
    await page().reads(".summary", "Page 1");
    assert.equal(new URL(await page().driver.getCurrentUrl()).search, "?size=100");
  });

  it("is modal again where its element is moved, and leaves the page's title where that is gone", async () => {
    await page().open("?size=100");
    await page().reads(".summary", "Page 1");
    await page().click(".row[data-index='2'] .open");
    await page().reads(".record", "Company 0");
    await page().run("document.body.append(element);");
    assert.equal(await page().run("return root.querySelector('dialog.record').matches(':modal');"), true);
    await page().settled();
    await page().reads(".record", "Company 0");
    assert.match(await page().driver.getTitle(), /^Company 0 – Customer profiles$/);
    await page().run("window.kept = element; element.remove();");
    assert.equal(await page().driver.getTitle(), "Customer profiles");
    await page().run("document.body.append(window.kept);");
    await page().reads(".record", "Company 0");
    await page().press("ESCAPE");
    await page().until("return !root.querySelector('dialog.record').open;");
    await page().hasNoFaults();
  });

  it("keeps nobody from the rest of the page where the element isn't seen, and is there when it is", async () => {
    await page().open("?size=100");
    await page().reads(".summary", "Page 1");
    await page().run(`
      const tab = document.createElement("button");
      tab.id = "tab";
      tab.textContent = "Tab";
      tab.onclick = () => (element.hidden = !element.hidden);
      element.before(tab);
      element.hidden = true;
      void element.open("${sid("BU", 1)}");`);
    const clickTab = async () => (await page().driver.findElement({ id: "tab" })).click();
    await page().settled();
    assert.equal(await page().driver.getTitle(), "Customer profiles");
    await clickTab();
    await page().until("return root.querySelector('dialog.record').matches(':modal');");
    await page().reads(".record", "<b>Bold</b> & Co");
    assert.equal(await page().driver.getTitle(), "<b>Bold</b> & Co – Customer profiles");
    // As a router does that leaves the tab.
    await page().run("element.hidden = true;");
    await page().until("return !root.querySelector('dialog.record').open;");
    await page().settled();
    assert.equal(await page().driver.getTitle(), "Customer profiles");
    await clickTab();
    await page().reads(".record", "<b>Bold</b> & Co");
    await page().press("ESCAPE");
    await page().until("return !root.querySelector('dialog.record').open;");
    assert.equal(new URL(await page().driver.getCurrentUrl()).search, "?size=100");
    await page().run("root.querySelector('.summary').focus();");
    await page().press("?");
    await page().until("return root.querySelector('dialog.keys').open;");
    await page().run("element.hidden = true;");
    await page().until("return !root.querySelector('dialog.keys').open;");
    await clickTab();
    // Another server's profiles have no such record.
    await page().run("void element.open(element.profiles[1].sid);");
    await page().until("return root.querySelector('dialog.record').open;");
    await page().run("element.hidden = true;");
    await page().until("return !root.querySelector('dialog.record').open;");
    await page().run("element.baseUrl = '/twilio/';");
    await page().until("return element.state === 'page';");
    await clickTab();
    await page().settled();
    assert.equal(await page().run("return root.querySelector('dialog.record').open;"), false);
    assert.equal(new URL(await page().driver.getCurrentUrl()).search, "?size=100");
    await page().hasNoFaults();
  });

  it("copies each text, and says so", async () => {
    await page().open();
    await page().reads(".summary", "Page 1");
    await page().click(".row[data-index='0'] .open");
    await page().reads(".record", sid("BU", 1));
    if (browser === "chromium")
      await page().chromium("Browser.grantPermissions", {
        permissions: ["clipboardReadWrite", "clipboardSanitizedWrite"],
      });
    await page().click(".record [aria-label='Copy SID']");
    const said = await page().reads(".said", /\S/);
    // Without a clipboard the text is selected instead.
    if (said.startsWith("SID: copied")) {
      if (browser === "chromium")
        assert.equal(
          await page().driver.executeAsyncScript(
            "const done = arguments[0]; navigator.clipboard.readText().then(done, done);",
          ),
          sid("BU", 1),
        );
    } else {
      assert.match(said, /the text is selected/);
    }
    await page().run("Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined });");
    await page().click(".record [aria-label='Copy E-mail']");
    await page().reads(".said", "the text is selected, press Ctrl+C");
    assert.equal(await page().run("return getSelection().toString();"), "who@company.example");
    await page().click(".record .close");
  });

  it("is worked from the keyboard alone", async () => {
    await page().open("?size=100");
    await page().reads(".summary", "Page 1");
    const tab = async (/** @type {RegExp} */ until) => {
      for (let count = 0; count < 20; count += 1) {
        await page().press("TAB");
        if (until.test(await page().focused())) return;
      }
      assert.fail(`no ${until} within 20 tabs; the last was ${await page().focused()}`);
    };
    const row = async () =>
      Number(await page().run("return root.activeElement?.closest('[data-index]')?.dataset.index ?? -1;"));

    await page().run("root.querySelector('[name=friendlyName]').focus();");
    await page().press("Company 7", "ENTER");
    await page().reads(".summary", "Page 1: 1 profile, the last page");
    await tab(/clear/);
    await page().press("SPACE");
    await page().reads(".summary", "Page 1: 100 profiles");
    await tab(/Bold/);
    assert.equal(await row(), 0);
    for (const [key, expected] of /** @type {const} */ ([
      ["ARROW_DOWN", 1],
      ["ARROW_DOWN", 2],
      ["ARROW_UP", 1],
      ["END", 99],
      ["ARROW_DOWN", 99],
      ["HOME", 0],
      ["ARROW_UP", 0],
    ])) {
      await page().press(key);
      assert.equal(await row(), expected, key);
      const isSeen = await page().run(
        "const one = root.activeElement.getBoundingClientRect(), grid = root.querySelector('.grid').getBoundingClientRect(); return one.top >= grid.top && one.bottom <= grid.bottom + 1;",
      );
      assert.ok(isSeen, `the row is in sight after ${key}`);
    }
    await page().press("PAGE_DOWN");
    const paged = await row();
    assert.ok(paged > 3, `a page down leads to row ${paged}`);
    await page().press("ENTER");
    await page().reads(".record h2", `Company ${paged - 2}`);
    await page().press("ESCAPE");
    await page().until("return !root.querySelector('dialog').open;");
    assert.equal(await row(), paged);
    // The focus stays on its row when that is scrolled out of sight.
    await page().run("root.querySelector('.grid').scrollTop = 1e6;");
    await page().settled();
    assert.equal(await row(), paged);
    await page().hasNoFaults();
  });

  it("takes texts of an embedder's own, and other colours", async () => {
    await page().open();
    await page().run(
      "element.texts = { loadAll: 'Alle laden', statuses: { draft: 'Entwurf' } }; element.style.setProperty('--customer-profiles-accent', 'rgb(120, 0, 80)'); element.style.setProperty('--customer-profiles-color-scheme', 'dark');",
    );
    await page().reads(".summary", "Page 1");
    assert.equal(await page().text("[name=load-all]"), "Alle laden");
    assert.deepEqual(await page().texts(".row[data-index='2'] .badge"), ["Entwurf"]);
    assert.equal(await page().text("[name=next]"), "Next");
    const [accent, background] = await page().run(
      "return [getComputedStyle(root.querySelector('[name=apply]')).backgroundColor, getComputedStyle(element).backgroundColor];",
    );
    assert.equal(accent, "rgb(120, 0, 80)");
    assert.equal(background, "rgb(22, 25, 30)");
  });

  it("is several to a page, of which those with url-state keep their own part of the address", async () => {
    await page().open();
    await page().driver.executeScript(`
      document.querySelector("main").replaceChildren(...["a-", null].map((prefix) => {
        const element = document.createElement("customer-profiles");
        element.setAttribute("base-url", "/twilio");
        if (prefix !== null) element.setAttribute("url-state", prefix);
        return element;
      }));`);
    await page().reads(".summary", "Page 1: 50 profiles");
    await page().click("[name=next]");
    await page().reads(".summary", "Page 2: 50 profiles");
    const { searchParams } = new URL(await page().driver.getCurrentUrl());
    assert.deepEqual([...searchParams.keys()], ["a-cursor"]);
    assert.match(
      await page().driver.executeScript(
        "return document.querySelectorAll('customer-profiles')[1].shadowRoot.querySelector('.summary').textContent;",
      ),
      /^Page 1/,
    );
  });
});
