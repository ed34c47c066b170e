// @ts-check
// The declarations of the packed package: every program of the contract type-checks, wrong ones don't, in every version
// of the compiler and by every resolution.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { installPackage, root } from "../package/installed.mjs";
import { compile, compilers, resolutions } from "./compile.mjs";

const programs = join(root, "tests/types/programs");
const oldest = /** @type {string} */ (compilers[0]);
const newest = /** @type {string} */ (compilers.at(-1));

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;
/** @type {Record<string, string>} */
const sources = {};
/** @type {string} */
let contract;
/** @type {string[]} The package's entries that programs import. */
let entries;

before(async () => {
  installed = await installPackage();
  for (const file of await readdir(programs)) sources[file] = await readFile(join(programs, file), "utf8");
  contract = await readFile(join(root, "tests/types/contract.d.ts"), "utf8");
  const manifest = JSON.parse(
    await readFile(join(installed.folder, "node_modules/trusthub-profiles/package.json"), "utf8"),
  );
  entries = Object.entries(manifest.exports)
    // The element is for pages alone, and has no form for require: element.test.mjs.
    .filter(([, conditions]) => typeof conditions === "object" && conditions.require !== undefined)
    .map(([subpath]) => subpath);
});
after(() => installed.remove());

/** @param {...string} names */
const files = (...names) => Object.fromEntries(names.map((name) => [name, /** @type {string} */ (sources[name])]));

/** @param {Omit<import("./compile.mjs").Compilation, "folder">} compilation */
const found = (compilation) => compile({ folder: installed.folder, ...compilation });

for (const compiler of compilers) {
  describe(`TypeScript ${compiler}`, () => {
    for (const resolution of /** @type {(keyof typeof resolutions)[]} */ (Object.keys(resolutions))) {
      if (resolution === "node10" && compiler === "7.0") continue; // which knows it no more
      it(`takes right programs and refuses wrong ones by ${resolution}`, async () => {
        // node10 knows no exports: the slim entry is found as a file.
        const names = ["accepted.ts", "refused.ts", "slim.ts", "slim-dom.ts"];
        if (/node16|nodenext/.test(resolution)) names.push("required.cts", "mixed.mts");
        assert.equal(await found({ compiler, resolution, files: files(...names) }), "");
      });
    }
  });
}

describe("Node's types instead of the DOM's", () => {
  for (const [compiler, node] of /** @type {const} */ ([
    [oldest, "20"],
    [newest, "20"],
    [newest, "26"],
  ])) {
    for (const resolution of /** @type {const} */ (["nodenext, ES modules", "nodenext, CommonJS"])) {
      it(`do, of Node ${node}, for TypeScript ${compiler} by ${resolution}`, async () => {
        assert.equal(await found({ compiler, resolution, node, files: files("accepted.ts", "slim.ts") }), "");
      });
    }
  }
});

describe("every implementation of fetch fits", () => {
  const implementations = /** @type {const} */ ({
    undici: { file: "fetch-undici.ts", packages: { undici: "undici" } },
    "node-fetch 3": { file: "fetch-node-fetch.ts", packages: { "node-fetch": "node-fetch" }, node: "20" },
    // Its own AbortSignal is none of the runtime's under exactOptionalPropertyTypes.
    "node-fetch 2": {
      file: "fetch-node-fetch.ts",
      packages: { "@types/node-fetch": "@types/node-fetch-2" },
      node: "20",
      exact: false,
    },
    Bun: { file: "fetch-bun.ts", packages: { "bun-types": "bun-types" }, types: ["bun-types"] },
    Node: { file: "fetch-global.ts", packages: {}, node: "20" },
    "the DOM": { file: "fetch-global.ts", packages: {} },
  });
  for (const [name, { file, ...rest }] of Object.entries(implementations)) {
    for (const compiler of [oldest, newest]) {
      it(`${name}'s, for TypeScript ${compiler}`, async () => {
        // Bun's types are written for newer compilers.
        const oldEnough = name === "Bun" && compiler === oldest ? "5.9" : compiler;
        assert.equal(await found({ compiler: oldEnough, resolution: "bundler", files: files(file), ...rest }), "");
      });
    }
  }
});

