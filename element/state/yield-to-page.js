// @ts-check

/** Not in TypeScript's library yet. @typedef {{ scheduler?: { yield?: () => Promise<void> } }} Scheduling */

/** Let the page draw and answer its reader before work goes on. */
export function yieldToPage() {
  const { scheduler } = /** @type {Scheduling} */ (globalThis);
  // Timers in a row wait four milliseconds each, which is half of what is worked between them.
  return scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}
