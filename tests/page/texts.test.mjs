// @ts-check
// The element's languages, without a browser: each has every text, with the same gaps and its own plural forms.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { de } from "../../element/texts/de.js";
import { en } from "../../element/texts/en.js";
import { es } from "../../element/texts/es.js";
import { rejectionReasons } from "../../element/texts/rejection-reasons.js";
import { formatsOf } from "../../element/texts/formats.js";
import { Words } from "../../element/texts/words.js";

/** @import { Text } from "../../element/texts/words.js" */

/**
 * Each text by its path; plural forms are one.
 * @param {object} texts
 * @param {string} path
 * @returns {[string, Text][]}
 */
function flat(texts, path = "") {
  return Object.entries(texts).flatMap(([name, text]) => {
    const isGroup = typeof text === "object" && !Object.hasOwn(text, "other");
    return isGroup ? flat(text, `${path}${name}.`) : [[`${path}${name}`, text]];
  });
}

/** @param {Text} text */
const formsOf = (text) => (typeof text === "object" ? Object.values(text) : [String(text)]);

/** @param {string} form */
const gapsOf = (form) => [...form.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

const english = new Map(flat(en));

for (const [lang, texts] of Object.entries({ de, es })) {
  describe(`the texts in ${lang}`, () => {
    const own = new Map(flat(texts));

    it("are all there, and no others but of codes", () => {
      for (const name of english.keys()) assert.ok(own.has(name), `${name} is missing`);
      for (const name of own.keys()) assert.ok(english.has(name) || name.startsWith("reasons."), `${name} is too much`);
    });

    it("have a wording of their own for every code in the table", () => {
      assert.deepEqual(Object.keys(texts.reasons).map(Number).sort(), [...rejectionReasons.keys()].sort());
    });

    it("have the same gaps as the English ones", () => {
      for (const [name, text] of english) {
        const [expected = []] = formsOf(text).map(gapsOf);
        for (const form of formsOf(/** @type {Text} */ (own.get(name)))) assert.deepEqual(gapsOf(form), expected, name);
      }
    });

    it("have a form for each plural of the language", () => {
      const { pluralCategories } = new Intl.PluralRules(lang).resolvedOptions();
      for (const [name, text] of own) {
        if (typeof text !== "object") continue;
        // Spanish counts in millions apart ("un millón de perfiles"), which no number in digits does.
        for (const category of pluralCategories.filter((one) => one !== "many")) {
          assert.ok(Object.hasOwn(text, category), `${name}: ${category}`);
        }
      }
    });

    it("are translated", () => {
      const same = [...own].filter(([name, text]) => {
        const [form = ""] = formsOf(text);
        return form === formsOf(/** @type {Text} */ (english.get(name) ?? ""))[0] && /[a-z]{4,} [a-z]{3,}/i.test(form);
      });
      assert.deepEqual(same, []);
    });
  });
}

describe("words", () => {
  for (const [lang, texts, expected] of /** @type {const} */ ([
    ["en", en, ["1 profile", "0 profiles", "1,234 profiles"]],
    ["de", { ...en, ...de }, ["1 Profil", "0 Profile", "1.234 Profile"]],
    ["es", { ...en, ...es }, ["1 perfil", "0 perfiles", "1234 perfiles"]],
  ])) {
    it(`counts in ${lang}`, () => {
      const words = new Words(lang, /** @type {typeof en} */ (texts));
      assert.deepEqual(
        [1, 0, 1234].map((count) => words.profiles(count)),
        expected,
      );
    });
  }

  it("say the time of something of today, and the day of everything else", () => {
    const at = new Date(2026, 10, 25, 17, 30);
    assert.match(formatsOf("en").moment(at, new Date(2026, 10, 25, 17, 31)), /^5:30\sPM$/);
    assert.match(formatsOf("en").moment(at, new Date(2026, 10, 26, 9, 2)), /^Nov 25, 2026, 5:30\sPM$/);
  });

  it("say how long ago by the calendar's days, and by no words of the calendar for what is longer", () => {
    const now = new Date(2026, 10, 26, 9, 0);
    for (const [date, expected] of /** @type {[Date, [en: string, de: string, es: string]][]} */ ([
      [new Date(2026, 10, 26, 8, 59, 30), ["this minute", "in dieser Minute", "este minuto"]],
      [new Date(2026, 10, 26, 8, 0), ["1 hour ago", "vor 1 Stunde", "hace 1 hora"]],
      [new Date(2026, 10, 25, 9, 1), ["23 hours ago", "vor 23 Stunden", "hace 23 horas"]],
      [new Date(2026, 10, 25, 0, 0), ["yesterday", "gestern", "ayer"]],
      // 47 hours ago was not yesterday, which "updated since yesterday" knows too.
      [new Date(2026, 10, 24, 10, 0), ["2 days ago", "vorgestern", "anteayer"]],
      [new Date(2026, 10, 19, 12, 0), ["7 days ago", "vor 7 Tagen", "hace 7 días"]],
      [new Date(2026, 10, 13, 10, 0), ["1 week ago", "vor 1 Woche", "hace 1 semana"]],
      [new Date(2026, 8, 28, 9, 0), ["1 month ago", "vor 1 Monat", "hace 1 mes"]],
      [new Date(2024, 11, 28, 9, 0), ["1 year ago", "vor 1 Jahr", "hace 1 año"]],
      [new Date(2026, 10, 27, 9, 0), ["tomorrow", "morgen", "mañana"]],
    ])) {
      const ages = ["en", "de", "es"].map((lang) => formatsOf(lang).age(date, now));
      assert.deepEqual(ages, expected, String(date));
    }
  });

  it("fills gaps by their names, leaves what it has no value for, and takes functions", () => {
    const words = new Words("en", en);
    assert.equal(words.say("{a} of {b}, {constructor}", { a: 1000, b: "{a}" }), "1,000 of {a}, {constructor}");
    assert.equal(
      words.say(({ count }) => `${count}!`, { count: 3 }),
      "3!",
    );
  });
});
