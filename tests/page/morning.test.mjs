// @ts-check
// The morning of somebody in operations, over 40,000 profiles: what changed since yesterday, what is stuck, one business by part
// of its name, the rejected as CSV with reasons, a link opened elsewhere.

import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { generatedProfiles } from "../../cli/emulator/generated-profiles.mjs";
import { root } from "../../scripts/tools.mjs";
import { startPages } from "../consumers/pages.mjs";
import { exported } from "./exported.mjs";
import { inEachBrowser } from "./page.mjs";
import { readCsv } from "./read-csv.mjs";

const PROFILES = 40_000;
const accountSid = `AC${"0123456789abcdef".repeat(2)}`;
const generated = generatedProfiles({ accountSid, seed: 1, count: PROFILES, plain: true });

/** At noon, so that no time zone makes it another day. */
const noon = new Date().setHours(12, 0, 0, 0);
const DAY = 86_400_000;
const at = (/** @type {number} */ days) => new Date(noon - days * DAY).toISOString().replace(".000", "");

/** Changed yesterday, last week, or before; one business among them. @type {Record<string, any>[]} */
const profiles = Array.from({ length: PROFILES }, (_, index) => {
  const profile = /** @type {Record<string, any>} */ (generated.at(index));
  const days = index % 997 === 0 ? 1 : index % 101 === 0 ? 5 : 30 + (index % 400);
  return {
    ...profile,
    date_updated: at(days),
    ...(index === 31_337 && {
      friendly_name: "Brücke & Söhne Logistik GmbH",
      status: "twilio-rejected",
      errors: [{ code: 18601 }, { code: 18603 }],
    }),
  };
});
const count = (/** @type {(profile: Record<string, any>) => boolean} */ holds) => profiles.filter(holds).length;
const grouped = (/** @type {number} */ number) => new RegExp(String(number));

