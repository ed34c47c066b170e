// @ts-check
// What the build makes of wasm-bindgen's glue: a function, one scope an instance, whose globals can be replaced; and
// that the build fails when wasm-bindgen writes something else.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { glueModule, withoutHashes } from "../../scripts/glue.mjs";
import { root } from "./installed.mjs";

/** @type {string} */
let written;
/** @type {typeof import("../../pkg-template/glue.js").createGlue} */
let createGlue;
/** @type {WebAssembly.Module} */
let module;

before(async () => {
  written = await readFile(join(root, "target/wasm-pack/client.js"), "utf8");
  ({ createGlue } = await import(`data:text/javascript,${encodeURIComponent(glueModule(written))}`));
  module = await WebAssembly.compile(await readFile(join(root, "target/wasm-pack/client_bg.wasm")));
});

/** What JavaScript does for the core: of it, this test needs errors alone. */
const host = /** @type {Parameters<typeof createGlue>[0]} */ (
  /** @type {unknown} */ ({ makeError: (/** @type {object} */ facts) => facts })
);

/** @param {Parameters<typeof createGlue>[1]} [globals] */
function started(globals) {
  const glue = createGlue(host, globals);
  glue.attach(new WebAssembly.Instance(module, glue.imports).exports);
  glue.exports.start();
  return glue.exports;
}

/** @param {ReturnType<typeof started>} core */
const walkOf = (core) => {
  const client = core.checkClientOptions({});
  return new core.Walk(client, core.checkListOptions(client, {}), 1, 0, false);
};

