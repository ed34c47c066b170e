// @ts-check
// The core's bytes for `require` where it can't load the ES module (Node before 20.19): from the file beside this one,
// so that the package holds the text of wasm-inlined.js once.

const { readFileSync } = require("node:fs");
const { join } = require("node:path");

exports.wasmSource = () => readFileSync(join(__dirname, "client.wasm"));
