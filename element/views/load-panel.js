// @ts-check
/** @import { LoadAll } from "../state/load-all.js" */
/** @import { Store } from "../state/store.js" */
/** @import { Words } from "../texts/words.js" */
/** @import { Actions } from "../actions.js" */

import { html, nothing } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import { button } from "./parts.js";
import { statusChart } from "./status-chart.js";

/**
 * How the loading of a whole list goes: its numbers, a bar, the counts by status, and what can be done about it.
 * @param {Store} store
 * @param {LoadAll} all
 * @param {Words} words
 * @param {Actions} actions
 */
export function loadPanel(store, all, words, actions) {
  const { texts, formats } = words;
  const { state, profiles, pages, elapsedMs } = all;
  const rate = elapsedMs === 0 ? 0 : Math.round((profiles.length / elapsedMs) * 1000);
  const numbers = [
    words.say(texts.progress.pages, { count: pages }),
    words.profiles(profiles.length),
    words.say(texts.progress.rate, { count: rate }),
    words.say(texts.progress.seconds, { seconds: formats.seconds(elapsedMs) }),
  ];
  const isRunning = state === "running";
  return html`<section class="load-all" part="load-all" aria-label=${texts.all} data-state=${state}>
    <div class="top">
      <div class="state">
        <strong>${texts.all}</strong>
        <ul class="numbers">${numbers.map((number) => html`<li>${number}</li>`)}</ul>
      </div>
      <div class="buttons">
        ${button({
          name: "main",
          label: isRunning ? texts.cancel : all.canResume ? texts.resume : texts.loadAgain,
          isPrimary: state !== "complete",
          act: () => (isRunning ? all.cancel() : all.canResume ? actions.resume() : actions.loadAgain()),
        })}
        ${all.walks > 1 ? nothing : button({ name: "back", label: texts.toPages, act: () => actions.backToPages() })}
      </div>
    </div>
    <div
      role="progressbar"
      class="progress"
      part="progress"
      aria-label=${texts.all}
      aria-valuetext=${numbers.join(", ")}
      aria-valuenow=${ifDefined(state === "complete" ? "100" : undefined)}
    ><span></span></div>
    ${all.walks > 1 ? html`<p class="merged">${texts.merged}</p>` : nothing}
    <p class="no-total">${texts.noTotal}</p>
    ${statusChart(store, all, words, actions)}
  </section>`;
}
