// @ts-check
// What a reader wants of the profiles that are loaded: a search, an order, what changed, several statuses, counts that filter;
// files that say what they hold; records with an address.

import assert from "node:assert/strict";
import { it } from "node:test";
import { exported } from "./exported.mjs";
import { inEachBrowser } from "./page.mjs";
import { readCsv } from "./read-csv.mjs";

/** @import { Page } from "./page.mjs" */

const PROFILES = 2300;

/** @param {Page} page @returns {Record<string, any>[]} */
function all(page) {
  const [account] = page.emulator.accounts;
  return [...page.emulator.profilesOf(String(account?.accountSid))];
}

inEachBrowser("what is wanted of what is loaded", { profiles: PROFILES }, (page, browser) => {
  const open = async (search = "") => {
    await page().open(search);
    await page().reads(".summary", "Page 1");
    page().emulator.requests.length = 0;
  };
  const loadAll = async (search = "") => {
    await open(search);
    await page().click("[name=load-all]");
    await page().reads(".summary", "All loaded");
    page().emulator.requests.length = 0;
  };
  const requests = () => page().emulator.requests.length;
  const names = () => page().texts(".body .open");
  const address = async () => new URL(await page().driver.getCurrentUrl()).searchParams.toString();
  /** Which of all profiles a search finds, written apart from the element's own. @param {string} part */
  const found = (part) =>
    all(page()).filter((profile) =>
      [profile["friendly_name"], profile["email"], profile["sid"], profile["policy_sid"]].some(
        (value) =>
          typeof value === "string" &&
          value.toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "").includes(part.toLowerCase()),
      ),
    );

  it("searches what is loaded, says of how many it speaks, and loads the rest when it is asked to", async () => {
    await open();
    const part = "angstrom";
    const expected = found(part).length;
    assert.ok(expected > 5 && found(part).every((profile) => !/angstrom/.test(profile["friendly_name"] ?? "")));
    await page().type("[name=search]", part);
    await page().reads(".scope-line", /^\d+ of 50 loaded match(es)?; more may follow$/);
    assert.equal(requests(), 0);
    assert.equal(await address(), `search=${part}`);
    await page().isAccessible("a search of a page");
    await page().click("[name=load-and-search]");
    await page().reads(".scope-line", `${expected} of ${PROFILES} match`);
    for (const name of await names()) assert.match(name, /ngström/);
    assert.equal(
      await page().run("return root.querySelector('.grid').getAttribute('aria-rowcount');"),
      String(expected + 1),
    );
    await page().isAccessible("a search of all");
    await page().click("[name=reset-view]");
    await page().until("return root.querySelector('.scope') === null;");
    assert.equal(await address(), "");
    await page().hasNoFaults();
  });

  it("finds by parts of an e-mail, a SID and a policy too, and says when there is none", async () => {
    await loadAll();
    const profile = all(page()).find(({ email }) => email !== null);
    for (const part of [String(profile?.["email"]).slice(3, 20), String(profile?.["sid"]).slice(4, 24)]) {
      await page().type("[name=search]", part);
      await page().reads(".scope-line", `${found(part).length} of ${PROFILES} match`);
      assert.ok((await page().texts(".body .name .second")).includes(String(profile?.["sid"])), part);
    }
    await page().type("[name=search]", "no such thing");
    await page().reads(".notice", "None of those that are loaded match.");
    assert.equal(requests(), 0);
  });

  it("draws the rows in the same moment as what counts them, also where there were none", async () => {
    await open();
    await page().type("[name=search]", "no such thing");
    await page().reads(".notice", "None of those that are loaded match.");
    await page().settled();
    const drawn = await page().run(
      "element.search = ''; return element.updateComplete.then(() => root.querySelectorAll('.body .row').length);",
    );
    assert.ok(drawn > 5, `${drawn} rows`);
  });

  it("sorts by any column, both ways and back, and names nothing a sort of the API's", async () => {
    await open();
    await page().click(".head .name .sort");
    await page().reads(".scope-line", "Sorted within the 50 that are loaded; more may follow");
    assert.equal(await address(), "sort=friendlyName");
    await page().click("[name=load-and-search]");
    await page().reads(".summary", `All loaded: ${PROFILES} profiles`);
    await page().until("return root.querySelector('.scope') === null;");
    await page().settled();
    const collator = new Intl.Collator("en");
    for (const [column, wire] of Object.entries({
      name: "friendly_name",
      status: "status",
      policy: "policy_sid",
      email: "email",
      validUntil: "valid_until",
      created: "date_created",
      updated: "date_updated",
    })) {
      for (const direction of ["ascending", "descending"]) {
        if ((await page().run("return root.querySelector(`.head .${arguments[0]}`).ariaSort;", column)) !== direction)
          await page().click(`.head .${column} .sort`);
        await page().until(
          "return root.querySelector(`.head .${arguments[0]}`).ariaSort === arguments[1];",
          column,
          direction,
        );
        await page().until("return root.querySelector('.scope') === null;");
        await page().settled();
        const shown = await page().texts(".body .name .second");
        const bySid = new Map(all(page()).map((profile) => [profile["sid"], profile[wire]]));
        const values = shown.slice(0, 10).map((sid) => bySid.get(sid) ?? null);
        const order = ["draft", "pending-review", "in-review", "twilio-rejected", "twilio-approved"];
        for (let index = 1; index < values.length; index += 1) {
          const [one, other] = [values[index - 1], values[index]];
          if (other === null) continue; // last, whichever way
          assert.notEqual(one, null, `${column}, ${direction}: ${values}`);
          const difference =
            wire === "status"
              ? order.indexOf(one) - order.indexOf(other)
              : wire.startsWith("date") || wire === "valid_until"
                ? Date.parse(one) - Date.parse(other)
                : collator.compare(one, other);
          assert.ok(
            direction === "ascending" ? difference <= 0 : difference >= 0,
            `${column}, ${direction}: ${values}`,
          );
        }
      }
      await page().click(`.head .${column} .sort`);
      await page().until("return root.querySelector(`.head .${arguments[0]}`).ariaSort === 'none';", column);
    }
    assert.deepEqual(
      (await page().texts(".body .name .second")).slice(0, 5),
      all(page())
        .slice(0, 5)
        .map(({ sid }) => sid),
      "as the API lists them",
    );
    await page().hasNoFaults();
  });

  it("loads several statuses as a list each, merged, and says so", async () => {
    await open();
    await page().choose("[name=status]", "pending-review,in-review");
    const expected = all(page()).filter(({ status }) => status === "pending-review" || status === "in-review");
    await page().reads(".summary", `All loaded: ${expected.length} profiles`);
    await page().reads(".load-all", "One list for each status, merged by SID");
    assert.deepEqual(
      page().emulator.requests.map(({ query }) => new URLSearchParams(query).get("Status")),
      ["pending-review", "in-review"],
    );
    assert.equal(await address(), "status=pending-review%2Cin-review");
    assert.deepEqual(await page().run("return element.filters.status;"), ["pending-review", "in-review"]);
    await page().isAccessible("several statuses");
    await page().driver.navigate().refresh();
    await page().reads(".summary", `All loaded: ${expected.length} profiles`);
    await page().driver.navigate().back();
    await page().reads(".summary", "Page 1: 50 profiles");
  });

  it("shows a profile that moves from one list to another meanwhile once, with its later status", async () => {
    await open();
    await page().run(`
      let moved;
      element.clientOptions = { fetch: async (url, init) => {
        const response = await fetch(url, init);
        const body = await response.json();
        if (url.includes("Status=pending-review")) moved = body.results[0];
        if (url.includes("Status=in-review")) body.results.unshift({ ...moved, status: "in-review" });
        return Response.json(body);
      } };
      element.filters = { status: ["pending-review", "in-review"] };`);
    const [pending, reviewed] = ["pending-review", "in-review"].map(
      (status) => all(page()).filter((profile) => profile["status"] === status).length,
    );
    const [before = 0, after = 0] = [pending, reviewed];
    await page().reads(".summary", `All loaded: ${before + after} profiles`);
    await page().reads(".chart", new RegExp(`${before - 1} \\([^]*${after + 1} \\(`));
    assert.equal(
      await page().run("return new Set(element.profiles.map(({ sid }) => sid)).size;"),
      before + after,
      "each SID once",
    );
    await page().run("element.clientOptions = {};");
  });

  it("shows what changed since a day, with its age", async () => {
    await loadAll();
    const times = all(page())
      .map((profile) => Date.parse(profile["date_updated"] ?? ""))
      .filter((time) => !Number.isNaN(time))
      .sort((one, other) => other - one);
    const day = new Date(Number(times[300])).toISOString().slice(0, 10);
    await page().choose("[name=since]", "day");
    await page().until("return root.querySelector('[name=since-day]') !== null;");
    await page().run(
      `const field = root.querySelector("[name=since-day]");
      field.value = arguments[0];
      field.dispatchEvent(new Event("change", { bubbles: true }));`,
      day,
    );
    const from = await page().run("return new Date(arguments[0] + 'T00:00').getTime();", day);
    const expected = times.filter((time) => time >= from).length;
    assert.ok(expected > 250 && expected < PROFILES);
    await page().reads(".scope-line", `${expected} of ${PROFILES} match`);
    assert.equal(await address(), `since=${day}`);
    for (const age of await page().texts(".body .updated .second")) assert.match(age, /\d|last|yesterday/);
    assert.equal(requests(), 0);
  });

  it("offers any statuses together, by the pointer and by the keyboard, and asks for nothing before they are applied", async () => {
    const count = (/** @type {string[]} */ ...statuses) =>
      all(page()).filter(({ status }) => statuses.includes(status)).length;
    const selected = () => page().run("return root.querySelector('[name=status]').selectedOptions[0].textContent;");
    /** @returns {Promise<[string, boolean][]>} */
    const boxes = () =>
      page().run("return [...root.querySelectorAll('[name=statuses]')].map(({ value, checked }) => [value, checked]);");
    await open();
    await page().choose("[name=status]", "several");
    await page().reads(".statuses", "Each is loaded whole");
    assert.deepEqual(
      await boxes(),
      ["draft", "pending-review", "in-review", "twilio-rejected", "twilio-approved"].map((status) => [status, false]),
    );
    await page().isAccessible("a box for each status");
    await page().click("[name=statuses][value=twilio-rejected]");
    await page().click("[name=statuses][value=draft]");
    assert.equal(requests(), 0);
    await page().click("[name=apply]");
    await page().reads(".summary", `All loaded: ${count("draft", "twilio-rejected")} profiles`);
    assert.deepEqual(
      page().emulator.requests.map(({ query }) => new URLSearchParams(query).get("Status")),
      ["draft", "twilio-rejected"],
    );
    assert.equal(await address(), "status=draft%2Ctwilio-rejected");
    assert.equal(await selected(), "Draft, Rejected");
    assert.deepEqual(await boxes(), []);

    // By the keyboard alone, from what is chosen to three of them.
    await page().choose("[name=status]", "several");
    await page().reads(".statuses", "Several statuses");
    assert.deepEqual(
      (await boxes()).flatMap((/** @type {[string, boolean]} */ [status, checked]) => (checked ? [status] : [])),
      ["draft", "twilio-rejected"],
    );
    await page().run("root.querySelector('[name=status]').focus();");
    await page().press("TAB", "TAB", "SPACE", "ENTER");
    const three = count("draft", "pending-review", "twilio-rejected");
    await page().reads(".summary", `All loaded: ${three} profiles`);
    assert.equal(await selected(), "Draft, Pending review, Rejected");
    assert.match(await page().focused(), /^p /, "the keyboard goes on where it is said what came");

    // One of them is pages again, the two under review are their own choice, and none is all.
    for (const [add, remove, label] of /** @type {const} */ ([
      [[], ["pending-review", "twilio-rejected"], "Draft"],
      [["pending-review", "in-review"], ["draft"], "Under review (both)"],
      [[], ["pending-review", "in-review"], "All"],
    ])) {
      await page().choose("[name=status]", "several");
      await page().reads(".statuses", "Several statuses");
      for (const status of [...add, ...remove]) await page().click(`[name=statuses][value=${status}]`);
      await page().click("[name=apply]");
      await page().until("return root.querySelector('.statuses') === null;");
      assert.equal(await selected(), label);
    }
    await page().reads(".summary", "Page 1: 50 profiles");

    // Another choice folds the boxes.
    await page().choose("[name=status]", "several");
    await page().reads(".statuses", "Several statuses");
    await page().run("document.documentElement.lang = 'de';");
    await page().reads(".statuses", "Mehrere Status");
    await page().run("document.documentElement.lang = 'es';");
    await page().reads(".statuses", "Varios estados");
    await page().run("document.documentElement.lang = 'en';");
    await page().choose("[name=status]", "draft");
    await page().until("return root.querySelector('.statuses') === null;");
    await page().reads(".summary", /^Page 1: 50/);
    await page().hasNoFaults();
  });

  it("asks for nothing when the keyboard comes to a choice of several, and waits there", async () => {
    if (browser === "webkit") return; // its driver opens the system's own list
    await open();
    await page().run("root.querySelector('[name=status]').focus();");
    await page().press("END");
    await page().reads(".statuses", "Several statuses");
    await page().run("root.querySelector('[name=search]').focus();");
    await page().settled();
    assert.equal(requests(), 0);
    assert.equal(await page().run("return root.querySelector('[name=status]').value;"), "several");
  });

  it("counts by status at least, then exactly, and each count filters without a request", async () => {
    await open();
    page().emulator.fault("hang", { page: 2 });
    await page().click("[name=load-all]");
    await page().reads(".chart", /at least \d+/);
    assert.equal(await page().run("return root.querySelectorAll('.choice').length;"), 0);
    await page().click("[name=main]");
    await page().reads(".summary", "Stopped");
    page().emulator.clearFaults();
    await page().click("[name=main]");
    await page().reads(".summary", "All loaded");
    page().emulator.requests.length = 0;
    const count = (/** @type {string[]} */ ...statuses) =>
      all(page()).filter(({ status }) => statuses.includes(status)).length;
    const rows = () => page().run("return root.querySelector('.grid').getAttribute('aria-rowcount') - 1;");
    await page().click("[data-choice=twilio-rejected]");
    await page().reads(".scope-line", `${count("twilio-rejected")} of ${PROFILES} match`);
    assert.equal(await rows(), count("twilio-rejected"));
    assert.equal(await address(), "status=twilio-rejected");
    await page().click("[data-choice=draft]");
    await page().reads(".scope-line", `${count("twilio-rejected", "draft")} of ${PROFILES} match`);
    await page().isAccessible("a list that is narrowed to statuses");
    await page().click("[data-choice=draft]");
    await page().click("[data-choice=twilio-rejected]");
    await page().until("return root.querySelector('.scope') === null;");
    assert.equal(await rows(), PROFILES);
    assert.equal(requests(), 0);
  });

  it("asks once for a status that is chosen by arrow keys", async () => {
    if (browser === "webkit") return; // its driver opens the system's own list
    await open();
    await page().run("root.querySelector('[name=status]').focus();");
    await page().press("ARROW_DOWN", "ARROW_DOWN", "ARROW_DOWN");
    const chosen = await page().run("return root.querySelector('[name=status]').value;");
    await page().until("return element.state === 'page' && element.filters.status?.[0] === arguments[0];", chosen);
    assert.equal(requests(), 1);
  });

  it("exports what is shown, names it, and is off while a list loads", async () => {
    await open("?status=twilio-rejected");
    page().emulator.fault("hang", { times: 1 });
    await page().choose("[name=status]", "draft");
    for (const name of ["export-csv", "export-ndjson", "export-all"]) {
      assert.equal(
        await page().run(
          "return root.querySelector(`[name=${arguments[0]}]`).ariaDisabled ?? root.querySelector(`[name=${arguments[0]}]`).getAttribute('aria-disabled');",
          name,
        ),
        "true",
        name,
      );
    }
    page().emulator.clearFaults();
    await page().run("return element.reload();");
    await page().reads(".summary", "Page 1: 50 profiles");
    const some = await exported(page(), "csv");
    assert.match(some.file, /^customer-profiles-draft-page-1-\d{4}-\d\d-\d\d\.csv$/);
    await page().reads(".summary", /^Exported 50 profiles to \S+: page 1, Status: Draft$/);

    await page().choose("[name=status]", "twilio-rejected");
    await page().reads(".summary", "Page 1: 50 profiles");
    // All is all, whatever is searched for, and no order keeps the file from having the last pages.
    await page().run("element.search = 'a'; element.sort = { by: 'friendlyName' }; window.taken = undefined;");
    await page().reads(".scope-line", /^\d+ of 50 loaded match/);
    await page().click("[name=export-all]");
    await page().until("return window.taken !== undefined;");
    const { text, file } = await page().run("return window.taken;");
    assert.match(file, /^customer-profiles-rejected-all-\d{4}-\d\d-\d\d\.csv$/);
    const rejected = all(page()).filter(({ status }) => status === "twilio-rejected");
    await page().reads(".summary", new RegExp(`^Exported ${rejected.length} profiles to \\S+: all, Status: Rejected$`));
    const [head = [], ...rows] = readCsv(text.slice(1));
    assert.equal(rows.length, rejected.length);
    const [reasons, errors] = ["reasons", "errors"].map((name) => head.indexOf(name));
    for (const row of rows) {
      for (const { code } of JSON.parse(row[Number(errors)] || "[]")) {
        assert.match(String(row[Number(reasons)]), new RegExp(`${code}: [A-Z]\\w+`), "in words");
      }
    }
    await page().type("[name=search]", "a");
    await page().reads(".scope-line", "match");
    assert.match((await exported(page(), "ndjson")).file, /^customer-profiles-rejected-selection-/);
  });

  it("opens a record under an address, steps through the rows, and gives back the title", async () => {
    await open("?size=20");
    const sids = all(page()).map(({ sid }) => sid);
    await page().click(".row[data-index='2'] .open");
    await page().reads(".record", sids[2]);
    assert.equal(await address(), `size=20&record=${sids[2]}`);
    const [title, name] = await page().run("return [document.title, root.querySelector('.record h2').textContent];");
    assert.equal(title, `${name} – Customer profiles`);
    await page().click("[name=next-record]");
    await page().reads(".record", sids[3]);
    await page().press("ARROW_RIGHT");
    await page().reads(".record", sids[4]);
    await page().press("ARROW_LEFT");
    await page().reads(".record", sids[3]);
    assert.equal(await page().text(".record-place"), "4 of 20");
    await page().driver.navigate().back();
    await page().until("return !root.querySelector('dialog').open;");
    assert.equal(await page().driver.getTitle(), "Customer profiles");
    assert.equal(await address(), "size=20");
    assert.equal(requests(), 0);

    await page().open(`?size=20&record=${sids[3]}`);
    await page().reads(".record", sids[3]);
    await page().press("ESCAPE");
    await page().until("return !root.querySelector('dialog').open;");
    await page().reads(".summary", "Page 1: 20 profiles");
    assert.equal(await address(), "size=20");
  });

  it("keeps the place that was scrolled to on the way back", async () => {
    await open("?size=100");
    await page().run("root.querySelector('.grid').scrollTop = 900;");
    await page().settled();
    await page().click("[name=next]");
    await page().reads(".summary", "Page 2");
    assert.equal(await page().run("return root.querySelector('.grid').scrollTop;"), 0);
    await page().driver.navigate().back();
    await page().reads(".summary", "Page 1");
    await page().until("return root.querySelector('.grid').scrollTop === 900;");
  });

  it("says when it was loaded, loads anew, and counts a wait down that can be cut short", async () => {
    await open();
    await page().reads(".as-of", /^as of \d{1,2}:\d\d [AP]M$/);
    await page().click("[name=reload]");
    await page().until("return element.state === 'page';");
    assert.equal(requests(), 1);
    page().emulator.fault("status", { status: 503, headers: { "Retry-After": "30" } });
    await page().click("[name=reload]");
    const first = await page().reads(".summary", /trying again in [\d.]+ s/);
    await page().until(
      "return !root.querySelector('.summary').innerText.startsWith(arguments[0]);",
      first.split("\n")[0],
    );
    await page().isAccessible("a wait");
    await page().click("[name=now]");
    await page().reads(".summary", "Page 1: 50 profiles");

    // A record waits in its own dialog, and whoever closes that waits no more.
    const sid = all(page()).at(-1)?.["sid"];
    for (const end of ["now", "close"]) {
      page().emulator.fault("status", { status: 503, headers: { "Retry-After": "30" } });
      await page().run("void element.open(arguments[0]);", sid);
      await page().reads(".record", /trying again in [\d.]+ s/);
      await page().isAccessible("a record's wait");
      if (end === "now") {
        await page().click("[name=now-record]");
        await page().reads(".record", sid);
      }
      await page().press("ESCAPE");
      await page().until("return !root.querySelector('dialog').open && root.querySelector('[name=now]') === null;");
      await page().reads(".summary", "Page 1: 50 profiles");
    }
  });
});
