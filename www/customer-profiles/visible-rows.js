// @ts-check

/** Rows beyond either edge, so that a quick scroll meets rows that are there already. */
const BEYOND = 4;

/**
 * Which of many rows of equal height are in sight.
 * @param {{ count: number, rowHeight: number, top: number, height: number }} view `top` is how far the first row lies
 *   above the view, `height` is the view's
 * @returns {{ first: number, end: number }} from the first on, up to but without `end`
 */
export function visibleRows({ count, rowHeight, top, height }) {
  const first = Math.floor(top / rowHeight) - BEYOND;
  const end = Math.ceil((top + height) / rowHeight) + BEYOND;
  return { first: Math.min(Math.max(0, first), count), end: Math.min(count, Math.max(0, end)) };
}
