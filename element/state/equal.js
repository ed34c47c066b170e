// @ts-check

/**
 * Whether two values of a property mean the same, so that setting the one in place of the other changes nothing: frameworks
 * set a new object literal at each render. Functions are taken for equal, since an inline one is never the same: the
 * caller puts the later one in the earlier one's place. URLs compare by their text. What is neither a plain object nor an array
 * (a signal, say) is itself alone.
 * @param {unknown} one
 * @param {unknown} other
 * @returns {boolean}
 */
export function isEqual(one, other) {
  if (Object.is(one, other)) return true;
  if (typeof one === "function" && typeof other === "function") return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (one instanceof URL && other instanceof URL) return one.href === other.href;
  if (one instanceof Date && other instanceof Date) return Object.is(one.getTime(), other.getTime());
  if (!isPlain(one) || !isPlain(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  const [first, second] = [membersOf(one), membersOf(other)];
  return first.size === second.size && [...first].every(([name, value]) => isEqual(value, second.get(name)));
}

/** A member that is undefined is as absent. @param {object} value */
function membersOf(value) {
  return new Map(Object.entries(value).filter(([, member]) => member !== undefined));
}

/** @param {object} value */
function isPlain(value) {
  const prototype = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
}
