// @ts-check
// The matrix as docs/runtimes.md shows it.

import { untested } from "./rows.mjs";

/** @import { Row } from "./rows.mjs" */

export const markers = /<!-- consumers:begin -->\n.*?<!-- consumers:end -->/s;

/**
 * @param {readonly Row[]} rows all of which ran
 * @param {Record<string, string>} versions of what isn't installed by npm
 */
export function matrixTable(rows, versions) {
  /** @type {Map<string, string[]>} */
  const places = new Map();
  for (const { where, packages, way, version } of rows) {
    const place = `${where} | ${version ?? Object.values(packages)[0] ?? versions[where] ?? "?"}`;
    places.set(place, [...(places.get(place) ?? []), way]);
  }
  const lines = [...places].map(([place, ways]) => `| ${place} | ${ways.join("; ")} |`);
  return `| where | version | ran |\n|---|---|---|\n${lines.join("\n")}\n\nNot tested: ${untested}.`;
}
