// @ts-check
export { emulatorFetch } from "./emulator-fetch.mjs";
export { makeError } from "./errors.mjs";
export { makeList, makePage, makeWirePage } from "./pages.mjs";
export { makeProfile, makeWireProfile } from "./profiles.mjs";
