// @ts-check
/** @import { CustomerProfile } from "trusthub-profiles" */
/** @import { IssueIndex } from "./issue-index.js" */
/** @import { texts } from "./texts.js" */

import { columns } from "./columns.js";
import { create } from "./create.js";
import { visibleRows } from "./visible-rows.js";

/** Rows beyond either edge, so that a slow scroll meets rows that are there already. */
const BEYOND = 6;

/** How many rows a frame builds besides those in sight: after a leap the rest follow in the next one. */
const BUILT_A_FRAME = 6;

const names = /** @type {(keyof typeof columns)[]} */ (Object.keys(columns));

/**
 * What the grid shows.
 * @typedef {{ profiles: readonly CustomerProfile[], issues: IssueIndex, isWhole: boolean }} Rows `isWhole`: no more come
 */

/**
 * The profiles as an ARIA grid. Only the rows in sight are elements, so that a hundred thousand scroll like ten; one row
 * at a time is a tab stop, and the arrow keys move it.
 */
export class ProfileGrid {
  #words;
  #onOpen;
  /** @type {Rows | null} */
  #rows = null;
  #body = create("div", { role: "rowgroup", class: "body" });
  #probe = create("div", { class: "probe", "aria-hidden": "true" });
  /** @type {Map<number, HTMLElement>} */
  #shown = new Map();
  /** The row that the keyboard is on. */
  #active = 0;
  #isScheduled = false;
  #resized = new ResizeObserver(() => this.#schedule());

  /**
   * @param {typeof texts} words
   * @param {(index: number) => void} onOpen
   */
  constructor(words, onOpen) {
    this.#words = words;
    this.#onOpen = onOpen;
    const header = create(
      "div",
      { role: "row", class: "row", part: "head", "aria-rowindex": "1" },
      ...names.map((name) => create("div", { role: "columnheader", class: `cell ${name}` }, words.columns[name])),
    );
    // What scrolls is a tab stop of its own in Firefox; here the stop is the row.
    this.element = create(
      "div",
      { role: "grid", class: "grid", part: "grid", tabindex: "-1", "aria-label": words.grid, "aria-readonly": "true" },
      create("div", { role: "rowgroup", class: "head" }, header),
      this.#body,
      this.#probe,
    );
    this.element.addEventListener("scroll", () => this.#schedule(), { passive: true });
    this.element.addEventListener("keydown", (event) => this.#key(event));
    this.#body.addEventListener("click", (event) => this.#click(event));
    this.#body.addEventListener("focusin", (event) => this.#activate(indexOf(event.target)));
    this.#resized.observe(this.element);
  }

  /**
   * Show other rows, from the top.
   * @param {Rows} rows
   */
  show(rows) {
    for (const row of this.#shown.values()) row.remove();
    this.#shown.clear();
    this.#active = 0;
    this.element.scrollTop = 0;
    this.#rows = rows;
    this.#draw();
  }

  /** More of the same rows came, or their end. */
  grow() {
    this.#schedule();
  }

  /** @param {boolean} isBusy */
  set busy(isBusy) {
    this.element.setAttribute("aria-busy", String(isBusy));
  }

  /** Put the keyboard back on the row that it was on. */
  focus() {
    this.#moveTo(this.#active);
  }

  /** At most once a frame, however often rows come. */
  #schedule() {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    requestAnimationFrame(() => {
      this.#isScheduled = false;
      this.#draw();
    });
  }

