// @ts-check
// Where the core's file is: beside this module. Bundlers know this form, and move the file along.

/** Undefined where the module doesn't know its own address: in a bundle as CommonJS. */
export function wasmSource() {
  try {
    return new URL("./client.wasm", import.meta.url);
  } catch {
    return undefined;
  }
}
