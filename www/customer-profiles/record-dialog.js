// @ts-check
/** @import { CustomerProfile, Issue } from "trusthub-profiles" */
/** @import { texts } from "./texts.js" */

import { copyButton } from "./copy-button.js";
import { create } from "./create.js";
import { formats } from "./formats.js";
import { rejectionCodes } from "./rejection-codes.js";
import { statusBadge } from "./status-badge.js";

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
    this.element = create("dialog", { class: "record", part: "record", "aria-labelledby": "record-title" },
      create("header", {}, this.#title, close), this.#content, this.#said);
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
    this.#title.textContent = profile.friendlyName || words.unnamed;
    this.#said.textContent = "";
    this.#content.replaceChildren(
      ...this.#rejections(profile),
      create("dl", {}, ...this.#fields(profile)),
      ...this.#links(profile),
      ...(profile.extra === undefined ? [] : [create("h3", {}, words.extra), json(profile.extra)]),
      ...this.#issues(issues),
      this.#copy(JSON.stringify(profile, null, 2), null, words.copyRecord, words.copyRecord),
    );
    this.element.showModal();
    this.#content.scrollTop = 0;
  }

  /**
   * @param {string} text
   * @param {Node | null} shown
   * @param {string} label
   * @param {string} name
   */
  #copy(text, shown, label, name) {
    return copyButton({ text, shown, label, name, words: this.#words, say: (message) => { this.#said.textContent = message; } });
  }

  /** @param {CustomerProfile} profile */
  #rejections(profile) {
    const words = this.#words;
    const rejections = rejectionCodes(profile);
    if (rejections.length === 0) return [];
    const entries = rejections.map(({ code, meaning, raw }) => {
      if (code === null) return create("li", {}, json(raw));
      const link = create("a", {
        href: `https://www.twilio.com/docs/api/errors/${code}`, target: "_blank", rel: "noopener noreferrer", title: words.codeLink(code),
      }, String(code));
      return create("li", {}, link, ` ${meaning ?? words.unknownCode}`);
    });
    return [create("section", { class: "rejections" }, create("h3", {}, words.errors), create("ul", {}, ...entries))];
  }

  /** @param {CustomerProfile} profile */
  #fields(profile) {
    const words = this.#words;
    return /** @type {(keyof typeof words.fields)[]} */ (Object.keys(words.fields)).map((field) => {
      const value = profile[field];
      const content = create("dd", { dir: field === "friendlyName" ? "auto" : null });
      if (value === null) {
        content.className = "none";
        content.append(words.none);
      } else if (value instanceof Date) {
        const exact = create("code", {}, value.toISOString());
        content.append(create("span", {}, formats.instant(value), " ", exact), this.#copy(value.toISOString(), exact, words.copyField(words.fields[field]), words.fields[field]));
      } else {
        const text = create("span", { class: isCode(field) ? "code" : null }, field === "status" ? statusBadge(value, words) : value);
        const shown = field === "status" ? create("code", {}, value) : null;
        content.append(text, ...(shown === null ? [] : [shown]), this.#copy(value, shown ?? text, words.copyField(words.fields[field]), words.fields[field]));
      }
      return create("div", {}, create("dt", {}, words.fields[field]), content);
    });
  }

  /** @param {CustomerProfile} profile */
  #links(profile) {
    const entries = Object.entries(profile.links ?? {});
    if (entries.length === 0) return [];
    const rows = entries.map(([name, uri]) => {
      const shown = create("span", { class: "code" }, uri);
      return create("div", {}, create("dt", {}, name), create("dd", {}, shown, this.#copy(uri, shown, this.#words.copyField(name), name)));
    });
    return [create("h3", {}, this.#words.links), create("dl", { class: "links" }, ...rows)];
  }

  /** @param {readonly Issue[]} issues */
  #issues(issues) {
    if (issues.length === 0) return [];
    const entries = issues.map((issue) =>
      create("li", {}, this.#words.issue(issue.path.split("/").slice(3).join("/"), issue.expected), " ", create("code", {}, JSON.stringify(issue.value) ?? "–")));
    return [create("section", { class: "odd" }, create("h3", {}, this.#words.issues), create("ul", {}, ...entries))];
  }
}

/** @param {unknown} value */
function json(value) {
  return create("pre", { tabindex: "0" }, JSON.stringify(value, null, 2) ?? "–");
}

/** @param {string} field */
function isCode(field) {
  return /sid$/i.test(field) || field === "url" || field === "statusCallback";
}
