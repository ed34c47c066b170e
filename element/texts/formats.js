// @ts-check

/** Formats are made once for each language: making one takes longer than using it a hundred times. @type {Map<string, Formats>} */
const made = new Map();

/** @param {string} lang */
export function formatsOf(lang) {
  const known = made.get(lang);
  if (known !== undefined) return known;
  const formats = new Formats(lang);
  made.set(lang, formats);
  return formats;
}

/**
 * Days of the calendar, of which some have 23 or 25 hours.
 * @param {Date} from
 * @param {Date} to
 */
function daysBetween(from, to) {
  const [first = 0, last = 0] = [from, to].map((date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()));
  return (last - first) / 86_400_000;
}

const isEarly = (/** @type {Date} */ value) => value.getFullYear() < 1;

/** Numbers and dates in the reader's own way. */
export class Formats {
  #number;
  #percent;
  #seconds;
  #day;
  #time;
  #instant;
  #earlyDay;
  #earlyInstant;
  #near;
  #relative;
  #plural;

  /** @param {string} lang */
  constructor(lang) {
    const oneDigit = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    this.#number = new Intl.NumberFormat(lang);
    this.#percent = new Intl.NumberFormat(lang, { style: "percent", ...oneDigit });
    this.#seconds = new Intl.NumberFormat(lang, oneDigit);
    this.#day = new Intl.DateTimeFormat(lang, { dateStyle: "medium" });
    this.#time = new Intl.DateTimeFormat(lang, { timeStyle: "short" });
    this.#instant = new Intl.DateTimeFormat(lang, { dateStyle: "full", timeStyle: "long" });
    this.#near = new Intl.RelativeTimeFormat(lang, { numeric: "auto" });
    this.#relative = new Intl.RelativeTimeFormat(lang);
    this.#plural = new Intl.PluralRules(lang);
    // Where the year's number alone would be another year.
    const early = /** @type {const} */ ({ era: "short", year: "numeric", day: "numeric" });
    const clock = /** @type {const} */ ({
      hour: "numeric",
      minute: "2-digit",
      second: "2-digit",
      timeZoneName: "short",
    });
    this.#earlyDay = new Intl.DateTimeFormat(lang, { ...early, month: "short" });
    this.#earlyInstant = new Intl.DateTimeFormat(lang, { ...early, month: "long", ...clock });
  }

  /** @param {number} value */
  number(value) {
    return this.#number.format(value);
  }

  /** @param {number} share */
  percent(share) {
    return this.#percent.format(share);
  }

  /** @param {number} milliseconds */
  seconds(milliseconds) {
    return this.#seconds.format(milliseconds / 1000);
  }

  /** @param {Date} value */
  day(value) {
    return (isEarly(value) ? this.#earlyDay : this.#day).format(value);
  }

  /** @param {Date} value */
  time(value) {
    return this.#time.format(value);
  }

  /**
   * The time of day, with the day where it is another one than now's.
   * @param {Date} value
   * @param {Date} now
   */
  moment(value, now) {
    return value.toDateString() === now.toDateString() ? this.time(value) : `${this.day(value)}, ${this.time(value)}`;
  }

  /** @param {Date} value */
  instant(value) {
    return (isEarly(value) ? this.#earlyInstant : this.#instant).format(value);
  }

  /**
   * How long ago, in the largest unit that fits: "yesterday", "3 weeks ago". Days are the calendar's, since "yesterday" is; "last
   * month" would be the calendar's too, which 50 days ago is not.
   * @param {Date} value
   * @param {Date} now
   */
  age(value, now) {
    const seconds = (value.getTime() - now.getTime()) / 1000;
    for (const [unit, length] of /** @type {const} */ ([
      ["year", 31_557_600],
      ["month", 2_629_800],
      ["week", 604_800],
      ["day", 86_400],
      ["hour", 3600],
      ["minute", 60],
    ])) {
      if (Math.abs(seconds) < length) continue;
      if (unit === "day") return this.#near.format(daysBetween(now, value), unit);
      return this.#relative.format(Math.trunc(seconds / length), unit);
    }
    return this.#near.format(0, "minute");
  }

  /** @param {number} count */
  plural(count) {
    return this.#plural.select(count);
  }
}
