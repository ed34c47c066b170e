/** The core, compiled by whoever loads the import: the type checker's alone. */
declare const module: WebAssembly.Module;
export default module;
