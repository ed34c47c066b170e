// @ts-check
// Callers' signals. One may live as long as its process and be shared by thousands of walks: it gets one listener, whatever
// their number, and that only while a walk listens. A walk that was dropped is collected all the same.

import { abortReason } from "./runtime.js";

/**
 * What a signal ends.
 * @typedef {{ abort(reason: unknown): void }} Target
 */

/** @type {WeakMap<AbortSignal, Hub>} */
let hubs;
/** @type {FinalizationRegistry<() => void> | undefined} */
let dropped;

/**
 * End a target when a signal aborts, until the function that this returns is called. The target isn't kept alive.
 * @param {AbortSignal | undefined} signal
 * @param {Target} target
 * @returns {() => void}
 */
export function follow(signal, target) {
  if (signal === undefined) return () => {};
  if (signal.aborted) {
    target.abort(abortReason(signal));
    return () => {};
  }
  hubs ??= new WeakMap();
  const hub = hubs.get(signal) ?? new Hub(signal);
  hubs.set(signal, hub);
  const leave = hub.join(typeof WeakRef === "function" ? new WeakRef(target) : { deref: () => target });
  if (typeof FinalizationRegistry === "function") {
    dropped ??= new FinalizationRegistry(call);
    dropped.register(target, leave);
  }
  return leave;
}

/**
 * Not within `follow`, whose closures would keep the first target.
 * @param {() => void} leave
 */
function call(leave) {
  leave();
}

class Hub {
  /** @type {Set<{ deref(): Target | undefined }>} */
  #targets = new Set();
  #signal;
  #onAbort = () => {
    const targets = [...this.#targets];
    this.#targets.clear();
    this.#signal.removeEventListener("abort", this.#onAbort);
    const reason = abortReason(this.#signal);
    for (const target of targets) target.deref()?.abort(reason);
  };

  /** @param {AbortSignal} signal */
  constructor(signal) {
    this.#signal = signal;
  }

  /** @param {{ deref(): Target | undefined }} target */
  join(target) {
    if (this.#targets.size === 0) this.#signal.addEventListener("abort", this.#onAbort);
    this.#targets.add(target);
    return () => {
      if (this.#targets.delete(target) && this.#targets.size === 0)
        this.#signal.removeEventListener("abort", this.#onAbort);
    };
  }
}
