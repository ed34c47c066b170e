// @ts-check
/** @import { Words } from "../texts/words.js" */

import { html, nothing } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import { cut } from "../readable.js";

/** A tooltip that fills the screen is read by nobody. */
const MOST_IN_TITLE = 1000;

/** @param {string | null} text */
export function tooltip(text) {
  return ifDefined(text === null ? undefined : cut(text, MOST_IN_TITLE));
}

/**
 * @typedef {object} ButtonOptions
 * @property {string} name
 * @property {unknown} label
 * @property {() => void} act
 * @property {boolean} [isAllowed]
 * @property {boolean} [isPrimary]
 * @property {string} [hint] what it does, where its label is short
 */

/**
 * Not `disabled` where it may do nothing, which would throw the keyboard off the button when it reaches the last page.
 * @param {ButtonOptions} options
 */
export function button({ name, label, act, isAllowed = true, isPrimary = false, hint }) {
  return html`<button
    type="button"
    name=${name}
    part="button"
    class=${isPrimary ? "primary" : nothing}
    aria-disabled=${String(!isAllowed)}
    aria-label=${ifDefined(hint)}
    title=${ifDefined(hint)}
    @click=${() => isAllowed && act()}
  >${label}</button>`;
}

/**
 * A date in the reader's locale and time zone, with the exact instant in its tooltip.
 * @param {Date} date
 * @param {string} shown
 * @param {Words} words
 */
export function instant(date, shown, words) {
  const exact = date.toISOString();
  return html`<time class="line" datetime=${exact} title=${`${exact}\n${words.formats.instant(date)}`}>${shown}</time>`;
}

/** @param {Words} words */
export function none(words) {
  return html`<span class="line none"
    ><span aria-hidden="true">–</span><span class="unseen">${words.texts.none}</span></span
  >`;
}
