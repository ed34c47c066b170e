// @ts-check
// From the arguments to the exit status.

import { placeOf, readEnvironment } from "../process/environment.mjs";
import { EXIT, ReaderGone, failureOf } from "../process/failures.mjs";
import { secretsOf } from "../process/secrets.mjs";
import { runProgram } from "./program.mjs";
import { Messages, Output } from "../process/terminal.mjs";

/** @import { Context } from "../process/context.mjs" */

/**
 * @param {readonly string[]} args
 * @param {{ beforeServing?: () => Promise<void> }} [hooks]
 */
export async function main(args, { beforeServing } = {}) {
  const output = new Output();
  const messages = new Messages(output);
  /** @type {Context} */
  const context = {
    output,
    messages,
    env: process.env,
    beforeServing,
    cursor: null,
    resumeWith: undefined,
  };
  messages.hide(secretsOf(process.env));
  try {
    process.exitCode = await runProgram(args, context, async ({ envFile }) => {
      context.env = await readEnvironment(envFile);
      messages.hide(secretsOf(context.env));
    });
  } catch (error) {
    if (error instanceof ReaderGone) {
      process.exitCode = EXIT.done;
      return;
    }
    const { status, message, json } = failureOf(error, placeOf(context.env));
    process.exitCode = status;
    if (args.includes("--json-errors")) {
      const { cursor, resumeWith } = context;
      messages.say(JSON.stringify({ ...json, cursor, resumeWith }));
    } else {
      messages.say(`trusthub-profiles: ${message}`);
      if (context.resumeWith !== undefined) messages.say(`resume with: ${context.resumeWith}`);
    }
  }
}