inEachBrowser("the morning", { accounts: [{ accountSid, profiles }] }, (page) => {
  /** The element's one file, in a page of somebody's own. @type {Awaited<ReturnType<typeof startPages>>} */
  let pages;
  before(async () => {
    const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Morning</title><link rel="icon" href="data:,">
      <script type="module" src="/pkg/element.standalone.js"></script>
      <main><customer-profiles base-url="/twilio" url-state></customer-profiles></main></html>`;
    pages = await startPages({ emulator: page().emulator, files: { "/index.html": html }, root });
  });
  after(() => pages.close());

  const requests = () => page().emulator.requests.length;
  const rows = () => page().run("return Number(root.querySelector('.grid').getAttribute('aria-rowcount')) - 1;");
  const names = () => page().texts(".body .open");

  it("is answered by one load of the list, in searches, orders and a file", async () => {
    await page().driver.get(`${pages.url}/index.html`);
    await page().driver.wait(() => page().run("return root !== undefined;"), 20_000);
    await page().reads(".summary", "Page 1: 50 profiles, more follow");

    // What changed since yesterday? The page alone can't say: it says so, and offers to load the rest.
    await page().choose("[name=since]", "yesterday");
    await page().reads(".scope-line", /^\d+ of 50 loaded match(es)?; more may follow$/);
    await page().click("[name=load-and-search]");
    const changed = count(({ date_updated: at }) => Date.parse(at) >= noon - 1.5 * DAY);
    assert.ok(changed > 20 && changed < 100);
    await page().reads(".summary", `All loaded: ${PROFILES} profiles`);
    await page().reads(".scope-line", new RegExp(`^${changed} of ${PROFILES} match$`));
    assert.equal(await rows(), changed);
    const ages = await page().texts(".body .updated .second");
    assert.deepEqual(
      [...new Set(ages)].length <= 2 && ages.every((age) => /ago|yesterday/.test(age)),
      true,
      String(ages),
    );
    // The first page, and 40 of a thousand.
    assert.equal(requests(), 1 + PROFILES / 1000);

    // Which of these were rejected, and why?
    await page().click("[data-choice=twilio-rejected]");
    const rejected = count(
      (profile) => Date.parse(profile["date_updated"]) >= noon - 1.5 * DAY && profile["status"] === "twilio-rejected",
    );
    await page().reads(".scope-line", new RegExp(`^${rejected} of`));
    for (const reason of await page().texts(".body .reason"))
      assert.match(reason, /^(\d{5}: [A-Z]|Twilio gave no reason)/);

    // What is stuck? What Twilio looks at, by its age.
    await page().choose("[name=since]", "");
    await page().choose("[name=status]", "pending-review,in-review");
    const stuck = count(({ status }) => status === "pending-review" || status === "in-review");
    await page().reads(".scope-line", grouped(stuck));
    await page().click(".head .updated .sort");
    await page().until("return root.querySelector('.head .updated').ariaSort === 'ascending';");
    await page().until("return !root.querySelector('.scope-line')?.textContent.startsWith('Looking');");
    await page().settled();
    const oldest = await page().run("return root.querySelector('[data-index=\"0\"] .updated time').dateTime;");
    const expected = Math.min(
      ...profiles
        .filter(({ status }) => status === "pending-review" || status === "in-review")
        .map(({ date_updated: at }) => Date.parse(at)),
    );
    assert.equal(Date.parse(oldest), expected);
    assert.equal(await rows(), stuck);

    // One business, by part of its name.
    await page().click("[name=reset-view]");
    await page().type("[name=search]", "brucke & sohne");
    await page().reads(".scope-line", new RegExp(`^1 of ${PROFILES} matches$`));
    assert.deepEqual(await names(), ["Brücke & Söhne Logistik GmbH"]);
    await page().click("[data-index='0'] .open");
    await page().reads(".record .rejections", "18603 The address couldn't be verified");
    const link = await page().driver.getCurrentUrl();
    await page().press("ESCAPE");
    await page().until("return !root.querySelector('dialog').open;");

    // All that are rejected, with reasons in words.
    await page().click("[name=reset-view]");
    await page().choose("[name=status]", "twilio-rejected");
    const all = profiles.filter(({ status }) => status === "twilio-rejected");
    await page().reads(".scope-line", new RegExp(`^${all.length} of ${PROFILES} match$`));
    const { text, file } = await exported(page(), "csv");
    assert.match(file, /^customer-profiles-rejected-all-/);
    const [head = [], ...lines] = readCsv(text.slice(1));
    const [sid, reasons, errors] = ["sid", "reasons", "errors"].map((name) => head.indexOf(name));
    assert.deepEqual(lines.map((line) => line[Number(sid)]).sort(), all.map((profile) => profile["sid"]).sort());
    for (const line of lines) {
      const codes = JSON.parse(line[Number(errors)] || "[]").map((/** @type {{ code: number }} */ { code }) => code);
      const words = line[Number(reasons)] ?? "";
      if (codes.length === 0) assert.equal(words, "Twilio gave no reason.");
      for (const code of codes) assert.match(words, new RegExp(`${code}: [A-Z]\\w+ \\w+`));
    }

    // All of that asked for nothing more.
    assert.equal(requests(), 1 + PROFILES / 1000);

    // A colleague opens the link, in a browser that has loaded nothing.
    page().emulator.requests.length = 0;
    await page().driver.get("about:blank");
    await page().driver.get(link);
    await page().reads(".record", "Brücke & Söhne Logistik GmbH");
    await page().reads(".record .rejections", "18601 The link between the business name and the website");
    assert.match(await page().driver.getTitle(), /^Brücke & Söhne Logistik GmbH – /);
    assert.deepEqual(
      page()
        .emulator.requests.map(({ path }) => path)
        .map((path) => /BU[0-9a-f]{32}$/.test(path)),
      [false, true],
      "a page, and the profile by its SID",
    );
    await page().press("ESCAPE");
    await page().hasNoFaults();
  });
});
