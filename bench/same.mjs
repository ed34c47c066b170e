// @ts-check

/**
 * Throws where two lists of profiles differ, in engines that have no `node:assert`. Both JSON texts tell all there is:
 * texts, nulls, Dates and plain objects, whose properties have one order.
 * @param {readonly object[]} actual
 * @param {readonly object[]} expected
 * @param {string} page
 */
export function assertSame(actual, expected, page) {
  const different = expected.findIndex((profile, index) => JSON.stringify(profile) !== JSON.stringify(actual[index]));
  if (different >= 0 || actual.length !== expected.length) throw new Error(`${page}: profile ${different} is another`);
}
