// @ts-check
// What cases have in common, in whatever runtime.

/** @typedef {typeof import("../../pkg-template/index.js")} Library */
/**
 * By their names; each throws where the library isn't as it must be.
 * @typedef {Readonly<Record<string, (library: Library) => Promise<void>>>} Cases
 */

/**
 * @param {unknown} actual
 * @param {unknown} expected
 * @param {string} [what]
 */
export function equal(actual, expected, what = "") {
  const [is, ought] = [actual, expected].map((value) => JSON.stringify(value) ?? String(value));
  if (is !== ought) throw new Error(`${what}: ${is} is not ${ought}`);
}

export const sleep = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Run every case in a page or a worker; returns what is wrong, a line each. An error that nobody catches is wrong too.
 * @param {Library} library
 * @param {Cases} cases
 */
export async function runCases(library, cases) {
  /** @type {string[]} */
  const faults = [];
  let current = "";
  const uncaught = (/** @type {any} */ event) => {
    event.preventDefault(); // or a worker's would be told to its page instead
    faults.push(`uncaught, in or after ${current}: ${event.message ?? event.reason}`);
  };
  addEventListener("error", uncaught);
  addEventListener("unhandledrejection", uncaught);
  for (const [name, run] of Object.entries(cases)) {
    current = name;
    try {
      await run(library);
    } catch (error) {
      faults.push(`${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  await sleep(50); // until what the last one left behind was told
  removeEventListener("error", uncaught);
  removeEventListener("unhandledrejection", uncaught);
  return { tried: Object.keys(cases).length, faults };
}
