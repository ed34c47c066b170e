// @ts-check
/** @import { Action } from "./notice.js" */
/** @import { texts } from "./texts.js" */

import { create } from "./create.js";
import { describeFailure } from "./describe-failure.js";
import { Notice } from "./notice.js";
import { TrustHubError } from "trusthub-profiles";

/** What is the matter with the list: a failure, no connection, or nothing in it. */
export class FailureNotice {
  #words;
  #onFocusLost;
  #notice = new Notice();
  /** @type {(() => void) | null} what to do as soon as there is a connection */
  #whenOnline = null;
  element = this.#notice.element;

  /**
   * @param {typeof texts} words
   * @param {() => void} onFocusLost when the notice goes away under the keyboard
   */
  constructor(words, onFocusLost) {
    this.#words = words;
    this.#onFocusLost = onFocusLost;
  }

  hide() {
    // Not by `:focus-within`, which WebKit takes back while another window has the focus.
    const root = /** @type {ShadowRoot} */ (this.element.getRootNode());
    const hadFocus = this.element.contains(root.activeElement ?? null);
    this.#whenOnline = null;
    this.#notice.hide();
    if (hadFocus) this.#onFocusLost();
  }

  /** @param {string} message */
  empty(message) {
    this.#notice.show({ kind: "empty", title: this.#words.emptyTitle, lines: [message] });
  }

  refused() {
    this.#notice.show({ kind: "empty", title: this.#words.refusedTitle, lines: [this.#words.refused] });
  }

  /**
   * @param {unknown} error
   * @param {{ isPartial?: boolean, retry?: (() => void) | null, toFirstPage?: (() => void) | null }} ways `isPartial`:
   *   something is loaded, from which it can go on
   */
  failure(error, { isPartial = false, retry = null, toFirstPage = null }) {
    const words = this.#words;
    const isKnown = TrustHubError.is(error);
    const isConnection = isKnown && (error.kind === "network" || error.kind === "timeout");
    this.#whenOnline = isConnection ? retry : null;
    // A browser's word for "online" is worth little (any network will do), its word for "offline" explains a failure.
    if (isConnection && !navigator.onLine) return this.offline(isPartial);
    const { title, message, hint, requestId, attempts } = describeFailure(error, words);
    const facts = [];
    if (requestId !== null) facts.push(`${words.requestId} `, create("code", {}, requestId));
    if (attempts > 1) facts.push(facts.length === 0 ? "" : ", ", words.attempts(attempts));
    /** @type {Action[]} */
    const actions = [];
    // What can't be asked stays so.
    if (retry !== null && !(isKnown && error.kind === "options")) actions.push({ label: words.retry, act: retry });
    if (toFirstPage !== null) actions.push({ label: words.firstPage, act: toFirstPage });
    const line = facts.length === 0 ? null : create("span", { class: "facts" }, ...facts);
    this.#notice.show({ kind: "error", title, lines: [message, hint, line], actions });
  }

  /** @param {boolean} isPartial */
  offline(isPartial) {
    // What went wrong before, and has nothing to do with the connection, stays to be read.
    if (!this.element.hidden && this.element.dataset["kind"] === "error" && this.#whenOnline === null) return;
    const words = this.#words;
    const retry = this.#whenOnline;
    const line = isPartial ? words.offlineAll : retry === null ? null : words.offline;
    this.#notice.show({
      kind: "offline",
      title: words.offlineTitle,
      lines: [line],
      actions: retry === null ? [] : [{ label: words.retry, act: retry }],
    });
  }

  online() {
    if (this.element.hidden || this.element.dataset["kind"] !== "offline") return;
    const retry = this.#whenOnline;
    this.hide();
    retry?.();
  }
}
