// @ts-check
// Runs one of the compilers over programs, with the packed package installed beside them.

import { execFile } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const modules = fileURLToPath(new URL("node_modules", import.meta.url));

/** Every version from 5.4 on. node10 is gone from 7. */
export const compilers = ["5.4", "5.5", "5.6", "5.7", "5.8", "5.9", "6.0", "7.0"];

/** How programs find the package: what the compiler is told, and which kind of module a `.ts` file is. */
export const resolutions = /** @type {const} */ ({
  node10: { moduleResolution: "node10", module: "commonjs", type: "commonjs" },
  "node16, ES modules": { moduleResolution: "node16", module: "node16", type: "module" },
  "node16, CommonJS": { moduleResolution: "node16", module: "node16", type: "commonjs" },
  "nodenext, ES modules": { moduleResolution: "nodenext", module: "nodenext", type: "module" },
  "nodenext, CommonJS": { moduleResolution: "nodenext", module: "nodenext", type: "commonjs" },
  bundler: { moduleResolution: "bundler", module: "esnext", type: "module" },
});

/**
 * @typedef {object} Compilation
 * @property {string} folder where the package is installed
 * @property {string} compiler
 * @property {keyof typeof resolutions} resolution
 * @property {Record<string, string>} files the programs, by name
 * @property {string} [node] the version of Node's types that stand for the DOM's
 * @property {boolean} [dom] whether the DOM's types are there too, as for a program that knows nothing of either
 * @property {Record<string, string[]>} [paths]
 * @property {Readonly<Record<string, string>>} [packages] what the programs import besides: each name with the folder of ours, or another
 * @property {readonly string[]} [types] of those packages, what stands for the DOM's
 * @property {boolean} [exact] whether undefined is a value apart (exactOptionalPropertyTypes), as it is unless told otherwise
 */

/**
 * What the compiler finds; nothing when all is well.
 * @param {Compilation} compilation
 * @returns {Promise<string>}
 */
export async function compile({
  folder,
  compiler,
  resolution,
  files,
  node,
  dom = false,
  paths,
  packages = {},
  types,
  exact = true,
}) {
  const { type, ...options } = resolutions[resolution];
  const place = join(
    folder,
    `${compiler}-${resolution}-${node ?? "dom"}-${[...Object.keys(packages), Object.keys(files)[0]].join("-")}`.replace(
      /[^\w.-]+/g,
      "-",
    ),
  );
  await mkdir(place);
  await writeFile(join(place, "package.json"), JSON.stringify({ private: true, type }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(place, name)), { recursive: true });
    await writeFile(join(place, name), text);
  }
  const linked = { ...(node === undefined ? {} : { "@types/node": `@types/node-${node}` }), ...packages };
  for (const [name, ours] of Object.entries(linked)) {
    await mkdir(dirname(join(place, "node_modules", name)), { recursive: true });
    await symlink(resolve(modules, ours), join(place, "node_modules", name));
  }
  const isOfDom = node === undefined && types === undefined;
  const config = {
    compilerOptions: {
      ...options,
      ...(compiler === "6.0" && resolution === "node10" ? { ignoreDeprecations: "6.0" } : {}),
      ...(paths === undefined ? {} : { paths }),
      target: "es2022",
      lib: isOfDom || dom ? ["es2022", "dom", "dom.iterable"] : ["es2022"],
      types: types ?? (isOfDom ? [] : ["node"]),
      strict: true,
      exactOptionalPropertyTypes: exact,
      noUncheckedIndexedAccess: true,
      noPropertyAccessFromIndexSignature: true,
      // What other packages declare is theirs to check.
      skipLibCheck: Object.keys(packages).length > 0,
      noEmit: true,
      // Programs in JavaScript are held to the same.
      ...(Object.keys(files).some((name) => /\.[cm]?js$/.test(name)) ? { allowJs: true, checkJs: true } : {}),
    },
    files: Object.keys(files),
  };
  await writeFile(join(place, "tsconfig.json"), JSON.stringify(config, null, 2));
  return new Promise((resolve) => {
    const program = join(modules, `typescript-${compiler}/bin/tsc`);
    execFile(process.execPath, [program, "--project", place], { cwd: place }, (error, stdout, stderr) =>
      resolve(error === null ? "" : stdout + stderr || String(error)),
    );
  });
}
