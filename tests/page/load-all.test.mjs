// @ts-check
// A whole list in the page: loaded, stopped, failed and resumed, scrolled, and exported as CSV and NDJSON.

import assert from "node:assert/strict";
import { it } from "node:test";
import { exported } from "./exported.mjs";
import { inEachBrowser } from "./page.mjs";
import { readCsv } from "./read-csv.mjs";

/** @import { Page } from "./page.mjs" */

const PROFILES = 5300;

/** @param {Page} page */
async function begin(page) {
  await page.open();
  await page.run(
    "element.clientOptions = { maxRetries: 0 }; window.heard = []; for (const name of ['profiles-progress', 'profiles-end', 'profiles-error']) document.addEventListener(name, (event) => window.heard.push([name, event.detail]));",
  );
  await page.reads(".summary", "Page 1");
  await page.click("[name=load-all]");
}

/** @param {Page} page */
function sids(page) {
  const [account] = page.emulator.accounts;
  return [...page.emulator.profilesOf(String(account?.accountSid))].map((profile) => profile["sid"]);
}

inEachBrowser("load all", { profiles: PROFILES }, (page) => {
  it("loads every profile once, in order, and counts them by status", async () => {
    await begin(page());
    await page().reads(".summary", "All loaded: 5300 profiles");
    assert.match(await page().reads(".numbers", "6 pages"), /5300 profiles\s+\d+ a second\s+\d+\.\d s/);
    await page().until(
      "return root.querySelector('.grid').getAttribute('aria-rowcount') === arguments[0];",
      String(PROFILES + 1),
    );
    assert.equal(
      await page().run("return root.querySelector('[role=progressbar]').getAttribute('aria-valuenow');"),
      "100",
    );
    const counts = (await page().texts(".chart .number")).map((text) =>
      Number(/^[\d,]+/.exec(text)?.[0].replaceAll(",", "")),
    );
    assert.equal(counts.length, 6, "the five documented statuses and the one that isn't");
    assert.equal(
      counts.reduce((sum, count) => sum + count),
      PROFILES,
    );
    const { text } = await exported(page(), "ndjson");
    assert.deepEqual(
      text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).sid),
      sids(page()),
    );
    assert.ok(
      page()
        .emulator.requests.slice(-6)
        .every((request) => request.query.includes("PageSize=1000")),
    );
    await page().hasNoFaults();
  });

  it("goes on after a failure where it stopped: nothing twice, nothing left out", async () => {
    page().emulator.fault("status", { status: 500, page: 2 });
    page().emulator.fault("cut-body", { page: 4 });
    await begin(page());
    await page().reads(".summary", "Interrupted: 2000 profiles so far, more may follow");
    await page().reads(".notice", "The API is busy or in trouble");
    assert.match(await page().text(".notice"), /Request id\s+RQ[0-9a-f]{32}/);
    await page().click("[name=main]");
    await page().reads(".summary", "Interrupted: 4000 profiles so far");
    await page().reads(".notice", "the connection broke before the body's end");
    assert.equal(await page().text("[name=main]"), "Resume");
    await page().click("[name=main]");
    await page().reads(".summary", "All loaded: 5300 profiles");
    assert.equal(await page().text(".notice"), "");
    const { text } = await exported(page(), "ndjson");
    assert.deepEqual(
      text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).sid),
      sids(page()),
    );
    const heard = /** @type {[string, { state?: string }][]} */ (
      await page().run("return window.heard.map(([name, detail]) => [name, { state: detail.state }]);")
    );
    assert.deepEqual(
      heard.filter(([name]) => name === "profiles-end").map(([, detail]) => detail.state),
      ["failed", "failed", "complete"],
    );
    await page().hasNoFaults();
  });

  it("stops when it is told to, and goes on", async () => {
    page().emulator.fault("hang", { page: 3 });
    await begin(page());
    await page().reads(".numbers", "3000 profiles");
    assert.match(await page().focused(), /^button main Cancel/);
    await page().press("ENTER");
    await page().reads(".summary", "Stopped: 3000 profiles so far, more may follow");
    assert.match(await page().focused(), /^button main Resume/);
    await page().press("ENTER");
    await page().reads(".summary", "All loaded: 5300 profiles");
    await page().click("[name=back]");
    await page().reads(".summary", "Page 1: 50 profiles");
    assert.equal(await page().text(".load-all"), "");
    await page().hasNoFaults();
  });

  it("doesn't offer to go on where a list turns in a circle", async () => {
    page().emulator.fault("loop", { page: 1 });
    await begin(page());
    await page().reads(".notice", "The list's links lead nowhere");
    assert.equal(await page().text("[name=main]"), "Load again");
    page().emulator.clearFaults();
    await page().click("[name=main]");
    await page().reads(".summary", "All loaded: 5300 profiles");
  });

  it("loads what the filters leave", async () => {
    await page().open("?status=twilio-rejected&size=20");
    await page().reads(".summary", "Page 1: 20 profiles");
    await page().click("[name=load-all]");
    await page().reads(".summary", /All loaded: \d{3} profiles/);
    await page().settled();
    assert.deepEqual(new Set(await page().texts(".body .badge")), new Set(["Rejected"]));
  });

  it("leaves off when other filters are chosen", async () => {
    page().emulator.fault("hang", { page: 2 });
    await begin(page());
    await page().reads(".numbers", "2000 profiles");
    await page().choose("[name=status]", "draft");
    await page().reads(".summary", "Page 1: 50 profiles");
    assert.equal(await page().text(".load-all"), "");
    assert.equal(await page().text(".notice"), "");
    await page().hasNoFaults();
  });

  it("holds but the rows in sight, wherever it is scrolled to", async () => {
    await begin(page());
    await page().reads(".summary", "All loaded");
    const expected = sids(page());
    for (const share of [0, 0.37, 0.9, 1]) {
      await page().run(
        "const grid = root.querySelector('.grid'); grid.scrollTop = grid.scrollHeight * arguments[0];",
        share,
      );
      await page().settled();
      const rows = /** @type {[number, string][]} */ (
        await page().run(
          "return [...root.querySelectorAll('.body .row')].map((row) => [Number(row.dataset.index), row.querySelector('.name .second').textContent]);",
        )
      );
      assert.ok(rows.length < 80, `${rows.length} rows at ${share}`);
      assert.deepEqual(
        rows,
        rows.map(([index]) => [index, expected[index]]),
        `at ${share}`,
      );
      assert.deepEqual(
        rows.map(([index]) => index),
        rows.map(([index]) => index).sort((one, other) => one - other),
        `the rows' order at ${share}`,
      );
      const blank = await page().run(`
        const grid = root.querySelector(".grid").getBoundingClientRect();
        return [0.2, 0.5, 0.9].filter((part) => root.elementFromPoint(grid.left + 60, grid.top + grid.height * part)?.closest(".row") === null).length;`);
      assert.equal(blank, 0, `rows in sight at ${share}`);
    }
  });
});

