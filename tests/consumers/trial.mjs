// @ts-check
// Runs a row, and judges what its program said and sent.

import { makeConsumer } from "./consumer.mjs";
import { EXPECTED } from "./programs.mjs";

/** @import { Row } from "./rows.mjs" */
/** @import { Consumer, Setting } from "./consumer.mjs" */
/** @import { Emulator } from "../../cli/emulator/emulator.mjs" */

/** How many pages the program's list has. */
const PAGES = 3;

/**
 * @param {string} tarball
 * @param {Emulator} emulator
 * @returns {Setting}
 */
export function settingOf(tarball, emulator) {
  const account = emulator.accounts[0];
  const env = {
    TRUSTHUB_URL: emulator.url,
    TWILIO_ACCOUNT_SID: account?.accountSid,
    TWILIO_AUTH_TOKEN: account?.authToken,
  };
  return { tarball, emulator, env };
}

/**
 * @param {Setting} setting
 * @param {Row} row
 * @returns {Promise<string | null>} what went wrong
 */
export async function trial(setting, row) {
  let consumer;
  try {
    consumer = await makeConsumer(setting, row.packages);
  } catch (error) {
    return messageOf(error);
  }
  try {
    const { run, refused } = row;
    const { emulator } = setting;
    return refused === undefined
      ? await walked(emulator, () => run(consumer))
      : await wasRefused(emulator, () => run(consumer), refused);
  } finally {
    await consumer.remove();
  }
}

/**
 * Several runs of the program in one row, each judged by itself.
 * @param {Consumer} consumer
 * @param {Record<string, () => Promise<string>>} runs
 */
export async function inTurn({ emulator }, runs) {
  const faults = [];
  for (const [name, run] of Object.entries(runs)) {
    const fault = await walked(emulator, run);
    if (fault !== null) faults.push(`${name}: ${fault}`);
  }
  if (faults.length > 0) throw new Error(faults.join("\n"));
  return EXPECTED;
}

/**
 * @param {Emulator} emulator
 * @param {() => Promise<string>} run
 * @returns {Promise<string | null>}
 */
async function walked({ requests }, run) {
  requests.length = 0;
  try {
    const said = await run();
    if (!said.includes(EXPECTED)) return `it said: ${said}`;
    return requests.length === PAGES ? null : `the emulator got ${requests.length} requests instead of ${PAGES}`;
  } catch (error) {
    return messageOf(error);
  }
}

/**
 * @param {Emulator} emulator
 * @param {() => Promise<string>} run
 * @param {RegExp} refused
 * @returns {Promise<string | null>}
 */
async function wasRefused({ requests }, run, refused) {
  requests.length = 0;
  const said = await run().catch(messageOf);
  if (!refused.test(said)) return `instead of ${refused} it said: ${said}`;
  return requests.length === 0 ? null : `the emulator got ${requests.length} requests before that`;
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
