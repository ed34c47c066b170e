// @ts-check
import { Interrupted } from "./failures.mjs";

const SIGNALS = /** @type {const} */ (["SIGINT", "SIGTERM"]);

/**
 * A signal that the first Ctrl-C, or SIGTERM, aborts. With it the handlers are gone, so that a second one ends the process at
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
