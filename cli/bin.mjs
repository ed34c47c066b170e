#!/usr/bin/env node
// @ts-check
import { main } from "./command/main.mjs";

await main(process.argv.slice(2));
