// @ts-check
/** @import { CustomerProfilePage } from "trusthub-profiles" */
/** @import { FileForm } from "./export-profiles.js" */
/** @import { LoadAll } from "./load-all.js" */
/** @import { Place } from "./place.js" */
/** @import { Rows } from "./profile-grid.js" */
/** @import { texts } from "./texts.js" */

import { FailureNotice } from "./failure-notice.js";
import { FiltersForm } from "./filters-form.js";
import { formats } from "./formats.js";
import { IssueIndex } from "./issue-index.js";
import { LoadPanel } from "./load-panel.js";
import { ProfileGrid } from "./profile-grid.js";
import { RecordDialog } from "./record-dialog.js";
import { Toolbar } from "./toolbar.js";

/**
 * What the reader does.
 * @typedef {object} Listeners
 * @property {(place: Place) => Map<string, string>} problems
 * @property {(place: Place) => void} onApply
 * @property {() => void} onPrevious
 * @property {() => void} onNext
 * @property {() => void} onLoadAll
 * @property {() => void} onBack
 * @property {(form: FileForm) => void} onExport
 * @property {(index: number) => void} onOpen
 */

/** @type {Rows} */
const noRows = { profiles: [], issues: new IssueIndex(), isWhole: true };

/** The element's parts, in the order in which they stand, and the states that they are in together. */
export class View {
  #words;
  /** What the grid shows. */
  rows = noRows;

  /**
   * @param {typeof texts} words
   * @param {Listeners} listeners
   */
  constructor(words, listeners) {
    this.#words = words;
    this.form = new FiltersForm(words, listeners.problems, listeners.onApply);
    this.toolbar = new Toolbar(words, listeners);
    this.panel = new LoadPanel(words, { onBack: listeners.onBack, onAgain: listeners.onLoadAll });
    this.notice = new FailureNotice(words, () => this.toolbar.focus());
    this.grid = new ProfileGrid(words, listeners.onOpen);
    this.dialog = new RecordDialog(words, () => this.grid.focus());
  }

  get elements() {
    return [this.form, this.toolbar, this.notice, this.panel, this.grid, this.dialog].map((part) => part.element);
  }

  /** A page is on its way; what is there stays until it comes. */
  waiting() {
    this.panel.hide();
    this.notice.hide();
    this.grid.busy = true;
    this.grid.element.hidden = false;
    this.toolbar.say(this.#words.loading);
  }

  /** Nothing to show. What another filter brought is no answer to this one, also when this one fails. */
  nothing() {
    this.panel.hide();
    this.notice.hide();
    this.toolbar.say("");
    this.#show(noRows);
  }

  /**
   * @param {CustomerProfilePage} page
   * @param {{ isFiltered: boolean, isFirst: boolean }} place
   */
  page(page, { isFiltered, isFirst }) {
    const words = this.#words;
    const issues = new IssueIndex();
    issues.add(page.issues, 0);
    this.panel.hide();
    this.notice.hide();
    this.#show({ profiles: page.profiles, issues, isWhole: true });
    // A page that doesn't say its number is the first one if no cursor led to it.
    const number = page.meta.page === null && !isFirst ? "?" : formats.number((page.meta.page ?? 0) + 1);
    this.#say(words.page(number, this.#count, page.nextCursor === null));
    if (page.profiles.length > 0) return;
    this.notice.empty(page.nextCursor !== null ? words.emptyPage : isFiltered ? words.emptyFiltered : words.emptyAll);
  }

  /**
   * A list that begins to be loaded whole.
   * @param {LoadAll} all
   */
  beginAll(all) {
    this.notice.hide();
    this.#show({ profiles: all.profiles, issues: all.issues, isWhole: false });
    this.panel.show(all);
    this.panel.focus();
  }

  /**
   * The list's next page, or its end.
   * @param {LoadAll} all
   * @param {boolean} isFiltered
   */
  all(all, isFiltered) {
    const words = this.#words;
    const isRunning = all.state === "running";
    const isEmpty = all.profiles.length === 0;
    this.rows.isWhole = all.state === "complete";
    this.grid.busy = isRunning && isEmpty;
    this.grid.element.hidden = isEmpty && !isRunning;
    this.grid.grow();
    this.panel.show(all);
    if (all.state === "running") {
      this.notice.hide();
      this.toolbar.say(words.running);
      return;
    }
    this.#say(words[all.state](this.#count));
    if (all.state === "failed") this.notice.failure(all.failure, { isPartial: true });
    else if (all.state === "complete" && isEmpty) this.notice.empty(isFiltered ? words.emptyFiltered : words.emptyAll);
  }

  /** @param {Rows} rows */
  #show(rows) {
    this.rows = rows;
    this.grid.busy = false;
    this.grid.element.hidden = rows.profiles.length === 0 && rows.isWhole;
    this.grid.show(rows);
  }

  /** How many are shown, in words. */
  get #count() {
    const count = this.rows.profiles.length;
    return this.#words.profiles(count, formats.number(count));
  }

  /** @param {string} line */
  #say(line) {
    const odd = this.rows.issues.count;
    this.toolbar.say(odd === 0 ? line : `${line}; ${this.#words.oddValues(odd, formats.number(odd))}`);
  }
}
