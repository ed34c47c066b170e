// @ts-check
// What decoded pages keep alive, in this process, told as JSON; run with --expose-gc.

import { bytesOf, pageObjects, usualPages } from "./pages.mjs";

/** @import { Contender } from "./contenders/rules.mjs" */
/** @import { Names } from "./pages.mjs" */

const PAGES = 100;
const PAGE_SIZE = 1000;
const SMALL_PAGES = 10_000;
const MIB = 2 ** 20;
const LARGE_BYTES = 60 * MIB;

/** What is kept of a page. @type {Record<string, (profiles: readonly any[]) => unknown>} */
const KEPT = {
  nothing: () => true,
  all: (profiles) => profiles,
  sids: (profiles) => profiles.map(({ sid }) => sid),
  one: (profiles) => profiles[PAGE_SIZE / 2],
};

/**
 * @type {{ measure: "retained", contender: "ours" | "mapping", keep: keyof typeof KEPT, names: Names }
 *   | { measure: "wasm" }}
 */
const told = JSON.parse(process.argv[2] ?? "{}");
console.log(JSON.stringify(told.measure === "wasm" ? await wasmMemory() : await retained(told)));

/** Bytes alive on and off the heap: `external` holds the bytes of ArrayBuffers too. */
async function alive() {
  // V8 frees the bytes of dead ArrayBuffers beside the program, and what a finalizer lets go with the next collection.
  for (let time = 0; time < 4; time += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** @param {{ contender: "ours" | "mapping", keep: string, names: Names }} told */
async function retained({ contender, keep, names }) {
  /** @type {Contender} */
  const { decode } =
    contender === "ours"
      ? (await import("./contenders/ours.mjs")).ours
      : (await import("./contenders/mapping.mjs")).mapping;
  const pick = KEPT[keep];
  if (pick === undefined) throw new Error(`no way to keep: ${keep}`);
  const pages = pageObjects(names, PAGE_SIZE);
  // As many beforehand, so that compiled code, the core's memory and V8's own tables aren't counted.
  for (let page = 0; page < PAGES; page += 1) pick(decode(nextBytes(pages)).profiles);
  /** @type {unknown[]} */
  const kept = new Array(PAGES).fill(null);
  // The first look has costs of its own.
  await alive();
  const before = await alive();
  for (let page = 0; page < PAGES; page += 1) kept[page] = pick(decode(nextBytes(pages)).profiles);
  const bytes = (await alive()) - before;
  // Without a use after the measuring, nothing would have to be alive then.
  if (kept.includes(null)) throw new Error("a page kept nothing");
  return { bytes, profiles: PAGES * PAGE_SIZE };
}

/** @param {ReturnType<typeof pageObjects>} pages */
function nextBytes(pages) {
  return bytesOf(pages.next().value);
}

/** The core's own memory, which only grows, and the process's. */
async function wasmMemory() {
  const memories = watchMemories();
  const { ours } = await import("./contenders/ours.mjs");
  const [, , small] = usualPages();
  if (small === undefined) throw new Error("no small page");
  const state = () => {
    globalThis.gc?.();
    const { rss, external } = process.memoryUsage();
    return { wasm: memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0), external, rss };
  };
  ours.decode(small.bytes);
  const first = state();
  for (let page = 1; page < SMALL_PAGES; page += 1) ours.decode(small.bytes);
  const afterSmall = state();
  const large = largeBody();
  const profiles = ours.decode(large).profiles.length;
  const afterLarge = state();
  for (let page = 0; page < SMALL_PAGES; page += 1) ours.decode(small.bytes);
  return { first, afterSmall, afterLarge, afterBoth: state(), largeBytes: large.length, profiles };
}

/** The package shows no memory; so every instance's is noted as it is made. */
function watchMemories() {
  /** @type {WebAssembly.Memory[]} */
  const memories = [];
  globalThis.WebAssembly.Instance = class extends WebAssembly.Instance {
    /**
     * @param {WebAssembly.Module} module
     * @param {WebAssembly.Imports} [imports]
     */
    constructor(module, imports) {
      super(module, imports);
      for (const exported of Object.values(this.exports))
        if (exported instanceof WebAssembly.Memory) memories.push(exported);
    }
  };
  return memories;
}

/** A page of 60 MiB: the usual one's profiles, over and over. */
function largeBody() {
  const [usual] = usualPages();
  const json = new TextDecoder().decode(usual?.bytes);
  const [head = "", tail = ""] = json.split('],"meta":');
  const profiles = head.slice('{"results":['.length);
  const times = Math.floor(LARGE_BYTES / profiles.length);
  return new TextEncoder().encode(`{"results":[${new Array(times).fill(profiles).join(",")}],"meta":${tail}`);
}
