// @ts-check
// A reporter of Node's test runner that names the failed tests alone, with their errors: `npm test` prints them last,
// where a log that is cut off still has them.

import { relative } from "node:path";
import { inspect } from "node:util";
import { root } from "./tools.mjs";

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* failedTests(events) {
  for await (const { type, data } of events) {
    if (type !== "test:fail") continue;
    const { error } = data.details;
    // A suite that fails only because of a test in it says nothing of its own.
    if (error.failureType === "subtestsFailed") continue;
    const cause = inspect(error.cause ?? error).replaceAll("\n", "\n    ");
    yield `✗ ${relative(root, data.file ?? "")}: ${data.name}\n    ${cause}\n`;
  }
}
