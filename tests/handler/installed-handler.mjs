// @ts-check
// The packed package's handler over an emulator, for a file of tests.

import { after, before } from "node:test";
import { pathToFileURL } from "node:url";
import { startEmulator } from "../../cli/emulator/emulator.mjs";
import { installPackage } from "../package/installed.mjs";

/** @import { Emulator } from "../../cli/emulator/emulator.mjs" */
/** @import { HandlerOptions } from "trusthub-profiles/handler" */

/** @type {Awaited<ReturnType<typeof installPackage>>} */
export let installed;
/** @type {typeof import("trusthub-profiles/handler")} */
export let library;
/** @type {Emulator} */
export let emulator;

before(async () => {
  installed = await installPackage();
  library = await import(pathToFileURL(`${installed.folder}/node_modules/trusthub-profiles/handler.js`).href);
  emulator = await startEmulator({ profiles: 3 });
});
after(async () => {
  await emulator.close();
  await installed.remove();
});

/** @param {Partial<HandlerOptions>} [options] */
export function handlerWith(options) {
  const { accountSid, authToken } = /** @type {Emulator["accounts"][number]} */ (emulator.accounts[0]);
  return library.createListHandler({
    credentials: { username: accountSid, password: authToken },
    baseUrl: emulator.url,
    authorize: () => true,
    ...options,
  });
}