describe("the glue", () => {
  it("has one scope an instance: what one does is nothing to another", () => {
    const [one, another] = [started(), started()];
    assert.notEqual(one.Walk, another.Walk);
    const walk = walkOf(one);
    assert.equal(walk.goesOn, true);
    const [kept, other] = [one, another].map((core) => core.checkClientOptions({ maxRetries: 5 }));
    assert.deepEqual(other, kept);
    walk.free();
  });

  it("uses the globals that it is handed instead of the runtime's", () => {
    let decoded = 0;
    let registered = 0;
    class Decoder extends TextDecoder {
      /** @param {any[]} args */
      decode(...args) {
        decoded += 1;
        return super.decode(...args);
      }
    }
    class Registry {
      register() {
        registered += 1;
      }
      unregister() {}
    }
    const glue = started({ TextDecoder: Decoder, FinalizationRegistry: Registry });
    const before = decoded;
    assert.throws(() => glue.checkClientOptions({ baseurl: 5 }));
    assert.ok(decoded > before);
    walkOf(glue).free();
    assert.equal(registered, 1);
  });

  it("reads no global before createGlue, and none but the replaceable ones in it", () => {
    const text = glueModule(written);
    assert.match(
      text,
      /^\/\/ [^\n]*\nconst realm = globalThis;\nexport function createGlue\(\{ (?:\w+(?:, )?)+ \}, \{\n(?: {4}\w+ = realm\.\w+,\n)+\} = \{\}\) \{\n/,
    );
    assert.equal(
      text.match(/^\S.*$/gm)?.filter((line) => !/^(\/\/|const realm|export function|\} = |\})/.test(line)).length,
      0,
    );
  });

  for (const hasEnded of [false, true]) {
    it(`lets a closure ${hasEnded ? "throw nothing after a trap" : "throw what Rust returned"}`, () => {
      /** @type {((value: unknown) => void)[]} */
      const closures = [];
      const queueMicrotask = (/** @type {() => void} */ closure) => void closures.push(closure);
      const openRequest = () => new AbortController();
      const glue = createGlue({ ...host, openRequest, hasEnded: () => hasEnded }, { queueMicrotask });
      const { exports } = new WebAssembly.Instance(module, glue.imports);
      const memory = /** @type {WebAssembly.Memory} */ (exports["memory"]);
      const stackPointer = /** @type {(by: number) => number} */ (exports["__wbindgen_add_to_stack_pointer"]);
      let isDead = false;
      // As after a trap: nothing is returned, and memory holds whatever it held.
      const guarded = Object.entries(exports).map(([name, work]) => [
        name,
        typeof work === "function" ? (/** @type {any[]} */ ...args) => (isDead ? undefined : work(...args)) : work,
      ]);
      glue.attach({
        ...Object.fromEntries(guarded),
        __wbindgen_add_to_stack_pointer(/** @type {number} */ by) {
          const pointer = stackPointer(by);
          if (by < 0) new Uint32Array(memory.buffer, pointer, 4).fill(1);
          return pointer;
        },
      });
      const core = glue.exports;
      core.start();
      const client = core.checkClientOptions({ fetch: () => new Promise(() => {}) });
      void new core.Walk(client, core.checkListOptions(client, {}), 1, 0, false).nextPage();
      assert.equal(closures.length, 1);
      isDead = true;
      let thrown = 0;
      try {
        closures[0]?.(undefined);
      } catch {
        thrown += 1;
      }
      assert.equal(thrown, hasEnded ? 0 : 1);
    });
  }

  it("comes with a core without reference types, which Chrome has from 96 on, not 91 as SIMD", () => {
    const names = WebAssembly.Module.exports(module).map(({ name }) => name);
    assert.deepEqual(
      names.filter((name) => /externref/.test(name)),
      [],
    );
  });

  it("finds the core by names without hashes, which nothing compresses", async () => {
    const wasm = await readFile(join(root, "target/wasm-pack/client_bg.wasm"));
    const named = await withoutHashes(glueModule(written), wasm);
    const names = (/** @type {Buffer} */ bytes) => {
      const compiled = new WebAssembly.Module(new Uint8Array(bytes));
      return [...WebAssembly.Module.imports(compiled), ...WebAssembly.Module.exports(compiled)].map(({ name }) => name);
    };
    const hashed = names(wasm).filter((name) => /_h?[0-9a-f]{16}$/.test(name));
    assert.ok(hashed.length > 50);
    const published = names(await readFile(join(root, "pkg/client.wasm")));
    assert.deepEqual(names(named.wasm), published);
    assert.equal(new Set(published).size, names(wasm).length, "each has a name of its own");
    for (const name of hashed) assert.ok(/_0{13}\d{3}$/.test(name) || !published.includes(name), name);
    assert.equal(named.wasm.length, wasm.length);
    await assert.rejects(withoutHashes(named.glue.replaceAll("__wbg_", "__wbg"), wasm), /it does not name __wbg_/);
  });

  for (const [what, changed] of /** @type {const} */ ([
    ["another beginning", (/** @type {string} */ text) => text.replace("let wasm_bindgen", "var wasm_bindgen")],
    ["a module", (/** @type {string} */ text) => `export ${text}`],
    [
      "another end",
      (/** @type {string} */ text) =>
        text.replace("return Object.assign(__wbg_init, { initSync }, exports);", "return exports;"),
    ],
    [
      "no function for its imports",
      (/** @type {string} */ text) => text.replaceAll("__wbg_get_imports", "__wbg_imports"),
    ],
    ["another last step", (/** @type {string} */ text) => text.replaceAll("__wbg_finalize_init", "__wbg_finish")],
    ["no closures", (/** @type {string} */ text) => text.replaceAll("wasm_bindgen__convert__closures", "closures")],
    [
      "closures that throw in another way",
      (/** @type {string} */ text) =>
        text.replace("if (r1) {\n                throw takeObject(r0);", "if (r1) { if (r0) throw takeObject(r0);"),
    ],
    [
      "a use of the script's address",
      (/** @type {string} */ text) => text.replace("function isLikeNone(x) {", "function isLikeNone(x) { script_src;"),
    ],
    [
      "instances that start anew by themselves",
      (/** @type {string} */ text) =>
        text.replace("function isLikeNone(x) {", "function __wbg_reset_state () {} function isLikeNone(x) {"),
    ],
  ])) {
    it(`fails the build for ${what}`, () => {
      const other = changed(written);
      assert.notEqual(other, written, "the case changes something");
      assert.throws(() => glueModule(other), /^Error: wasm-bindgen writes another glue than before: /);
    });
  }
});
