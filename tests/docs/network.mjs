// Imported before a program of the docs: the API at its own address, and a page's own server, are the emulator.

const { TRUSTHUB_URL, TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN } = process.env;
const { fetch } = globalThis;
const ACCOUNT = `Basic ${btoa(`${TWILIO_ACCOUNT_SID}:${TWILIO_AUTH_TOKEN}`)}`;

globalThis.fetch = (url, init = {}) => {
  const { origin, pathname, search } = new URL(url);
  // A server that the program started itself.
  if (origin.startsWith("http://127.0.0.1:")) return fetch(url, init);
  const isPages = origin === "https://staff.example" && pathname.startsWith("/twilio/");
  if (!isPages && origin !== "https://trusthub.twilio.com") throw new Error(`asked: ${url}`);
  const headers = { ...init.headers };
  // The page's own server adds the credentials; "fresh" is the token of a program that gets one.
  if (isPages || headers.Authorization === "Bearer fresh") headers.Authorization = ACCOUNT;
  return fetch(TRUSTHUB_URL + pathname.replace("/twilio", "") + search, { ...init, headers });
};
