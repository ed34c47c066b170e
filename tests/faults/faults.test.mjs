// @ts-check
// Every row of the table of faults, tried on the packed package.

import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { installPackage } from "../package/installed.mjs";
import { usePackage } from "./rows/aborts.mjs";
import { published, render, table } from "./table.mjs";
import { figures, tryFault } from "./trial.mjs";

const installed = await installPackage();
const library = await installed.load();
usePackage(pathToFileURL(`${installed.folder}/node_modules/trusthub-profiles/index.js`).href);
const panicking = await installPackage("target/panicking-package");
const panickingLibrary = await panicking.load();

/** Large bodies take memory, and a panic ends the other calls too. @type {Record<string, number>} */
const CONCURRENCY = { "What a body holds": 2, "What the core itself does": 1 };

/** @type {unknown[]} */
const unhandled = [];
process.on("unhandledRejection", (reason) => unhandled.push(reason));

after(async () => {
  await installed.remove();
  await panicking.remove();
  const { tried, held, lost, doubled, leaked, hung } = figures;
  console.log(
    `faults tried ${tried}, held ${held}; profiles lost ${lost}, doubled ${doubled}; secrets leaked ${leaked}; calls hung ${hung}`,
  );
});

for (const [title, rows] of Object.entries(table)) {
  describe(title, { concurrency: CONCURRENCY[title] ?? 8 }, () => {
    for (const row of rows) it(row.fault, () => tryFault(row, row.panics ? panickingLibrary : library));
  });
}

describe("the table of faults", () => {
  it("is published as it is tried", async () => {
    assert.equal(await published(), render(), "run: npm run docs:faults");
  });

  it("has no fault twice", () => {
    const names = Object.values(table)
      .flat()
      .map((row) => row.fault);
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
  });

  it("leaves no rejection unhandled", () => {
    assert.deepEqual(unhandled, []);
  });
});
