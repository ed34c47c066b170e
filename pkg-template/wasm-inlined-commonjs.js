// @ts-check
// In place of wasm-inlined.js in commonjs.cjs, which slim's entry loads too: the entries that hold the core hand it in.

export let deflated = "";
export let length = 0;

/** @param {{ deflated: string, length: number }} core */
export function provide(core) {
  ({ deflated, length } = core);
}
