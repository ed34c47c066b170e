// @ts-check
// Odd profiles drawn, opened and exported: the emulator's, each with something that the API doesn't promise.

import assert from "node:assert/strict";
import { it } from "node:test";
import { jsonText } from "../../cli/emulator/json-text.mjs";
import { ODD_TURNS } from "../../cli/emulator/odd-profiles.mjs";
import { exported } from "./exported.mjs";
import { inEachBrowser } from "./page.mjs";
import { cellsOf, readCsv } from "./read-csv.mjs";

/** @import { Page } from "./page.mjs" */

/** Each odd value in its turn; what else a profile holds is drawn from the seed: another ODD_SEED tries other pairs. */
const PROFILES = ODD_TURNS + 10;
const SEED = Number(process.env.ODD_SEED ?? 1);

/** Halves of surrogate pairs replaced, as the package does. */
const wellFormed = (/** @type {string} */ text) => Buffer.from(text).toString();

/** What a spreadsheet takes for a formula, once white space, quotes and what isn't seen are away. */
const FORMULA = /^[\s\p{Cc}\p{Cf}"]*[=+\-@＝＋－＠]/u;

/** What no reader may see: an object, a function or nothing where a value should stand. */
const MISREAD = String.raw`/\[object |native code|function|undefined|NaN|Invalid Date/`;

/**
 * What a row and its record say, and what is wrong with them.
 * @typedef {{ sid: string, name: string, status: string, title: string, fields: number, wrong: string[] }} Drawn
 */

/** How many rows one script scrolls through: a driver waits half a minute for it. */
const ROWS_A_SCRIPT = 50;

/**
 * The rows from one on, each scrolled to, with their records opened.
 * @param {Page} page
 * @param {number} from
 * @returns {Promise<Drawn[]>}
 */
async function drawn(page, from) {
  const rows = await page.driver.executeAsyncScript(
    `
    const [from, end, done] = arguments;
    const root = document.querySelector("customer-profiles").shadowRoot;
    const grid = root.querySelector(".grid"), dialog = root.querySelector("dialog");
    const rowHeight = root.querySelector(".probe").offsetHeight;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const wrongIn = (element) => {
      const wrong = [];
      for (const part of [element, ...element.querySelectorAll("*")]) {
        for (const { name, value } of part.attributes) {
          if (${MISREAD}.test(value)) wrong.push(part.localName + "." + name + " " + value.slice(0, 100));
        }
        if (/^(script|img|b|iframe)$/.test(part.localName)) wrong.push("markup: " + part.outerHTML.slice(0, 100));
        const href = part.getAttribute("href");
        if (href !== null &&
          !/^https:\\/\\/www\\.twilio\\.com\\/docs\\/api\\/errors\\/[1-9]\\d*$/.test(href)) wrong.push("link: " + href);
      }
      const text = element.textContent, misread = ${MISREAD}.exec(text);
      if (misread !== null) wrong.push(text.slice(Math.max(0, misread.index - 50), misread.index + 50));
      return wrong;
    };
    (async () => {
      const rows = [];
      for (let index = from; index < end; index += 1) {
        let row = null;
        for (let frames = 0; row === null && frames < 100; frames += 1) {
          row = root.querySelector(".row[data-index='" + index + "']");
          // A record that was closed gives its row the focus back, and with it the row's place.
          if (row === null) grid.scrollTop = index * rowHeight;
          if (row === null) await frame();
        }
        if (row === null) throw new Error("row " + index + " isn't drawn");
        const button = row.querySelector(".open");
        button.click();
        if (!dialog.open) throw new Error("the record of row " + index + " doesn't open");
        const content = dialog.querySelector(".content");
        const beyond = content.scrollWidth > content.clientWidth + 1 ? ["the record is wider than its panel"] : [];
        rows.push({
          sid: row.querySelector(".name .second").textContent,
          name: button.textContent,
          status: row.querySelector(".badge").textContent,
          title: dialog.querySelector("h2").textContent, fields: dialog.querySelectorAll("dl:not(.links) > div").length,
          wrong: [...wrongIn(row), ...wrongIn(dialog), ...beyond],
        });
        dialog.close();
      }
      return rows;
    })().then(done, (error) => done(String(error)));`,
    from,
    Math.min(from + ROWS_A_SCRIPT, PROFILES),
  );
  assert.ok(Array.isArray(rows), String(rows));
  return rows;
}

inEachBrowser("odd profiles", { profiles: PROFILES, odd: true, seed: SEED }, (page) => {
  /** As they stand in the page's body, and as JSON.parse gives them. */
  const sent = () =>
    [...page().emulator.profilesOf(String(page().emulator.accounts[0]?.accountSid))].map((profile) => {
      const text = jsonText(profile);
      return { text, wire: JSON.parse(text) };
    });
  /** The whole list in one page, which one test after the other looks at. */
  const listed = async () => {
    if ((await page().driver.getCurrentUrl()) !== `${page().url}?size=1000`) await page().open("?size=1000");
    await page().reads(".summary", new RegExp(`^(Page 1|Exported|Exporting)\\D* ${PROFILES} profiles`));
  };
  /** @param {(wire: any) => boolean} holds */
  const rowOf = (holds) => {
    const index = sent().findIndex(({ wire }) => holds(wire));
    assert.ok(index >= 0, "the emulator sends such a profile");
    return index;
  };
  /** @param {number} index */
  const scrollTo = async (index) => {
    await page().until(
      `
      const row = root.querySelector(".row[data-index='" + arguments[0] + "']"), grid = root.querySelector(".grid");
      if (row === null) grid.scrollTop = root.querySelector(".probe").offsetHeight * arguments[0];
      return row !== null;`,
      index,
    );
    return `.row[data-index='${index}']`;
  };

  it("draws every one of them, and opens its record", async () => {
    await listed();
    /** @type {Drawn[]} */
    const rows = [];
    while (rows.length < PROFILES) rows.push(...(await drawn(page(), rows.length)));
    const wires = sent();
    assert.equal(wires.length, PROFILES);
    const blank = /^[\s\p{Cc}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]*$/u;
    for (const [index, { wire, text }] of wires.entries()) {
      const row = /** @type {Drawn} */ (rows[index]);
      const what = `profile ${index}: ${text.slice(0, 400)}`;
      assert.deepEqual(row.wrong, [], what);
      assert.equal(row.fields, 11, what);
      const shown = (/** @type {unknown} */ value, /** @type {string} */ none, /** @type {string} */ empty) =>
        typeof value !== "string" ? none : blank.test(value) ? empty : wellFormed(value).slice(0, 100);
      assert.equal(row.sid.slice(0, 100), shown(wire.sid, "none", "blank"), what);
      assert.equal(row.name.slice(0, 100), shown(wire.friendly_name, "no name", "no name"), what);
      assert.equal(row.title, row.name, what);
      if (!["draft", "pending-review", "in-review", "twilio-rejected", "twilio-approved"].includes(wire.status)) {
        const status = shown(wire.status, "No status", "blank");
        assert.equal(row.status.slice(0, status.length), status, what);
      }
    }
    await page().hasNoFaults();
  });

  it("is accessible with them, and keeps its rows in their bounds", async () => {
    await listed();
    await page().isAccessible("odd profiles");
    const index = rowOf((wire) => wire.friendly_name?.length === 5000);
    await scrollTo(Math.max(0, index - 5));
    await page().screenshot("odd-list");
    const beyond = await page().run(`
      const edge = root.querySelector(".grid").getBoundingClientRect().right + 1;
      const cells = [...root.querySelectorAll(".body .row .cell")];
      return cells.filter((cell) => cell.getBoundingClientRect().right > edge).length;`);
    assert.equal(beyond, 0);
  });

  it("takes a code that becomes no string for no code", async () => {
    await listed();
    const row = await scrollTo(rowOf((wire) => typeof wire.errors?.[0]?.code?.toString === "number"));
    assert.equal((await page().texts(`${row} .reason`))[0], '{"code":{"toString":1,"valueOf":1}}');
    await page().click(`${row} .open`);
    await page().reads(".record .rejections", '"toString": 1');
    await page().screenshot("odd-record");
    await page().press("ESCAPE");
  });

  it("shows statuses named as members of Object.prototype as ones that aren't documented", async () => {
    await listed();
    for (const status of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
      const row = await scrollTo(rowOf((wire) => wire.status === status));
      assert.equal((await page().texts(`${row} .badge`))[0], `${status} ?, a status that isn't documented`);
      assert.equal(await page().run(`return root.querySelector("${row} .badge").dataset.status;`), "unknown");
    }
  });

  it("lists the first of thousands of codes and links, and says how many more there are", async () => {
    await listed();
    const codes = await scrollTo(rowOf((wire) => wire.errors?.length === 3000));
    assert.match((await page().texts(`${codes} .reason`))[0] ?? "", /^18600: .*; 2,?992 more$/);
    await page().click(`${codes} .open`);
    await page().reads(".record .rejections", /2,?800 more/);
    assert.equal(await page().run("return root.querySelectorAll('.rejections li').length;"), 200);
    await page().press("ESCAPE");
    const links = await scrollTo(rowOf((wire) => Object.keys(wire.links ?? {}).length === 1000));
    await page().click(`${links} .open`);
    await page().reads(".record .content", "800 more");
    await page().press("ESCAPE");
    await page().hasNoFaults();
  });

  it("counts them by status, with one bar for the many that have few", async () => {
    await page().open();
    await page().reads(".summary", "Page 1");
    await page().click("[name=load-all]");
    await page().reads(".summary", `All loaded: ${PROFILES} profiles`);
    const rows = /** @type {string[]} */ (await page().texts(".chart li"));
    assert.equal(rows.length, 5 + 12 + 1);
    assert.match(rows.at(-1) ?? "", /^Other statuses\d/);
    for (const row of rows) assert.doesNotMatch(row, /function|\[object|native code/);
    const numbers = await page().texts(".chart .number");
    const counts = numbers.map((text) => Number(/^[\d,]+/.exec(text)?.[0].replaceAll(",", "")));
    assert.equal(
      counts.reduce((sum, count) => sum + count),
      PROFILES,
    );
    await page().hasNoFaults();
  });

  it("exports each of them as NDJSON, with the values that came", async () => {
    await listed();
    const { text } = await exported(page(), "ndjson");
    // Readers that know more line ends than NDJSON find no more lines.
    const lines = text.split(/[\n\r\u2028\u2029\u0085]/);
    assert.equal(lines.pop(), "");
    assert.equal(lines.length, PROFILES);
    for (const [index, { wire, text: wireText }] of sent().entries()) {
      const profile = JSON.parse(String(lines[index]));
      for (const property of ["friendly_name", "status", "sid", "email", "url"]) {
        const value = wire[property];
        const own = profile[property === "friendly_name" ? "friendlyName" : property];
        assert.equal(own, typeof value === "string" ? wellFormed(value) : null, `${property} of profile ${index}`);
      }
      // What is too deep for deepEqual is compared as it was sent.
      if (wireText.includes("[".repeat(100))) continue;
      assert.deepEqual(profile.errors, Array.isArray(wire.errors) ? wire.errors : null, `errors of profile ${index}`);
    }
    const infinite = (/** @type {any} */ profile) => profile.errors?.[0]?.code === Infinity;
    assert.ok(sent().some(({ wire }) => infinite(wire)));
    const written = lines.map((line) => infinite(JSON.parse(line)));
    assert.deepEqual(
      written,
      sent().map(({ wire }) => infinite(wire)),
      "1e400 is not null",
    );
    await page().hasNoFaults();
  });

  it("exports each of them as CSV, in which no reader finds a formula", async () => {
    await listed();
    const { text } = await exported(page(), "csv");
    const csv = text.replace(/^\uFEFF/, "");
    const [head = [], ...rows] = readCsv(csv);
    assert.equal(rows.length, PROFILES);
    const bare = (/** @type {string} */ value) => value.replaceAll("'", "");
    for (const [index, { wire, text: wireText }] of sent().entries()) {
      const row = rows[index] ?? [];
      assert.equal(row.length, head.length, `profile ${index}`);
      const name = row[head.indexOf("friendlyName")] ?? "";
      const expected = typeof wire.friendly_name === "string" ? wellFormed(wire.friendly_name) : "";
      assert.equal(bare(name), bare(expected), `the name of profile ${index}`);
      if (!Array.isArray(wire.errors) || wireText.includes("[".repeat(100))) continue;
      assert.deepEqual(JSON.parse(row[head.indexOf("errors")] ?? ""), wire.errors, `errors of profile ${index}`);
    }
    for (const separator of [",", ";", "\t", "|"]) {
      const cells = cellsOf(csv, separator);
      assert.ok(cells.length > PROFILES);
      const reader = `a cell for a reader of ${JSON.stringify(separator)}`;
      for (const cell of cells) assert.doesNotMatch(cell.slice(0, 200), FORMULA, reader);
      if (separator === ",") continue;
      // And for one that knows no quotes at all.
      for (const cell of csv.split(/[\r\n]/).flatMap((line) => line.split(separator))) {
        assert.doesNotMatch(cell.slice(0, 200), FORMULA, `${reader}, without quotes`);
      }
    }
    await page().hasNoFaults();
  });

  it("says something of whatever an embedder's function throws", async () => {
    await page().open();
    await page().reads(".summary", "Page 1");
    await page().run(`element.clientOptions = {
      dangerouslyAllowBrowserCredentials: true,
      maxRetries: 0,
      credentials: () => { throw { toString: 1, valueOf: 1 }; },
    };`);
    await page().reads(".notice", "Something went wrong in this page");
    await page().hasNoFaults();
  });
});
