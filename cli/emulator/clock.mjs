// @ts-check
/** @import { Duration } from "./api.d.ts" */

const HOUR = 3_600_000;

/**
 * The emulator's own time. It stands still unless it is advanced, so that two runs agree; it begins where the newest
 * generated profile was created.
 */
export class Clock {
  /** Milliseconds since 1970. */
  now;

  /** @param {number} start */
  constructor(start) {
    this.start = start;
    this.now = start;
  }
}

/**
 * A duration in milliseconds.
 * @param {Duration | number} duration A number is of milliseconds.
 */
export function milliseconds(duration) {
  const { days = 0, hours = 0, ms = 0, ...others } = typeof duration === "number" ? { ms: duration } : duration;
  const total = days * 24 * HOUR + hours * HOUR + ms;
  if (Object.keys(others).length > 0 || !Number.isFinite(total) || total < 0) {
    throw new RangeError("a duration is a number of milliseconds from 0, or { days, hours, ms }");
  }
  return total;
}

/**
 * RFC 3339 in whole seconds, as Twilio writes it.
 * @param {number} time
 */
export function dateTime(time) {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
