// @ts-check

const number = new Intl.NumberFormat();
const percent = new Intl.NumberFormat(undefined, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
const seconds = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const time = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const instant = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });

/** Numbers and dates in the reader's own way; made once, since making one takes longer than using it a hundred times. */
export const formats = {
  number: (/** @type {number} */ value) => number.format(value),
  percent: (/** @type {number} */ value) => percent.format(value),
  seconds: (/** @type {number} */ milliseconds) => seconds.format(milliseconds / 1000),
  day: (/** @type {Date} */ value) => day.format(value),
  time: (/** @type {Date} */ value) => time.format(value),
  instant: (/** @type {Date} */ value) => instant.format(value),
};
