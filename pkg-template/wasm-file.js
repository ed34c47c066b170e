// @ts-check
// Where the core's file is: beside this module. Bundlers know this form, and move the file along.

export function wasmSource() {
  return new URL("./client.wasm", import.meta.url);
}
