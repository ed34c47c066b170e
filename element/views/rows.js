// @ts-check
/** @import { CustomerProfile, Issue } from "trusthub-profiles" */
/** @import { Sort } from "../state/place.js" */
/** @import { Words } from "../texts/words.js" */
/** @import { Actions } from "../actions.js" */
/** @import { OwnColumn } from "./own-columns.js" */

import { html } from "lit";
import { guard } from "lit/directives/guard.js";

import { columns } from "./columns.js";
import { ownCell } from "./own-columns.js";
import { styled } from "./styled.js";

/**
 * The columns' names, each of which sorts what is loaded.
 * @param {Sort | null} sort
 * @param {Words} words
 * @param {Actions} actions
 * @param {readonly OwnColumn[]} own
 */
export function gridHead(sort, words, actions, own) {
  const { texts } = words;
  return html`<div role="rowgroup" class="head">
    <div role="row" class="row" part="head" aria-rowindex="1">
      ${columns.map(({ name, field }) => {
        const label = texts.columns[name];
        const isSorted = sort?.by === field;
        const direction = !isSorted ? "none" : sort.descending ? "descending" : "ascending";
        // Up, down, and as the API lists them.
        const next = !isSorted
          ? { by: field, descending: false }
          : sort.descending
            ? null
            : { by: field, descending: true };
        return html`<div role="columnheader" class="cell ${name}" aria-sort=${direction}>
          <button type="button" class="sort" title=${words.say(texts.sortHint, { column: label })} @click=${() => actions.sort(next)}
            >${label}<span class="arrow" aria-hidden="true">${direction === "none" ? "" : direction === "ascending" ? "▲" : "▼"}</span></button
          >
        </div>`;
      })}
      ${own.map(({ label }) => html`<div role="columnheader" class="cell own">${label}</div>`)}
    </div>
  </div>`;
}

/**
 * @param {object} options
 * @param {number} options.row
 * @param {CustomerProfile} options.profile
 * @param {readonly Issue[]} options.issues
 * @param {boolean} options.isActive
 * @param {number} options.top
 * @param {Words} options.words
 * @param {readonly OwnColumn[]} options.own
 */
export function gridRow({ row, profile, issues, isActive, top, words, own }) {
  // Ages are of the minute in which they are drawn.
  const minute = Math.floor(Date.now() / 60_000);
  return html`<div
    role="row"
    class="row"
    part="row"
    aria-rowindex=${row + 2}
    data-index=${row}
    ${styled({ transform: `translateY(${top}px)` })}
  >${guard([profile, issues.length, words, own, row, isActive, minute], () => [
    ...columns.map(
      ({ name, cell }) =>
        html`<div role="gridcell" class="cell ${name}">${cell(profile, words, { issues, row, isActive })}</div>`,
    ),
    ...own.map((column) => html`<div role="gridcell" class="cell own">${ownCell(column, profile)}</div>`),
  ])}</div>`;
}
