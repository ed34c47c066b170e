// @ts-check
// The page's first module, small enough to be there long before the element: it asks for the first rows meanwhile. And the
// header, which says whose profiles these are, if the server does.

import { fetchAhead } from "./first-page.js";

// An address that names a place may mean another page.
const usualFetch = location.search === "" ? fetchAhead() : fetch;
/** The page preloads it; the build puts in the address. */
const { href } = /** @type {HTMLLinkElement} */ (document.querySelector("link[rel=modulepreload]"));
/** @type {Promise<typeof import("./element.js")>} */
const element = import(href);
void element.then(({ defineElement }) => defineElement(usualFetch));

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
