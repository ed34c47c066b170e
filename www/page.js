// @ts-check
// The demo page's header: it says whose profiles these are, if the server does.

/** @type {Record<string, string>} */
const sources = {
  emulator: "Made up: they come from the local emulator, no real account is asked",
  twilio: "Of a real Twilio account: they hold personal data",
};

const source = /** @type {HTMLElement} */ (document.querySelector(".source"));

try {
  const response = await fetch("/server-info.json");
  const { mode } = response.ok ? await response.json() : { mode: null };
  if (mode in sources) {
    source.dataset["mode"] = mode;
    source.textContent = sources[mode] ?? null;
  }
} catch {
  // Without the server's word the header stays as it is; the list below says what is wrong.
}
