// @ts-check
// How the entries load: nothing at import, one core whoever asks, slim's by `init`.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { build } from "esbuild";
import { installPackage, runProgram } from "./installed.mjs";

/** @import { AddressInfo } from "node:net" */

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;
/** @type {string} */
let pkg;

before(async () => {
  installed = await installPackage();
  pkg = join(installed.folder, "node_modules/trusthub-profiles");
});
after(() => installed.remove());

/** @param {string} source @param {string[]} [flags] */
const output = async (source, flags = []) => (await runProgram(installed.folder, "program.mjs", source, {}, flags)).trim();

/** @param {string} source */
async function bundled(source) {
  const entry = join(installed.folder, "bundled.mjs");
  await writeFile(entry, source);
  // No platform's modules, no import.meta and no top-level await would get through this.
  const result = await build({ entryPoints: [entry], bundle: true, minify: true, format: "iife", platform: "browser", write: false, logLevel: "silent" });
  assert.deepEqual(result.warnings.filter(({ id }) => id !== "ignored-bare-import"), []);
  return /** @type {string} */ (result.outputFiles[0]?.text);
}

const page = '{"results":[{"status":"draft"}],"meta":{"next_page_url":null}}';

describe("the default entry", () => {
  it("inlines the very core that is beside it, and takes the file in Node where that is the right one", async () => {
    const source = (/** @type {string} */ name) => `
      import { readFileSync } from "node:fs";
      const { wasmSource } = await import("./node_modules/trusthub-profiles/${name}");
      const bytes = wasmSource();
      console.log(bytes.buffer.byteLength > 1e6, Buffer.compare(bytes, readFileSync("node_modules/trusthub-profiles/client.wasm")));`;
    // Unpacked it stands in the unpacker's memory, which has a stack of a mebibyte.
    assert.equal(await output(source("wasm-source.js")), "true 0");
    assert.equal(await output(source("wasm-beside.js")), "false 0");
    const file = join(pkg, "client.wasm");
    const wasm = await readFile(file);
    try {
      await writeFile(file, "another package's core");
      assert.equal(await output(source("wasm-beside.js").replace("Buffer.compare(bytes, readFileSync(\"node_modules/trusthub-profiles/client.wasm\"))", "bytes.length")), `true ${wasm.length}`);
    } finally {
      await writeFile(file, wasm);
    }
  });

  it("does nothing when it is imported", async () => {
    const lines = await output(`
      const calls = [];
      for (const name of ["Module", "Instance", "compile", "instantiate"]) WebAssembly[name] = function () { calls.push(name); };
      globalThis.atob = globalThis.fetch = globalThis.setTimeout = () => calls.push("a global");
      Buffer.from = () => calls.push("Buffer.from");
      await import("trusthub-profiles");
      await import("trusthub-profiles/slim");
      console.log(JSON.stringify(calls));`);
    assert.equal(lines, "[]");
  });

  it("leaves a bundle when it isn't used, with its core", async () => {
    assert.equal(await bundled('import "trusthub-profiles";'), "(()=>{})();\n");
    const errorsAlone = await bundled('import { TrustHubError } from "trusthub-profiles"; console.log(TrustHubError.is(1));');
    assert.ok(errorsAlone.length < 5_000, `${errorsAlone.length} characters`);
    const decoder = await bundled('import { parseCustomerProfilePage } from "trusthub-profiles"; console.log(parseCustomerProfilePage);');
    const everything = await bundled('import * as all from "trusthub-profiles"; console.log(all);');
    assert.ok(decoder.length < everything.length - 5_000, "the list isn't in the decoder's bundle");
  });

  for (const [name, flags, isOne] of /** @type {const} */ ([
    ["one where the runtime can", [], true],
    ["two where it can't", ["--no-experimental-require-module"], false],
  ])) {
    it(`and require's are ${name}`, async () => {
      const equal = await output(`
        import { createRequire } from "node:module";
        import * as imported from "trusthub-profiles";
        import { init } from "trusthub-profiles/slim";
        const require = createRequire(import.meta.url);
        const required = require("trusthub-profiles");
        await init();
        if (required.parseCustomerProfilePage('${page}').profiles[0].status !== "draft") throw new Error("required");
        if (require("trusthub-profiles/slim").TrustHubError !== required.TrustHubError) throw new Error("slim's classes are others");
        console.log(required.TrustHubError === imported.TrustHubError);`, [...flags]);
      assert.equal(equal, String(isOne));
    });
  }
});

