// @ts-check
/** @import { texts } from "./texts.js" */

import { create } from "./create.js";

/**
 * A button that copies a text, which is made when it is wanted: a whole record may be long. Where a page has no clipboard the text is selected, for the reader to copy.
 * @param {{ text: () => string, shown: Node | null, label: string, name: string, words: typeof texts, say: (message: string) => void }} told
 */
export function copyButton({ text, shown, label, name, words, say }) {
  const button = create(
    "button",
    { type: "button", class: "copy", part: "button", "aria-label": label === name ? null : label },
    label === name ? label : words.copy,
  );
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      say(words.copied(name));
    } catch {
      if (shown !== null) getSelection()?.selectAllChildren(shown);
      say(words.copyByHand);
    }
  });
  return button;
}
