// @ts-check
import { InvalidArgumentError } from "commander";

/**
 * A parser of an option's argument.
 * @param {number} most
 */
export function wholeNumberUpTo(most) {
  return (/** @type {string} */ text) => {
    if (!/^\d{1,15}$/.test(text) || Number(text) > most)
      throw new InvalidArgumentError(`Expected a whole number from 0 to ${most}.`);
    return Number(text);
  };
}
