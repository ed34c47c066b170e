// @ts-check
// Odd values in what the page writes, without a browser: CSV for readers of any separator, and JSON.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fields } from "../../element/facts.js";
import { csv } from "../../element/files/csv.js";
import { toJson } from "../../element/files/json.js";
import { isBlank, reasonOf } from "../../element/readable.js";
import { meaningOf, rejectionsOf } from "../../element/rejections.js";
import { en } from "../../element/texts/en.js";
import { mergedTexts } from "../../element/texts/merged-texts.js";
import { Words } from "../../element/texts/words.js";
import { cellsOf, readCsv } from "./read-csv.mjs";

/** @import { CustomerProfile } from "trusthub-profiles" */

/** @type {CustomerProfile} */
const none = /** @type {any} */ (Object.fromEntries(fields.map(({ name }) => [name, null])));

const words = new Words("en", en);

/** @param {string} friendlyName */
const line = (friendlyName) => csv.line({ ...none, sid: "BU1", friendlyName }, words);

describe("CSV", () => {
  for (const [value, expected] of [
    ["x;=cmd|'/C calc'!A0;y", "x;'=cmd|'/C calc'!A0;y"],
    ["x\t+1", "x\t'+1"],
    ["x|@cmd", "x|'@cmd"],
    ["x\r\n-1", "x\r\n'-1"],
    ['x;"=1+1"', 'x;\'"=1+1"'],
    ["x; \u00a0\u200b\u0000=1", "x;' \u00a0\u200b\u0000=1"],
    ["  =1", "'  =1"],
    ["\u0000＝1", "'\u0000＝1"],
    ["\t=1", "'\t'=1"],
    [";\t;=1", ";\t;'=1"],
    // Nothing is a formula here, and nothing is changed.
    ["Smith, -Jones", "Smith, -Jones"],
    ["a=b;c=d", "a=b;c=d"],
    ["twilio-approved", "twilio-approved"],
    ["Two\r\nlines", "Two\r\nlines"],
    ["'apostrophe", "'apostrophe"],
  ]) {
    it(`writes ${JSON.stringify(value)} as ${JSON.stringify(expected)}`, () => {
      const text = line(String(value));
      assert.equal(readCsv(text)[0]?.[3], expected);
      for (const separator of [",", ";", "\t", "|"]) {
        for (const cell of cellsOf(text, separator)) {
          assert.doesNotMatch(
            cell,
            /^[\s\p{C}"]*[=+\-@＝＋－＠]/u,
            `a cell for a reader of ${JSON.stringify(separator)}`,
          );
        }
      }
    });
  }

  it("spells separators in JSON another way, so that its values stay what they are", () => {
    const extra = { "a;=1": ["|=1", "\t=1", "\u2028=1", -1] };
    const cell = readCsv(csv.line({ ...none, extra }, words))[0]?.at(-1) ?? "";
    assert.deepEqual(JSON.parse(cell), extra);
    assert.doesNotMatch(cell, /[;|\t\u2028]/);
  });

  it("takes a time that grows as the value does", () => {
    /** @param {number} length */
    const time = (length) => {
      const values = ["\t", ";", " ", '"', "\t ", ";\u200b"].map((unit) => `x${unit.repeat(length)}y`);
      const start = performance.now();
      for (const value of values) line(value);
      return performance.now() - start;
    };
    time(1000);
    const short = Math.min(time(100_000), time(100_000), time(100_000));
    const long = Math.min(time(400_000), time(400_000), time(400_000));
    assert.ok(long < short * 10, `four times the length took ${long.toFixed(1)} ms instead of ${short.toFixed(1)} ms`);
  });
});

describe("JSON", () => {
  it("is as JSON.stringify writes it, where that can", () => {
    const value = { a: [1, "x", null, true, [], {}, [[1]]], "": { b: -1.5e-7 }, date: new Date(0) };
    assert.equal(toJson(value), JSON.stringify(value));
    assert.equal(toJson(value, { indent: 2 }), JSON.stringify(value, null, 2));
    for (const scalar of [null, true, 0, "\ud83d\ude80", '"\\\n']) assert.equal(toJson(scalar), JSON.stringify(scalar));
  });

  it("loses no number, no name and no level", () => {
    const text = `{"__proto__":[1e999,-1e999,-0,1e+21],"toJSON":1,"toString":{"valueOf":1}}`;
    assert.equal(toJson(JSON.parse(text)), text);
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    assert.equal(toJson(JSON.parse(deep)), deep);
    assert.ok(toJson(JSON.parse(deep), { indent: 2 }).length < 300_000, "the indentation has an end");
  });

  it("spells what nobody sees, and stops where it is told to", () => {
    assert.equal(toJson("a\u2028\u202e\u200b\u0085"), '"a\\u2028\\u202e\\u200b\\u0085"');
    assert.equal(toJson(["a".repeat(100)], { most: 10 }), '["aaaaaaaa…');
    assert.equal(
      toJson(
        Array.from({ length: 1e6 }, () => 0),
        { most: 5 },
      ),
      "[0,0,…",
    );
  });
});

describe("values of the API", () => {
  for (const [code, expected] of /** @type {[unknown, number | null][]} */ ([
    [18601, 18601],
    ["18601", 18601],
    [99999, 99999],
    [[18601], null],
    [{ toString: 1, valueOf: 1 }, null],
    [Infinity, null],
    [-0, null],
    [0, null],
    [1e21, null],
    ["1e3", null],
    ["018601", null],
    ["9".repeat(400), null],
    ["constructor", null],
    [null, null],
    [true, null],
  ])) {
    it(`takes the code ${toJson(code, { most: 40 })} for ${expected}`, () => {
      const { rejections } = rejectionsOf({ ...none, errors: [{ code }] }, 10);
      assert.equal(rejections[0]?.code, expected);
      if (expected !== null) assert.equal(meaningOf(expected, words) === en.unknownCode, expected !== 18601);
    });
  }

  it("takes no code from what an object inherits", () => {
    const errors = [JSON.parse('{"__proto__":{"code":18601}}'), Object.create({ code: 18601 })];
    assert.deepEqual(
      rejectionsOf({ ...none, errors }, 10).rejections.map(({ code }) => code),
      [null, null],
    );
  });

  it("knows what can't be seen", () => {
    for (const text of [null, "", " ", "\u00a0\u200b\ufeff", "\u2800", "\u0000\n", "\u3164"]) {
      assert.ok(isBlank(text), JSON.stringify(text));
    }
    for (const text of ["a", " a ", "漢", "🚀", "\u0301", "-"]) assert.ok(!isBlank(text), JSON.stringify(text));
  });

  it("says something of whatever was thrown", () => {
    assert.equal(reasonOf(new Error("why")), "why");
    const nothing = Object.create(null);
    for (const thrown of [{ toString: 1, valueOf: 1 }, nothing, Object.assign(new Error(), { message: nothing })]) {
      assert.equal(reasonOf(thrown), "object");
    }
    assert.equal(reasonOf(Symbol("why")), "Symbol(why)");
  });

  it("takes a string that is undefined as absent, in a group too", () => {
    const texts = mergedTexts(en, { loadAll: undefined, fields: { sid: undefined, url: "URL" } });
    assert.deepEqual([texts.loadAll, texts.fields.sid, texts.fields.url], ["Load all", "SID", "URL"]);
  });

  it("says the usual where a text of the host's can be none, or has but some of the forms", () => {
    const say = (/** @type {Record<string, unknown>} */ own) => {
      const { profiles, progress, page, columns } = mergedTexts(en, own);
      const words = new Words("en", en);
      return [
        words.say(profiles, { count: 2 }),
        words.say(progress.pages, { count: 2 }),
        words.say(page),
        columns.name,
      ];
    };
    const usual = say({});
    for (const value of [5, null, true, [], {}, { many: "x" }]) {
      assert.deepEqual(say({ profiles: value, progress: { pages: value }, page: value, columns: value }), usual);
    }
    for (const value of ["text", () => "text"]) assert.deepEqual(say({ progress: value, columns: value }), usual);
    assert.deepEqual(say({ profiles: { one: "one of them" } }), usual);
    assert.deepEqual(say({ page: { one: "one", other: "several" } })[2], "several");
    assert.equal(mergedTexts(en, { statuses: { "provisionally-approved": "Nearly" } }).statuses["draft"], "Draft");
  });
});
