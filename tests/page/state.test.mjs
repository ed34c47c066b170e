// @ts-check
// The element's state, without a browser: what equal properties are, what the address says, and in which order profiles are shown,
// against a plain sort and filter of all of them.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fields } from "../../element/facts.js";
import { addressOf, placeOf } from "../../element/state/address.js";
import { Arrangement, folded } from "../../element/state/arrangement.js";
import { isEqual } from "../../element/state/equal.js";
import { asShown, covers, eachFilter, emptyPlace } from "../../element/state/place.js";
import { fileName } from "../../element/files/file-name.js";
import { sinceInstant } from "../../element/state/since.js";

/** @import { CustomerProfile } from "trusthub-profiles" */
/** @import { Wish } from "../../element/state/arrangement.js" */
/** @import { Place } from "../../element/state/place.js" */

/** @type {CustomerProfile} */
const none = /** @type {any} */ (Object.fromEntries(fields.map(({ name }) => [name, null])));

describe("equal properties", () => {
  const signal = new AbortController().signal;
  for (const [one, other, expected] of /** @type {[unknown, unknown, boolean][]} */ ([
    [{ a: [1, { b: null }] }, { a: [1, { b: null }] }, true],
    [{ a: undefined }, {}, true],
    [{ a: () => 1 }, { a: () => 2 }, true],
    [{ a: () => 1 }, { a: 1 }, false],
    [new URL("https://a.example"), new URL("https://a.example/"), true],
    [new URL("https://a.example"), new URL("https://b.example"), false],
    [new Date(0), new Date(0), true],
    [new Date(0), new Date(1), false],
    [[1, 2], [2, 1], false],
    [[1], { 0: 1 }, false],
    [{ a: 1 }, { a: 1, b: 1 }, false],
    [NaN, NaN, true],
    [{ signal }, { signal }, true],
    [{ signal }, { signal: new AbortController().signal }, false],
    [Object.create(null), {}, true],
    [null, {}, false],
    ["1", 1, false],
  ])) {
    it(`${expected ? "are" : "aren't"} ${String(JSON.stringify(one))} and ${String(JSON.stringify(other))}`, () => {
      assert.equal(isEqual(one, other), expected);
      assert.equal(isEqual(other, one), expected);
    });
  }
});

describe("the address", () => {
  /** @type {Place} */
  const usual = { ...emptyPlace, pageSize: "50" };
  for (const change of /** @type {Partial<Place>[]} */ ([
    {},
    { search: "a&b=c #ä" },
    { sort: { by: "dateUpdated", descending: true } },
    { sort: { by: "sid", descending: false } },
    { since: "week" },
    { since: "2026-11-25" },
    { record: `BU${"0".repeat(32)}` },
    {
      filters: eachFilter((name) => (name === "friendlyName" ? " Acme, Inc " : ""), ["draft", "in-review"]),
      cursor: "page.2",
    },
    { pageSize: "100", cursor: "x.y.z" },
  ])) {
    for (const prefix of ["", "p-"]) {
      it(`names and finds again ${JSON.stringify(change)}${prefix === "" ? "" : " with a prefix"}`, () => {
        const place = { ...usual, ...change };
        const href = addressOf("https://page.example/x?other=kept#there", prefix, place, usual);
        const url = new URL(href);
        assert.equal(url.searchParams.get("other"), "kept");
        assert.equal(url.hash, "#there");
        assert.deepEqual(placeOf(url.searchParams, prefix, usual), place);
        assert.equal(addressOf(href, prefix, usual, usual), "https://page.example/x?other=kept#there");
      });
    }
  }

  it("takes nothing that no field can hold", () => {
    const query = new URLSearchParams("sort=constructor&since=tomorrow&search=a%0Ab&status=,draft,,draft");
    const place = placeOf(query, "", usual);
    assert.deepEqual([place.sort, place.since, place.search, place.filters.status], [null, "", "a b", ["draft"]]);
    assert.deepEqual(asShown(place), place);
  });
});

describe("a whole list", () => {
  const filters = (/** @type {string[]} */ status, name = "") =>
    eachFilter((it) => (it === "friendlyName" ? name : ""), status);
  for (const [whole, part, expected] of /** @type {const} */ ([
    [filters([]), filters(["draft"]), true],
    [filters([]), filters([]), true],
    [filters(["draft", "in-review"]), filters(["draft"]), true],
    [filters(["draft"]), filters([]), false],
    [filters(["draft"]), filters(["in-review"]), false],
    [filters([], "Acme"), filters(["draft"]), false],
    [filters([], "Acme"), filters(["draft"], "Acme"), true],
  ])) {
    it(`of ${JSON.stringify(whole)} ${expected ? "holds" : "doesn't hold"} all of ${JSON.stringify(part)}`, () => {
      assert.equal(covers(whole, part), expected);
    });
  }
});

