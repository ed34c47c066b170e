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

/**
 * Names by which the glue and the core find each other end in 16 digits of a hash, which nothing compresses: a kilobyte of
 * brotli. A number in their place, as long as they are, keeps those apart that are the same otherwise.
 * @param {string} glue
 * @param {Buffer} wasm
 * @returns {Promise<{ glue: string, wasm: Buffer }>}
 */
export async function withoutHashes(glue, wasm) {
  const module = await WebAssembly.compile(new Uint8Array(wasm));
  const names = [...WebAssembly.Module.imports(module), ...WebAssembly.Module.exports(module)].map(({ name }) => name);
  const hashed = names.filter((name) => /_h?[0-9a-f]{16}$/.test(name)).sort();
  if (hashed.length === 0) throw changed("no name ends in a hash");
  /** @type {Map<string, number>} */
  const counts = new Map();
  const numbered = hashed.map((name) => {
    if (!glue.includes(name)) throw changed(`it does not name ${name}`);
    const known = name.slice(0, -16);
    const count = counts.get(known) ?? 0;
    counts.set(known, count + 1);
    return /** @type {const} */ ([name, known + String(count).padStart(16, "0")]);
  });
  const others = new Map(numbered);
  // All at once: a number may be what another name ends in.
  const renamed = (/** @type {string} */ text) =>
    text.replace(new RegExp(hashed.join("|"), "g"), (name) => others.get(name) ?? name);
  return { glue: renamed(glue), wasm: Buffer.from(renamed(wasm.toString("latin1")), "latin1") };
}

/** @param {string} how */
function changed(how) {
  return new Failure(`wasm-bindgen writes another glue than before: ${how}`);
}
