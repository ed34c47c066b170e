// @ts-check
/** @import { texts } from "./texts.js" */

import { create } from "./create.js";
import { formats } from "./formats.js";
import { statusBadge } from "./status-badge.js";

/** How many profiles have each status, as bars with their numbers. */
export class StatusChart {
  #words;
  #list;
  /** @type {Map<string | null, { bar: HTMLElement, number: HTMLElement }>} */
  #rows = new Map();

  /** @param {typeof texts} words */
  constructor(words) {
    this.#words = words;
    this.#list = create("ul", { class: "chart", part: "chart", "aria-label": words.chart });
    this.element = this.#list;
    // The documented ones are there from the start, in the order of a review, so that no bar jumps.
    for (const status of Object.keys(words.statuses)) this.#row(status);
  }

  /** @param {ReadonlyMap<string | null, number>} counts */
  show(counts) {
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    for (const status of new Set([...this.#rows.keys(), ...counts.keys()])) {
      const count = counts.get(status) ?? 0;
      const { bar, number } = this.#rows.get(status) ?? this.#row(status);
      const share = all === 0 ? 0 : count / all;
      bar.style.inlineSize = `${share * 100}%`;
      number.textContent = this.#words.share(formats.number(count), formats.percent(share));
    }
  }

  /** @param {string | null} status */
  #row(status) {
    const kind = status === null ? "none" : status in this.#words.statuses ? status : "unknown";
    const bar = create("span", { class: "bar", "data-status": kind });
    const number = create("span", { class: "number" });
    const row = { bar, number };
    this.#rows.set(status, row);
    this.#list.append(create("li", {}, statusBadge(status, this.#words), create("span", { class: "track", "aria-hidden": "true" }, bar), number));
    return row;
  }
}
