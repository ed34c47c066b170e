// @ts-check
/** @import { ReactiveController } from "lit" */
/** @import { Range } from "@tanstack/lit-virtual" */
/** @import { LitElement } from "lit" */
/** @import { Store } from "../state/store.js" */
/** @import { Words } from "../texts/words.js" */
/** @import { Actions } from "../actions.js" */
/** @import { OwnColumn } from "./own-columns.js" */

import { VirtualizerController, defaultRangeExtractor, observeElementRect } from "@tanstack/lit-virtual";
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";

import { gridHead, gridRow } from "./rows.js";
import { styled } from "./styled.js";

/** Rows beyond either edge, so that a slow scroll meets rows that are there already. */
const BEYOND = 6;

/** More rows than these are no reading on paper. */
export const MOST_PRINTED = 1000;

/** How long after a click the second one of a double-click may come: that one selects a word, and opens nothing. */
const DOUBLE_CLICK_MS = 250;

/**
 * The profiles as an ARIA grid. Only the rows in sight are elements, so that a hundred thousand scroll like ten; one row
 * at a time is a tab stop, and the arrow keys move it.
 */
export class ProfileGrid {
  /** Whether all rows stand on paper, up to a bound. */
  isPrinting = false;
  #host;
  #actions;
  #virtual;
  /** The row that the keyboard is on. */
  #active = 0;
  /** Which row stands in which element: see `#elementsFor`. @type {ReadonlyMap<number, number>} */
  #elements = new Map();
  #extractor = { active: -1, extract: defaultRangeExtractor };
  #rowHeight = 0;
  #headHeight = 0;
  #isObserved = false;
  /** Which rows these are: others begin at the top. */
  #version = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #opening;
  /** Tests of embedders run in jsdom, which lays nothing out. */
  #resized = typeof ResizeObserver === "function" ? new ResizeObserver(() => this.#measure()) : null;

