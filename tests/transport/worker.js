// @ts-check
// The cases in a worker.

import * as library from "../../pkg/index.js";
import { runCases } from "./cases.js";

postMessage(await runCases(/** @type {any} */ (library)));
