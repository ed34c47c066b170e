// @ts-check
// The examples, run as they stand against the emulator. (Next's has a command of its own: tests/next.)

import { after } from "node:test";
import { installPackage } from "../package/installed.mjs";
import { startInWorkerd, startOnNode } from "./running-example.mjs";
import { atLogin, testExample } from "./test-example.mjs";

const installed = await installPackage();
const library = await installed.load();
after(() => installed.remove());

testExample("node-http.mjs", (env) => startOnNode("node-http.mjs", installed, env), library);
testExample("hono.mjs", (env) => startOnNode("hono.mjs", installed, env), library);
testExample("express.mjs", (env) => startOnNode("express.mjs", installed, env), library, atLogin);
testExample("fastify.mjs", (env) => startOnNode("fastify.mjs", installed, env), library, atLogin);
testExample("worker.mjs", (env) => startInWorkerd(installed, env), library);
