// @ts-check
// The element as it is packed: importing it without a DOM, with one of Node's, its manifest, its licences and its size.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { installPackage, root, runProgram } from "./installed.mjs";

/** @type {Awaited<ReturnType<typeof installPackage>>} */
let installed;
before(async () => {
  installed = await installPackage();
});
after(() => installed.remove());

/** @param {string} file */
const packed = (file) => readFile(join(installed.folder, "node_modules/trusthub-profiles", file), "utf8");

describe("the element without a DOM", () => {
  for (const entry of ["trusthub-profiles/element", "trusthub-profiles/element.standalone.js"]) {
    it(`does nothing when ${entry} is imported, and gives an empty class`, async () => {
      const said = await runProgram(
        installed.folder,
        "server.mjs",
        `const before = Object.getOwnPropertyNames(globalThis).sort().join();
        const { CustomerProfilesElement } = await import(${JSON.stringify(entry)});
        const after = Object.getOwnPropertyNames(globalThis).sort().join();
        console.log(typeof CustomerProfilesElement, Object.getOwnPropertyNames(CustomerProfilesElement.prototype), before === after);`,
      );
      assert.equal(said, "function [ 'constructor' ] true\n");
    });
  }

  it("shares the core and the classes of errors of Node's entry", async () => {
    assert.match(await packed("element.node.js"), /from "\.\/index\.node\.js"/);
    assert.match(await packed("element.workerd.js"), /from "\.\/index\.workerd\.js"/);
    for (const runtime of ["node", "workerd"]) {
      assert.doesNotMatch(
        await packed(`element.${runtime}.js`),
        /^import .*compile\.js/m,
        "an inlined core beside the entry's own",
      );
    }
  });
});

describe("the element's manifest", async () => {
  /** @type {any} */
  let declaration;
  before(async () => {
    const manifest = JSON.parse(await packed("custom-elements.json"));
    [declaration] = manifest.modules[0].declarations;
    const { customElements } = JSON.parse(await packed("package.json"));
    assert.equal(customElements, "./custom-elements.json");
  });
  /** @param {string} kind @returns {string[]} */
  const names = (kind) => declaration[kind].map((/** @type {{ name: string }} */ { name }) => name).sort();

  it("names the members that the declarations have, with their types, and no other", async () => {
    const text = await packed("element.d.ts");
    const body =
      /^export declare class CustomerProfilesElement extends HTMLElement \{\n(.*?)^\}/ms.exec(text)?.[1] ?? "";
    const declared = new Set([...body.matchAll(/^  (?:readonly )?(\w+)[:(]/gm)].map((match) => match[1]));
    declared.delete("addEventListener");
    assert.deepEqual(names("members"), [...declared].sort());
    for (const { name, kind, type, return: returned } of declaration.members) {
      assert.ok((kind === "method" ? returned.type : type)?.text, `the type of ${name}`);
    }
  });

  it("names the events that the declarations have", async () => {
    const text = await packed("element.d.ts");
    const declared = [...text.matchAll(/^  "(profiles-\w+)": CustomEvent/gm)].map((match) => match[1]);
    assert.deepEqual(names("events"), declared.sort());
  });

  it("names the attributes, slots, parts and custom properties that the element's page in the docs has", async () => {
    const readme = await readFile(join(root, "docs/element.md"), "utf8");
    for (const kind of ["attributes", "slots", "cssParts", "cssProperties"]) {
      assert.ok(names(kind).length > 2, kind);
      for (const name of names(kind)) assert.ok(readme.includes(`\`${name}\``), `${kind}: ${name}`);
    }
    const documented = [...readme.matchAll(/^\| `([\w-]+)` \| `\w+` \|/gm)].map(([, name]) => String(name));
    assert.deepEqual(names("attributes"), documented.sort());
  });
});

describe("the element's files", () => {
  it("come with the licences of what is bundled", async () => {
    const bundled = /^\/\/ Bundled: (.*)\. See/.exec(await packed("element-body.js"))?.[1]?.split(", ") ?? [];
    assert.ok(bundled.includes("lit-html"), String(bundled));
    const licences = await packed("LICENSE-element");
    for (const name of bundled) assert.match(licences, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+$`, "m"));
    assert.match(licences, /BSD 3-Clause/);
    assert.match(licences, /MIT License/);
  });

  it("are small: the one file for pages at most 170 KiB of gzip", async () => {
    const bytes = gzipSync(await packed("element.standalone.js"), { level: 9 }).length;
    assert.ok(bytes <= 170 * 1024, `${bytes} bytes`);
  });

  it("import nothing that has to be found, in the one file for pages", async () => {
    assert.doesNotMatch(await packed("element.standalone.js"), /^\s*import\b|\bimport\(|\bfrom\s*"/m);
  });
});
