// @ts-check
/** @import { Words } from "../texts/words.js" */

import { html } from "lit";
import { MOST_IN_ROW, readable } from "../readable.js";
import { tooltip } from "./parts.js";

/**
 * What a status is to the page: itself where it has a name, which `constructor` and the like don't have.
 * @param {string | null} status
 * @param {Words} words
 */
export function statusKind(status, { texts }) {
  if (status === null) return "none";
  return Object.hasOwn(texts.statuses, status) ? status : "unknown";
}

/**
 * A status in words.
 * @param {string} status
 * @param {Words} words
 */
export function statusName(status, words) {
  return Object.hasOwn(words.texts.statuses, status)
    ? (words.texts.statuses[status] ?? status)
    : readable(status, words, MOST_IN_ROW);
}

/**
 * A status as a coloured badge with its text. One that the API doesn't document keeps its own name and looks different.
 * @param {string | null} status
 * @param {Words} words
 */
export function statusBadge(status, words) {
  const { texts } = words;
  const kind = statusKind(status, words);
  if (status === null) return html`<span class="badge" part="badge" data-status=${kind}>${texts.noStatus}</span>`;
  const name = statusName(status, words);
  if (kind !== "unknown") {
    return html`<span class="badge" part="badge" data-status=${kind} title=${status}>${name}</span>`;
  }
  return html`<span class="badge" part="badge" data-status=${kind} title=${tooltip(`${name}: ${texts.unknownStatus}`)}
    ><span dir="auto">${name}</span><span aria-hidden="true"> ?</span
    ><span class="unseen">, ${texts.unknownStatus}</span></span
  >`;
}
