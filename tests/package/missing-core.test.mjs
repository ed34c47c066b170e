// @ts-check
// Where the core can't be had: each runtime that lacks something gets an Error that names it. Where Node can be made to
// lack it, it is (--jitless, V8's switches for the CPU, realms that compile nothing); engines of others are played.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { build } from "esbuild";
import { installPackage, runProgram } from "./installed.mjs";

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;

before(async () => {
  installed = await installPackage();
});
after(() => installed.remove());

const page = '{"results":[{"status":"draft"}],"meta":{"next_page_url":null}}';

/** Calls of both entries, and what comes of each. */
const CALLS = `
  const tell = async (name, work) => {
    try { console.log(name, await work()); } catch (error) { console.log(name, String(error)); }
  };
  await tell("default:", async () => (await import("trusthub-profiles")).parseCustomerProfilePage('${page}').profiles[0].status);
  await tell("module:", async () => (await import("./node_modules/trusthub-profiles/index.js")).parseCustomerProfilePage('${page}').profiles[0].status);
  await tell("slim:", async () => {
    const { init, parseCustomerProfilePage } = await import("./node_modules/trusthub-profiles/slim.js");
    await init();
    return parseCustomerProfilePage('${page}').profiles[0].status;
  });`;

/** Chrome before 115: nothing of more than 4 KB synchronously, in a page's main thread. */
const OLD_CHROME = `
  const { Module, Instance } = WebAssembly;
  const large = new WeakSet();
  const refuse = (what, instead) => {
    throw new RangeError("WebAssembly." + what + " is disallowed on the main thread, if the buffer size is larger than 4KB. Use WebAssembly." + instead + ".");
  };
  WebAssembly.Module = function (bytes) {
    return bytes.byteLength > 4096 ? refuse("Compile", "compile, or compile on a worker thread") : new Module(bytes);
  };
  const { compile } = WebAssembly;
  WebAssembly.compile = async (bytes) => { const module = await compile(bytes); large.add(module); return module; };
  WebAssembly.Instance = function (module, imports) {
    return large.has(module) ? refuse("Instance", "instantiate") : new Instance(module, imports);
  };`;

/**
 * @type {readonly { lacks: string, setup?: string, flags?: string[], says: RegExp, slim?: RegExp }[]} `slim` where that differs
 */
const rows = [
  { lacks: "nothing", says: /^draft$/ },
  {
    lacks: "WebAssembly",
    flags: ["--jitless"],
    says: /^Error: trusthub-profiles: this runtime has no WebAssembly .*Call the package on a server.*trusthub-profiles\/handler/,
  },
  {
    lacks: "WebAssembly, in React Native",
    setup: `delete globalThis.WebAssembly; Object.defineProperty(globalThis, "navigator", { value: { product: "ReactNative" } });`,
    says: /^Error: trusthub-profiles: React Native \(Hermes\) has no WebAssembly.*server/,
  },
  {
    lacks: "SSE4.1",
    flags: ["--no-enable-sse4-1", "--no-enable-sse3", "--no-enable-ssse3"],
    says: /^Error: .*this engine, or this CPU, has no WebAssembly SIMD.*Chrome and Edge \d+.*Firefox \d+.*Safari 16\.4.*SSE4\.1/,
  },
  {
    lacks: "synchronous compilation (Chrome before 115)",
    setup: OLD_CHROME,
    says: /^Error: trusthub-profiles: Chrome and Edge before 115 .*trusthub-profiles\/slim.*worker/,
    slim: /^draft$/,
  },
  {
    lacks: "SIMD as well as synchronous compilation (Chrome before 91)",
    setup: `${OLD_CHROME}\n  WebAssembly.validate = () => false;\n  WebAssembly.compile = async () => { throw new WebAssembly.CompileError("invalid value type"); };`,
    says: /^Error: .*this engine, or this CPU, has no WebAssembly SIMD/,
  },
  {
    lacks: "memory",
    setup:
      'WebAssembly.Instance = WebAssembly.instantiate = function () { throw new RangeError("WebAssembly.Instance(): Out of memory: Cannot allocate Wasm memory for new instance"); };',
    says: /not enough memory/,
  },
  {
    lacks: "process.getBuiltinModule (Node before 20.16)",
    setup: "delete process.getBuiltinModule;",
    says: /^draft$/,
    slim: /^Error: init: the core could not be loaded from file:\/\/.*\/client\.wasm: Node reads a file's address from version 20\.16 on .*bytes of client\.wasm$/,
  },
  {
    lacks: "process.getBuiltinModule, and has one that throws (Next's edge runtime)",
    setup: 'process.getBuiltinModule = () => { throw new Error("A Node.js API is used (process.getBuiltinModule)"); };',
    says: /^draft$/,
    slim: /Node reads a file's address/,
  },
  { lacks: "Buffer", setup: "delete globalThis.Buffer; delete Uint8Array.fromBase64;", says: /^draft$/ },
  {
    lacks: "a decoder of base64",
    setup: "delete globalThis.Buffer; delete globalThis.atob; delete Uint8Array.fromBase64;",
    says: /^Error: trusthub-profiles needs atob, which this environment does not define/,
    slim: /^draft$/,
  },
  {
    lacks: "TextDecoder and TextEncoder (Jest's jsdom)",
    setup: "delete globalThis.TextDecoder; delete globalThis.TextEncoder;",
    says: /^draft$/,
  },
  {
    lacks: "TextDecoder, and Node's own",
    setup: "delete globalThis.TextDecoder; delete process.getBuiltinModule;",
    says: /^Error: trusthub-profiles needs TextDecoder, which this environment does not define\. Define globalThis\.TextDecoder first.*jsdom/,
    slim: /Node reads a file's address/,
  },
];

