// @ts-check

/**
 * Refuses a name that is not known, with the nearest one that is.
 * @param {string} kind What the name names, e.g. `fault`.
 * @param {string} given
 * @param {readonly string[]} known
 */
export function requireKnown(kind, given, known) {
  if (known.includes(given)) return;
  const nearest = [...known].sort((left, right) => distance(given, left) - distance(given, right))[0];
  throw new TypeError(`unknown ${kind} "${given}"; the nearest is "${nearest}", the known are: ${known.join(", ")}`);
}

/**
 * Levenshtein's distance: the fewest letters to add, drop or change.
 * @param {string} left
 * @param {string} right
 */
function distance(left, right) {
  let row = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let line = 1; line <= left.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= right.length; column += 1) {
      const changed = (row[column - 1] ?? 0) + (left[line - 1] === right[column - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
