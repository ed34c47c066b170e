// @ts-check
/** @import { texts } from "./texts.js" */
/** @import { FileForm } from "./export-profiles.js" */

import { create } from "./create.js";
import { csv } from "./csv.js";
import { ndjson } from "./ndjson.js";

/** @typedef {"previous" | "next" | "loadAll" | "export"} Ability */

/** What is shown, in a line, and the buttons that lead elsewhere or write a file. */
export class Toolbar {
  #summary = create("p", { class: "summary", part: "summary", role: "status", tabindex: "-1" });
  /** @type {Record<Ability, HTMLButtonElement[]>} */
  #buttons;

  /**
   * @param {typeof texts} words
   * @param {{ onPrevious: () => void, onNext: () => void, onLoadAll: () => void, onExport: (form: FileForm) => void }} listeners
   */
  constructor(words, { onPrevious, onNext, onLoadAll, onExport }) {
    const previous = button("previous", words.previous, onPrevious);
    const next = button("next", words.next, onNext);
    const loadAll = button("load-all", words.loadAll, onLoadAll);
    const forms = /** @type {const} */ ([
      [csv, words.exportCsv],
      [ndjson, words.exportNdjson],
    ]);
    const exports = forms.map(([form, label]) => {
      const element = button(`export-${form.extension}`, label, () => onExport(form));
      element.title = words.exportHint(form.name);
      element.setAttribute("aria-label", words.exportHint(form.name));
      return element;
    });
    this.#buttons = { previous: [previous], next: [next], loadAll: [loadAll], export: exports };
    this.element = create(
      "div",
      { class: "toolbar", part: "toolbar", role: "group", "aria-label": words.toolbar },
      this.#summary,
      create(
        "div",
        { class: "buttons" },
        create("span", { class: "joined" }, previous, next),
        loadAll,
        create("span", { class: "joined" }, ...exports),
      ),
    );
  }

  /** @param {string} text */
  say(text) {
    // The same text again would be read out again.
    if (this.#summary.textContent !== text) this.#summary.textContent = text;
  }

  /** Where the keyboard goes when what it was on goes away. */
  focus() {
    this.#summary.focus();
  }

  /** @param {Record<Ability, boolean>} abilities */
  allow(abilities) {
    for (const [ability, isAllowed] of Object.entries(abilities)) {
      // Not `disabled`, which would throw the keyboard off the button when it reaches the last page.
      for (const element of this.#buttons[/** @type {Ability} */ (ability)])
        element.setAttribute("aria-disabled", String(!isAllowed));
    }
  }
}

/**
 * @param {string} name
 * @param {string} label
 * @param {() => void} act
 */
function button(name, label, act) {
  const element = create("button", { type: "button", name, part: "button", "aria-disabled": "true" }, label);
  element.addEventListener("click", () => element.getAttribute("aria-disabled") !== "true" && act());
  return element;
}