const odd = [
  "=SUM(A1:A9)",
  "+1 555 0100",
  "-2+3",
  "@cmd",
  "\tTab",
  "\rReturn",
  "＝1+1",
  'Quote " and, comma',
  "Two\r\nlines",
  "",
  " =after white space",
  "Łódź 東京 🚀",
  "'apostrophe",
];

inEachBrowser(
  "the export",
  {
    accounts: [
      {
        profiles: odd.map((friendly_name, index) => ({
          sid: `BU${String(index).padStart(32, "0")}`,
          friendly_name,
          status: "draft",
          date_created: "2024-02-29T23:59:59Z",
          errors: index === 0 ? [{ code: 18601 }] : null,
        })),
      },
    ],
  },
  (page, browser) => {
    it("writes CSV by RFC 4180, in UTF-8 with its mark, and no formula", async () => {
      await page().open();
      await page().reads(".summary", "Page 1: 13 profiles");
      const { text, type, file } = await exported(page(), "csv");
      assert.equal(type, "text/csv");
      assert.match(file, /^customer-profiles-page-1-\d{4}-\d\d-\d\d\.csv$/);
      assert.ok(text.startsWith("\uFEFFsid,accountSid,"));
      const [head = [], ...rows] = readCsv(text.slice(1));
      const name = head.indexOf("friendlyName");
      assert.deepEqual(
        rows.map((row) => row[name]),
        odd.map((value) => (/^[ ]?[=+\-@\t\r＝]/.test(value) ? `'${value}` : value)),
      );
      assert.ok(
        rows.every((row) => row.length === head.length),
        "every row has every field",
      );
      assert.deepEqual(
        rows.map((row) => row[head.indexOf("dateCreated")]),
        odd.map(() => "2024-02-29T23:59:59.000Z"),
      );
      assert.equal(rows[0]?.[head.indexOf("errors")], '[{"code":18601}]');
      await page().reads(
        ".summary",
        /^Exported 13 profiles to customer-profiles-page-1-[\d-]+\.csv: page 1, Status: All$/,
      );
    });

    it("writes NDJSON: a profile a line, as it is", async () => {
      await page().open();
      await page().reads(".summary", "Page 1: 13 profiles");
      const { text, type } = await exported(page(), "ndjson");
      assert.equal(type, "application/x-ndjson");
      const lines = text.split("\n");
      assert.equal(lines.pop(), "");
      assert.deepEqual(
        lines.map((line) => JSON.parse(line).friendlyName),
        odd,
      );
    });

    if (browser === "chromium") {
      it("streams to the disk where the browser lets a page choose a file", async () => {
        await page().open();
        await page().reads(".summary", "Page 1: 13 profiles");
        // The dialog is the system's; a file of the origin's own is written by the same stream.
        await page().run(
          "window.showSaveFilePicker = async () => (await navigator.storage.getDirectory()).getFileHandle('chosen.ndjson', { create: true });",
        );
        await page().click("[name=export-ndjson]");
        await page().reads(".summary", "Exported 13 profiles to chosen.ndjson");
        const text = await page().driver.executeAsyncScript(
          "const done = arguments[0]; navigator.storage.getDirectory().then((folder) => folder.getFileHandle('chosen.ndjson')).then((handle) => handle.getFile()).then((file) => file.text()).then(done);",
        );
        assert.equal(String(text).trimEnd().split("\n").length, 13);
      });

      it("does nothing when the reader chooses no file", async () => {
        await page().open();
        await page().reads(".summary", "Page 1: 13 profiles");
        await page().run("window.showSaveFilePicker = () => Promise.reject(new DOMException('no', 'AbortError'));");
        await page().click("[name=export-csv]");
        await page().until("return root.querySelector('[name=export-csv]').getAttribute('aria-disabled') === 'false';");
        assert.match(await page().text(".summary"), /^Page 1: 13 profiles/);
      });
    }
  },
);
