// @ts-check
// The core for runtimes that compile no bytes, but take a compiled module from an import (workerd).

import module from "./client.wasm";

export const wasmSource = () => module;
