// @ts-check

import { create } from "./create.js";

/** @import { texts } from "./texts.js" */

/**
 * A status as a coloured badge with its text. One that the API doesn't document keeps its own name and looks different.
 * @param {string | null} status
 * @param {typeof texts} words
 */
export function statusBadge(status, words) {
  const known = status === null ? undefined : words.statuses[status];
  if (known !== undefined) return create("span", { class: "badge", part: "badge", "data-status": status, title: status }, known);
  if (status === null) return create("span", { class: "badge", part: "badge", "data-status": "none" }, words.noStatus);
  return create("span", { class: "badge", part: "badge", "data-status": "unknown", title: `${status}: ${words.unknownStatus}` }, status, create("span", { "aria-hidden": "true" }, " ?"), create("span", { class: "unseen" }, `, ${words.unknownStatus}`));
}
