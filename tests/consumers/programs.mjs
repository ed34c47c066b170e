// @ts-check
// The one program that every consumer runs, in the forms that they need it in.

import { readFileSync } from "node:fs";

/** How many profiles the emulator has: three pages of the program's. */
export const PROFILES = 130;

const REFUSAL = "OptionsError: option pageSize: expected a whole number from 1 to 1000, got 0";

/** What the program says when all is well. */
export const EXPECTED = `${PROFILES} profiles, then ${REFUSAL}`;

const elementProgram = readFileSync(new URL("element-program.mjs", import.meta.url), "utf8");

const program = readFileSync(new URL("program.mjs", import.meta.url), "utf8");

/** What a program with an environment passes on. */
const OPTIONS = `{
  baseUrl: process.env.TRUSTHUB_URL,
  credentials: { username: process.env.TWILIO_ACCOUNT_SID, password: process.env.TWILIO_AUTH_TOKEN },
}`;

/** @param {string} [from] the package, by name or address */
export function moduleProgram(from = "trusthub-profiles") {
  return program.replace('"trusthub-profiles"', JSON.stringify(from));
}

/**
 * The same by the element.
 * @param {{ element: string, from: string }} [addresses] of a page without a bundler, whose element holds a copy of its own
 */
export function elementModule(addresses) {
  if (addresses === undefined) return elementProgram;
  return elementProgram
    .replace('"trusthub-profiles/element"', JSON.stringify(addresses.element))
    .replace('"trusthub-profiles"', JSON.stringify(addresses.from))
    .replace("error instanceof OptionsError", "OptionsError.is(error)");
}

export const commonJsProgram = program
  .replace(/^import (.*) from "(.*)";$/m, 'const $1 = require("$2");')
  .replace("export async function run", "exports.run = run;\nasync function run");

/** An ES module that runs the program and prints what it says. */
export const moduleFiles = {
  "program.mjs": moduleProgram(),
  "main.mjs": `import { run } from "./program.mjs";\nrun(${OPTIONS}).then(console.log);\n`,
};

/** The same by `require`. */
export const commonJsFiles = {
  "program.cjs": commonJsProgram,
  "main.cjs": `const { run } = require("./program.cjs");\nrun(${OPTIONS}).then(console.log);\n`,
};

/** The program's call in the place of an expression. */
export const CALL = `run(${OPTIONS})`;

/** Both in one process: an error of one is known to the other. */
export const mixedFiles = {
  "mixed.mjs": `import { createRequire } from "node:module";
    import { OptionsError } from "trusthub-profiles";
    import { run } from "./program.mjs";
    const require = createRequire(import.meta.url);
    const required = require("trusthub-profiles");
    if (required.OptionsError !== OptionsError) throw new Error("two classes of errors");
    run(${OPTIONS}).then(console.log);\n`,
};

const SLIM = "trusthub-profiles/slim";

/**
 * The slim entry, with what it asks for besides.
 * @param {string} input of `init`, an expression in which `require` and `readFileSync` stand at hand
 */
export const slimFiles = (input = "") => ({
  "slim-program.mjs": moduleProgram(SLIM),
  "slim.mjs": `import { readFileSync } from "node:fs";
    import { createRequire } from "node:module";
    import { init } from "${SLIM}";
    import { run } from "./slim-program.mjs";
    const require = createRequire(import.meta.url);
    await init(${input});
    console.log(await ${CALL});\n`,
  "slim-program.cjs": commonJsProgram.replace('"trusthub-profiles"', JSON.stringify(SLIM)),
  "slim.cjs": `const { readFileSync } = require("node:fs");
    const { init } = require("${SLIM}");
    const { run } = require("./slim-program.cjs");
    init(${input}).then(() => ${CALL}).then(console.log);\n`,
});

/** The core itself, for `init`. */
export const CORE_BYTES = 'readFileSync(require.resolve("trusthub-profiles/client.wasm"))';
