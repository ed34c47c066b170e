// @ts-check
// `npm run size`: how large the package is and its parts are, beside its peers, and what is in the core.

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { root } from "../scripts/tools.mjs";
import { inBench } from "./child.mjs";
import { bar, kibibytes, kilobytes, table } from "./report.mjs";
import { typiaPage } from "./typia-page.mjs";
import { originsOfCode } from "./wasm-origins.mjs";

const pkg = join(root, "pkg");

/** What listing needs of the official client at least: the resource and what sends its requests. */
const OFFICIAL = `
  export { default as RequestClient } from "twilio/lib/base/RequestClient.js";
  export { default as V1 } from "twilio/lib/rest/trusthub/V1.js";`;

const wasm = await readFile(join(pkg, "client.wasm"));
const entry = await bundled({ entryPoints: [join(pkg, "index.js")], platform: "neutral" });
const packed = await tarball();
const standalone = await readFile(join(pkg, "element.standalone.js"));
/** Of the element: pages load one of its files, and programs none. */
const isElements = (/** @type {string} */ path) => /^(?:element|LICENSE-element|custom-elements)/.test(path);
const parts = [
  ["client.wasm", wasm],
  ["default entry, bundled and minified", entry],
  ["commonjs.cjs", await readFile(join(pkg, "commonjs.cjs"))],
  ["element with Lit, without the package", await readFile(join(pkg, "element-body.js"))],
  ["element.standalone.js", standalone],
  ["ajv + ajv-formats, with their schema", await bundledContender("ajv")],
  ["zod, with its schema", await bundledContender("zod")],
  ["valibot, with its schema", await bundledContender("valibot")],
  ["arktype, with its schema", await bundledContender("arktype")],
  ["typebox, with its schema", await bundledContender("typebox")],
  ["typia's validator, as it is written", await bundledTypia()],
  [
    "twilio's Trust Hub and its HTTP client",
    await bundled({ stdin: { contents: OFFICIAL, resolveDir: root }, platform: "node" }),
  ],
];

const sizes = /** @type {[string, Uint8Array][]} */ (parts).map(([name, bytes]) => [
  name,
  bytes.length,
  gzip(bytes),
  brotli(bytes),
]);
console.log(
  `${table(
    ["", "raw", "gzip", "brotli"],
    sizes.map(([name, ...numbers]) => [String(name), ...numbers.map(String)]),
  )}\n`,
);
console.log(`tarball: ${packed.files.length} files, ${packed.size} bytes packed, ${packed.unpackedSize} unpacked\n`);

const { codeBytes, published, origins } = await originsOfCode();
const rows = origins.map(([origin, { bytes, functions, largest, largestBytes }]) => [
  origin,
  String(bytes),
  `${((bytes / codeBytes) * 100).toFixed(1)} %`,
  String(functions),
  `${largestBytes}: ${shortened(largest)}`,
]);
console.log(`the core's code with names: ${codeBytes} bytes in all; in pkg/client.wasm ${published}\n`);
console.log(`${table(["origin", "bytes", "share", "functions", "the largest"], rows)}\n`);

bar("default entry, gzip", gzip(entry), "<=", 110 * 1024, kibibytes);
bar("client.wasm, brotli", brotli(wasm), "<=", 80 * 1024, kibibytes);
const withoutElement = packed.files.filter(({ path }) => !isElements(path)).reduce((sum, { size }) => sum + size, 0);
bar("tarball without the element, unpacked", withoutElement, "<=", 800_000, kilobytes);
bar("element.standalone.js, gzip", gzip(standalone), "<=", 170 * 1024, kibibytes);
const copies = await copiesOfWasm();
bar("copies of the core as a file", copies.files, "=", 1, String);
bar("copies of the core as text, for ES modules and CommonJS", copies.texts, "=", 2, String);
const manifest = JSON.parse(await readFile(join(pkg, "package.json"), "utf8"));
const kinds = ["dependencies", "peerDependencies", "optionalDependencies"];
bar("runtime dependencies", kinds.flatMap((kind) => Object.keys(manifest[kind] ?? {})).length, "=", 0, String);

/** @param {Uint8Array} bytes */
function gzip(bytes) {
  return gzipSync(bytes, { level: 9 }).length;
}

/** @param {Uint8Array} bytes */
function brotli(bytes) {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}

/** @param {import("esbuild").BuildOptions} options */
async function bundled(options) {
  const result = await build({
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    logLevel: "error",
    ...options,
  });
  return /** @type {Uint8Array} */ (result.outputFiles?.[0]?.contents);
}

/** @param {string} name */
function bundledContender(name) {
  return bundled({ entryPoints: [inBench(`contenders/${name}.mjs`)], platform: "browser" });
}

/** Its contender imports what this is made of when it runs. */
async function bundledTypia() {
  const contents = [await typiaPage(), inBench("contenders/mapping.mjs")].map(
    (file) => `export * from ${JSON.stringify(file)};`,
  );
  return bundled({ stdin: { contents: contents.join("\n"), resolveDir: root }, platform: "browser" });
}

/** @returns {Promise<{ size: number, unpackedSize: number, files: { path: string, size: number }[] }>} */
async function tarball() {
  const { stdout } = await promisify(execFile)("npm", ["pack", "--dry-run", "--json"], { cwd: pkg });
  return /** @type {any} */ (Object.values(JSON.parse(stdout))[0]);
}

/** The packed files that are wasm, and those that hold so long a string of base64 as only the core makes. */
async function copiesOfWasm() {
  let files = 0;
  let texts = 0;
  for (const { path } of packed.files) {
    const bytes = await readFile(join(pkg, path));
    if (bytes.subarray(0, 4).equals(Buffer.from("\0asm"))) files += 1;
    else if (!isElements(path) && /[A-Za-z0-9+/]{20000}/.test(bytes.toString("latin1"))) texts += 1;
  }
  return { files, texts };
}

/** A function's name without its hash. @param {string} name */
function shortened(name) {
  const plain = name.replace(/\[[0-9a-f]{16}\]/g, "").replace(/::h[0-9a-f]{16}$/, "");
  return plain.length <= 60 ? plain : `${plain.slice(0, 59)}…`;
}
