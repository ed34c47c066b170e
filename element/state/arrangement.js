// @ts-check
/** @import { CustomerProfile } from "trusthub-profiles" */
/** @import { Sort } from "./place.js" */

import { statuses } from "../facts.js";
import { policyName } from "../policies.js";
import { isEqual } from "./equal.js";
import { yieldToPage } from "./yield-to-page.js";

/**
 * What is wanted of the profiles that are loaded.
 * @typedef {object} Wish
 * @property {string} search
 * @property {readonly string[]} statuses none of them means all
 * @property {number | null} since
 * @property {Sort | null} sort
 * @property {string} lang whose alphabet sorts
 * @property {Readonly<Record<string, string>>} policies names of policies by SID, as they are shown
 */

/** How long the page waits for us at most: a frame has 16 ms. */
const SLICE_MS = 10;

/** How many profiles are looked at, or merged, between two looks at the clock. */
const STEP = 256;

/** As many as are sorted in one go, in some milliseconds. */
const RUN = 1000;

/**
 * Which of the loaded profiles are shown, in which order: searched, narrowed and sorted in slices of time, so that a
 * hundred thousand keep no reader waiting, and as more come only these are looked at.
 */
export class Arrangement {
  /** Positions in the list, in their order; null is all of them as they came. @type {readonly number[] | null} */
  positions = null;
  isBusy = false;
  /** Other profiles, or another wish: more of the same are no change. */
  version = 0;
  #onChange;
  /** @type {readonly CustomerProfile[]} */
  #profiles = [];
  /** @type {Wish | null} */
  #asked = null;
  /** The same, null where everything is wanted as it came. @type {Wish | null} */
  #wish = null;
  /** @type {number[]} */
  #kept = [];
  #seen = 0;
  /** The work under way: what began before it comes to nothing. */
  #turn = 0;

  /** @param {() => void} onChange */
  constructor(onChange) {
    this.#onChange = onChange;
  }

