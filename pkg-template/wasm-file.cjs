// @ts-check
// Where the core's file is, for `require`.

const { join } = require("node:path");
const { pathToFileURL } = require("node:url");

exports.wasmSource = () => pathToFileURL(join(__dirname, "client.wasm"));
