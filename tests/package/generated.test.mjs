// @ts-check
// What follows from the core's tables agrees with them: declarations, the object literal, the docs' tables, the element.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { facts, generated } from "../../scripts/generate.mjs";
import { csv } from "../../element/files/csv.js";
import { asShown, emptyPlace, pageOptions, problemsOf } from "../../element/state/place.js";
import { placeFilters } from "../../element/state/public-filters.js";
import { en as texts } from "../../element/texts/en.js";
import { installPackage, root } from "./installed.mjs";

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;
/** @type {typeof import("trusthub-profiles")} */
let library;
/** @type {import("../../scripts/generate.mjs").Facts} */
let tables;

before(async () => {
  installed = await installPackage();
  library = await installed.load();
  tables = await facts();
});
after(() => installed.remove());

/** A right value for each rule, and what it reads as. @type {Record<string, [unknown, unknown]>} */
const values = {
  Text: ["a string", "a string"],
  Status: ["draft", "draft"],
  Uri: ["https://x.example/", "https://x.example/"],
  Instant: ["2019-07-30T22:29:24Z", new Date("2019-07-30T22:29:24Z")],
  Links: [{ next: "https://x.example/next" }, { next: "https://x.example/next" }],
  Array: [[{ code: 18601 }], [{ code: 18601 }]],
  WholeNumber: [7, 7],
};
/** @param {import("../../scripts/generate.mjs").Property} property @returns {[unknown, unknown]} */
function rightValue({ name, rule, sidPrefix }) {
  const sid = `${sidPrefix}${"0".repeat(32)}`;
  const value = rule === "Sid" ? /** @type {[unknown, unknown]} */ ([sid, sid]) : values[rule];
  assert.ok(value, `a value for the rule ${rule} of ${name}`);
  return value;
}

describe("what follows from the core's tables", () => {
  it("was written by npm run generate", async () => {
    for (const { file, now, generated: expected } of await generated())
      assert.equal(now, expected, `${file}: run npm run generate`);
  });

  it("is what the decoder gives: every property, in order, with its value", () => {
    const wire = Object.fromEntries(tables.profile.map((property) => [property.wire, rightValue(property)[0]]));
    const meta = {
      ...Object.fromEntries(tables.meta.map((property) => [property.wire, rightValue(property)[0]])),
      next_page_url: null,
    };
    const expected = Object.fromEntries(tables.profile.map((property) => [property.name, rightValue(property)[1]]));
    // The second has its properties the other way round and one that nobody knows: it takes the decoder's slow path.
    const unusual = { ...Object.fromEntries(Object.entries(wire).reverse()), unknown: 1 };
    const page = library.parseCustomerProfilePage(JSON.stringify({ results: [wire, unusual], meta }));
    assert.deepEqual(page.issues, []);
    const names = tables.profile.map(({ name }) => name);
    assert.deepEqual(
      page.profiles.map((profile) => Object.keys(profile)),
      [names, [...names, "extra"]],
    );
    assert.deepEqual(page.profiles, [expected, { ...expected, extra: { unknown: 1 } }]);
    assert.deepEqual(
      Object.keys(page.meta),
      tables.meta.map(({ name }) => name),
    );
  });

  it("are statuses of which no issue tells", () => {
    const page = (/** @type {unknown[]} */ results) => JSON.stringify({ results, meta: { next_page_url: null } });
    const { profiles, issues } = library.parseCustomerProfilePage(page(tables.statuses.map((status) => ({ status }))));
    assert.deepEqual([profiles.map(({ status }) => status), issues], [tables.statuses, []]);
    const other = library.parseCustomerProfilePage(page([{ status: `${tables.statuses[0]}-` }]));
    assert.deepEqual(
      other.issues.map(({ code }) => code),
      ["status"],
    );
  });

  it("are filters that a list sends, and a handler takes", async () => {
    const { createListHandler } = await installed.loadHandler();
    /** A right value for what a filter takes. @type {Record<string, string | undefined>} */
    const right = {
      Status: tables.statuses[0],
      Text: "a b",
      Sid: `RN${"0".repeat(32)}`,
      Instant: "2019-07-30T22:29:24+02:00",
    };
    /** @type {URL[]} */
    const asked = [];
    const fetch = async (/** @type {string} */ url) => {
      asked.push(new URL(url));
      return new Response('{"results":[],"meta":{"next_page_url":null}}');
    };
    const handler = createListHandler({ authorize: () => true, fetch });
    for (const { name, wire, takes } of tables.options.filter(({ isFilter }) => isFilter)) {
      const value = right[takes];
      assert.ok(wire !== null && value !== undefined, `a value for ${name}, which takes ${takes}`);
      asked.length = 0;
      const list = library.createClient({ fetch }).listCustomerProfiles({ [name]: value });
      assert.deepEqual((await list).profiles, []);
      const query = `?${new URLSearchParams({ [wire]: value })}`;
      assert.equal((await handler(new Request(`https://page.example/v1/CustomerProfiles${query}`))).status, 200, name);
      assert.deepEqual(
        asked.map(({ searchParams }) => [...searchParams]),
        [[[wire, value]], [[wire, value]]],
      );
      // What may be private is in no message.
      const refused = await handler(new Request(`https://page.example/v1/CustomerProfiles${query}&${wire}=canary`));
      assert.equal(refused.status, 400);
      assert.doesNotMatch(await refused.text(), /canary/);
      assert.throws(
        () => library.createClient({ fetch }).listCustomerProfiles({ [name]: ["canary"] }),
        (error) => error instanceof library.OptionsError && error.option === name && !error.message.includes("canary"),
      );
    }
  });

  it("is what the element's files, records and form show", () => {
    const names = tables.profile.map(({ name }) => name);
    const columns = names.flatMap((name) => (name === "errors" ? [name, "reasons"] : [name]));
    assert.equal(csv.head, `\uFEFF${[...columns, "extra"].join(",")}\r\n`);
    assert.deepEqual(Object.keys(texts.fields), names);
    assert.deepEqual(Object.keys(texts.statuses), tables.statuses);
    const filters = tables.options.filter(({ isFilter }) => isFilter);
    const filterNames = filters.map(({ name }) => name);
    assert.deepEqual(Object.keys(texts.filterLabels), filterNames);
    const client = library.createClient({});
    for (const { name, takes } of filters) {
      const filters = placeFilters({ [name]: takes === "Status" ? ["canary"] : "canary" });
      const typed = asShown({ ...emptyPlace, filters });
      assert.deepEqual(pageOptions(typed), { [name]: "canary" });
      // What the package refuses is said at its field.
      assert.deepEqual([...problemsOf(client, typed).keys()], takes === "Text" ? [] : [name]);
    }
    const labels = [texts.fields, texts.statuses, texts.filterLabels].flatMap((group) => Object.values(group));
    for (const label of labels) assert.match(label, /^[A-Z][A-Za-z]*(?:[ -][A-Za-z]+)*$/);
  });

  it("names the handler's own options in its declarations", async () => {
    const declarations = await readFile(join(root, "pkg-template/handler.d.ts"), "utf8");
    const body =
      /^export interface HandlerOptions extends Omit<ClientOptions, "label"> \{\n(.*?)^\}/ms.exec(declarations)?.[1] ??
      "";
    const names = [...body.matchAll(/^  (\w+)\??: /gm)].map((match) => match[1]);
    // A handler's label may be a function besides.
    const own = tables.options.filter(({ scope }) => scope === "Handler").map(({ name }) => name);
    assert.deepEqual(names, ["label", ...own]);
  });
});
