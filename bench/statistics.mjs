// @ts-check

/**
 * A value at a share of the sorted values, between two of them where it falls so.
 * @param {readonly number[]} values
 * @param {number} share from 0 to 1
 */
export function quantile(values, share) {
  if (values.length === 0) throw new RangeError("a quantile of no values");
  const sorted = [...values].sort((left, right) => left - right);
  const at = (sorted.length - 1) * share;
  const below = Number(sorted[Math.floor(at)]);
  const above = Number(sorted[Math.ceil(at)]);
  return below + (above - below) * (at - Math.floor(at));
}

/** @param {readonly number[]} values */
export const median = (values) => quantile(values, 0.5);

/**
 * The middle half of the values, as "1.23–1.31".
 * @param {readonly number[]} values
 * @param {number} digits
 */
export function spread(values, digits) {
  return `${quantile(values, 0.25).toFixed(digits)}–${quantile(values, 0.75).toFixed(digits)}`;
}

/**
 * Each value over the one of the same round, so that what slows the machine for a while slows both.
 * @param {readonly number[]} values
 * @param {readonly number[]} baseline
 */
export function ratios(values, baseline) {
  return values.map((value, round) => value / Number(baseline[round]));
}

/**
 * The same items in another order.
 * @template T
 * @param {readonly T[]} items
 * @returns {T[]}
 */
export function shuffled(items) {
  const order = [...items];
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(Math.random() * (at + 1));
    [order[at], order[other]] = [/** @type {T} */ (order[other]), /** @type {T} */ (order[at])];
  }
  return order;
}
