// @ts-check
import { Interrupted } from "./failures.mjs";

/** The last one is sent when the terminal is closed. */
const SIGNALS = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/**
 * A signal that the first Ctrl-C, SIGTERM or SIGHUP aborts. With it the handlers are gone, so that a second one ends the process at
 * once, whatever it is doing.
 */
export function interruptSignal() {
  const controller = new AbortController();
  const handlers = SIGNALS.map((name) => ({
    name,
    handle: () => {
      release();
      controller.abort(new Interrupted(name));
    },
  }));
  const release = () => {
    for (const { name, handle } of handlers) process.removeListener(name, handle);
  };
  for (const { name, handle } of handlers) process.on(name, handle);
  return { signal: controller.signal, release };
}

/**
 * What a server waits for: rejects with the Interrupted.
 * @returns {Promise<never>}
 */
export async function untilInterrupted() {
  const { signal } = interruptSignal();
  // What listens on a socket keeps the process alive meanwhile.
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}
