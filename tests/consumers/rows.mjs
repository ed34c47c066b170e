// @ts-check
// What runs where. The table in docs/runtimes.md has these rows, and no others.

import { browsers } from "./rows/browsers.mjs";
import { bundlers } from "./rows/bundlers.mjs";
import { frameworks } from "./rows/frameworks.mjs";
import { minimumVersions } from "./rows/minimum-versions.mjs";
import { runtimes } from "./rows/runtimes.mjs";
import { testEnvironments } from "./rows/test-environments.mjs";
import { tracers } from "./rows/tracers.mjs";

/**
 * @typedef {object} Row
 * @property {string} where
 * @property {Record<string, string>} packages what is installed beside the package, at which version; the first gives
 *   the row its own
 * @property {string} [version] in place of that of the first package
 * @property {string} way how the package gets there
 * @property {RegExp} [refused] where something is missing: what the row has to say of it, before anything is sent
 * @property {(consumer: import("./consumer.mjs").Consumer) => Promise<string>} run what the program said
 */

/** @type {readonly Row[]} */
export const rows = [
  ...runtimes,
  ...bundlers,
  ...tracers,
  ...frameworks,
  ...testEnvironments,
  ...browsers,
  ...minimumVersions,
];

/** Asked for, but not to be had from a registry here. */
export const untested =
  "Safari (WebKitGTK stands for its engine), Chrome and Edge (Chromium stands for theirs), old builds of Firefox and " +
  "Safari, Cloudflare's and Vercel's own networks";
