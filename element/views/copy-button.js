// @ts-check
/** @import { Words } from "../texts/words.js" */

import { html } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";

/**
 * A button that copies a string, which is made when it is wanted: a whole record may be long. Where a page has no clipboard, what
 * shows the string (the button's neighbour of the class `copied`, or else all of the record) is selected, for the reader to copy.
 * @param {{ text: () => string, label: string, name: string, words: Words, say: (message: string) => void }} options
 */
export function copyButton({ text, label, name, words, say }) {
  const { texts } = words;
  const copy = async (/** @type {Event} */ event) => {
    const row = /** @type {Element} */ (event.currentTarget).parentElement;
    const shown = /** @type {Element} */ (row?.querySelector(".copied") ?? row?.closest(".content"));
    try {
      await navigator.clipboard.writeText(text());
      say(words.say(texts.copied, { field: name }));
    } catch {
      getSelection()?.selectAllChildren(shown);
      say(texts.copyByHand);
    }
  };
  return html`<button
    type="button"
    class="copy"
    part="button"
    aria-label=${ifDefined(label === name ? undefined : label)}
    @click=${copy}
  >${label === name ? label : texts.copy}</button>`;
}
