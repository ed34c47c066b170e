// @ts-check
// `npm start`: sets up what is missing, builds, and serves the page until Ctrl-C.

import { readStartOptions } from "../www/start-options.mjs";
import { build } from "./build.mjs";
import { setUp } from "./setup.mjs";
import { Failure, main } from "./step.mjs";

await main(async () => {
  const options = read();
  if (typeof options === "string") return console.log(options);
  await setUp("build");
  await build();
  // It loads npm's packages and the one that was just built.
  const { serve } = await import("../www/serve.mjs");
  return serve(options).catch(explained);
});

/** What is wrong is reported before a minute of building. */
function read() {
  try {
    return readStartOptions(process.argv.slice(2), process.env);
  } catch (error) {
    return explained(error);
  }
}

/** @param {unknown} error @returns {never} */
function explained(error) {
  throw new Failure(error instanceof Error ? error.message : String(error));
}
