// @ts-check
// Times of several pieces of work beside each other in one process. Only what every engine has is used.

import { shuffled } from "./statistics.mjs";

/**
 * @typedef {object} Work
 * @property {string} contender
 * @property {string} page
 * @property {() => unknown} once
 */

/**
 * Milliseconds a call, by page and contender; the numbers of one round stand at the same place.
 * @typedef {Record<string, Record<string, number[]>>} Times
 */

// Long against what a clock resolves (100 µs in browsers) and against one pause of a garbage collector.
const BATCH_MS = 12;

// Until then every engine has compiled with its best compiler.
const WARM_UP_MS = 400;

// Results are looked at here, so that no engine can leave work out.
/** @type {{ last: unknown }} */
export const sink = { last: undefined };

/**
 * Each round runs a batch of every piece once, in another order.
 * @param {readonly Work[]} works
 * @param {number} rounds
 * @returns {Times}
 */
export function timesOf(works, rounds) {
  const pieces = works.map((work) => ({ ...work, calls: 1, times: /** @type {number[]} */ ([]) }));
  for (const piece of pieces) warmUp(piece);
  // Once more round about: what one contender does to shared code (JSON.parse's maps, Dates) is seen by all.
  for (const piece of shuffled(pieces)) piece.calls = callsFor(BATCH_MS, batch(piece.once, piece.calls));
  for (let round = 0; round < rounds; round += 1) {
    for (const piece of shuffled(pieces)) piece.times.push(batch(piece.once, piece.calls));
  }
  /** @type {Times} */
  const times = {};
  for (const piece of pieces) (times[piece.page] ??= {})[piece.contender] = piece.times;
  return times;
}

/** @param {{ once: () => unknown, calls: number }} piece */
function warmUp(piece) {
  const end = performance.now() + WARM_UP_MS;
  while (performance.now() < end) piece.calls = callsFor(BATCH_MS, batch(piece.once, piece.calls));
}

/**
 * @param {number} milliseconds
 * @param {number} each
 */
function callsFor(milliseconds, each) {
  // A clock that didn't move says that a call takes less than it resolves.
  return Math.max(1, Math.min(10_000, Math.ceil(milliseconds / Math.max(each, 0.001))));
}

/**
 * Milliseconds a call.
 * @param {() => unknown} once
 * @param {number} calls
 */
function batch(once, calls) {
  const start = performance.now();
  for (let call = 0; call < calls; call += 1) sink.last = once();
  return (performance.now() - start) / calls;
}
