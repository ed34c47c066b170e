// @ts-check
// What runs where. README's table has these rows, and no others.

import { browsers } from "./rows/browsers.mjs";
import { bundlers } from "./rows/bundlers.mjs";
import { frameworks } from "./rows/frameworks.mjs";
import { runtimes } from "./rows/runtimes.mjs";

/**
 * @typedef {object} Row
 * @property {string} where
 * @property {Record<string, string>} packages what is installed beside the package, at which version; the first gives the row its own
 * @property {string} way how the package gets there
 * @property {(consumer: import("./consumer.mjs").Consumer) => Promise<string>} run what the program said
 */

/** @type {readonly Row[]} */
export const rows = [...runtimes, ...bundlers, ...frameworks, ...browsers];

/** Asked for, but not to be had from a registry here. */
export const untested = "Safari (WebKitGTK stands for its engine), Chrome and Edge (Chromium stands for theirs), Cloudflare's and Vercel's own networks";
