// @ts-check
// The cases in a worker, whose address names them and the package.

import { runCases } from "./run-cases.js";

const parameters = new URL(location.href).searchParams;
const [library, { cases }] = await Promise.all(
  ["library", "cases"].map((name) => import(new URL(String(parameters.get(name)), location.href).href)),
);
postMessage(await runCases(library, cases));
