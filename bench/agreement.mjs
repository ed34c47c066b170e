// @ts-check
// Where contenders give other profiles than ours, or break the rules: a JSON array of sentences, empty where none does.

import assert from "node:assert/strict";
import { keptBadly } from "./contenders/broken-pages.mjs";
import { contenders } from "./contenders/index.mjs";
import { official } from "./contenders/official.mjs";
import { ours } from "./contenders/ours.mjs";
import { oddPages, usualPages } from "./pages.mjs";

/** @import { Contender } from "./contenders/rules.mjs" */

const differences = [];
for (const contender of contenders) {
  await contender.prepare?.();
  if (contender.validates !== "nothing") {
    differences.push(...keptBadly(contender).map((what) => `${contender.name} ${what}`));
  }
  for (const page of [...usualPages(), ...oddPages()]) {
    const expected = ours.decode(page.bytes);
    if (expected.issues.length > 0) differences.push(`our page has issues: ${page.name}`);
    const theirs = contender.profiles(contender.decode(page.bytes));
    if (theirs.length !== page.profiles) differences.push(`${contender.name}, ${page.name}: ${theirs.length} profiles`);
    const different = theirs.findIndex((profile, index) => !isSame(profile, expected.profiles[index], contender));
    if (different >= 0) differences.push(`${contender.name}, ${page.name}: profile ${different} is another`);
  }
}
console.log(JSON.stringify(differences));

/**
 * @param {any} theirs
 * @param {any} expected
 * @param {Contender} contender
 */
function isSame(theirs, expected, contender) {
  // The official client's by the fields that it has.
  const fields = contender === official ? Object.keys(theirs) : Object.keys(expected);
  const pick = (/** @type {any} */ profile) => Object.fromEntries(fields.map((field) => [field, profile[field]]));
  try {
    assert.deepEqual(pick(theirs), pick(expected));
    return contender === official || Object.keys(theirs).length === fields.length;
  } catch {
    return false;
  }
}
