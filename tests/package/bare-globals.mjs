// @ts-check
// Run as `node --experimental-vm-modules bare-globals.mjs <package folder>`: imports every entry in a realm that has
// what ECMAScript defines and nothing else, and prints as JSON which other globals were read, `typeof` included.

import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import vm from "node:vm";

const pkg = String(process.argv[2]);

const ECMASCRIPT = new Set([
  "globalThis",
  "Infinity",
  "NaN",
  "undefined",
  "eval",
  "isFinite",
  "isNaN",
  "parseFloat",
  "parseInt",
  "decodeURI",
  "decodeURIComponent",
  "encodeURI",
  "encodeURIComponent",
  "escape",
  "unescape",
  "AggregateError",
  "Array",
  "ArrayBuffer",
  "Atomics",
  "BigInt",
  "BigInt64Array",
  "BigUint64Array",
  "Boolean",
  "DataView",
  "Date",
  "Error",
  "EvalError",
  "Float16Array",
  "Float32Array",
  "Float64Array",
  "Function",
  "Int16Array",
  "Int32Array",
  "Int8Array",
  "Iterator",
  "JSON",
  "Map",
  "Math",
  "Number",
  "Object",
  "Promise",
  "Proxy",
  "RangeError",
  "ReferenceError",
  "Reflect",
  "RegExp",
  "Set",
  "SharedArrayBuffer",
  "String",
  "Symbol",
  "SyntaxError",
  "TypeError",
  "URIError",
  "Uint16Array",
  "Uint32Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "WeakMap",
  "WeakRef",
  "WeakSet",
]);
// ECMAScript's, but wasm-bindgen's glue asks for it as for the platform's: it waits for the first call as well.
const WATCHED = ["FinalizationRegistry"];
// Of browsers and other runtimes.
const ELSEWHERE = [
  "Bun",
  "Deno",
  "EdgeRuntime",
  "HermesInternal",
  "Request",
  "Response",
  "WebSocketPair",
  "WorkerGlobalScope",
  "document",
  "importScripts",
  "indexedDB",
  "localStorage",
  "location",
  "navigator",
  "postMessage",
  "self",
  "window",
];

/** A realm without a platform; `touched` gets the names that are read in it. @param {string[]} touched */
function bareRealm(touched) {
  const context = vm.createContext({});
  const own = /** @type {string[]} */ (vm.runInContext("Object.getOwnPropertyNames(globalThis)", context));
  const names = new Set(
    [...own, ...Object.getOwnPropertyNames(globalThis), ...ELSEWHERE, ...WATCHED].filter(
      (name) => !ECMASCRIPT.has(name),
    ),
  );
  const watch = vm.runInContext(
    `(name, touch) => {
    delete globalThis[name];
    Object.defineProperty(globalThis, name, { get() { touch(name); return undefined; }, configurable: true });
  }`,
    context,
  );
  for (const name of names) watch(name, (/** @type {string} */ read) => touched.push(read));
  return context;
}

/** @param {string} file @param {vm.Context} context @param {Map<string, any>} [loaded] @returns {any} */
function requireIn(file, context, loaded = new Map()) {
  const known = loaded.get(file);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  loaded.set(file, module);
  const parameters = ["module", "exports", "require", "__filename", "__dirname"];
  const run = vm.compileFunction(readFileSync(file, "utf8"), parameters, { filename: file, parsingContext: context });
  const require = (/** @type {string} */ name) => requireIn(resolve(dirname(file), name), context, loaded);
  run(module, module.exports, require, file, dirname(file));
  return module.exports;
}

/** @param {string} file @param {vm.Context} context */
async function importIn(file, context) {
  /** @type {Map<string, any>} */
  const loaded = new Map();
  /** @param {string} path @returns {any} */
  const moduleOf = (path) => {
    let module = loaded.get(path);
    if (module === undefined) {
      module = makeModule(path);
      loaded.set(path, module);
    }
    return module;
  };
  /** @param {string} path */
  const makeModule = (path) => {
    if (path.endsWith(".wasm")) return synthetic({ default: "a compiled module" });
    if (path.endsWith(".cjs")) return synthetic(requireIn(path, context));
    return new vm.SourceTextModule(readFileSync(path, "utf8"), {
      context,
      identifier: path,
      initializeImportMeta: (meta) => Object.assign(meta, { url: pathToFileURL(path).href }),
    });
  };
  /** @param {Record<string, unknown>} exports */
  const synthetic = (exports) =>
    new vm.SyntheticModule(
      Object.keys(exports),
      function set() {
        for (const [name, value] of Object.entries(exports)) this.setExport(name, value);
      },
      { context },
    );
  const entry = moduleOf(file);
  await entry.link((/** @type {string} */ name, /** @type {any} */ from) =>
    moduleOf(resolve(dirname(from.identifier), name)),
  );
  await entry.evaluate();
  return entry.namespace;
}

/** @type {string[]} */
const control = [];
const controlled = bareRealm(control);
vm.runInContext(
  "typeof TextDecoder; globalThis.process; typeof FinalizationRegistry; typeof document; new Map()",
  controlled,
);

/** @type {Record<string, { exports: number, touched: string[], call: string }>} */
const entries = {};
for (const file of readdirSync(pkg).filter((name) => /^(index|slim|handler)(\.\w+)?\.(js|cjs)$/.test(name))) {
  /** @type {string[]} */
  const touched = [];
  const context = bareRealm(touched);
  const path = join(pkg, file);
  const exports = file.endsWith(".cjs") ? requireIn(path, context) : await importIn(path, context);
  const atImport = [...touched];
  let call = "nothing was thrown";
  try {
    (exports.parseCustomerProfilePage ?? exports.createListHandler)({});
  } catch (error) {
    call = String(error);
  }
  entries[file] = { exports: Object.keys(exports).length, touched: atImport, call };
}
console.log(JSON.stringify({ control, entries }));
