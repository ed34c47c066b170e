// @ts-check
import { createEmulator } from "../emulator/emulator.mjs";

/** @type {typeof import("./api.d.ts").emulatorFetch} */
export const emulatorFetch = (options = {}) => {
  const emulator = createEmulator(options);
  const [account] = emulator.accounts;
  // `accounts` may be changed, so the token is looked up at each request.
  const authorization = () => `Basic ${btoa(`${account?.accountSid}:${account?.authToken}`)}`;
  /** @type {typeof emulator.fetch} */
  const fetch = (input, init) => {
    const request = new Request(input, init);
    if (account !== undefined && !request.headers.has("Authorization")) {
      request.headers.set("Authorization", authorization());
    }
    return emulator.fetch(request);
  };
  return Object.assign(fetch, { emulator });
};
