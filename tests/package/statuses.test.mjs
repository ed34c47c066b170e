// @ts-check
// The documented statuses, as values: there without the core.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { build } from "esbuild";
import { facts } from "../../scripts/generate.mjs";
import { installPackage, runProgram } from "./installed.mjs";

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;
/** @type {typeof import("trusthub-profiles")} */
let library;

before(async () => {
  installed = await installPackage();
  library = await installed.load();
});
after(() => installed.remove());

describe("the statuses", () => {
  it("are those of the core's table, in the order of a review, and frozen", async () => {
    const { customerProfileStatuses } = library;
    assert.deepEqual(customerProfileStatuses, (await facts()).statuses);
    assert.deepEqual([customerProfileStatuses[0], customerProfileStatuses.at(-1)], ["draft", "twilio-approved"]);
    assert.ok(Object.isFrozen(customerProfileStatuses));
  });

  it("are known by isCustomerProfileStatus, and nothing else is", () => {
    for (const status of library.customerProfileStatuses) {
      assert.equal(library.isCustomerProfileStatus(status), true);
      library.createClient({}).listCustomerProfiles({ status });
    }
    for (const value of [
      "",
      "Draft",
      "draft ",
      "provisionally-approved",
      "length",
      "0",
      0,
      null,
      undefined,
      ["draft"],
      {},
    ])
      assert.equal(library.isCustomerProfileStatus(value), false, String(value));
  });

  it("need no core: in slim before init, by import and by require, and where there is no WebAssembly", async () => {
    const program = `
      delete globalThis.WebAssembly;
      for (const entry of ["trusthub-profiles", "trusthub-profiles/slim"]) {
        const required = require(entry), imported = await import(entry);
        for (const { customerProfileStatuses: all, isCustomerProfileStatus: is } of [required, imported])
          console.log(all.join(), is("draft"), is("closed"));
      }`;
    const source = `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);${program}`;
    const lines = (await runProgram(installed.folder, "statuses.mjs", source)).trim().split("\n");
    assert.deepEqual(lines, Array(4).fill(`${library.customerProfileStatuses.join()} true false`));
  });

  it("are all that a bundle holds which uses nothing else", async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: 'export { customerProfileStatuses, isCustomerProfileStatus } from "trusthub-profiles";',
        resolveDir: installed.folder,
      },
      bundle: true,
      minify: true,
      format: "esm",
      platform: "browser",
      write: false,
    });
    assert.ok(Number(outputFiles[0]?.text.length) < 400, outputFiles[0]?.text.slice(0, 400));
  });
});
