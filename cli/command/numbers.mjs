// @ts-check
import { InvalidArgumentError } from "commander";

/**
 * A parser of an option's argument.
 * @param {number} most
 * @param {number} [least]
 */
export function wholeNumberUpTo(most, least = 0) {
  return (/** @type {string} */ text) => {
    if (!/^\d{1,15}$/.test(text) || Number(text) > most || Number(text) < least)
      throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
    return Number(text);
  };
}

/** A parser of an option whose bounds the client knows, and names. @param {string} text */
export function wholeNumber(text) {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("Expected a whole number.");
  return Number(text);
}
