// @ts-check

/**
 * Which of many rows of equal height are in sight.
 * @param {{ count: number, rowHeight: number, top: number, height: number, beyond: number }} view `top` is how far the
 *   first row lies above the view, `height` is the view's, `beyond` how many more rows at either edge
 * @returns {{ first: number, end: number }} from the first on, up to but without `end`
 */
export function visibleRows({ count, rowHeight, top, height, beyond }) {
  const first = Math.floor(top / rowHeight) - beyond;
  const end = Math.ceil((top + height) / rowHeight) + beyond;
  return { first: Math.min(Math.max(0, first), count), end: Math.min(count, Math.max(0, end)) };
}
