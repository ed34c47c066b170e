// @ts-check

import { create } from "./create.js";
import { MOST_IN_ROW, readable } from "./readable.js";

/** @import { texts } from "./texts.js" */

/**
 * What a status is to the page: itself where it has a name, which `constructor` and the like don't have.
 * @param {string | null} status
 * @param {typeof texts} words
 */
export function statusKind(status, words) {
  if (status === null) return "none";
  return Object.hasOwn(words.statuses, status) ? status : "unknown";
}

/**
 * A status as a coloured badge with its text. One that the API doesn't document keeps its own name and looks different.
 * @param {string | null} status
 * @param {typeof texts} words
 */
export function statusBadge(status, words) {
  const kind = statusKind(status, words);
  const badge = create("span", { class: "badge", part: "badge", "data-status": kind });
  if (status === null) {
    badge.append(words.noStatus);
  } else if (kind === "unknown") {
    const shown = readable(status, words, MOST_IN_ROW);
    badge.title = `${shown}: ${words.unknownStatus}`;
    badge.append(
      create("span", { dir: "auto" }, shown),
      create("span", { "aria-hidden": "true" }, " ?"),
      create("span", { class: "unseen" }, `, ${words.unknownStatus}`),
    );
  } else {
    badge.title = status;
    badge.append(words.statuses[status] ?? status);
  }
  return badge;
}
