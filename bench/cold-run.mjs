// @ts-check
// The first page of a cold process, told as JSON: milliseconds until it is there.

import { readFileSync } from "node:fs";

/** @type {{ variant: string, file: string }} */
const { variant, file } = JSON.parse(process.argv[2] ?? "{}");
// A buffer of its own: a small file may lie in Node's pool.
const bytes = new Uint8Array(readFileSync(file));

/** As Node finds it by the package's name. @returns {Promise<typeof import("../pkg-template/index.js")>} */
const importPackage = () => import(new URL("../pkg/index.node.js", import.meta.url).href);

/** @type {Record<string, () => Promise<{ milliseconds: number, profiles: number }>>} */
const variants = {
  async "import to first page"() {
    const headers = { get: () => null };
    const response = { status: 200, headers, arrayBuffer: async () => bytes.buffer };
    const fetch = /** @type {typeof globalThis.fetch} */ (/** @type {unknown} */ (async () => response));
    const start = performance.now();
    const { listCustomerProfiles } = await importPackage();
    const { profiles } = await listCustomerProfiles({ fetch });
    return { milliseconds: performance.now() - start, profiles: profiles.length };
  },

  async "first page decoded, ours"() {
    const { parseCustomerProfilePage } = await importPackage();
    return timed(() => parseCustomerProfilePage(bytes));
  },

  async "the same after an empty page, ours"() {
    const { parseCustomerProfilePage } = await importPackage();
    // The core is made at the first call: without that, its decoding alone is left.
    parseCustomerProfilePage('{"results": [], "meta": {"next_page_url": null}}');
    return timed(() => parseCustomerProfilePage(bytes));
  },

  async "first page decoded, mapping"() {
    const { mapping } = await import("./contenders/mapping.mjs");
    return timed(() => mapping.decode(bytes));
  },
};

/** @param {() => { profiles: readonly unknown[] }} decode */
function timed(decode) {
  const start = performance.now();
  const { profiles } = decode();
  return { milliseconds: performance.now() - start, profiles: profiles.length };
}

const run = variants[variant];
if (run === undefined) throw new Error(`no variant ${variant}`);
console.log(JSON.stringify(await run()));
