// @ts-check
// The table of faults, of which docs/faults.md is written: `npm run docs:faults`.

import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import aborts from "./rows/aborts.mjs";
import bodies from "./rows/bodies.mjs";
import connections from "./rows/connections.mjs";
import credentials from "./rows/credentials.mjs";
import hopeless from "./rows/hopeless.mjs";
import pagination from "./rows/pagination.mjs";
import panics from "./rows/panics.mjs";
import profiles from "./rows/profiles.mjs";
import responses from "./rows/responses.mjs";
import statuses from "./rows/statuses.mjs";

/** @import { Row } from "./trial.mjs" */

/** @type {Readonly<Record<string, readonly Row[]>>} */
export const table = {
  "What the API answers": statuses,
  "What the connection does": connections,
  "What no retry mends": hopeless,
  "What the caller ends": aborts,
  "How pages hang together": pagination,
  "What befalls a profile alone": profiles,
  "Who asks, and where": credentials,
  "What `fetch` gives": responses,
  "What a body holds": bodies,
  "What the core itself does": panics,
};

export const document = new URL("../../docs/faults.md", import.meta.url);

export function render() {
  const cell = (/** @type {string} */ text) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
  const sections = Object.entries(table).map(([title, rows]) =>
    [
      `## ${title}`,
      "",
      "| fault | what the caller sees |",
      "|---|---|",
      ...rows.map(({ fault, sees }) => `| ${cell(fault)} | ${cell(sees)} |`),
      "",
    ].join("\n"),
  );
  return `# What goes wrong, and what you see

Each row is a test of the same name in [tests/faults](../tests/faults), run against the packed package over real
connections (\`npm test\`); this file is written from them (\`npm run docs:faults\`), and a test fails when it differs. Each
is held to five promises besides its own: no profile is lost, none comes twice, no credential and no filter is told, no
call hangs, and the next call works.

${sections.join("\n")}`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await writeFile(document, render());
}

/** The table as it is published. */
export const published = () => readFile(document, "utf8");