describe("slim", () => {
  it("says what is missing before init", async () => {
    const message = await output(`
      import { parseCustomerProfilePage } from "trusthub-profiles/slim";
      try { parseCustomerProfilePage("{}"); } catch (error) { console.log(String(error)); }`);
    assert.equal(message, "Error: trusthub-profiles/slim has no core yet: await init() before the first call");
  });

  it("bundles without the inlined core", async () => {
    const entry = join(installed.folder, "slim-entry.mjs");
    await writeFile(entry, 'export * from "trusthub-profiles/slim";');
    const { outputFiles } = await build({ entryPoints: [entry], bundle: true, minify: true, format: "esm", platform: "browser", write: false, logLevel: "error" });
    assert.ok(Number(outputFiles[0]?.text.length) < 40_000, `${outputFiles[0]?.text.length} characters`);
  });

  for (const [name, expression] of /** @type {const} */ ([
    ["nothing", ""],
    ["a file's address", "import.meta.resolve('trusthub-profiles/client.wasm')"],
    ["a URL", "new URL(import.meta.resolve('trusthub-profiles/client.wasm'))"],
    ["bytes", "bytes"],
    ["an ArrayBuffer", "bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)"],
    ["a module", "new WebAssembly.Module(bytes)"],
    ["another realm's module", "runInNewContext('new WebAssembly.Module(bytes)', { WebAssembly, bytes })"],
    ["a Response", "new Response(bytes)"],
    ["a Response of the right type", "new Response(bytes, { headers: { 'content-type': 'application/wasm' } })"],
  ])) {
    it(`takes ${name}`, async () => {
      const status = await output(`
        import { readFileSync } from "node:fs";
        import { runInNewContext } from "node:vm";
        import { init, parseCustomerProfilePage } from "trusthub-profiles/slim";
        const bytes = readFileSync(new URL(import.meta.resolve("trusthub-profiles/client.wasm")));
        await init(${expression});
        console.log(parseCustomerProfilePage('${page}').profiles[0].status);`);
      assert.equal(status, "draft");
    });
  }

  it("loads once for a hundred callers, whatever type the server tells, and again after a failure", async () => {
    const wasm = await readFile(join(pkg, "client.wasm"));
    /** @type {string[]} */
    const requests = [];
    const server = createServer((request, response) => {
      const url = String(request.url);
      requests.push(url);
      if (url === "/right?secret=1") response.writeHead(200, { "Content-Type": "application/wasm" }).end(wasm);
      else if (url === "/wrong") response.writeHead(200, { "Content-Type": "text/plain" }).end(wasm);
      else if (url === "/page") response.writeHead(200, { "Content-Type": "application/wasm" }).end("<!doctype html>");
      else response.writeHead(404).end("not found");
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
    const base = `http://127.0.0.1:${/** @type {AddressInfo} */ (server.address()).port}`;
    try {
      for (const served of ["/right?secret=1", "/wrong"]) {
        requests.length = 0;
        const lines = await output(`
          import { init, parseCustomerProfilePage } from "trusthub-profiles/slim";
          for (const input of ["${base}/none?secret=1", "${base}/page", "http://127.0.0.1:1/closed", new Uint8Array([1]), 7]) {
            await init(input).then(() => console.log("no failure"), (error) => console.log(String(error)));
          }
          await Promise.all(Array.from({ length: 100 }, () => init("${base}${served}")));
          await init("${base}/none");
          console.log(parseCustomerProfilePage('${page}').profiles[0].status);`);
        const [notFound, noWasm, closed, bytes, seven, status] = lines.split("\n");
        assert.equal(notFound, `Error: init: the core could not be loaded from ${base}/none: the server answered 404`);
        assert.match(String(noWasm), /^Error: init: the core could not be loaded from .*\/page: .*magic/);
        assert.equal(closed, "Error: init: the core could not be loaded from http://127.0.0.1:1/closed: fetch failed");
        assert.match(String(bytes), /^Error: init: the core could not be loaded: /);
        assert.equal(seven, "Error: init: the core could not be loaded: expected an address, a Request, a Response, bytes or a WebAssembly.Module");
        assert.equal(status, "draft");
        assert.deepEqual(requests, ["/none?secret=1", "/page", served]);
      }
    } finally {
      server.close();
    }
  });
});
