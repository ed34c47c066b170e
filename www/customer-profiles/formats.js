// @ts-check

const number = new Intl.NumberFormat();
const percent = new Intl.NumberFormat(undefined, {
  style: "percent",
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const seconds = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
// Where the year's number alone would be another year.
const earlyDay = new Intl.DateTimeFormat(undefined, { era: "short", year: "numeric", month: "short", day: "numeric" });
const earlyInstant = new Intl.DateTimeFormat(undefined, {
  era: "short",
  year: "numeric",
  month: "long",
  day: "numeric",
  hour: "numeric",
  minute: "2-digit",
  second: "2-digit",
  timeZoneName: "short",
});
const isEarly = (/** @type {Date} */ value) => value.getFullYear() < 1;
const time = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const instant = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });

/** Numbers and dates in the reader's own way; made once, since making one takes longer than using it a hundred times. */
export const formats = {
  number: (/** @type {number} */ value) => number.format(value),
  percent: (/** @type {number} */ value) => percent.format(value),
  seconds: (/** @type {number} */ milliseconds) => seconds.format(milliseconds / 1000),
  day: (/** @type {Date} */ value) => (isEarly(value) ? earlyDay : day).format(value),
  time: (/** @type {Date} */ value) => time.format(value),
  instant: (/** @type {Date} */ value) => (isEarly(value) ? earlyInstant : instant).format(value),
};
