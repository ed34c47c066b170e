// @ts-check
// `npm run build`: the package as published, in pkg/.

import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setUp } from "./setup.mjs";
import { Failure, main, run, step } from "./step.mjs";
import { environment, root } from "./tools.mjs";

const template = join(root, "pkg-template");
const pkg = join(root, "pkg");
/** wasm-pack's own output: the glue and the core. */
const wasmPackOutput = join(root, "target/wasm-pack");

/** Files of the template that the package doesn't hold: what the type checker needs, and parts of the CommonJS entry. */
const notPublished = new Set(["glue.d.ts", "wasm-inlined.d.ts", "wasm-source.cjs"]);

export async function build() {
  await step("core and glue (wasm-pack)", () =>
    run(
      "wasm-pack",
      ["build", "--target", "web", "--release", "--mode", "no-install", "--no-pack", "--no-typescript",
        "--out-dir", wasmPackOutput, "--out-name", "client"],
      { env: environment(), quiet: true },
    ));
  await step("package (pkg/)", assemble);
}

async function assemble() {
  await rm(pkg, { recursive: true, force: true });
  await mkdir(pkg);
  for (const file of await readdir(template)) {
    if (!notPublished.has(file)) await copyFile(join(template, file), join(pkg, file));
  }
  for (const file of ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"]) {
    await copyFile(join(root, file), join(pkg, file));
  }
  await writeGlue();
  const wasm = await readFile(join(wasmPackOutput, "client_bg.wasm"));
  await writeFile(join(pkg, "client.wasm"), wasm);
  await writeFile(join(pkg, "wasm-inlined.js"), `export default "${wasm.toString("base64")}";\n`);
  await copyFile(join(pkg, "index.d.ts"), join(pkg, "index.d.cts"));
  await writeManifest();
  await writeCommonJs();
}

/** wasm-bindgen's glue, with every callback of the core's guarded: they all come out of its two functions that make them. */
async function writeGlue() {
  const glue = await readFile(join(wasmPackOutput, "client.js"), "utf8");
  const made = glue.match(/^ *return real;$/gm)?.length;
  const makers = glue.match(/^function make(?:Mut)?Closure\(/gm)?.length;
  if (made === undefined || made !== makers) throw new Failure("wasm-bindgen's glue makes callbacks in a new way: see writeGlue");
  const guarded = glue.replace(/^( *)return real;$/gm, "$1return guarded(real);");
  await writeFile(join(pkg, "glue.js"), `import { guarded } from "./instance.js";\n${guarded}`);
}

/** The template's manifest with the version, which stands in Cargo.toml alone. */
async function writeManifest() {
  const manifest = JSON.parse(await readFile(join(template, "package.json"), "utf8"));
  const metadata = await run("cargo", ["metadata", "--no-deps", "--format-version", "1"], { quiet: true });
  manifest.version = JSON.parse(metadata).packages[0].version;
  await writeFile(join(pkg, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** For `require` in Node before 20.19 and in tools that know no ES modules: all modules in one file. */
async function writeCommonJs() {
  const { build: bundle } = await import("esbuild");
  await bundle({
    entryPoints: [join(pkg, "index.js")],
    outfile: join(pkg, "index.cjs"),
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20",
    logLevel: "warning",
    plugins: [{
      name: "core from its file",
      setup: ({ onResolve }) => {
        onResolve({ filter: /^\.\/wasm-source\.js$/ }, () => ({ path: join(template, "wasm-source.cjs") }));
      },
    }],
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    await setUp("build");
    await build();
  });
}
