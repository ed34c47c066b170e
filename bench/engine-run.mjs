// @ts-check
// The decoding part in whatever engine this is: a program of Node, Deno and Bun, a module of a page.

import { assertSame } from "./same.mjs";
import { jsonParse } from "./contenders/json-parse.mjs";
import { mapping } from "./contenders/mapping.mjs";
import { ours } from "./contenders/ours.mjs";
import { usualPages } from "./pages.mjs";
import { timesOf } from "./rounds.mjs";

/** @param {number} rounds */
export function measureHere(rounds) {
  const pages = usualPages();
  const contenders = [ours, jsonParse, mapping];
  for (const page of pages) {
    const expected = mapping.decode(page.bytes).profiles;
    assertSame(ours.decode(page.bytes).profiles, expected, page.name);
  }
  return timesOf(
    pages.flatMap((page) =>
      contenders.map((contender) => ({
        contender: contender.name,
        page: page.name,
        once: () => contender.decode(page.bytes),
      })),
    ),
    rounds,
  );
}
