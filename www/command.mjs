#!/usr/bin/env node
// @ts-check
// `npm start` without its set-up and build.

import { readStartOptions } from "./start-options.mjs";

try {
  const options = readStartOptions(process.argv.slice(2), process.env);
  if (typeof options === "string") console.log(options);
  else await (await import("./serve.mjs")).serve(options);
} catch (error) {
  console.error(`start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
