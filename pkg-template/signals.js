// @ts-check
// Callers' signals. One may live as long as its process and be shared by thousands of walks: it gets one listener, whatever
// their number, and that only while a walk listens. A walk that was dropped is collected all the same.
/** @import { Follow, SignalHub } from "./internal.js" */

import { abortReason } from "./runtime.js";

/** @type {WeakMap<AbortSignal, SignalHub>} */
const hubs = /* @__PURE__ */ new WeakMap();
/** @type {FinalizationRegistry<() => void>} */
let dropped;

/** @type {Follow} */
export function follow(signal, target) {
  if (signal?.aborted) target.abort(abortReason(signal));
  if (!signal || signal.aborted) return () => {};
  const hub = hubs.get(signal) ?? createHub(signal);
  hubs.set(signal, hub);
  const leave = hub(typeof WeakRef === "function" ? new WeakRef(target) : { deref: () => target });
  if (typeof FinalizationRegistry === "function") {
    dropped ??= new FinalizationRegistry(call);
    dropped.register(target, leave);
  }
  return leave;
}

/** @type {(leave: () => void) => void} Not within `follow`, whose closures would keep the first target. */
const call = (leave) => leave();

/** @type {(signal: AbortSignal) => SignalHub} */
function createHub(signal) {
  /** @type {Set<Parameters<SignalHub>[0]>} */
  const targets = new Set();
  const onAbort = () => {
    const reason = abortReason(signal);
    for (const target of targets) target.deref()?.abort(reason);
  };
  return (target) => {
    if (targets.size === 0) signal.addEventListener("abort", onAbort);
    targets.add(target);
    return () => {
      if (targets.delete(target) && targets.size === 0) signal.removeEventListener("abort", onAbort);
    };
  };
}
