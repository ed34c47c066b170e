#!/usr/bin/env node
// @ts-check
import { setFlagsFromString } from "node:v8";
import { main } from "./command/main.mjs";

// A third of what a short call would hold in memory is V8's optimising compiler, at work on the HTTP parser of fetch. A list
// that is long enough to gain by it still gets it. V8 complains aloud of a flag that it doesn't know, as a later one may not.
const newest = 24;
if (Number.parseInt(process.versions.node, 10) <= newest) setFlagsFromString("--wasm-tiering-budget=100000000");

await main(process.argv.slice(2));
