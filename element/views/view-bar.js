// @ts-check
/** @import { CustomerProfile } from "trusthub-profiles" */
/** @import { Sort } from "../state/place.js" */
/** @import { Store } from "../state/store.js" */
/** @import { Words } from "../texts/words.js" */
/** @import { Actions } from "../actions.js" */

import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { WEEK, YESTERDAY, isDay } from "../state/since.js";
import { columns } from "./columns.js";
import { filterCount } from "./filters.js";
import { button } from "./parts.js";

/**
 * What is wanted of the profiles that are loaded: a search, changes since a day, an order; and of how many it speaks.
 * @param {Store} store
 * @param {Words} words
 * @param {Actions} actions
 * @param {{ search: string, isChoosingDay: boolean, areFiltersOpen: boolean }} state what the reader typed and unfolded
 */
export function viewBar(store, words, actions, { search, isChoosingDay, areFiltersOpen }) {
  const { texts } = words;
  const { since, sort, filters } = store.place;
  const count = filterCount(filters);
  const day = isDay(since) ? since : "";
  const hasDay = isChoosingDay || day !== "";
  const choice = hasDay ? "day" : since;
  const choices = [
    ["", texts.sinceChoices.any],
    [YESTERDAY, texts.sinceChoices.yesterday],
    [WEEK, texts.sinceChoices.week],
    ["day", texts.sinceChoices.day],
  ];
  return html`<div class="view-bar" part="view-bar" role="search" aria-label=${texts.search}>
    <label class="searching"
      ><span>${texts.search}</span
      ><input
        name="search"
        type="search"
        autocomplete="off"
        spellcheck="false"
        dir="auto"
        aria-keyshortcuts="/"
        placeholder=${texts.searchPlaceholder}
        .value=${live(search)}
        @input=${(/** @type {Event} */ event) => actions.search(/** @type {HTMLInputElement} */ (event.target).value)}
    /></label>
    <button
      type="button"
      name="show-filters"
      part="button"
      aria-expanded=${String(areFiltersOpen)}
      aria-controls="filters"
      @click=${() => actions.toggleFilters()}
    >${texts.showFilters}${count === 0 ? "" : ` (${words.formats.number(count)})`}</button>
    <label class="since"
      ><span>${texts.since}</span
      ><select
        name="since"
        @change=${(/** @type {Event} */ event) => actions.chooseSince(/** @type {HTMLSelectElement} */ (event.target).value)}
      >${choices.map(
        ([value, label]) => html`<option value=${value} .selected=${live(value === choice)}>${label}</option>`,
      )}</select
    ></label>
    ${
      hasDay
        ? html`<label class="since-day"
            ><span>${texts.sinceDay}</span
            ><input
              name="since-day"
              type="date"
              max="9999-12-31"
              .value=${live(day)}
              @change=${(/** @type {Event} */ event) => actions.since(/** @type {HTMLInputElement} */ (event.target).value)}
          /></label>`
        : nothing
    }
    <label class="sorting"
      ><span>${texts.sort}</span
      ><select
        name="sort"
        @change=${(/** @type {Event} */ event) => actions.sort(sortOf(/** @type {HTMLSelectElement} */ (event.target).value))}
      ><option value="" .selected=${live(sort === null)}>${texts.sortNone}</option>${columns.flatMap(
        ({ name, field }) =>
          [false, true].map(
            (descending) =>
              html`<option
              value=${`${descending ? "-" : ""}${field}`}
              .selected=${live(sort?.by === field && sort.descending === descending)}
            >${words.say(descending ? texts.sortDescending : texts.sortAscending, { column: texts.columns[name] })}</option>`,
          ),
      )}</select
    ></label>
  </div>
  ${scope(store, words, actions)}`;
}

/**
 * Of how many the search, the days and the order speak: never of more than is loaded.
 * @param {Store} store
 * @param {Words} words
 * @param {Actions} actions
 */
function scope(store, words, actions) {
  const { texts } = words;
  const { isNarrowed, place, all, page } = store;
  if ((!isNarrowed && place.sort === null) || (all === null && page === null)) return nothing;
  const loaded = store.rows.profiles.length;
  const mayFollow = all === null ? page?.nextCursor !== null || page.previousCursor !== null : all.state !== "complete";
  if (!isNarrowed && !mayFollow) return nothing;
  const text = !isNarrowed ? texts.sortedMore : mayFollow ? texts.scopeMore : texts.scopeAll;
  const line = words.say(text, { shown: store.count, loaded, count: isNarrowed ? store.count : loaded });
  // The rows that stay meanwhile are of what was asked for before.
  const isComing = store.isLoading || (all?.state === "running" && loaded === 0);
  const label = isNarrowed ? texts.loadAllAndSearch : texts.loadAllAndSort;
  return html`<div class="scope" part="scope">
    <span class="scope-line" role="status">${isComing || store.isArranging ? texts.arranging : line}</span>
    ${mayFollow && all === null ? button({ name: "load-and-search", label, act: () => actions.loadAll() }) : nothing}
    ${isNarrowed ? button({ name: "reset-view", label: texts.resetView, act: () => actions.resetView() }) : nothing}
  </div>`;
}

/** @param {string} value @returns {Sort | null} */
function sortOf(value) {
  if (value === "") return null;
  return { by: /** @type {keyof CustomerProfile} */ (value.replace(/^-/, "")), descending: value.startsWith("-") };
}