  /**
   * @param {LitElement} host
   * @param {Actions} actions
   */
  constructor(host, actions) {
    this.#host = host;
    this.#actions = actions;
    this.#virtual = new VirtualizerController(host, {
      count: 0,
      getScrollElement: () => this.#element,
      estimateSize: () => this.#rowHeight,
      // Without rows the grid is hidden, and has no height. The height before is kept: else the next rows would be drawn a frame
      // after what counts them.
      observeElementRect: (virtualizer, changed) =>
        observeElementRect(virtualizer, (rect) => {
          if (rect.height > 0) changed(rect);
        }),
      overscan: BEYOND,
    });
    host.addController(/** @type {ReactiveController} */ (this));
  }

  /**
   * The rows in sight, and the one that the keyboard is on: the focus stays on it when it is scrolled out of sight. Made anew for
   * each, since the virtualizer computes its rows anew for another function alone.
   * @param {number} active
   */
  #rowsWith(active) {
    if (this.#extractor.active === active) return this.#extractor.extract;
    const extract = (/** @type {Range} */ range) => {
      const rows = defaultRangeExtractor(range);
      if (rows.includes(active) || active >= range.count) return rows;
      return [...rows, active].sort((one, other) => one - other);
    };
    this.#extractor = { active, extract };
    return extract;
  }

  /**
   * The elements of rows. Those of rows that went out of sight are taken for those that came, in their order: filling one anew
   * takes a third of the time of making one, and a leap needs two dozen. None passes the row that the keyboard is on: an element
   * that is moved loses the focus, and so must not be the one that makes room.
   * @param {readonly number[]} rows
   */
  #elementsFor(rows) {
    const shown = new Set(rows);
    const free = [...this.#elements].filter(([row]) => !shown.has(row));
    const [before, after] = [
      free.filter(([row]) => row < this.#active).map(([, element]) => element),
      free.filter(([row]) => row > this.#active).map(([, element]) => element),
    ];
    let next = Math.max(-1, ...this.#elements.values()) + 1;
    const elements = new Map();
    for (const row of rows) {
      const known = this.#elements.get(row) ?? (row < this.#active ? before : after).shift();
      elements.set(row, known ?? next);
      if (known === undefined) next += 1;
    }
    this.#elements = elements;
    return elements;
  }

  get #element() {
    return this.#find(".grid");
  }

  /**
   * As high as a row. Not within the grid but less deep in the tree: what is as deep as an observed element, or less, may not change
   * its height while sizes are reported, or the browser draws a frame without its rows and reports an error to the page.
   */
  get #probe() {
    return this.#find(".probe");
  }

  /** @param {string} selector */
  #find(selector) {
    return /** @type {HTMLElement | null} */ (this.#host.renderRoot?.querySelector(selector) ?? null);
  }

  hostUpdated() {
    if (!this.#isObserved && this.#probe !== null) {
      this.#resized?.observe(this.#probe);
      this.#isObserved = true;
    }
    if (this.#rowHeight === 0) this.#measure();
  }

  hostDisconnected() {
    this.#resized?.disconnect();
    this.#isObserved = false;
    clearTimeout(this.#opening);
  }

  /** Rows are of one height, which the width of the element decides. */
  #measure() {
    const rowHeight = this.#probe?.offsetHeight ?? 0;
    this.#headHeight = /** @type {HTMLElement | null} */ (this.#element?.querySelector(".head"))?.offsetHeight ?? 0;
    if (rowHeight === 0 || rowHeight === this.#rowHeight) return;
    this.#rowHeight = rowHeight;
    this.#virtual.getVirtualizer().measure();
    this.#host.requestUpdate();
  }

  get scrollTop() {
    return this.#element?.scrollTop ?? 0;
  }

  /** @param {number} top */
  scrollTo(top) {
    const grid = this.#element;
    if (grid !== null) grid.scrollTop = top;
  }

  /**
   * @param {Store} store
   * @param {Words} words
   * @param {readonly OwnColumn[]} own
   */
  render(store, words, own) {
    const { texts } = words;
    const { rows, count } = store;
    const isRunning = store.all?.state === "running";
    const isBusy = store.isLoading || (isRunning && count === 0);
    const isHidden = count === 0 && !isBusy;
    this.#startAtTop(store.version);
    const virtualizer = this.#virtual.getVirtualizer();
    virtualizer.setOptions({
      ...virtualizer.options,
      count: this.#rowHeight === 0 ? 0 : count,
      scrollPaddingEnd: this.#headHeight,
      rangeExtractor: this.#rowsWith(this.#active),
    });
    const shown = this.isPrinting
      ? Array.from({ length: Math.min(count, MOST_PRINTED) }, (_, row) => row)
      : virtualizer.getVirtualItems().map(({ index }) => index);
    const elements = this.#elementsFor(shown);
    const extra = own.length === 0 ? "" : `repeat(${own.length}, minmax(6rem, 1fr))`;
    // What scrolls is a tab stop of its own in Firefox; here the stop is the row.
    return html`<div class="probe" aria-hidden="true"></div>
      <div><div
        class="grid"
        part="grid"
        role="grid"
        tabindex="-1"
        aria-label=${texts.grid}
        aria-readonly="true"
        aria-busy=${String(isBusy)}
        aria-rowcount=${rows.isWhole ? count + 1 : -1}
        ?hidden=${isHidden}
        ?data-printing=${this.isPrinting}
        ${styled({ "--_own-columns": extra, "--_own": String(own.length) })}
        @keydown=${(/** @type {KeyboardEvent} */ event) => this.#key(event, count)}
      >
        ${gridHead(store.place.sort, words, this.#actions, own)}
        <div
          class="body"
          role="rowgroup"
          ${styled({ "block-size": `${count * this.#rowHeight}px` })}
          @click=${(/** @type {MouseEvent} */ event) => this.#click(event)}
          @dblclick=${() => clearTimeout(this.#opening)}
          @focusin=${(/** @type {Event} */ event) => this.#activate(rowOf(event.target))}
        >${repeat(
          shown,
          (row) => elements.get(row),
          (row) => {
            const position = store.positionOf(row);
            const profile = rows.profiles[position];
            if (profile === undefined) return nothing;
            const issues = rows.issues.of(position);
            const isActive = row === this.#active;
            return gridRow({ row, profile, issues, isActive, top: row * this.#rowHeight, words, own });
          },
        )}</div>
      </div></div>
      ${
        this.isPrinting && count > MOST_PRINTED
          ? html`<p class="printed">${words.say(texts.printed, { shown: MOST_PRINTED, loaded: count, count })}</p>`
          : nothing
      }`;
  }

  /**
   * Other rows, or the same ones in another order, are shown from the top. As more of the same come, who scrolled stays there.
   * @param {number} version
   */
  #startAtTop(version) {
    if (version === this.#version) return;
    this.#version = version;
    this.#active = 0;
    const grid = this.#element;
    if (grid === null || grid.scrollTop === 0) return;
    grid.scrollTop = 0;
    this.#virtual.getVirtualizer().scrollOffset = 0;
  }

  /** Put the keyboard back on the row that it was on. */
  focus() {
    this.#moveTo(this.#active, Infinity);
  }

  /** @param {number} row */
  select(row) {
    this.#activate(row);
    this.#virtual.getVirtualizer().scrollToIndex(row, { align: "auto" });
  }

  /** @param {number | null} row */
  #activate(row) {
    if (row === null || row === this.#active) return;
    this.#active = row;
    this.#host.requestUpdate();
  }

  /**
   * @param {number} row
   * @param {number} count
   */
  #moveTo(row, count) {
    const all = Math.min(count, this.#virtual.getVirtualizer().options.count);
    if (all === 0) return;
    const target = Math.min(Math.max(0, row), all - 1);
    this.#active = target;
    const grid = /** @type {HTMLElement} */ (this.#element);
    const top = target * this.#rowHeight;
    const bottom = top + this.#rowHeight - (grid.clientHeight - this.#headHeight);
    if (top < grid.scrollTop) grid.scrollTop = top;
    else if (bottom > grid.scrollTop) grid.scrollTop = bottom;
    // The row must be there to be focused.
    this.#host.requestUpdate();
    /** @type {{ performUpdate(): void }} */ (/** @type {unknown} */ (this.#host)).performUpdate();
    /** @type {HTMLElement | null} */ (grid.querySelector(`[data-index="${target}"] .open`))?.focus({
      preventScroll: true,
    });
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} count
   */
  #key(event, count) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const height = this.#element?.clientHeight ?? 0;
    const rowsInSight = Math.max(1, Math.floor((height - this.#headHeight) / Math.max(1, this.#rowHeight)) - 1);
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
    this.#moveTo(target, count);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const row = rowOf(event.target);
    // A link or a button of an embedder's own column does what it does.
    if (row === null || event.composedPath().some((node) => node instanceof Element && node.matches("a, .own button")))
      return;
    this.#activate(row);
    clearTimeout(this.#opening);
    const open = this.#actions.opener(row);
    if (event.target instanceof Element && event.target.closest(".open") !== null) return open();
    if (event.detail > 1) return;
    this.#opening = setTimeout(() => {
      // Who selects a text to copy it opens no record.
      if (getSelection()?.isCollapsed !== false) open();
    }, DOUBLE_CLICK_MS);
  }
}

/** @param {EventTarget | null} target */
function rowOf(target) {
  const row = target instanceof Element ? target.closest("[data-index]") : null;
  return row === null ? null : Number(row.getAttribute("data-index"));
}