describe("the contract", () => {
  it("takes the same programs", async () => {
    const paths = { "trusthub-profiles": ["./contract.d.ts"], "trusthub-profiles/slim": ["./contract.d.ts"] };
    const compilation = { "contract.d.ts": contract, ...files("accepted.ts", "refused.ts", "slim.ts", "slim-dom.ts") };
    for (const compiler of [oldest, newest]) {
      assert.equal(await found({ compiler, resolution: "bundler", paths, files: compilation }), "", compiler);
    }
  });

  it("and the package are assignable to each other, name by name", async () => {
    const cursor = /^export type Cursor = .*$/m;
    assert.match(contract, cursor);
    const names = [
      ...contract.matchAll(/^export (declare )?(?:abstract )?(function|class|const|interface|type) (\w+)(<.*?>)?/gm),
    ];
    assert.ok(names.length > 25, `${names.length} names`);
    const lines = names.flatMap(([, , kind, name, parameters]) => {
      const isHandlers = /Handler|^Node(?:Request|Response)$/.test(String(name));
      const entry = name === "init" ? "./slim" : isHandlers ? "./handler" : ".";
      if (!entries.includes(entry)) return [];
      const ours = `import("trusthub-profiles${entry.slice(1)}")`;
      const types = parameters === undefined ? "" : isHandlers ? "<{ user: string }>" : "<unknown, Date>";
      const isValue = kind === "function" || kind === "const" || kind === "class";
      const isType = kind === "interface" || kind === "type" || kind === "class";
      return [
        ...(isValue ? [`both<typeof contract.${name}, typeof ${ours}.${name}>();`] : []),
        ...(isType ? [`both<contract.${name}${types}, ${ours}.${name}${types}>();`] : []),
      ];
    });
    const agreement = `import type * as contract from "./contract.js";
      declare function both<A extends B, B extends C, C = A>(): void;
      ${lines.join("\n")}`;
    // Each Cursor has a brand of its own, which no other text has: here it is the package's.
    const ours = contract.replace(cursor, 'export type Cursor = import("trusthub-profiles").Cursor;');
    for (const compiler of [oldest, newest]) {
      assert.equal(
        await found({ compiler, resolution: "bundler", files: { "agreement.ts": agreement, "contract.d.ts": ours } }),
        "",
        compiler,
      );
    }
  });
});

describe("the element", () => {
  for (const compiler of compilers) {
    it(`takes right programs and refuses wrong ones, for TypeScript ${compiler}`, async () => {
      assert.equal(await found({ compiler, resolution: "bundler", files: files("element.ts") }), "");
    });
  }

  it("does what its contract says, and has what its contract has", async () => {
    const elementContract = await readFile(join(root, "tests/types/element-contract.d.ts"), "utf8");
    // Both may stand in one document.
    const apart = elementContract.replace(/^declare global \{.*?^\}/ms, "");
    assert.notEqual(apart, elementContract);
    const agreement = `import type * as contract from "./element-contract.js";
      import type * as ours from "trusthub-profiles/element";
      declare function is<A extends B, B>(): void;
      is<ours.CustomerProfilesElement, contract.CustomerProfilesElement>();
      is<ours.CustomerProfilesEventMap, contract.CustomerProfilesEventMap>();
      is<keyof contract.CustomerProfilesEventMap, keyof ours.CustomerProfilesEventMap>();
      is<keyof ours.CustomerProfilesEventMap, keyof contract.CustomerProfilesEventMap>();
      is<contract.CustomerProfilesFilters, ours.CustomerProfilesFilters>();
      is<ours.CustomerProfilesFilters, contract.CustomerProfilesFilters>();
      is<contract.CustomerProfilesSort, ours.CustomerProfilesSort>();
      is<ours.CustomerProfilesSort, contract.CustomerProfilesSort>();
      is<Exclude<keyof ours.CustomerProfilesElement, keyof contract.CustomerProfilesElement>, "updatedSince">();`;
    const compilation = { "element-agreement.ts": agreement, "element-contract.d.ts": apart };
    assert.equal(await found({ compiler: newest, resolution: "bundler", files: compilation }), "");
  });
});

describe("exports", () => {
  it("are the names that are declared, by import and by require", async () => {
    const require = createRequire(join(installed.folder, "x.cjs"));
    for (const entry of entries) {
      const specifier = `trusthub-profiles${entry.slice(1)}`;
      const file = entry === "." ? "index" : entry.slice("./".length);
      const names = Object.keys(
        await import(pathToFileURL(join(installed.folder, `node_modules/trusthub-profiles/${file}.js`)).href),
      );
      assert.deepEqual(
        Object.keys(require(`./node_modules/trusthub-profiles/${file}.cjs`)).sort(),
        names.sort(),
        `${specifier} by require`,
      );
      const program = `import * as library from "${specifier}";
        const names = { ${names.map((name) => `${name}: true`).join(", ")} } as const;
        names satisfies Record<keyof typeof library, true>;`;
      assert.equal(
        await found({ compiler: newest, resolution: "bundler", files: { [`${file}-names.ts`]: program } }),
        "",
        specifier,
      );
    }
  });
});

describe("the manifest", () => {
  const execute = promisify(execFile);
  /** @param {string} name @param {string[]} args */
  const tool = (name, args) =>
    execute(join(root, "node_modules/.bin", name), args, { cwd: root }).then(
      () => "",
      (error) => `${error.stdout}\n${error.stderr}`,
    );

  it("has nothing that publint finds", async () => {
    assert.equal(await tool("publint", ["--strict", join(installed.folder, "node_modules/trusthub-profiles")]), "");
  });

  it("has nothing that Are The Types Wrong finds", async () => {
    // The core itself has no types: it is for init alone.
    const others = ["client.wasm", "element", "element/react", "element/vue", "element.standalone.js"];
    assert.equal(await tool("attw", ["--no-color", installed.tarball, "--exclude-entrypoints", ...others]), "");
    // The element is an ES module alone, as bundlers and pages take it.
    const element = ["--entrypoints", "element", "element.standalone.js", "--profile", "esm-only"];
    assert.equal(await tool("attw", ["--no-color", installed.tarball, ...element]), "");
  });
});
