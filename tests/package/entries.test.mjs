// @ts-check
// How the entries load: nothing at import, one core whoever asks, slim's by `init`.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { build } from "esbuild";
import { machine } from "../environment.mjs";
import { installPackage, root, runProgram } from "./installed.mjs";

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
const output = async (source, flags = []) =>
  (await runProgram(installed.folder, "program.mjs", source, {}, flags)).trim();

/** @param {string} source */
async function bundled(source) {
  const entry = join(installed.folder, "bundled.mjs");
  await writeFile(entry, source);
  // No platform's modules, no import.meta and no top-level await would get through this.
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: "iife",
    platform: "browser",
    write: false,
    logLevel: "silent",
  });
  assert.deepEqual(
    result.warnings.filter(({ id }) => id !== "ignored-bare-import"),
    [],
  );
  return /** @type {string} */ (result.outputFiles[0]?.text);
}

const page = '{"results":[{"status":"draft"}],"meta":{"next_page_url":null}}';

describe("the default entry", () => {
  for (const [name, setup] of /** @type {const} */ ([
    ["the platform", ""],
    ["fflate where the platform has nothing synchronous", "delete process.getBuiltinModule; delete globalThis.Buffer;"],
  ])) {
    it(`inlines the very core that is beside it, inflated by ${name}`, async () => {
      const lines = await output(`
        import { readFileSync } from "node:fs";
        const file = new Uint8Array(readFileSync("node_modules/trusthub-profiles/client.wasm"));
        ${setup}
        const { wasmSource } = await import("./node_modules/trusthub-profiles/wasm-source.js");
        const bytes = wasmSource();
        console.log(bytes.length === file.length && bytes.every((byte, index) => byte === file[index]));`);
      assert.equal(lines, "true");
    });
  }

  it("reads no file, by import and by require", async () => {
    const file = join(pkg, "client.wasm");
    await rename(file, `${file}.away`);
    try {
      const statuses = await output(`
        import { createRequire } from "node:module";
        import { parseCustomerProfilePage } from "trusthub-profiles";
        import { createListHandler } from "trusthub-profiles/handler";
        const required = createRequire(import.meta.url)("trusthub-profiles");
        const bundled = await import("./node_modules/trusthub-profiles/index.js");
        for (const parse of [parseCustomerProfilePage, required.parseCustomerProfilePage, bundled.parseCustomerProfilePage]) {
          console.log(parse('${page}').profiles[0].status);
        }
        console.log(typeof createListHandler({ authorize: () => false }));`);
      assert.equal(statuses, "draft\ndraft\ndraft\nfunction");
    } finally {
      await rename(`${file}.away`, file);
    }
  });

  it("works as a bundle that was moved away, whatever the bundler's conditions", async () => {
    for (const [name, format, conditions] of /** @type {const} */ ([
      ["import", "esm", undefined],
      ["import", "esm", ["import"]],
      ["require", "cjs", undefined],
      ["require", "cjs", ["require"]],
    ])) {
      const entry = join(installed.folder, name === "import" ? "moved.mjs" : "moved.cjs");
      const loaded =
        name === "import"
          ? 'import * as library from "trusthub-profiles";'
          : 'const library = require("trusthub-profiles");';
      await writeFile(entry, `${loaded} console.log(library.parseCustomerProfilePage('${page}').profiles[0].status);`);
      const folder = await mkdtemp(join(tmpdir(), "trusthub-profiles-moved-"));
      try {
        const outfile = join(folder, format === "esm" ? "bundle.mjs" : "bundle.cjs");
        await build({
          entryPoints: [entry],
          outfile,
          bundle: true,
          format,
          platform: "node",
          logLevel: "error",
          ...(conditions && { conditions: [...conditions] }),
        });
        const { stdout } = await promisify(execFile)(process.execPath, [outfile], { cwd: folder, env: machine });
        assert.equal(stdout, "draft\n", `${name} ${conditions}`);
      } finally {
        await rm(folder, { recursive: true });
      }
    }
  });

  it("reads no global that ECMAScript doesn't define when any entry is imported", async () => {
    const program = join(root, "tests/package/bare-globals.mjs");
    const args = ["--experimental-vm-modules", "--no-warnings", program, pkg];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: machine });
    const { control, entries } = JSON.parse(stdout);
    assert.deepEqual(control, ["TextDecoder", "process", "FinalizationRegistry", "document"], "reads are seen");
    assert.deepEqual(
      Object.keys(entries).sort(),
      ["handler", "index", "slim"].flatMap((entry) =>
        [".cjs", ".js", ".node.js", ".workerd.js"].map((end) => entry + end),
      ),
    );
    for (const [file, { exports, touched, call }] of Object.entries(entries)) {
      assert.ok(exports > 0, file);
      assert.deepEqual(touched, [], file);
      assert.match(call, file.startsWith("slim") ? /has no core yet/ : /has no WebAssembly/, file);
    }
  });

  it("does nothing when it is imported", async () => {
    const lines = await output(`
      const calls = [];
      for (const name of ["Module", "Instance", "compile", "instantiate"]) WebAssembly[name] = function () { calls.push(name); };
      globalThis.atob = globalThis.fetch = globalThis.setTimeout = () => calls.push("a global");
      await import("trusthub-profiles");
      await import("trusthub-profiles/slim");
      console.log(JSON.stringify(calls));`);
    assert.equal(lines, "[]");
  });

  it("leaves a bundle when it isn't used, with its core", async () => {
    assert.equal(await bundled('import "trusthub-profiles";'), "(()=>{})();\n");
    const errorsAlone = await bundled(
      'import { TrustHubError } from "trusthub-profiles"; console.log(TrustHubError.is(1));',
    );
    assert.ok(errorsAlone.length < 5_000, `${errorsAlone.length} characters`);
    const decoder = await bundled(
      'import { parseCustomerProfilePage } from "trusthub-profiles"; console.log(parseCustomerProfilePage);',
    );
    const everything = await bundled('import * as all from "trusthub-profiles"; console.log(all);');
    const hasList = (/** @type {string} */ bundle) => bundle.includes("CustomerProfileList");
    assert.deepEqual([hasList(everything), hasList(decoder)], [true, false], "the list isn't in the decoder's bundle");
    assert.ok(decoder.length < everything.length - 4_000, `${everything.length - decoder.length} characters less`);
  });

  for (const flags of [[], ["--no-experimental-require-module"]]) {
    it(`and require's are one core and one set of classes in Node ${flags}`, async () => {
      const lines = await output(
        `
        import { createRequire } from "node:module";
        import * as imported from "trusthub-profiles";
        import * as handler from "trusthub-profiles/handler";
        import * as slim from "trusthub-profiles/slim";
        const { Module } = WebAssembly;
        let compiled = 0;
        WebAssembly.Module = function (...args) { compiled += 1; return new Module(...args); };
        const require = createRequire(import.meta.url);
        for (const [name, library] of Object.entries({ "": imported, "/handler": handler, "/slim": slim })) {
          const required = require("trusthub-profiles" + name);
          for (const [key, value] of Object.entries(required)) if (library[key] !== value) console.log(name, key);
        }
        for (const library of [imported, require("trusthub-profiles"), slim]) console.log(library.parseCustomerProfilePage('${page}').profiles[0].status);
        console.log(slim.TrustHubError === imported.TrustHubError, compiled);`,
        flags,
      );
      assert.equal(lines, "draft\ndraft\ndraft\ntrue 1");
    });
  }

  it("has the names that readers of CommonJS find (cjs-module-lexer)", async () => {
    const names = await output(`
      import * as index from "./node_modules/trusthub-profiles/index.cjs";
      import * as wrapper from "./node_modules/trusthub-profiles/index.node.js";
      const own = Object.keys(index).filter((name) => name !== "default" && name !== "module.exports").sort();
      console.log(own.length > 8 && own.join() === Object.keys(wrapper).sort().join());`);
    assert.equal(names, "true");
  });
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
    const { outputFiles } = await build({
      entryPoints: [entry],
      bundle: true,
      minify: true,
      format: "esm",
      platform: "browser",
      write: false,
      logLevel: "error",
    });
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
        assert.equal(
          seven,
          "Error: init: the core could not be loaded: expected an address, a Request, a Response, bytes or a WebAssembly.Module",
        );
        assert.equal(status, "draft");
        assert.deepEqual(requests, ["/none?secret=1", "/page", served]);
      }
    } finally {
      server.close();
    }
  });
});
