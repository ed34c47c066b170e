// @ts-check
// wasm-bindgen's glue for `--target no-modules`, made into a module that exports a function: nothing runs at import,
// each instance has a scope of its own, and the globals that the glue uses can be replaced within it.

import { Failure } from "./step.mjs";

/** What a caller of `createGlue` may replace; the names hide the globals in the glue. */
const REPLACEABLE = [
  "AbortController",
  "FinalizationRegistry",
  "TextDecoder",
  "TextEncoder",
  "clearTimeout",
  "globalThis",
  "queueMicrotask",
  "setTimeout",
];

/** What JavaScript does for the core: src/wasm/host.rs takes these for globals. */
const HOST = ["BodyReader", "bytesOf", "closeRequest", "discard", "makeError", "makePage", "openRequest", "panicked"];

/**
 * Functions by which JavaScript calls a closure of Rust's. One that returns a Result reads from memory whether it failed;
 * after a trap nothing was written there, and what it found it threw: in a microtask, an uncaught exception.
 */
const CLOSURES = /^ {4}function wasm_bindgen__convert__closures_\w+\(.*?^ {4}\}$/gms;
const CLOSURE_FAILED = /if \((r\d)\) \{(?=\s+throw )/g;

/** What the glue begins with, and ends with: how it is loaded, which is the package's own to say (instance.js). */
const BEGINNING =
  /^let wasm_bindgen = \(function\(exports\) \{\n    let script_src;\n    if \(typeof document [^}]*\}\n/;
const END =
  /\n    async function __wbg_load\(module, imports\) \{\n.*\n    return Object\.assign\(__wbg_init, \{ initSync \}, exports\);\n\}\)\(\{ __proto__: null \}\);\n$/s;

/** What must be between them. */
const PARTS = ["function __wbg_get_imports() {", "function __wbg_finalize_init(instance, module) {"];

/**
 * @param {string} noModules what wasm-bindgen wrote
 * @returns {string}
 */
export function glueModule(noModules) {
  for (const [name, part] of Object.entries({ BEGINNING, END })) {
    if (!part.test(noModules)) throw changed(`its ${name.toLowerCase()} is not what scripts/glue.mjs knows`);
  }
  const body = withQuietClosures(noModules.replace(BEGINNING, "").replace(END, "\n"));
  for (const part of PARTS) {
    if (body.split(part).length !== 2) throw changed(`it does not have "${part}" once`);
  }
  const left = /\b(?:script_src|__wbg_init|initSync|import\.meta|__wbg_reset_state)\b/.exec(body);
  if (left !== null) throw changed(`it uses ${left[0]}`);
  const replaceable = REPLACEABLE.map((name) => `    ${name} = realm.${name},\n`);
  return `// What wasm-bindgen wrote, in a function (scripts/glue.mjs).
const realm = globalThis;
export function createGlue({ ${[...HOST, "hasEnded"].join(", ")} }, {
${replaceable.join("")}} = {}) {
    const exports = { __proto__: null };
${body}
    return {
        imports: __wbg_get_imports(),
        attach: (wasmExports) => void __wbg_finalize_init({ exports: wasmExports }),
        exports,
    };
}
`;
}

/** Closures throw nothing once the instance has ended. @param {string} body */
function withQuietClosures(body) {
  if (body.match(CLOSURES) === null) throw changed("it has no closures");
  return body.replace(CLOSURES, (closure) => {
    const quiet = closure.replace(CLOSURE_FAILED, "if ($1 && !hasEnded()) {");
    if (quiet.split("throw ").length !== quiet.split("!hasEnded()").length)
      throw changed("a closure throws in another way");
    return quiet;
  });
}

/** @param {string} how */
function changed(how) {
  return new Failure(`wasm-bindgen writes another glue than before: ${how}`);
}
