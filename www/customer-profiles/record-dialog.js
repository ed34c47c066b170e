// @ts-check
/** @import { CustomerProfile, Issue } from "trusthub-profiles" */
/** @import { texts } from "./texts.js" */

import { copyButton } from "./copy-button.js";
import { create } from "./create.js";
import { fields } from "./facts.js";
import { formats } from "./formats.js";
import { toJson } from "./json.js";
import { MOST_ENTRIES, MOST_IN_RECORD, MOST_IN_ROW, cut, isBlank, readable } from "./readable.js";
import { rejectionCodes } from "./rejection-codes.js";
import { statusBadge } from "./status-badge.js";

/** Those that have no section of their own. */
const plainFields = fields.filter(({ name }) => name !== "links" && name !== "errors");

/** One profile whole, with a button to copy each of its texts. */
export class RecordDialog {
  #words;
  #title = create("h2", { id: "record-title", dir: "auto" });
  #content = create("div", { class: "content" });
  #said = create("p", { class: "said", role: "status" });
  #onClose;

  /**
   * @param {typeof texts} words
   * @param {() => void} onClose
   */
  constructor(words, onClose) {
    this.#words = words;
    this.#onClose = onClose;
    const close = create("button", { type: "button", class: "close", part: "button" }, words.close);
    this.element = create(
      "dialog",
      { class: "record", part: "record", "aria-labelledby": "record-title" },
      create("header", {}, this.#title, close),
      this.#content,
      this.#said,
    );
    close.addEventListener("click", () => this.element.close());
    this.element.addEventListener("close", () => this.#onClose());
    // Outside of it is the dialog's own backdrop.
    this.element.addEventListener("click", (event) => {
      if (event.target === this.element) this.element.close();
    });
  }

  /**
   * @param {CustomerProfile} profile
   * @param {readonly Issue[]} issues
   */
  open(profile, issues) {
    const words = this.#words;
    this.#title.textContent = isBlank(profile.friendlyName)
      ? words.unnamed
      : cut(profile.friendlyName ?? "", MOST_IN_ROW);
    this.#said.textContent = "";
    this.#content.replaceChildren(
      ...this.#rejections(profile),
      create("dl", {}, ...this.#fields(profile)),
      ...this.#links(profile),
      ...(profile.extra === undefined ? [] : [create("h3", {}, words.extra), json(profile.extra)]),
      ...this.#issues(issues),
      this.#copy(() => toJson(profile, { indent: 2 }), null, words.copyRecord, words.copyRecord),
    );
    this.element.showModal();
    this.#content.scrollTop = 0;
  }

  /**
   * @param {() => string} text
   * @param {Node | null} shown
   * @param {string} label
   * @param {string} name
   */
  #copy(text, shown, label, name) {
    return copyButton({
      text,
      shown,
      label,
      name,
      words: this.#words,
      say: (message) => {
        this.#said.textContent = message;
      },
    });
  }

  /** @param {CustomerProfile} profile */
  #rejections(profile) {
    const words = this.#words;
    const { rejections, more } = rejectionCodes(profile, MOST_ENTRIES);
    if (rejections.length === 0) return [];
    const entries = rejections.map(({ code, meaning, raw }) => {
      if (code === null) return create("li", {}, json(raw));
      const link = create(
        "a",
        {
          href: `https://www.twilio.com/docs/api/errors/${code}`,
          target: "_blank",
          rel: "noopener noreferrer",
          title: words.codeLink(code),
        },
        String(code),
      );
      return create("li", {}, link, ` ${meaning ?? words.unknownCode}`);
    });
    return [
      create(
        "section",
        { class: "rejections" },
        create("h3", {}, words.errors),
        create("ul", {}, ...entries),
        this.#more(more),
      ),
    ];
  }

  /** @param {CustomerProfile} profile */
  #fields(profile) {
    const words = this.#words;
    return plainFields.map(({ name, rule }) => {
      /** @type {unknown} */
      const value = profile[name];
      const label = words.fields[name];
      const content = create("dd", { dir: rule === "Text" ? "auto" : null });
      const copied = (/** @type {string} */ text, /** @type {Node} */ shown) =>
        this.#copy(() => text, shown, words.copyField(label), label);
      if (value === null) {
        content.className = "none";
        content.append(words.none);
      } else if (value instanceof Date) {
        const exact = create("code", {}, value.toISOString());
        content.append(create("span", {}, formats.instant(value), " ", exact), copied(value.toISOString(), exact));
      } else if (typeof value !== "string") {
        content.append(json(value));
      } else if (rule === "Status") {
        const exact = create("code", {}, readable(value, words, MOST_IN_RECORD));
        content.append(create("span", {}, statusBadge(value, words)), exact, copied(value, exact));
      } else {
        const kind = [rule === "Text" ? "" : "code", isBlank(value) ? "none" : ""].join(" ").trim();
        const text = create("span", { class: kind === "" ? null : kind }, readable(value, words, MOST_IN_RECORD));
        content.append(text, copied(value, text));
      }
      return create("div", {}, create("dt", {}, label), content);
    });
  }

  /** @param {CustomerProfile} profile */
  #links(profile) {
    const words = this.#words;
    const entries = Object.entries(profile.links ?? {});
    if (entries.length === 0) return [];
    const rows = entries.slice(0, MOST_ENTRIES).map(([name, uri]) => {
      const label = readable(name, words, MOST_IN_ROW);
      // Text and no link: it may be of any scheme.
      const shown = create("span", { class: "code" }, readable(uri, words, MOST_IN_RECORD));
      return create(
        "div",
        {},
        create("dt", {}, label),
        create(
          "dd",
          {},
          shown,
          this.#copy(() => uri, shown, words.copyField(label), label),
        ),
      );
    });
    return [
      create("h3", {}, words.links),
      create("dl", { class: "links" }, ...rows),
      this.#more(entries.length - rows.length),
    ].filter((part) => part !== null);
  }

  /**
   * How many entries are not listed; "copy as JSON" has those of the profile itself.
   * @param {number} count
   */
  #more(count) {
    return count === 0 ? null : create("p", {}, this.#words.more(formats.number(count)));
  }

  /** @param {readonly Issue[]} issues */
  #issues(issues) {
    if (issues.length === 0) return [];
    const words = this.#words;
    const entries = issues.slice(0, MOST_ENTRIES).map((issue) => {
      const property = readable(issue.path.split("/").slice(3).join("/"), words, MOST_IN_ROW);
      return create(
        "li",
        {},
        words.issue(property, issue.expected),
        " ",
        create("code", {}, issue.value === undefined ? "–" : toJson(issue.value, { most: MOST_IN_ROW })),
      );
    });
    return [
      create(
        "section",
        { class: "odd" },
        create("h3", {}, words.issues),
        create("ul", {}, ...entries),
        this.#more(issues.length - entries.length),
      ),
    ];
  }
}

/** @param {unknown} value */
function json(value) {
  return create("pre", { tabindex: "0" }, toJson(value, { indent: 2, most: MOST_IN_RECORD }));
}
