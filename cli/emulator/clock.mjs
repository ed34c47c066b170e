// @ts-check
/** @import { Duration } from "./api.d.ts" */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * The emulator's own time. It stands still unless it is advanced, so that two runs agree; the newest generated profile was
 * created when it begins.
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
 * A duration in whole milliseconds.
 * @param {Duration | number} duration A number is of milliseconds.
 */
export function milliseconds(duration) {
  const { days = 0, hours = 0, ms = 0, ...others } = typeof duration === "number" ? { ms: duration } : duration;
  const total = days * DAY + hours * HOUR + ms;
  if (Object.keys(others).length > 0 || !Number.isFinite(total) || total < 0) {
    throw new RangeError("a duration is a number of milliseconds from 0, or { days, hours, ms }");
  }
  return Math.round(total);
}

/**
 * RFC 3339 in whole seconds, as Twilio writes it.
 * @param {number} time
 */
export function dateTime(time) {
  const day = Math.floor(time / DAY);
  let date = dates.get(day);
  if (date === undefined) {
    date = new Date(time).toISOString().slice(0, 11);
    dates.set(day, date);
  }
  const seconds = Math.floor((time - day * DAY) / 1000);
  const minutes = Math.floor(seconds / 60);
  return `${date}${TWO[Math.floor(minutes / 60)]}:${TWO[minutes % 60]}:${TWO[seconds % 60]}Z`;
}

// toISOString took a third of a generated profile's time; they are of a few thousand days.
/** @type {Map<number, string>} */
const dates = new Map();
const TWO = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));