describe("an arrangement", () => {
  const words = ["Äpfel", "apfel", "Zebra", "Über", "uber", "Łódź", "東京", "", "a b"];
  const statuses = ["draft", "in-review", "twilio-approved", "odd", null];
  let seed = 7;
  const random = (/** @type {number} */ below) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed % below;
  };
  /** @type {CustomerProfile[]} */
  const profiles = Array.from({ length: 7000 }, (_, index) => ({
    ...none,
    sid: `BU${index}`,
    friendlyName: random(10) === 0 ? null : `${words[random(words.length)]} ${random(50)}`,
    status: statuses[random(statuses.length)] ?? null,
    dateUpdated: random(8) === 0 ? null : new Date(1e12 + random(1e6) * 1000),
    email: random(3) === 0 ? null : `who${random(300)}@company.example`,
  }));

  /** What is wanted, by the plainest means. @param {readonly CustomerProfile[]} all @param {Wish} wish */
  function expected(all, { search, statuses: wanted, since, sort, lang }) {
    const collator = new Intl.Collator(lang);
    const kept = all
      .map((profile, position) => ({ profile, position }))
      .filter(
        ({ profile }) =>
          (wanted.length === 0 || wanted.includes(String(profile.status))) &&
          (since === null || (profile.dateUpdated?.getTime() ?? -Infinity) >= since) &&
          [profile.friendlyName, profile.email, profile.sid, profile.policySid].some(
            (text) => text !== null && folded(text).includes(folded(search)),
          ),
      );
    if (sort === null) return kept.map(({ position }) => position);
    const value = (/** @type {CustomerProfile} */ profile) => /** @type {any} */ (profile[sort.by]);
    kept.sort((one, other) => {
      const [first, second] = [value(one.profile), value(other.profile)];
      if (first === null || second === null)
        return first === second ? one.position - other.position : first === null ? 1 : -1;
      const difference = typeof first === "string" ? collator.compare(first, second) : first - second;
      return (sort.descending ? -difference : difference) || one.position - other.position;
    });
    return kept.map(({ position }) => position);
  }

  /** @type {Wish} */
  const all = { search: "", policies: {}, statuses: [], since: null, sort: null, lang: "en" };
  for (const wish of /** @type {Wish[]} */ ([
    { ...all, search: "ÜBER" },
    { ...all, search: "company.example" },
    { ...all, statuses: ["draft", "odd"] },
    { ...all, since: 1e12 + 5e8 },
    { ...all, sort: { by: "friendlyName", descending: false } },
    { ...all, sort: { by: "friendlyName", descending: true }, search: "1", lang: "de" },
    { ...all, sort: { by: "dateUpdated", descending: true }, statuses: ["in-review"] },
    { ...all, sort: { by: "email", descending: false }, since: 1e12 + 3e8, search: "who" },
  ])) {
    it(`is what a plain filter and sort give, also as profiles come: ${JSON.stringify(wish)}`, async () => {
      /** @type {CustomerProfile[]} */
      const coming = [];
      const arrangement = new Arrangement(() => {});
      arrangement.arrange(coming, wish);
      for (let from = 0; from < profiles.length; from += 1000) {
        coming.push(...profiles.slice(from, from + 1000));
        arrangement.grow();
        if (from % 3000 === 0) await pause(1); // some come while the ones before are still being sorted
      }
      while (arrangement.isBusy) await pause(1);
      assert.deepEqual(arrangement.positions, expected(profiles, wish));
    });
  }

  it("is nothing where everything is wanted as it came, and forgets another list's rows", async () => {
    const arrangement = new Arrangement(() => {});
    arrangement.arrange(profiles, all);
    assert.equal(arrangement.positions, null);
    arrangement.arrange(profiles, { ...all, search: "nobody at all" });
    while (arrangement.isBusy) await pause(1);
    assert.deepEqual(arrangement.positions, []);
  });
});

describe("updated since", () => {
  it("begins at midnight where the reader is", () => {
    const now = new Date(2026, 10, 26, 9, 2);
    assert.equal(sinceInstant("yesterday", now), new Date(2026, 10, 25).getTime());
    assert.equal(sinceInstant("week", now), new Date(2026, 10, 19).getTime());
    assert.equal(sinceInstant("2026-01-02", now), new Date(2026, 0, 2).getTime());
    assert.equal(sinceInstant("", now), null);
  });
});

describe("a file's name", () => {
  it("has the reader's own day", (context) => {
    const { TZ } = process.env;
    context.after(() => {
      if (TZ === undefined) delete process.env.TZ;
      else process.env.TZ = TZ;
    });
    const store = /** @type {any} */ ({ place: emptyPlace, page: null });
    const morning = new Date("2026-11-25T23:30:00Z");
    for (const [zone, day] of Object.entries({ "Asia/Tokyo": "2026-11-26", "America/Lima": "2026-11-25" })) {
      process.env.TZ = zone;
      assert.equal(fileName(store, "all", "csv", morning), `customer-profiles-all-${day}.csv`);
    }
  });

  it("has a page's number where it is known", () => {
    const now = new Date(2026, 10, 25);
    for (const [page, cursor, expected] of /** @type {const} */ ([
      [2, "x", "page-3"],
      [null, "", "page-1"],
      [null, "x", "page"],
    ])) {
      const store = /** @type {any} */ ({ place: { ...emptyPlace, cursor }, page: { meta: { page } } });
      assert.equal(fileName(store, "page", "csv", now), `customer-profiles-${expected}-2026-11-25.csv`);
    }
  });
});
