// @ts-check

/**
 * The key of the first profile of the source. Keys give a list its order, whatever is added or deleted: profiles that
 * are added come before, each with a smaller key, since the newest profile is the first.
 */
export const FIRST_KEY = 2 ** 31;

/**
 * The first of `count` indexes for which something is so, where it is so for all after it; `count` if for none.
 * @param {number} count
 * @param {(index: number) => boolean} isSo
 */
export function firstIndex(count, isSo) {
  let from = 0;
  let to = count;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (isSo(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
