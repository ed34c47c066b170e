// @ts-check
// What tests run in: Node's environment, and jsdom, which has few of a browser's globals and none of Node's.

import { CALL, EXPECTED, commonJsFiles, moduleFiles } from "../programs.mjs";

/** @import { Row } from "../rows.mjs" */
/** @import { Consumer } from "../consumer.mjs" */

const jest = { jest: "30.5.2" };
const vitest = { vitest: "5.1.1" };

/** jsdom has no fetch: that of the test is handed over. It adds the credentials, as a server of the page's would. */
const HANDED = `run({ baseUrl: process.env.TRUSTHUB_URL, fetch: (url, { method, headers }) => new Promise((resolve, reject) => {
    const auth = process.env.TWILIO_ACCOUNT_SID + ":" + process.env.TWILIO_AUTH_TOKEN;
    http.request(url, { method, headers, auth }, async (response) => {
      let body = "";
      for await (const chunk of response.setEncoding("utf8")) body += chunk;
      resolve({
        ok: response.statusCode === 200,
        status: response.statusCode,
        headers: { get: (name) => response.headers[name.toLowerCase()] ?? null },
        text: async () => body,
      });
    }).on("error", reject).end();
  }) })`;

const isPage = 'expect(typeof document).toBe("object");';
const noFetch = `${isPage}\n  expect(typeof fetch).toBe("undefined");`;

/** @type {(call: string, before?: string) => string} */
const test = (call, before = "") =>
  `test("the program", async () => {\n  ${before}\n  expect(await ${call}).toBe(${JSON.stringify(EXPECTED)});\n});\n`;

/** @type {Row[]} */
export const testEnvironments = [
  { where: "Jest", packages: jest, way: "CommonJS", run: (consumer) => jestRun(consumer, [], test(CALL)) },
  ...[
    { ...jest, "jest-environment-jsdom": "30.5.2" },
    { jest: "29.7.0", "jest-environment-jsdom": "29.7.0" },
  ].map((packages) => ({
    where: "Jest",
    packages,
    way: "jsdom",
    run: (/** @type {Consumer} */ consumer) =>
      jestRun(consumer, ["--env=jsdom"], `const http = require("node:http");\n${test(HANDED, noFetch)}`),
  })),
  { where: "Vitest", packages: vitest, way: "ES modules", run: (consumer) => vitestRun(consumer, [], test(CALL)) },
  {
    where: "Vitest",
    packages: { ...vitest, jsdom: "31.0.1", node: "24.21.0" },
    way: "jsdom",
    run: (consumer) =>
      vitestRun(consumer, ["--environment=jsdom"], `import http from "node:http";\n${test(HANDED, isPage)}`),
  },
];

/**
 * @param {Consumer} consumer
 * @param {string[]} args
 * @param {string} text
 */
async function jestRun({ write, run }, args, text) {
  await write({ ...commonJsFiles, "main.test.js": `const { run } = require("./program.cjs");\n${text}` });
  const output = await run("jest", ["--verbose", ...args]);
  return /Tests: +1 passed, 1 total/.test(output) ? EXPECTED : output;
}

/**
 * @param {Consumer} consumer
 * @param {string[]} args
 * @param {string} text
 */
async function vitestRun({ write, run }, args, text) {
  await write({
    ...moduleFiles,
    "main.test.mjs": `import { expect, test } from "vitest";\nimport { run } from "./program.mjs";\n${text}`,
  });
  const output = await run("vitest", ["run", "--no-color", ...args]);
  return /Tests +1 passed \(1\)/.test(output) ? EXPECTED : output;
}
