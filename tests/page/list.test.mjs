// @ts-check
// The page lists, turns pages and filters, and the address bar says where it is.

import assert from "node:assert/strict";
import { it } from "node:test";
import { inEachBrowser } from "./page.mjs";

/** @import { Emulator } from "../../cli/emulator/emulator.mjs" */

const PROFILES = 230;

/** @param {Emulator} emulator */
function all(emulator) {
  const account = /** @type {Emulator["accounts"][number]} */ (emulator.accounts[0]);
  return [...emulator.profilesOf(account.accountSid)];
}

inEachBrowser("the list", { profiles: PROFILES }, (page) => {
  const sids = () => page().texts(".body .name .second");

  it("shows the first page in its order, with every row's facts", async () => {
    await page().open();
    assert.match(await page().reads(".summary", "Page 1"), /^Page 1: 50 profiles, more follow/);
    const expected = all(page().emulator).slice(0, 50);
    const shown = await sids();
    assert.ok(shown.length >= 10, `${shown.length} rows`);
    assert.deepEqual(
      shown,
      expected.slice(0, shown.length).map((profile) => profile["sid"]),
    );
    assert.equal(await page().run("return root.querySelector('.grid').getAttribute('aria-rowcount');"), "51");
    const [time] = await page().run(
      "return [...root.querySelectorAll('.row[data-index=\"0\"] .created time')].map((found) => [found.dateTime, found.title]);",
    );
    assert.equal(time[0], new Date(String(expected[0]?.["date_created"])).toISOString());
    assert.ok(time[1].startsWith(time[0]), `the tooltip holds the exact instant: ${time[1]}`);
    await page().isAccessible("the loaded list");
    await page().screenshot("loaded");
    await page().hasNoFaults();
  });

  it("turns pages, and the address bar follows: reload, back and a shared link", async () => {
    await page().open("?size=100&other=kept");
    await page().reads(".summary", "Page 1: 100 profiles");
    await page().click("[name=next]");
    await page().reads(".summary", "Page 2: 100 profiles, more follow");
    await page().click("[name=next]");
    await page().reads(".summary", "Page 3: 30 profiles, the last page");
    assert.equal(await page().run("return root.querySelector('[name=next]').getAttribute('aria-disabled');"), "true");
    const [third] = await sids();
    assert.equal(third, all(page().emulator)[200]?.["sid"]);
    const shared = await page().driver.getCurrentUrl();
    assert.equal(new URL(shared).searchParams.get("other"), "kept");

    await page().driver.navigate().refresh();
    await page().reads(".summary", "Page 3: 30 profiles");
    await page().driver.navigate().back();
    await page().reads(".summary", "Page 2: 100 profiles");
    await page().driver.navigate().back();
    await page().reads(".summary", "Page 1: 100 profiles");
    await page().driver.navigate().forward();
    await page().reads(".summary", "Page 2: 100 profiles");
    await page().click("[name=previous]");
    await page().reads(".summary", "Page 1: 100 profiles");
    await page().driver.get(shared);
    await page().reads(".summary", "Page 3: 30 profiles");
    assert.equal((await sids())[0], third);
  });

  it("loads nothing anew when the page's own links change the address", async () => {
    await page().open("?size=100");
    await page().reads(".summary", "Page 1: 100 profiles");
    await page().click("[name=load-all]");
    await page().reads(".summary", `All loaded: ${PROFILES} profiles`);
    page().emulator.requests.length = 0;
    await page().run("location.hash = 'elsewhere'; return new Promise((resolve) => setTimeout(resolve, 200));");
    await page().reads(".summary", `All loaded: ${PROFILES} profiles`);
    assert.deepEqual(page().emulator.requests, []);
  });

  it("filters by status, name and policy, together, and keeps them in the address bar", async () => {
    await page().open();
    await page().reads(".summary", "Page 1");
    await page().choose("[name=status]", "twilio-rejected");
    const rejected = all(page().emulator).filter((profile) => profile["status"] === "twilio-rejected");
    await page().reads(".summary", `Page 1: ${rejected.length} profiles, the last page`);
    assert.deepEqual(new Set(await page().texts(".body .badge")), new Set(["Rejected"]));
    const reasons = await page().texts(".body .reason");
    assert.ok(
      reasons.some((reason) => /^1860[126]: \w/.test(reason)),
      `codes with what they mean: ${reasons}`,
    );

    const chosen = rejected[3];
    await page().type("[name=friendlyName]", String(chosen?.["friendly_name"]));
    await page().type("[name=policySid]", String(chosen?.["policy_sid"]));
    await page().click("[name=apply]");
    await page().reads(".summary", /^Page 1: \d profiles?, the last page/);
    assert.ok((await sids()).includes(String(chosen?.["sid"])));

    await page().driver.navigate().refresh();
    await page().reads(".summary", /^Page 1: \d profiles?, the last page/);
    assert.equal(await (await page().find("[name=friendlyName]")).getAttribute("value"), chosen?.["friendly_name"]);
    await page().click("[name=clear]");
    await page().reads(".summary", "Page 1: 50 profiles");
    assert.equal(new URL(await page().driver.getCurrentUrl()).search, "");
  });

  it("says what is wrong with a filter as it is typed, by the package's rules, and sends nothing", async () => {
    await page().open();
    await page().reads(".summary", "Page 1");
    page().emulator.requests.length = 0;
    await page().type("[name=policySid]", "RN12");
    await page().reads("#problem-policySid", "Check the policy SID: RN and 32 hexadecimal digits");
    await page().press("ENTER");
    assert.match(await page().focused(), /^input policySid/);
    await page().isAccessible("a wrong filter");
    assert.equal(page().emulator.requests.length, 0);
    await page().type("[name=policySid]", `RN${"0".repeat(32)}`);
    assert.equal(await page().text("#problem-policySid"), "");
  });

  for (const [search, selector, expected] of /** @type {const} */ ([
    ["?policy=RN1", "#problem-policySid", "Check the policy SID: RN and 32 hexadecimal digits"],
    ["?status=approved", "#problem-status", "Check the status"],
    ["?size=5000", "#problem-pageSize", "Check the page size: a whole number from 1 to 1000"],
    ["?size=many", "#problem-pageSize", "Check the page size: a whole number from 1 to 1000"],
    ["?cursor=nonsense", ".notice", "This link is broken or out of date"],
  ])) {
    it(`refuses a link with ${search}, and says why`, async () => {
      await page().open(search);
      await page().reads(selector, expected);
      assert.deepEqual(page().emulator.requests, [], search);
    });
  }

  it("leads from a broken link to the first page", async () => {
    await page().open("?size=20&cursor=nonsense");
    await page().reads(".notice", "This can't be requested");
    await page().click(".notice button");
    await page().reads(".summary", "Page 1: 20 profiles");
    await page().hasNoFaults();
  });

  it("takes an empty page for what it is, and no end", async () => {
    page().emulator.fault("empty-page", { page: 1 });
    await page().open("?size=100");
    await page().reads(".summary", "Page 1: 100 profiles, more follow");
    await page().click("[name=next]");
    await page().reads(".notice", "This page is empty, but more follow.");
    await page().click("[name=next]");
    await page().reads(".summary", "Page 3: 100 profiles, more follow");
    assert.equal((await sids())[0], all(page().emulator)[100]?.["sid"]);
  });

  it("counts no match in another filter's rows, or in none, while this one's are on their way", async () => {
    await page().open("?search=a");
    await page().reads(".scope-line", "of 50 loaded match");
    page().emulator.fault("hang", { times: Infinity });
    await page().choose("[name=status]", "draft");
    await page().reads(".scope-line", "Looking…");
    await page().click("[name=load-all]");
    await page().reads(".summary", "Loading all profiles…");
    assert.equal(await page().text(".scope-line"), "Looking…");
  });

  it("shows no count as chosen by a search, and leaves the counts in their place where that finds nothing", async () => {
    await page().open("?status=draft,in-review&search=a");
    await page().reads(".scope-line", /^[1-9]\d* of \d+ match/);
    const pressed = () => page().run("return root.querySelectorAll('.choice[aria-pressed=true]').length;");
    assert.equal(await pressed(), 0);
    const top = () => page().run("return Math.round(root.querySelector('.chart').getBoundingClientRect().top);");
    const before = await top();
    await page().type("[name=search]", "no such thing");
    await page().reads(".notice", "None of those that are loaded match.");
    assert.equal(await top(), before);
    await page().click("[data-choice=draft]");
    await page().until("return root.querySelectorAll('.choice[aria-pressed=true]').length === 1;");
  });

  it("takes the field of a day away where a host applies what was chosen, too", async () => {
    await page().open();
    await page().reads(".summary", "Page 1");
    await page().run(`
      element.addEventListener("profiles-filter", (event) => {
        event.preventDefault();
        element.updatedSince = event.detail.updatedSince;
      });`);
    await page().choose("[name=since]", "day");
    await page().until("return root.querySelector('[name=since-day]') !== null;");
    await page().choose("[name=since]", "");
    await page().until("return root.querySelector('[name=since-day]') === null;");
  });

  it("holds one request for each page that is looked at", async () => {
    await page().open("?size=100");
    await page().reads(".summary", "Page 1");
    await page().click("[name=next]");
    await page().reads(".summary", "Page 2");
    assert.equal(page().emulator.requests.length, 2);
  });
});
