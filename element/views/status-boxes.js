// @ts-check
/** @import { Words } from "../texts/words.js" */

import { html } from "lit";
import { live } from "lit/directives/live.js";
import { statuses } from "../facts.js";
import { statusBadge } from "./status-badge.js";

/**
 * Statuses in the order of a review, those that the API doesn't document last: the same choice has one form.
 * @param {readonly string[]} chosen
 */
export function inOrder(chosen) {
  const documented = statuses.map(({ name }) => /** @type {string} */ (name));
  return [
    ...documented.filter((name) => chosen.includes(name)),
    ...chosen.filter((name) => !documented.includes(name)),
  ];
}

/**
 * A box for each status, any number of which can be ticked.
 * @param {readonly string[]} chosen
 * @param {Words} words
 * @param {(chosen: readonly string[]) => void} onChoose
 */
export function statusBoxes(chosen, words, onChoose) {
  const { texts } = words;
  const shown = inOrder([...new Set([...statuses.map(({ name }) => name), ...chosen])]);
  return html`<fieldset class="statuses" aria-describedby="statuses-hint">
    <legend>${texts.severalStatuses}</legend>
    <div class="boxes">${shown.map(
      (status) => html`<label
        ><input
          type="checkbox"
          name="statuses"
          value=${status}
          .checked=${live(chosen.includes(status))}
          @change=${(/** @type {Event} */ event) => {
            const { checked } = /** @type {HTMLInputElement} */ (event.target);
            onChoose(inOrder(checked ? [...chosen, status] : chosen.filter((one) => one !== status)));
          }}
        />${statusBadge(status, words)}</label
      >`,
    )}</div>
    <p id="statuses-hint" class="hint">${texts.severalHint}</p>
  </fieldset>`;
}