  /**
   * @param {readonly CustomerProfile[]} profiles of which more may come
   * @param {Wish} wish
   */
  arrange(profiles, wish) {
    const isSameList = profiles === this.#profiles;
    if (isSameList && isEqual(wish, this.#asked)) return;
    this.#asked = wish;
    const isWhole = wish.search === "" && wish.statuses.length === 0 && wish.since === null && wish.sort === null;
    if (!isSameList || !isWhole || this.#wish !== null) this.version += 1;
    this.#profiles = profiles;
    this.#wish = isWhole ? null : wish;
    this.#kept = [];
    this.#seen = 0;
    // Another list's rows are no answer; this one's stay until there are better ones.
    if (isWhole) this.positions = null;
    else if (!isSameList) this.positions = [];
    this.grow();
  }

  /** More of the same profiles came. */
  grow() {
    const turn = (this.#turn += 1);
    this.isBusy = false;
    if (this.#wish === null) return;
    const steps = this.#steps(this.#wish);
    if (runSlice(steps)) return;
    this.isBusy = true;
    void this.#finish(steps, turn);
  }

  /**
   * @param {Generator<void, void>} steps
   * @param {number} turn
   */
  async #finish(steps, turn) {
    do {
      await yieldToPage();
      if (turn !== this.#turn) return;
    } while (!runSlice(steps));
    this.isBusy = false;
    this.#onChange();
  }

  /** @param {Wish} wish */
  *#steps(wish) {
    const profiles = this.#profiles;
    const isWanted = test(wish);
    const compare = wish.sort === null ? null : comparison(profiles, wish.sort, wish.lang);
    /** @type {number[]} */
    const fresh = [];
    let seen = this.#seen;
    for (; seen < profiles.length; seen += 1) {
      if (seen % STEP === 0) yield;
      if (isWanted(/** @type {CustomerProfile} */ (profiles[seen]))) fresh.push(seen);
    }
    let kept = this.#kept;
    if (compare === null) {
      kept = kept.length === 0 ? fresh : [...kept, ...fresh];
    } else {
      const sorted = yield* sortedInRuns(fresh, compare);
      kept = kept.length === 0 ? sorted : yield* merged(kept, sorted, compare);
    }
    // All at once: work that is given up leaves nothing half done.
    this.#kept = kept;
    this.#seen = seen;
    this.positions = kept;
  }
}

/**
 * Whether it came to its end.
 * @param {Generator<void, void>} steps
 */
function runSlice(steps) {
  const end = performance.now() + SLICE_MS;
  while (performance.now() < end) {
    if (steps.next().done === true) return true;
  }
  return false;
}

/**
 * @param {Wish} wish
 * @returns {(profile: CustomerProfile) => boolean}
 */
function test({ search, statuses: wanted, since, policies }) {
  const part = folded(search.trim());
  const named = Object.fromEntries(Object.entries(policies).filter(([, name]) => part !== "" && holds(name, part)));
  const areNamed = Object.keys(named).length > 0;
  return (profile) =>
    (wanted.length === 0 || (profile.status !== null && wanted.includes(profile.status))) &&
    (since === null || (profile.dateUpdated !== null && profile.dateUpdated.getTime() >= since)) &&
    (part === "" ||
      holds(profile.friendlyName, part) ||
      holds(profile.email, part) ||
      holds(profile.sid, part) ||
      holds(profile.policySid, part) ||
      (areNamed && profile.policySid !== null && policyName(profile.policySid, named) !== null));
}

/**
 * @param {string | null} text
 * @param {string} part
 */
function holds(text, part) {
  return text !== null && folded(text).includes(part);
}

/**
 * Without case and marks: who types "muller" looks for "Müller" too. Most texts are ASCII, which has none.
 * @param {string} text
 */
export function folded(text) {
  const lower = text.toLowerCase();
  return /[^\x00-\x7f]/.test(lower) ? lower.normalize("NFD").replaceAll(/\p{M}/gu, "") : lower;
}

/**
 * @param {readonly CustomerProfile[]} profiles
 * @param {Sort} sort
 * @param {string} lang
 * @returns {(one: number, other: number) => number} of positions; those without a value come last, whichever way
 */
function comparison(profiles, { by, descending }, lang) {
  const collator = new Intl.Collator(lang);
  const order = statuses.map(({ name }) => /** @type {string} */ (name));
  const sign = descending ? -1 : 1;
  /** @type {(string | number | null)[]} Each asked for a dozen times, by its position. */
  const keys = [];
  const key = (/** @type {number} */ position) => {
    const known = keys[position];
    return known === undefined ? (keys[position] = keyOf(position)) : known;
  };
  const keyOf = (/** @type {number} */ position) => {
    const value = profiles[position]?.[by];
    if (value === null || value === undefined) return null;
    if (value instanceof Date) return value.getTime();
    // In the order of a review, which no alphabet knows; what isn't documented comes after it.
    if (by === "status") return order.includes(String(value)) ? order.indexOf(String(value)) : order.length;
    return typeof value === "string" ? value : Object.keys(value).length;
  };
  return (one, other) => {
    const [first, second] = [key(one), key(other)];
    if (first === second) return one - other;
    if (first === null) return 1;
    if (second === null) return -1;
    const difference =
      typeof first === "string" && typeof second === "string"
        ? collator.compare(first, second)
        : Number(first) - Number(second);
    return difference === 0 ? one - other : difference * sign;
  };
}

/**
 * Merge sort, which can stop anywhere; `Array.sort` can't.
 * @param {number[]} positions
 * @param {(one: number, other: number) => number} compare
 * @returns {Generator<void, number[]>}
 */
function* sortedInRuns(positions, compare) {
  /** @type {number[][]} */
  let runs = [];
  for (let from = 0; from < positions.length; from += RUN) {
    runs.push(positions.slice(from, from + RUN).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    /** @type {number[][]} */
    const longer = [];
    for (let index = 0; index < runs.length; index += 2) {
      longer.push(yield* merged(/** @type {number[]} */ (runs[index]), runs[index + 1] ?? [], compare));
    }
    runs = longer;
  }
  return runs[0] ?? [];
}

/**
 * @param {readonly number[]} one
 * @param {readonly number[]} other
 * @param {(one: number, other: number) => number} compare
 * @returns {Generator<void, number[]>}
 */
function* merged(one, other, compare) {
  const result = [];
  let [first, second] = [0, 0];
  while (first < one.length || second < other.length) {
    if (result.length % STEP === 0) yield;
    const [left, right] = [one[first], other[second]];
    if (right === undefined || (left !== undefined && compare(left, right) <= 0)) {
      result.push(/** @type {number} */ (left));
      first += 1;
    } else {
      result.push(right);
      second += 1;
    }
  }
  return result;
}
