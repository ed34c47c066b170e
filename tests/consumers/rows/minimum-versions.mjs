// @ts-check
/** @type {import("../rows.mjs").Row[]} */
export const minimumVersions = [];
