// @ts-check
// Whoever reads it: by wheel, by keys, enlarged, spaced out, in forced colours, on paper, from right to left, in another language.

import assert from "node:assert/strict";
import { it } from "node:test";
import { textsOf } from "../../element/texts/languages.js";
import { inEachBrowser } from "./page.mjs";

const SID = (/** @type {number} */ number) => `BU${String(number).padStart(32, "0")}`;

/** @type {Record<string, unknown>[]} */
const profiles = Array.from({ length: 1200 }, (_, index) => ({
  sid: SID(index),
  friendly_name: index === 1 ? "Long ".repeat(100).trim() : `Company ${index}`,
  status: index % 2 === 0 ? "twilio-rejected" : "twilio-approved",
  policy_sid: "RNdfbf3fae0e1107f8aded0e7cead80bf5",
  date_updated: "2026-01-02T03:04:05Z",
  errors:
    index === 0
      ? [{ code: 18601, field: "website", detail: { seen: 2 } }, { code: 18602 }, { code: 22214 }, { code: 99999 }]
      : index === 4
        ? [{ code: 18601 }]
        : [],
}));

inEachBrowser("reading", { accounts: [{ profiles }] }, (page, browser) => {
  const open = async (search = "") => {
    await page().open(search);
    await page().reads(".summary", "Page 1: 50 profiles");
  };
  const isOpen = () => page().run("return root.querySelector('dialog.record').open;");
  const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

  it("says of each row its status and why, to who hears it, and how many reasons more there are", async () => {
    await open();
    const described = await page().run(`
      const button = root.querySelector("[data-index='0'] .open");
      return button.getAttribute("aria-describedby").split(" ").map((id) => root.getElementById(id).textContent).join(": ");`);
    assert.match(described, /^Rejected: 18601: The link between .*; 18602: .*; 22214: Missing end user; 99999: see/);
    assert.equal(await page().text("[data-index='0'] .plus"), "+3");
    assert.equal(await page().text("[data-index='2'] .reason"), "Twilio gave no reason.");
    assert.deepEqual(await page().texts("[data-index='0'] .policy"), ["Secondary business profile"]);
    await page().click("[data-index='0'] .open");
    const record = await page().reads(".record", "Why it was rejected");
    for (const part of ['"field": "website"', '"seen": 2', "22214 Missing end user"])
      assert.ok(record.includes(part), part);
    await page().isAccessible("a record with several reasons");
    await page().press("ESCAPE");
    await page().click("[data-index='2'] .open");
    await page().reads(".record .rejections", "Twilio gave no reason.");
    await page().press("ESCAPE");
  });

  it("reaches the last row by the wheel alone", async () => {
    if (browser === "webkit") return; // its driver has no wheel
    await open();
    await page().resize(1280, 700);
    for (let turns = 0; turns < 80; turns += 1) {
      await /** @type {any} */ (page().driver.actions()).scroll(640, 500, 0, 400).perform();
      const isThere = await page().run(`
        const last = root.querySelector("[data-index='49']")?.getBoundingClientRect();
        return last !== undefined && last.bottom <= innerHeight && last.top > 0;`);
      if (isThere) return page().resize(1280, 900);
    }
    await page().resize(1280, 900);
    assert.fail("the last row is never seen whole");
  });

  it("fills a tall screen with rows", async () => {
    await page().resize(1280, 1500);
    await open();
    const share = await page().run("return root.querySelector('.grid').getBoundingClientRect().height / innerHeight;");
    await page().resize(1280, 900);
    assert.ok(share > 0.7, `the rows take ${share} of the height`);
  });

  it("shows a reason whole where there is room for it", async () => {
    await open();
    const isWhole = async (/** @type {number} */ width) => {
      await page().run("element.style.inlineSize = arguments[0] + 'px';", width);
      await page().settled();
      return page().run(`
        const reason = root.querySelector("[data-index='4'] .reason");
        return reason.scrollWidth <= reason.clientWidth && reason.scrollHeight <= reason.clientHeight;`);
    };
    assert.equal(await isWhole(700), false, "there is none");
    // What a screen of 1440 pixels leaves for the longest of the reasons.
    assert.equal(await isWhole(1390), true);
  });

  it("opens nothing by a double-click, which selects a word, and a record by a click", async () => {
    await open();
    const status = await page().find("[data-index='3'] .updated");
    await page().driver.actions().doubleClick(status).perform();
    await pause(500);
    assert.equal(await isOpen(), false);
    await page().run("getSelection().empty();");
    await pause(300);
    await page()
      .driver.actions()
      .click(await page().find("[data-index='4'] .updated"))
      .perform();
    await page().reads(".record", SID(4));
    await page().press("ESCAPE");
  });

  it("finds the search by / and the keys by ?, within the element alone", async () => {
    await open();
    await page().run("root.querySelector('[data-index=\"0\"] .open').focus();");
    await page().press("/");
    assert.match(await page().focused(), /^input search/);
    await page().press("?", "/");
    assert.equal(await page().run("return root.querySelector('[name=search]').value;"), "?/");
    await page().until("return element.search === '?/';");
    await page().press("BACK_SPACE", "BACK_SPACE");
    await page().until("return element.search === '' && root.querySelector('[data-index=\"0\"]') !== null;");
    await page().run("root.querySelector('[data-index=\"0\"] .open').focus();");
    await page().press("?");
    await page().reads(".keys", "Row by row");
    await page().isAccessible("the keys");
    await page().run("document.documentElement.lang = 'de';");
    await page().reads(".keys", "Bild ↑, Bild ↓");
    const lines = await page().run(
      "return [...root.querySelectorAll('kbd')].map((key) => key.getClientRects().length);",
    );
    assert.deepEqual([...new Set(lines)], [1], "each key stands in one line");
    await page().press("ESCAPE");
    await page().until("return !root.querySelector('.keys').open;");
    await page().until("return root.activeElement?.textContent === 'Company 0';");
  });

  it("leaves a record with a name of 500 characters usable on a small screen", async () => {
    await open();
    await page().run("document.body.style.inlineSize = '360px'; element.style.inlineSize = '336px';");
    await page().settled();
    await page().click("[data-index='1'] .open");
    await page().reads(".record", SID(1));
    const [content, close] = await page().run(`
      const box = (selector) => root.querySelector(selector).getBoundingClientRect();
      return [box(".record .content").height / innerHeight, box(".record .close").bottom < innerHeight];`);
    assert.ok(content > 0.5, `what is read takes ${content} of the height`);
    assert.ok(close);
    await page().press("ESCAPE");
  });

  /** What lies beyond the element's edges, or over something else. */
  const beyond = () =>
    page().run(`
      const edge = element.getBoundingClientRect().right + 1;
      return [...root.querySelectorAll("*")]
        .filter((part) => part.checkVisibility() && part.getBoundingClientRect().right > edge && !part.closest(".progress, .head, .unseen"))
        .map((part) => part.localName + "." + part.className);`);
  const clipped = () =>
    page().run(`
      return [...root.querySelectorAll("button, label > span, .summary, .as-of, .badge")]
        .filter((part) => part.checkVisibility() && getComputedStyle(part).clipPath === "none" && !part.closest(".body") && (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1) && getComputedStyle(part).display !== "inline")
        .map((part) => part.localName + "." + part.className + " " + part.textContent.trim().slice(0, 30));`);

  it("stands WCAG's text spacing and 200 % zoom, with nothing cut off", async () => {
    await open();
    await page().run(`
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }");
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];`);
    await page().settled();
    assert.deepEqual(await beyond(), [], "with more spacing");
    assert.deepEqual(await clipped(), [], "with more spacing");
    await page().screenshot("text-spacing");
    await open();
    // What a zoom of 200 % leaves of 1280 pixels.
    await page().run("element.style.inlineSize = '608px';");
    await page().settled();
    assert.deepEqual(await beyond(), []);
    assert.deepEqual(await clipped(), []);
  });

  it("prints the loaded rows, up to a bound, and says so", async () => {
    await open();
    await page().click("[name=load-all]");
    await page().reads(".summary", "All loaded: 1200 profiles");
    await page().run("window.dispatchEvent(new Event('beforeprint'));");
    assert.equal(await page().run("return root.querySelectorAll('.body .row').length;"), 1000);
    assert.equal(await page().text(".printed"), "The first 1000 of 1200 rows are printed; the CSV has all of them.");
    await page().run("window.dispatchEvent(new Event('afterprint'));");
    assert.ok((await page().run("return root.querySelectorAll('.body .row').length;")) < 80);
  });

  it("cuts nothing off on paper, and nothing stands over something else", async () => {
    if (browser !== "chromium") return; // whose driver alone can print
    await open();
    await page().run("window.dispatchEvent(new Event('beforeprint'));");
    await page().chromium("Emulation.setEmulatedMedia", { media: "print" });
    for (const width of [340, 620, 720, 1000]) {
      await page().run("element.style.inlineSize = arguments[0] + 'px';", width);
      await page().settled();
      await page().reads(".as-of", "as of");
      assert.equal(await page().text("[name=reload]"), "");
      const wrong = await page().run(`
        return [...root.querySelectorAll(".body .cell")].filter((cell) => cell.checkVisibility()).filter((cell) => {
          const row = cell.parentElement.getBoundingClientRect(), own = cell.getBoundingClientRect();
          const texts = [...cell.querySelectorAll(".line, .open, .policy-name")].filter((part) => part.checkVisibility() && part.querySelector(".unseen") === null);
          return own.bottom > row.bottom + 1 || texts.some((part) => {
            const text = document.createRange();
            text.selectNodeContents(part);
            const { right, bottom } = text.getBoundingClientRect();
            return right > own.right + 1 || bottom > row.bottom + 1 || part.scrollWidth > part.clientWidth + 1 || getComputedStyle(part).webkitLineClamp !== "none";
          });
        }).map((cell) => cell.className + ": " + cell.textContent.trim().slice(0, 40));`);
      assert.deepEqual(wrong.slice(0, 5), [], `at ${width} px`);
    }
    await page().chromium("Emulation.setEmulatedMedia", { media: "" });
    await page().run("window.dispatchEvent(new Event('afterprint'));");
  });

  it("finds a policy by the name that is shown, in the reader's language", async () => {
    await open();
    await page().type("[name=search]", "SECONDARY business");
    await page().reads(".scope-line", "50 of 50 loaded match");
    await page().run("document.documentElement.lang = 'de';");
    await page().reads(".scope-line", "0 von 50");
    await page().type("[name=search]", "sekundäres");
    await page().reads(".scope-line", "50 von 50");
  });

  it("reads codes and SIDs from left to right in a page from right to left, each beside what it means", async () => {
    await open();
    await page().driver.executeScript("document.documentElement.dir = 'rtl';");
    await page().settled();
    assert.deepEqual(
      await page().run(
        "return [...new Set([...root.querySelectorAll('.body .code')].map((part) => getComputedStyle(part).direction))];",
      ),
      ["ltr"],
    );
    await page().isAccessible("a page from right to left");
    await page().screenshot("rtl");
    await page().click("[data-index='0'] .open");
    await page().reads(".record", "Why it was rejected");
    const isBeside = await page().run(`
      return [...root.querySelectorAll(".rejections li")].every((item) => {
        const link = item.querySelector("a"), meaning = document.createRange();
        meaning.selectNode(link.nextSibling);
        const [code, text] = [link.getBoundingClientRect(), meaning.getClientRects()[0]];
        return Math.abs(code.top - text.top) < 8 && text.left >= code.right - 1 && text.left - code.right < 12;
      });`);
    assert.ok(isBeside, "a code stands before what it means");
    await page().screenshot("rtl-record");
    await page().press("ESCAPE");
  });

  for (const [lang, expected] of /** @type {const} */ ([
    ["de", ["Seite 1: 50 Profile, weitere folgen", "Abgelehnt", "18601: Die Verbindung", "02.01.2026"]],
    ["es", ["Página 1: 50 perfiles, hay más", "Rechazado", "18601: No se pudo", "2 ene 2026"]],
    ["de-AT", ["Seite 1: 50 Profile, weitere folgen", "Abgelehnt", "18601: Die Verbindung", "02.01.2026"]],
    ["fr", ["Page 1: 50 profiles, more follow", "Rejected", "18601: The link", "2 janv. 2026"]],
  ])) {
    it(`speaks ${lang} by the page's lang, and without a request`, async () => {
      await open();
      page().emulator.requests.length = 0;
      await page().driver.executeScript("document.documentElement.lang = arguments[0];", lang);
      await page().reads(".summary", expected[0]);
      for (const text of expected) {
        const all = await page().run(
          "return root.querySelector('.summary').textContent + root.querySelector('.grid').textContent;",
        );
        assert.ok(all.includes(text), `${text} in ${all.slice(0, 600)}`);
      }
      assert.equal(page().emulator.requests.length, 0);
      if (lang === "fr") return; // dates alone
      await page().isAccessible(`the page in ${lang}`);
      await page().screenshot(`lang-${lang}`);
      // Its own attribute counts more.
      await page().run("element.lang = 'en';");
      await page().reads(".summary", "Page 1: 50 profiles, more follow");
    });
  }

  it("speaks the language of whatever it stands in, in the page and in a shadow root, as that changes", async () => {
    await open();
    await page().run(`
      const around = document.createElement("div");
      around.id = "around";
      element.replaceWith(around);
      around.append(element);
      around.lang = "de";`);
    await page().reads(".summary", "Seite 1");
    await page().run("document.getElementById('around').lang = 'es';");
    await page().reads(".summary", "Página 1");
    await page().run(`
      const around = document.getElementById("around"), inner = document.createElement("div");
      around.attachShadow({ mode: "open" }).append(inner);
      window.moved = element;
      inner.append(element);
      inner.lang = "en";`);
    const reads = (/** @type {string} */ expected) =>
      page().until("return moved.shadowRoot.querySelector('.summary').textContent.includes(arguments[0]);", expected);
    await reads("Page 1");
    await page().run("moved.parentElement.lang = 'de';");
    await reads("Seite 1");
    await page().run("moved.parentElement.removeAttribute('lang');");
    await reads("Página 1");
    await page().run("document.getElementById('around').lang = 'en';");
    await reads("Page 1");
    await page().hasNoFaults();
  });

  it("names each known policy whole on a screen of 1280 pixels, in each language", async () => {
    await open();
    await page().run("element.style.inlineSize = '1200px';");
    for (const lang of ["en", "de", "es"]) {
      await page().run("element.lang = arguments[0];", lang);
      await page().settled();
      const cut = await page().run(
        `const [cell] = root.querySelectorAll(".body .policy-name");
        return arguments[0].filter((name) => {
          cell.textContent = name;
          return cell.scrollHeight > cell.clientHeight + 1 || cell.scrollWidth > cell.clientWidth;
        });`,
        Object.values(textsOf(lang).policies),
      );
      assert.deepEqual(cut, [], lang);
    }
  });

  it("draws its rows in the moment in which it is shown or made narrow, and reports no error to the page", async () => {
    await open();
    await page().run(`
      const panel = document.createElement("div"), fresh = document.createElement("customer-profiles");
      panel.id = "panel";
      panel.hidden = true;
      fresh.baseUrl = "/twilio";
      panel.append(fresh);
      element.replaceWith(panel);`);
    await page().until("return element.state === 'page';");
    // What stands there once the frame is drawn in which something changed.
    const afterFrame = (/** @type {string} */ change) =>
      page().driver.executeAsyncScript(`
        const done = arguments[0], element = document.querySelector("customer-profiles"), { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          const grid = element.shadowRoot.querySelector(".grid"), rows = [...grid.querySelectorAll(".body .row")];
          const bottom = Math.max(...rows.map((row) => row.getBoundingClientRect().bottom));
          done({ rows: rows.length, room: Math.round(grid.getBoundingClientRect().bottom - bottom) });
        };
        requestAnimationFrame(() => {
          ${change}
          port2.postMessage(null);
        });`);
    const shown = await afterFrame("document.getElementById('panel').hidden = false;");
    assert.ok(shown.room < 2, `${shown.room} pixels without a row under ${shown.rows} of them`);
    await page().run("element.pageSize = 3;");
    await page().until("return element.profiles.length === 3 && element.state === 'page';");
    for (const width of [500, 900, 500]) {
      const { rows, room } = await afterFrame(`element.style.inlineSize = "${width}px";`);
      assert.deepEqual({ rows, isFull: Math.abs(room) < 2 }, { rows: 3, isFull: true }, `${room} at ${width} px`);
    }
    await page().hasNoFaults();
  });

  it("is scrolled to where it was when it is brought back", async () => {
    await open();
    await page().click("[name=load-all]");
    await page().reads(".summary", "All loaded");
    await page().run("root.querySelector('.grid').scrollTop = 20000;");
    const isThere = `
      const grid = root.querySelector(".grid"), { top, bottom } = grid.getBoundingClientRect();
      return grid.scrollTop === 20000 && [...grid.querySelectorAll(".body .row")].some((row) => {
        const box = row.getBoundingClientRect();
        return box.top > top && box.bottom < bottom;
      });`;
    await page().until(isThere);
    await page().run("window.kept = element; window.place = element.parentElement; element.remove();");
    await page().settled();
    await page().run("place.append(kept);");
    await page().until(isThere);
    await page().run("place.prepend(kept);");
    await page().until(isThere);
  });

  it("tells disabled buttons from others in forced colours", async () => {
    if (browser !== "chromium") return; // whose driver alone has them
    await open();
    await page().chromium("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }] });
    const colours = await page().run(
      "return ['previous', 'next'].map((name) => getComputedStyle(root.querySelector(`[name=${name}]`)).color);",
    );
    const sides = await page().run(`
      return [...root.querySelectorAll("label:has(select)")].map((label) => getComputedStyle(label, "::after").borderInlineStartColor);`);
    await page().screenshot("forced-colors");
    await page().chromium("Emulation.setEmulatedMedia", { features: [] });
    assert.notEqual(colours[0], colours[1]);
    assert.deepEqual([...new Set(sides)], ["rgba(0, 0, 0, 0)"], "the arrows of choices are triangles");
  });
});
