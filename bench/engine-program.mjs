// @ts-check
// engine-run.mjs as a program: it prints the times as JSON.

import { measureHere } from "./engine-run.mjs";

console.log(JSON.stringify(measureHere(Number(process.argv[2]))));
