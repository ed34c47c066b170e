// @ts-check
/** @import { texts } from "./texts.js" */

import { create } from "./create.js";
import { statuses } from "./facts.js";
import { formats } from "./formats.js";
import { statusBadge, statusKind } from "./status-badge.js";

/** How many statuses that the API doesn't document have a bar of their own. */
const MOST_UNKNOWN = 12;

/** How many profiles have each status, as bars with their numbers. */
export class StatusChart {
  #words;
  #list;
  /** @type {Map<string | null, { bar: HTMLElement, number: HTMLElement }>} */
  #rows = new Map();
  #most;
  /** All that have no bar of their own. @type {{ bar: HTMLElement, number: HTMLElement } | null} */
  #others = null;

  /** @param {typeof texts} words */
  constructor(words) {
    this.#words = words;
    this.#list = create("ul", { class: "chart", part: "chart", "aria-label": words.chart });
    this.element = this.#list;
    // The documented ones are there from the start, in the order of a review, so that no bar jumps.
    for (const { name } of statuses) this.#add(name);
    this.#most = this.#rows.size + MOST_UNKNOWN;
  }

  /** @param {ReadonlyMap<string | null, number>} counts */
  show(counts) {
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    let others = all;
    for (const status of counts.keys()) {
      if (this.#rows.size >= this.#most) break;
      if (!this.#rows.has(status)) this.#add(status);
    }
    for (const [status, row] of this.#rows) {
      const count = counts.get(status) ?? 0;
      this.#draw(row, count, all);
      others -= count;
    }
    if (others > 0 && this.#others === null) {
      const badge = create(
        "span",
        { class: "badge", part: "badge", "data-status": "unknown" },
        this.#words.otherStatuses,
      );
      this.#others = this.#row(badge, "unknown");
    }
    if (this.#others !== null) this.#draw(this.#others, others, all);
  }

  /** @param {string | null} status */
  #add(status) {
    this.#rows.set(status, this.#row(statusBadge(status, this.#words), statusKind(status, this.#words)));
  }

  /**
   * @param {{ bar: HTMLElement, number: HTMLElement }} row
   * @param {number} count
   * @param {number} all
   */
  #draw({ bar, number }, count, all) {
    const share = all === 0 ? 0 : count / all;
    bar.style.inlineSize = `${share * 100}%`;
    number.textContent = this.#words.share(formats.number(count), formats.percent(share));
  }

  /**
   * @param {HTMLElement} badge
   * @param {string} kind
   */
  #row(badge, kind) {
    const bar = create("span", { class: "bar", "data-status": kind });
    const number = create("span", { class: "number" });
    this.#list.append(create("li", {}, badge, create("span", { class: "track", "aria-hidden": "true" }, bar), number));
    return { bar, number };
  }
}
