// @ts-check
// Every row of the table of attacks, tried on the packed package.

import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { startEmulator } from "../../cli/emulator/emulator.mjs";
import { installPackage } from "../package/installed.mjs";
import { figures, tryAttack } from "./attack.mjs";
import { startOnNode } from "./running-example.mjs";
import { published, render, table } from "./table.mjs";

/** @import { Emulator } from "../../cli/emulator/emulator.mjs" */

const installed = await installPackage();
/** @type {typeof import("trusthub-profiles/handler")} */
const { createListHandler } = await import(
  pathToFileURL(`${installed.folder}/node_modules/trusthub-profiles/handler.js`).href
);
const emulator = await startEmulator({ profiles: 3 });
const { accountSid, authToken } = /** @type {Emulator["accounts"][number]} */ (emulator.accounts[0]);
const example = await startOnNode("node-http.mjs", installed, {
  TRUSTHUB_URL: emulator.url,
  TWILIO_ACCOUNT_SID: accountSid,
  TWILIO_AUTH_TOKEN: authToken,
});

/** @type {unknown[]} */
const unhandled = [];
process.on("unhandledRejection", (reason) => unhandled.push(reason));

after(async () => {
  const printed = example.output();
  await example.stop();
  await emulator.close();
  await installed.remove();
  const { tried, refused, defused, gotThrough } = figures;
  console.log(
    `attacks tried ${tried}, refused ${refused}, answered without their effect ${defused}, got through ${gotThrough}`,
  );
  // The server's log has the error of each answer that is no page, and of nothing else.
  const errors = printed.match(/^\w*Error\b.*/gm) ?? [];
  assert.ok(errors.length > 0);
  for (const error of errors) assert.match(error, /^(?:Api|Network|Timeout|Response)Error: /);
  for (const secret of [authToken, btoa(`${accountSid}:${authToken}`)]) assert.ok(!printed.includes(secret), printed);
});

/** @type {Parameters<typeof tryAttack>[1]} */
const subject = {
  emulator,
  example,
  handler: (options) =>
    createListHandler({
      credentials: { username: accountSid, password: authToken },
      baseUrl: emulator.url,
      authorize: () => true,
      onError: () => {},
      ...options,
    }),
};

for (const [title, rows] of Object.entries(table)) {
  describe(title, () => {
    for (const row of rows) it(row.attack, () => tryAttack(row, subject));
  });
}

describe("the table of attacks", () => {
  it("is published as it is tried", async () => {
    assert.equal(await published(), render(), "run: npm run docs:attacks");
  });

  it("has no attack twice", () => {
    const names = Object.values(table)
      .flat()
      .map((row) => row.attack);
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
  });

  it("leaves no rejection unhandled", () => {
    assert.deepEqual(unhandled, []);
  });
});
