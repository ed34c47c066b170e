// @ts-check
// The table of attacks, of which docs/attacks.md is written: `npm run docs:attacks`.

import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import answers from "./rows/answers.mjs";
import parameters from "./rows/parameters.mjs";
import requests from "./rows/requests.mjs";
import visitors from "./rows/visitors.mjs";
import wire from "./rows/wire.mjs";

/** @import { Attack } from "./attack.mjs" */

/** @type {Readonly<Record<string, readonly Attack[]>>} */
export const table = {
  "Who asks": visitors,
  "What is asked for": requests,
  "With which parameters": parameters,
  "How it is written": wire,
  "What the API answers": answers,
};

export const document = new URL("../../docs/attacks.md", import.meta.url);

const count = Object.values(table).flat().length;

export function render() {
  const sections = Object.entries(table).map(([title, rows]) =>
    [
      `## ${title}`,
      "",
      "| attack | answer | reaches the API |",
      "|---|---|---|",
      ...rows.map((row) => `| ${[cell(row.attack), cell(answerOf(row)), cell(sentBy(row))].join(" | ")} |`),
      "",
    ].join("\n"),
  );
  return `# What is tried on a handler, and what comes of it

Each of these ${count} rows is a test of the same name in [tests/handler](../tests/handler), run against the packed package:
over sockets on [examples/node-http.mjs](../examples/node-http.mjs), with an emulated API behind it (\`npm test\`). This
file is written from them (\`npm run docs:attacks\`), and a test fails when it differs. Each is held to the same promises
besides its own: nothing reaches the API but \`GET /v1/CustomerProfiles\` with the query that is named, and none of the
visitor's headers; the answer tells no credential, has \`Cache-Control: no-store\`, \`nosniff\`, a policy that lets nothing in it
run, and no header but those of the handler; and the next visitor is served.

${sections.join("\n")}`;
}

/** @param {Attack} row */
function answerOf({ status, says, by }) {
  const statuses = status === 0 ? "none: the connection is closed" : String(status);
  const whose = by === "node" ? ", by Node" : by === "caller" ? ", as `authorize` made it" : "";
  return `${statuses}${whose}${says === undefined ? "" : `: …${says}…`}`;
}

/** @param {Attack} row */
function sentBy({ sent = null, mayBeSent = false }) {
  if (sent === null) return "nothing";
  return `${sent === "" ? "the list" : `\`?${sent}\``}${mayBeSent ? ", or nothing" : ""}`;
}

/** @param {string} text */
function cell(text) {
  const short = text.replace(/a{50,}/g, "a…").replace(/&{50,}/g, "&…");
  return short.replaceAll("|", "\\|").replaceAll("\n", " ").replaceAll("<", "&lt;");
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await writeFile(document, render());
}

/** The table as it is published. */
export const published = () => readFile(document, "utf8");
