// @ts-check
// Serves the page until Ctrl-C.

import { once } from "node:events";
import { placeOf } from "../process/environment.mjs";
import { UsageError, failureOf, listenFailure } from "../process/failures.mjs";
import { interruptSignal } from "../process/signals.mjs";
import { startServer } from "./server.mjs";

/** @import { Context } from "../process/context.mjs" */
/** @import { PageOptions } from "./options.mjs" */

/**
 * Rejects with the Interrupted that ended it, once all is closed.
 * @param {PageOptions} options
 * @param {Pick<Context, "env" | "output" | "messages">} context
 * @returns {Promise<never>}
 */
export async function serve({ host, port, open, account, emulator: emulated }, { env, output, messages }) {
  const { signal, release } = interruptSignal();
  /** @type {(() => Promise<void>)[]} */
  const closers = [];
  try {
    const emulator = emulated && (await startEmulatorOf(emulated));
    if (emulator) closers.unshift(() => emulator.close());
    const server = await startServer({
      host,
      port,
      onError: (error) => messages.say(failureOf(error, placeOf(env)).message),
      ...(emulator && { emulator }),
      ...(account && { account }),
    });
    closers.unshift(() => server.close());

    const behind =
      emulator === undefined
        ? "  A real Twilio account is behind it. The address holds a token: whoever has it sees the account's profiles.\n"
        : `  Made-up profiles, of a local Trust Hub at ${emulator.url}\n`;
    await output.write(`\n  The page: ${server.startUrl}\n${behind}\n  Ctrl-C ends it.\n`);
    if (open) closers.unshift(await openPage(server.startUrl, messages));
    if (!signal.aborted) await once(signal, "abort");
    throw signal.reason;
  } catch (error) {
    throw listenFailure(/** @type {NodeJS.ErrnoException} */ (error), { host, port });
  } finally {
    for (const close of closers) await close();
    release();
  }
}

/** @param {NonNullable<PageOptions["emulator"]>} options */
async function startEmulatorOf(options) {
  const { startEmulator } = await import("../emulator/emulator.mjs");
  // What changed since yesterday is asked of a page.
  return startEmulator({ ...options, start: new Date() }).catch((error) => {
    throw error instanceof TypeError ? new UsageError(error.message) : error;
  });
}

/**
 * The page is served, whether or not it opens.
 * @param {string} url
 * @param {Context["messages"]} messages
 */
async function openPage(url, messages) {
  const { openInBrowser } = await import("./open.mjs");
  return openInBrowser(url).catch((error) => {
    messages.say(`the browser can't be opened: ${error.message}`);
    return async () => {};
  });
}
