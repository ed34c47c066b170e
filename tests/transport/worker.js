// @ts-check
// The cases in a worker.

import { runCases } from "./cases.js";

postMessage(await runCases(await import(new URL("/pkg/index.js", location.href).href)));
