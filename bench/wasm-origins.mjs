// @ts-check
// Where the core's code comes from: built as for the package, but with names.

import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { cargoPackage, run } from "../scripts/step.mjs";
import { environment, root } from "../scripts/tools.mjs";
import { inBench } from "./child.mjs";
import { functionsOf } from "./wasm-file.mjs";

const OURS = "trusthub_profiles";

/** Crates that are shown together. @type {Readonly<Record<string, string>>} */
const GROUPS = {
  core: "std, core, alloc",
  alloc: "std, core, alloc",
  std: "std, core, alloc",
  compiler_builtins: "std, core, alloc",
  hashbrown: "std, core, alloc",
  rlsf: "allocator",
  wasm_bindgen: "wasm-bindgen",
};

/** Whole names, or how they begin. @type {readonly (readonly [pattern: RegExp, origin: string])[]} */
const SPECIAL = [
  [/__r(?:ust|dl|g)_(?:alloc|dealloc|realloc)/, "allocator"],
  [/^(?:__rustc|rust_|__rust|mem(?:cpy|move|set|cmp)|_?_?rust_begin_unwind)/, "std, core, alloc"],
  [/^__(?:wbindgen|externref|wbg)/, "wasm-bindgen"],
  // wasm-bindgen's exports have JavaScript's names, and their bodies are compiled into them.
  [/^\w+(?: (?:externref|multivalue) shim)*$/, "ours: exports"],
];

/** The compiler's types that have no path: `<str>::…`, `<[T] as …>`, `<char as …>`, `<&T as …>`. */
const PRIMITIVE = /^(?:str|char|bool|[iu](?:8|16|32|64|128|size)|f(?:32|64)|T|\(\)|\[.*|\(.*)$/;

/** @param {string} name */
function originOf(name) {
  // A crate's hash, which only tells versions apart.
  const plain = name.replace(/\[[0-9a-f]{16}\]/g, "");
  const ours = plain.match(/trusthub_profiles::(\w+)(::)?/);
  if (ours !== null) return ours[2] === undefined ? "ours: the crate's root" : `ours: ${ours[1]}`;
  for (const [pattern, origin] of SPECIAL) if (pattern.test(plain)) return origin;
  const first = /^[<&*]*(?:dyn |mut |const |impl )*([^\s:<>]+)/.exec(plain)?.[1] ?? "";
  if (PRIMITIVE.test(first)) return GROUPS["core"] ?? "";
  return GROUPS[first] ?? (plain.includes("::") ? `crate ${first}` : "others");
}

/** Bytes of code by origin, the largest first. */
export async function originsOfCode() {
  const output = inBench("output/wasm");
  await mkdir(output, { recursive: true });
  const env = environment();
  const target = "wasm32-unknown-unknown";
  await run("cargo", ["build", "--release", "--lib", "--locked", "--target", target], { env, quiet: true });
  const { targetDirectory, metadata } = await cargoPackage();
  const built = join(targetDirectory, target, "release", `${OURS}.wasm`);
  await run(
    "wasm-bindgen",
    [built, "--target", "web", "--no-typescript", "--out-dir", output, "--out-name", "client"],
    { env, quiet: true },
  );
  const flags = metadata["wasm-pack"].profile.release["wasm-opt"];
  const named = join(output, "named.wasm");
  await run("wasm-opt", [...flags, "-g", join(output, "client_bg.wasm"), "-o", named], { env, quiet: true });

  const { codeBytes, functions } = functionsOf(await readFile(named));
  /** @type {Map<string, { bytes: number, functions: number, largest: string, largestBytes: number }>} */
  const origins = new Map();
  for (const { name, bytes } of functions) {
    const origin = originOf(name);
    const sum = origins.get(origin) ?? { bytes: 0, functions: 0, largest: "", largestBytes: 0 };
    if (bytes > sum.largestBytes) Object.assign(sum, { largest: name, largestBytes: bytes });
    sum.bytes += bytes;
    sum.functions += 1;
    origins.set(origin, sum);
  }
  const published = functionsOf(await readFile(join(root, "pkg/client.wasm"))).codeBytes;
  return { codeBytes, published, origins: [...origins].sort(([, left], [, right]) => right.bytes - left.bytes) };
}
