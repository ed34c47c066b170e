// @ts-check
/** @import { Words } from "../texts/words.js" */

import { html } from "lit";

/** Which keys do what, in a dialog. @param {Words} words */
export function keysDialog({ texts }) {
  const lines = Object.entries(texts.keysOf).map(
    ([key, what]) => html`<div><dt><kbd>${texts.keyNames[key] ?? key}</kbd></dt><dd>${what}</dd></div>`,
  );
  return html`<dialog class="keys" part="keys" aria-labelledby="keys-title">
    <header>
      <h2 id="keys-title">${texts.keys}</h2>
      <button
        type="button"
        class="close"
        part="button"
        @click=${(/** @type {Event} */ event) => /** @type {Element} */ (event.target).closest("dialog")?.close()}
      >${texts.close}</button>
    </header>
    <dl>${lines}</dl>
  </dialog>`;
}
