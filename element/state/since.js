// @ts-check

export const YESTERDAY = "yesterday";
export const WEEK = "week";

/** @param {string} since */
export function isDay(since) {
  return since !== "" && since !== YESTERDAY && since !== WEEK;
}

/**
 * The instant from which on a change counts, in the reader's own time zone: yesterday and a week ago begin at midnight.
 * @param {string} since "yesterday", "week", a day as `2026-11-25`, or nothing
 * @param {Date} now
 * @returns {number | null}
 */
export function sinceInstant(since, now) {
  if (since === "") return null;
  if (since === YESTERDAY || since === WEEK) {
    const days = since === YESTERDAY ? 1 : 7;
    return new Date(now.getFullYear(), now.getMonth(), now.getDate() - days).getTime();
  }
  return new Date(`${since}T00:00:00`).getTime();
}