describe("an environment that lacks", () => {
  for (const { lacks, setup = "", flags = [], says, slim = says } of rows) {
    it(lacks, { skip: lacks === "SSE4.1" && process.arch !== "x64" }, async () => {
      const lines = (await runProgram(installed.folder, "lacks.mjs", `${setup}\n${CALLS}`, {}, flags))
        .trim()
        .split("\n");
      assert.equal(lines.length, 3, lines.join("\n"));
      const told = Object.fromEntries(lines.map((line) => [line.split(":")[0], line.slice(line.indexOf(": ") + 2)]));
      assert.match(String(told.default), says);
      assert.match(String(told.module), says);
      const inSlim = slim === says ? new RegExp(says.source.replace(/^\^Error: trusthub-profiles: /, "")) : slim;
      assert.match(String(told.slim), inSlim);
    });
  }

  it("permission to compile WebAssembly (a Content Security Policy)", async () => {
    const source = `
      import { readFileSync } from "node:fs";
      import { createRequire } from "node:module";
      import { dirname, resolve } from "node:path";
      import vm from "node:vm";
      const pkg = dirname(createRequire(import.meta.url).resolve("trusthub-profiles"));
      const context = vm.createContext({ TextDecoder, TextEncoder, Buffer }, { codeGeneration: { wasm: false } });
      const load = (file) => {
        const module = { exports: {} };
        const names = ["module", "exports", "require", "__filename"];
        const run = vm.compileFunction(readFileSync(file, "utf8"), names, { parsingContext: context });
        run(module, module.exports, (name) => load(resolve(dirname(file), name)), file);
        return module.exports;
      };
      try { load(pkg + "/index.cjs").parseCustomerProfilePage("{}"); } catch (error) { console.log(String(error)); }
      await load(pkg + "/slim.cjs").init(readFileSync(pkg + "/client.wasm")).catch((error) => console.log(String(error)));`;
    const lines = (await runProgram(installed.folder, "forbidden.mjs", source)).trim().split("\n");
    assert.match(
      String(lines[0]),
      /^Error: trusthub-profiles: compiling WebAssembly is forbidden here: .*script-src 'wasm-unsafe-eval'.*init\(module\)/,
    );
    assert.match(
      String(lines[1]),
      /^Error: init: the core could not be loaded: compiling WebAssembly is forbidden here: /,
    );
  });

  it("fetch", async () => {
    const source = `
      delete globalThis.fetch;
      const { listCustomerProfiles } = await import("trusthub-profiles");
      await listCustomerProfiles().toArray().catch((error) => console.log(String(error)));
      const { init } = await import("trusthub-profiles/slim");
      await init("https://example.com/client.wasm").catch((error) => console.log(String(error)));`;
    const lines = (await runProgram(installed.folder, "no-fetch.mjs", source)).trim().split("\n");
    assert.equal(lines[0], "NetworkError: no response: this runtime has no fetch; set the option fetch");
    assert.match(String(lines[1]), /this runtime has no fetch\. Pass init the bytes/);
  });

  it("slim's address, in a CommonJS bundle", async () => {
    const entry = join(installed.folder, "slim-entry.mjs");
    await writeFile(
      entry,
      'import { init } from "trusthub-profiles/slim"; init().catch((error) => console.log(String(error)));',
    );
    const outfile = join(installed.folder, "slim-bundle.cjs");
    await build({ entryPoints: [entry], outfile, bundle: true, format: "cjs", platform: "node", logLevel: "error" });
    const told = await runProgram(installed.folder, "run.mjs", 'await import("./slim-bundle.cjs");');
    assert.match(
      told,
      /^Error: init: the core could not be loaded: the address of client\.wasm is not known here: .*import\.meta\.url.*Pass init the address of client\.wasm, or its bytes\n$/,
    );
  });

  it("the file that slim's own address names, in a bundle that was moved", async () => {
    const entry = join(installed.folder, "slim-moved.mjs");
    await writeFile(
      entry,
      'import { init } from "trusthub-profiles/slim"; init().catch((error) => console.log(String(error)));',
    );
    await mkdir(join(installed.folder, "moved"), { recursive: true });
    await build({
      entryPoints: [entry],
      outfile: join(installed.folder, "moved/bundle.mjs"),
      bundle: true,
      format: "esm",
      platform: "node",
      logLevel: "error",
    });
    const told = await runProgram(installed.folder, "run.mjs", 'await import("./moved/bundle.mjs");');
    assert.match(
      told,
      /\/moved\/client\.wasm: the file could not be read \(ENOENT\)\. If a bundler moved this module without client\.wasm, pass init the address/,
    );
  });
});

describe("after a trap where instances can't be made synchronously", () => {
  it("slim says to await init, which gives a fresh one", async () => {
    const panicking = await installPackage("target/panicking-package");
    try {
      const source = `${OLD_CHROME}
        const { init, parseCustomerProfilePage } = await import("./node_modules/trusthub-profiles/slim.js");
        const call = (body) => { try { console.log(parseCustomerProfilePage(body).profiles[0].status); } catch (error) { console.log(String(error)); } };
        await init();
        for (let round = 0; round < 3; round += 1) {
          call("panic");
          call('${page}');
          await init();
          call('${page}');
        }`;
      const lines = (await runProgram(panicking.folder, "restart.mjs", source)).trim().split("\n");
      assert.equal(lines.length, 9);
      for (let round = 0; round < 3; round += 1) {
        assert.match(String(lines[3 * round]), /failed by a fault of its own \(the body asks for a panic/);
        assert.match(String(lines[3 * round + 1]), /makes a new core after a fault.*await init\(\)/);
        assert.equal(lines[3 * round + 2], "draft");
      }
    } finally {
      await panicking.remove();
    }
  });
});
