// @ts-check
import { InvalidArgumentError } from "commander";

/** A timer set for longer fires at once. */
export const LONGEST_MS = 2 ** 31 - 1;
/** Of the emulator's accounts. */
export const MOST_PROFILES = 2 ** 31;
export const LARGEST_PORT = 65_535;

/**
 * A parser of an option's argument.
 * @param {number} most
 * @param {number} [least]
 */
export function wholeNumberUpTo(most, least = 0) {
  return (/** @type {string} */ text) => {
    if (!/^\d{1,16}$/.test(text) || Number(text) > most || Number(text) < least)
      throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
    return Number(text);
  };
}