  #draw() {
    const count = this.#rows?.profiles.length ?? 0;
    const rowHeight = this.#probe.offsetHeight;
    // -1 is "not known yet".
    this.element.setAttribute("aria-rowcount", String(this.#rows?.isWhole === true ? count + 1 : -1));
    this.#body.style.height = `${count * rowHeight}px`;
    if (rowHeight === 0) return;
    const view = { count, rowHeight, top: this.element.scrollTop, height: this.element.clientHeight };
    const { first, end } = visibleRows({ ...view, beyond: BEYOND });
    const inSight = visibleRows({ ...view, beyond: 0 });
    const wanted = new Set([this.#active].filter((index) => index < count));
    for (let index = first; index < end; index += 1) wanted.add(index);

    for (const [index, row] of this.#shown) {
      if (wanted.has(index)) continue;
      row.remove();
      this.#shown.delete(index);
    }
    // In their order, which is what a screen reader reads; a row that is there already isn't moved, or it lost the focus.
    let next = this.#body.firstElementChild;
    let built = 0;
    for (const index of [...wanted].sort((one, other) => one - other)) {
      const known = this.#shown.get(index);
      if (known !== undefined) {
        next = known.nextElementSibling;
        place(known, index, rowHeight);
        continue;
      }
      if (index < inSight.first || index >= inSight.end) {
        if (built >= BUILT_A_FRAME && index !== this.#active) {
          this.#schedule();
          continue;
        }
        built += 1;
      }
      const row = this.#row(index);
      place(row, index, rowHeight);
      this.#shown.set(index, row);
      this.#body.insertBefore(row, next);
    }
  }

  /** @param {number} index */
  #row(index) {
    const { profiles, issues } = /** @type {Rows} */ (this.#rows);
    const profile = /** @type {CustomerProfile} */ (profiles[index]);
    const itsIssues = issues.of(index);
    const row = create(
      "div",
      { role: "row", class: "row", part: "row", "aria-rowindex": String(index + 2), "data-index": String(index) },
      ...names.map((name) =>
        create("div", { role: "gridcell", class: `cell ${name}` }, ...columns[name](profile, this.#words, itsIssues)),
      ),
    );
    if (index === this.#active) button(row).tabIndex = 0;
    return row;
  }

  /** @param {number | null} index */
  #activate(index) {
    if (index === null || index === this.#active) return;
    const before = this.#shown.get(this.#active);
    if (before !== undefined) button(before).tabIndex = -1;
    this.#active = index;
    const row = this.#shown.get(index);
    if (row !== undefined) button(row).tabIndex = 0;
  }

  /** @param {number} index */
  #moveTo(index) {
    const count = this.#rows?.profiles.length ?? 0;
    if (count === 0) return;
    const target = Math.min(Math.max(0, index), count - 1);
    const rowHeight = this.#probe.offsetHeight;
    const head = /** @type {HTMLElement} */ (this.element.firstElementChild).offsetHeight;
    const top = target * rowHeight;
    const bottom = top + rowHeight - (this.element.clientHeight - head);
    if (top < this.element.scrollTop) this.element.scrollTop = top;
    else if (bottom > this.element.scrollTop) this.element.scrollTop = bottom;
    this.#activate(target);
    this.#draw();
    const row = this.#shown.get(target);
    if (row !== undefined) button(row).focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const rowsInSight = Math.max(1, Math.floor(this.element.clientHeight / Math.max(1, this.#probe.offsetHeight)) - 1);
    /** @type {Record<string, number>} */
    const targets = {
      ArrowDown: this.#active + 1,
      ArrowUp: this.#active - 1,
      PageDown: this.#active + rowsInSight,
      PageUp: this.#active - rowsInSight,
      Home: 0,
      End: Infinity,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    this.#moveTo(target);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const index = indexOf(event.target);
    // Who selects a text to copy it opens no record.
    if (index === null || getSelection()?.isCollapsed === false) return;
    this.#activate(index);
    this.#onOpen(index);
  }
}

/** @param {HTMLElement} row */
function button(row) {
  return /** @type {HTMLButtonElement} */ (row.querySelector("button"));
}

/**
 * @param {HTMLElement} row
 * @param {number} index
 * @param {number} rowHeight
 */
function place(row, index, rowHeight) {
  row.style.transform = `translateY(${index * rowHeight}px)`;
}

/** @param {EventTarget | null} target */
function indexOf(target) {
  const row = target instanceof Element ? target.closest("[data-index]") : null;
  return row === null ? null : Number(row.getAttribute("data-index"));
}
