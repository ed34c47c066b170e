// @ts-check
// Our declarations of the glue (pkg-template/glue.d.ts) say more than wasm-bindgen's own: what is behind each of its `any`s.
// Where wasm-bindgen names a type, an argument or a member, ours agree with it.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { root } from "../../scripts/tools.mjs";
import { compile, compilers } from "./compile.mjs";

/** @type {string} */
let folder;
/** @type {Record<string, string>} */
let declarations;
/** What scripts/glue.mjs makes parameters of the glue. @type {string[]} */
let hostNames;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "trusthub-profiles-glue-"));
  const read = (/** @type {string} */ file) => readFile(join(root, file), "utf8");
  const ours = Object.fromEntries(
    await Promise.all(
      ["glue.d.ts", "index.d.ts", "handler.d.ts"].map(async (file) => [file, await read(`pkg-template/${file}`)]),
    ),
  );
  // The oldest browsers and Node know no Symbol.dispose, so nothing of ours uses it.
  const written = (await read("target/wasm-pack/client.d.ts")).replaceAll("[Symbol.dispose](): void;", "");
  // Of an array it doesn't know how many elements there are.
  const theirs = written.replaceAll("Array<any>", "any");
  // It knows strings, and no kinds of them.
  const unbranded = (ours["index.d.ts"] ?? "").replace(/^export type Cursor = .*;$/m, "export type Cursor = string;");
  declarations = { ...ours, "index.d.ts": unbranded, "client.d.ts": theirs };
  hostNames = /createGlue\(\{ ([\w, ]+) \}/.exec(await read("pkg/glue.js"))?.[1]?.split(", ") ?? [];
});
after(() => rm(folder, { recursive: true }));

/** Agreement in both directions: types by assignment, the numbers of arguments and the members' names by equality. */
const program = () => `
import type { GlueExports, createGlue } from "./glue.js";

/** wasm-bindgen's, without how the module is loaded, which is the package's own (instance.js). */
type Written = Omit<typeof wasm_bindgen, "initSync">;
type Shape<T> =
  0 extends 1 & T ? "value" // any
  : T extends new (...args: infer Args) => infer Instance ? { args: Args["length"]; instance: Shapes<Instance> }
  : T extends (...args: infer Args) => any ? { args: Args["length"] }
  : "value";
type Shapes<T> = { [Name in keyof T]: Shape<T[Name]> };
type Same<One, Other> =
  (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : { one: One; other: Other };

declare const written: Written;
export const ours: GlueExports = written;
declare const declared: GlueExports;
export const theirs: Written = declared;
export const shapes: Same<Shapes<GlueExports>, Shapes<Written>> = true;
export const host: Same<keyof Parameters<typeof createGlue>[0], ${hostNames.map((name) => JSON.stringify(name)).join(" | ")}> = true;
`;

let number = 0;
/** What the newest compiler finds, with some declarations changed. @param {Record<string, string>} [changed] */
function found(changed = {}) {
  number += 1;
  const files = { [`agreement-${number}.ts`]: program(), ...declarations, ...changed };
  return compile({ folder, compiler: String(compilers.at(-1)), resolution: "bundler", files });
}

describe("the glue's declarations", () => {
  it("agree with wasm-bindgen's", async () => {
    assert.ok(hostNames.length > 5);
    assert.equal(await found(), "");
  });

  for (const [what, from, to] of /** @type {const} */ ([
    ["an export that is gone", "export function parsePage(", "export function decodePage("],
    ["an export that is new", "export function start(", "export function stop(): void;\n    export function start("],
    ["an argument more", "checkListOptions(client: any", "checkListOptions(more: any, client: any"],
    ["an argument less", "parsePage(body: any, options: any)", "parsePage(body: any)"],
    ["an argument of another type", "path: string, query: string", "path: string, query: bigint"],
    ["a result that is no promise", "nextPage(): Promise<any>", "nextPage(): string"],
    ["a member of a class that is gone", "readonly goesOn: boolean;", ""],
    ["a member of a class that is new", "readonly goesOn: boolean;", "readonly goesOn: boolean; readonly at: number;"],
  ])) {
    it(`don't agree with ${what}`, async () => {
      const theirs = declarations["client.d.ts"] ?? "";
      assert.ok(theirs.includes(from), `wasm-bindgen writes ${from}`);
      assert.match(await found({ "client.d.ts": theirs.replace(from, () => to) }), /agreement-\d+\.ts.*error TS/);
    });
  }

  it("don't agree with another set of the host's functions", async () => {
    const ours = declarations["glue.d.ts"] ?? "";
    assert.match(
      await found({ "glue.d.ts": ours.replace("  panicked(message", "  paniced(message") }),
      /agreement-\d+\.ts.*error TS/,
    );
  });
});
