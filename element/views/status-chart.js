// @ts-check
/** @import { LoadAll } from "../state/load-all.js" */
/** @import { Store } from "../state/store.js" */
/** @import { Words } from "../texts/words.js" */
/** @import { Actions } from "../actions.js" */

import { html, nothing } from "lit";

import { statuses } from "../facts.js";
import { statusBadge, statusKind, statusName } from "./status-badge.js";
import { styled } from "./styled.js";

/** How many statuses that the API doesn't document have a bar of their own. */
const MOST_UNKNOWN = 12;

/**
 * How many profiles have each status, as bars with their numbers. Once all are loaded each of the documented ones shows its
 * profiles alone, without a request; before, a number is the least that there are.
 * @param {Store} store
 * @param {LoadAll} all
 * @param {Words} words
 * @param {Actions} actions
 */
export function statusChart(store, all, words, actions) {
  const { texts } = words;
  const counts = all.countByStatus;
  const total = all.profiles.length;
  const asked = all.filters.status;
  /**
   * The documented ones that were asked for are there from the start, in the order of a review, so that no bar jumps.
   * @type {(string | null)[]}
   */
  const shown = statuses.map(({ name }) => name).filter((name) => asked.length === 0 || asked.includes(name));
  const most = shown.length + MOST_UNKNOWN;
  for (const [status, count] of counts) {
    if (shown.length >= most) break;
    if (count > 0 && !shown.includes(status)) shown.push(status);
  }
  const isComplete = all.state === "complete";
  const others = total - shown.reduce((sum, status) => sum + (counts.get(status) ?? 0), 0);
  const otherBadge = html`<span class="badge" part="badge" data-status="unknown">${texts.otherStatuses}</span>`;
  // On a small screen they are a line that scrolls: without buttons in it the keyboard scrolls the line itself.
  return html`<ul
    class="chart"
    part="chart"
    aria-label=${texts.chart}
    tabindex=${isComplete ? nothing : 0}
    @focusin=${(/** @type {Event} */ { target }) => {
      // Chromium leaves one that is partly in sight where it is.
      if (target instanceof Element) target.scrollIntoView({ block: "nearest", inline: "nearest" });
    }}
  >
    ${shown.map((status) => {
      const kind = statusKind(status, words);
      const badge = statusBadge(status, words);
      const count = counts.get(status) ?? 0;
      return row(kind, isComplete && kind === status ? choice(status, badge, count) : badge, count);
    })}
    ${others > 0 ? row("unknown", otherBadge, others) : ""}
  </ul>`;

  /**
   * @param {string} status
   * @param {unknown} badge
   * @param {number} count
   */
  function choice(status, badge, count) {
    const chosen = store.place.filters.status;
    return html`<button
      type="button"
      class="choice"
      part="button"
      data-choice=${status}
      aria-pressed=${String(store.isNarrowedByStatus && chosen.includes(status))}
      aria-label=${words.say(texts.onlyStatus, { status: statusName(status, words), count })}
      @click=${() => actions.toggleStatus(status)}
    >${badge}</button>`;
  }

  /**
   * @param {string} kind
   * @param {unknown} label
   * @param {number} count
   */
  function row(kind, label, count) {
    const share = total === 0 ? 0 : count / total;
    const number = isComplete
      ? words.say(texts.share, { count, percent: words.formats.percent(share) })
      : words.say(texts.atLeast, { count });
    return html`<li>${label}<span class="track" aria-hidden="true"
        ><span class="bar" data-status=${kind} ${styled({ "inline-size": `${share * 100}%` })}></span></span
      ><span class="number">${number}</span></li>`;
  }
}
