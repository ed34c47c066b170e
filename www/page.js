// @ts-check
// The page's one module: the element, and the header, which says whose profiles these are, if the server does.

import "./element.js";

const sources = new Map([
  ["emulator", "Made up: they come from the local emulator, no real account is asked"],
  ["twilio", "Of a real Twilio account: they hold personal data"],
]);

const source = /** @type {HTMLElement} */ (document.querySelector(".source"));

try {
  const response = await fetch("/server-info.json");
  const { mode } = response.ok ? await response.json() : { mode: null };
  const text = sources.get(mode);
  if (text !== undefined) {
    source.dataset["mode"] = mode;
    source.textContent = text;
  }
} catch {
  // Without the server's word the header stays as it is; the list below says what is wrong.
}
