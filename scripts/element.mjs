// @ts-check
// The element's files in the package: the bundle of its modules with Lit, and the one file for pages without a bundler.

import { readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Failure } from "./step.mjs";
import { root } from "./tools.mjs";

/** @import { Plugin } from "esbuild" */

/** Named apart from Lit's own, so that a page with a Lit of its own needs no 'allow-duplicates'. */
export const TRUSTED_TYPES_POLICY = "trusthub-profiles";

/** The analyzer's command line would write a line of its own into package.json; its plugin has no name of its own. */
const LIT_PLUGIN = "@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js";

/** What Lit calls, and nobody else. */
const lifecycle = new Set(["render", "update", "willUpdate", "firstUpdated", "updated"]);

/** What the element imports of the package, whose modules the entry hands over. */
const handedOver = ["trusthub-profiles", "./compile.js"];

/**
 * The packages that are bundled, whose licences are packed.
 * @param {string[]} inputs
 */
function bundledPackages(inputs) {
  const names = inputs.map((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]);
  return [...new Set(names)].filter((name) => name !== undefined).sort();
}

/** @type {Plugin} */
const ours = {
  name: "the package's own modules, the styles without their white space, and Lit's policy",
  setup({ onResolve, onLoad, esbuild }) {
    onResolve({ filter: /^trusthub-profiles$/ }, ({ path }) => ({ path, external: true }));
    onResolve({ filter: /pkg-template\/compile\.js$/ }, ({ path }) => ({
      path: `./${basename(path)}`,
      external: true,
    }));
    // To the bundler they are strings, whose white space is one in two hundred bytes of a first visit.
    onLoad({ filter: /\/element\/styles\/\w+\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const [before = "", style, after] = text.split(/(?<=css`)|(?=`;)/);
      if (style === undefined) return undefined; // the list of them
      if (/[\\$]/.test(style)) throw new Failure(`${path} is no plain style: see scripts/element.mjs`);
      const { code } = await esbuild.transform(style, { loader: "css", minifyWhitespace: true });
      return { contents: before + code + after };
    });
    onLoad({ filter: /node_modules\/lit-html\/lit-html\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const renamed = text.replace('createPolicy("lit-html"', `createPolicy("${TRUSTED_TYPES_POLICY}"`);
      if (renamed === text)
        throw new Failure("lit-html makes its Trusted Types policy in a new way: see scripts/element.mjs");
      return { contents: renamed };
    });
  },
};

/**
 * @param {string} pkg
 * @returns {Promise<void>}
 */
export async function writeElement(pkg) {
  const { build: bundle } = await import("esbuild");
  const { outputFiles, metafile } = await bundle({
    entryPoints: [join(root, "element/index.js")],
    bundle: true,
    minify: true,
    format: "cjs",
    platform: "browser",
    target: "es2022",
    conditions: ["production"],
    legalComments: "none",
    metafile: true,
    write: false,
    absWorkingDir: root,
    logLevel: "warning",
    plugins: [ours],
  });
  const text = outputFiles[0]?.text ?? "";
  const asked = [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map((match) => String(match[1]));
  const unknown = asked.filter((name) => !handedOver.includes(name));
  if (asked.length === 0 || unknown.length > 0)
    throw new Failure(`the element imports ${unknown.join(", ") || "nothing"}`);
  const packages = bundledPackages(Object.keys(metafile.inputs));
  const head = `// Bundled: ${packages.join(", ")}. See LICENSE-element.\n`;
  await writeFile(
    join(pkg, "element-body.js"),
    `${head}export function loadElement(modules) {\nconst module = { exports: {} }, require = (name) => modules[name];\n${text}return module.exports;\n}\n`,
  );
  await writeLicences(pkg, packages);
  await writeVariants(pkg);
  await writeManifest(pkg);
  await bundle({
    entryPoints: [join(pkg, "element.js")],
    outfile: join(pkg, "element.standalone.js"),
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    banner: { js: `${head.trim()} And fflate: see LICENSE-fflate.` },
    logLevel: "warning",
  });
}

/**
 * Node's, which shares the core of whoever imports the package there (a test's jsdom has a DOM), and workerd's, which has no
 * DOM and must not hold an inlined core beside its own.
 * @param {string} pkg
 */
async function writeVariants(pkg) {
  const text = await readFile(join(pkg, "element.js"), "utf8");
  const synchronous = text.replace('import * as compile from "./compile.js";\n', "").replace(
    "const hasDom",
    `/** The entry compiles its core at its first call. */
const compile = {
  compileCore: async () => {},
  usualFetch: (/** @type {[string, any]} */ ...call) => globalThis.fetch(...call),
};

const hasDom`,
  );
  if (synchronous === text) throw new Failure("element.js imports its core in a new way: see scripts/element.mjs");
  for (const runtime of ["node", "workerd"]) {
    const variant = synchronous.replace('from "./index.js"', `from "./index.${runtime}.js"`);
    await writeFile(join(pkg, `element.${runtime}.js`), variant);
  }
}

/**
 * What editors and documentation read of the element (custom-elements-manifest), from its source: what is not marked internal.
 * @param {string} pkg
 */
async function writeManifest(pkg) {
  // Its declarations have other names than what it exports.
  const { create, ts } = /** @type {any} */ (await import("@custom-elements-manifest/analyzer"));
  const { litPlugin } = await import(LIT_PLUGIN);
  const file = "element/customer-profiles.js";
  const source = ts.createSourceFile(file, await readFile(join(root, file), "utf8"), ts.ScriptTarget.ES2022, true);
  const manifest = create({ modules: [source], plugins: litPlugin(), context: { dev: false } });
  const [module] = manifest.modules;
  const [declaration] = module.declarations;
  declaration.members = declaration.members
    .filter((/** @type {Member} */ { name, privacy, static: isStatic }) => {
      return privacy !== "private" && isStatic !== true && !lifecycle.has(name);
    })
    .map(typed);
  declaration.attributes = declaration.attributes.map(typed);
  // What `emit` makes has its name from whoever calls it.
  declaration.events = declaration.events.filter((/** @type {Member} */ { description }) => description !== undefined);
  const path = "element.js";
  const exported = {
    kind: "custom-element-definition",
    name: "customer-profiles",
    declaration: { name: declaration.name, module: path },
  };
  const named = { kind: "js", name: declaration.name, declaration: { name: declaration.name, module: path } };
  const written = {
    ...manifest,
    modules: [{ kind: "javascript-module", path, declarations: [declaration], exports: [named, exported] }],
  };
  await writeFile(join(pkg, "custom-elements.json"), `${JSON.stringify(written, null, 2)}\n`);
}

/**
 * @typedef {{ name: string, kind?: string, privacy?: string, static?: boolean, description?: string, type?: object, return?: { type: object } }} Member
 */

/**
 * The analyzer takes what a getter returns for a method's.
 * @param {Member} member
 */
function typed({ return: returned, ...member }) {
  if (member.kind === "method" || returned === undefined) return { ...member, return: returned };
  return { ...member, type: returned.type };
}

/**
 * @param {string} pkg
 * @param {readonly string[]} packages
 */
async function writeLicences(pkg, packages) {
  const texts = packages.map(async (name) => {
    const folder = dirname(join(root, "node_modules", name, "package.json"));
    const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const licence = await readFile(join(folder, "LICENSE"), "utf8").catch(() =>
      readFile(join(folder, "LICENSE.md"), "utf8"),
    );
    return `${name} ${version}\n\n${licence.trim()}\n`;
  });
  await writeFile(join(pkg, "LICENSE-element"), (await Promise.all(texts)).join(`\n${"-".repeat(80)}\n\n`));
}
